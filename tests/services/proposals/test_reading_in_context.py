"""A reading made beside other words: kept by whatever comes after, and nobody's inference."""

from __future__ import annotations

from timeline.domain.time import edtf
from timeline.models import (
    Article,
    Decision,
    DigestRecord,
    Event,
    Mention,
    Proposal,
    Source,
    Story,
)  # fmt: skip
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load
from timeline.services.proposals import review


def of(article: Article, words: str) -> Proposal:
    """The article's proposal whose title holds these words."""
    return article.proposals.select_related("article").get(title__contains=words)


def to_come(article: Article) -> Proposal:
    """A proposal whose phrase was read otherwise beside the words around it than alone."""
    proposal = of(article, "refuses")
    proposal.interval = edtf.parse("2022-03-17")
    proposal.rule, proposal.because = "cue", "“Will” points to the Thursday to come."
    proposal.save()
    return proposal


def found_on(mention: Mention) -> tuple[str, str, str]:
    mention.refresh_from_db()
    return mention.edtf, mention.rule, mention.because


IN_CONTEXT = ("2022-03-17", "cue", "“Will” points to the Thursday to come.")


def test_what_a_phrase_means_beside_other_words_stays_its_reading_and_is_nobodys_inference(
    article, edda, client
):
    mention = review.accept(to_come(article), by=edda)
    assert found_on(mention) == IN_CONTEXT
    assert (mention.phrase, mention.inferred, mention.inferred_reason) == ("on Thursday", "", "")
    mention.save()
    Mention.objects.reread([mention.source_id])
    assert found_on(mention) == IN_CONTEXT
    assert Mention.history.get(id=mention.pk, history_type="+").in_context == mention.in_context
    for model in (Source, Event, Mention):
        model.objects.update(state="published")
    html = client.get(f"/events/{mention.event.slug}/").content.decode()
    row = html.partition('id="date"')[2].partition("<tbody>")[2].partition("</tr>")[0]
    assert "“on Thursday”" in row
    assert "“Will” points to the Thursday to come." in row
    assert "inferred" not in row


def test_another_phrase_is_read_in_the_text_of_the_article_where_it_stands_there(article, edda):
    mention = review.accept(to_come(article), by=edda)
    article.refresh_from_db()
    article.text = article.text.replace("on Thursday", "next Thursday")
    article.save()
    mention.phrase = "next Thursday"
    mention.save()
    assert found_on(mention)[0] == "2022-03-17"
    assert mention.in_context is not None
    assert mention.in_context.phrase == "next Thursday"
    mention.phrase = "in May 2013"
    mention.save()
    assert (found_on(mention)[0], mention.in_context) == ("2013-05", None)


def test_on_another_publication_date_the_article_is_read_again(article, edda):
    article.text = article.text.replace("refused on Thursday", "will refuse on Thursday")
    article.save()
    mention = review.accept(to_come(article), by=edda)
    source = mention.source
    source.interval = edtf.parse("2022-03-04")
    source.save()
    edtf_text, _, because = found_on(mention)
    assert edtf_text == "2022-03-10"
    assert "the Thursday to come" in because
    undated = {"edtf": "", "earliest": None, "latest": None, "precision": "undated"}
    Source.objects.filter(pk=source.pk).update(**undated, published_basis="not-stated")
    assert found_on(mention)[1] == "unread"
    assert "publication date" in mention.because
    assert mention.inferred == ""


def test_what_is_accepted_after_the_source_got_another_date_is_read_on_that_one(article, edda):
    first = review.accept(of(article, "opened"), by=edda)
    first.source.interval = edtf.parse("2022-03-18")
    first.source.save()
    mention = review.accept(of(article, "refuses"), by=edda)
    assert found_on(mention)[0] == "2022-03-17"
    assert mention.in_context.published == "2022-03-18"


def test_a_reading_in_context_is_dumped_and_loaded(article, edda, tmp_path):
    mention = review.accept(to_come(article), by=edda)
    lost = review.accept(of(article, "rust"), by=edda)
    why = found_on(lost)[2]
    dump(tmp_path)
    text = (tmp_path / "documents" / f"{mention.source.slug}.yaml").read_text()
    assert "read:\n" in text
    for model in (Story, Decision, Proposal, Article, Mention, Event, Source, DigestRecord):
        model.objects.all().delete()
    load(tmp_path)
    loaded = Mention.objects.get(phrase="on Thursday", edtf="2022-03-17")
    assert found_on(loaded) == IN_CONTEXT
    assert loaded.inferred == ""
    assert found_on(Mention.objects.get(phrase="the week before")) == ("", "unread", why)
    again = load(tmp_path)
    assert not again.updated
    assert not again.kept


def test_a_digest_that_changes_a_date_and_keeps_its_readings_is_taken_at_its_word(
    article, edda, tmp_path
):
    mention = review.accept(to_come(article), by=edda)
    dump(tmp_path)
    for model in (Story, Decision, Proposal, Article, Mention, Event, Source, DigestRecord):
        model.objects.all().delete()
    load(tmp_path)
    file = tmp_path / "documents" / f"{mention.source.slug}.yaml"
    whole = file.read_text()
    file.write_text(whole.replace("published: '2022-03-11'", "published: '2022-03-12'"))
    assert file.read_text() != whole
    report = load(tmp_path)
    assert (report.updated["source"], report.kept) == (1, [])
    loaded = Mention.objects.get(phrase="on Thursday", source__slug=mention.source.slug)
    assert found_on(loaded) == IN_CONTEXT
    file.write_text(file.read_text().replace("edtf: '2022-03-17'", "edtf: 2022-03-18"))
    assert load(tmp_path).updated["mention"] == 1
    assert found_on(loaded)[0] == "2022-03-18"
