"""Choices on proposals: what comes of each, what refuses it, and that it can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import proposals
from tests.snapshot import rows
from timeline.models import (
    Actor,
    Alias,
    Article,
    Decision,
    DigestRecord,
    Event,
    Mention,
    Outlet,
    Proposal,
    Quote,
    Source,
    Story,
)  # fmt: skip
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load
from timeline.services.proposals import review
from timeline.services.proposals.article_intake import IncomingFile, take_in
from timeline.services.proposals.review import CannotDecide


def of(article: Article, words: str) -> Proposal:
    """The article's proposal whose title holds these words."""
    return article.proposals.select_related("article").get(title__contains=words)


def told() -> dict[str, Any]:
    """All rows but those that tell who did what when."""
    return {
        name: table
        for name, table in rows().items()
        if "Historical" not in name and name != "timeline.Decision"
    }


def test_the_first_accepted_makes_the_source_of_the_article(article, cast, edda):
    mention = review.accept(of(article, "refuses"), by=edda)
    source = mention.source
    article.refresh_from_db()
    assert article.source == source
    assert (source.title, source.authors) == ("Bridge stays shut until spring", "Nils Moe")
    assert (source.outlet, source.outlet_basis) == (cast.herald, "stated")
    assert (source.edtf, source.published_basis) == ("2022-03-11", "stated")
    assert (source.document, source.sha256) == ("shut.txt", article.sha256)
    assert review.accept(of(article, "warns"), by=edda).source == source


def test_two_editors_who_accept_at_once_make_one_source(article, edda):
    first, second = of(article, "refuses"), of(article, "warns")  # as both see them, without one
    assert first.article.source is second.article.source is None
    assert review.accept(first, by=edda).source == review.accept(second, by=edda).source


def test_accepting_makes_an_event_with_its_actors_and_the_mention_with_what_it_says(article, edda):
    mention = review.accept(of(article, "refuses"), by=edda)
    event = Event.objects.get(pk=mention.event_id)
    assert (event.title, event.kind) == ("The council refuses to open the bridge", "refusal")
    assert [part.actor.slug for part in event.participations.all()] == ["mayor"]
    assert event.edtf == "2022-03-10"
    assert (mention.paragraph, mention.phrase, mention.rule) == (2, "on Thursday", "weekday")
    assert (mention.edtf, mention.inferred) == ("2022-03-10", "")
    assert {(t.actor and t.actor.slug, t.subject, t.words) for t in mention.terms.all()} == {
        ("mayor", "", "Mayor Ida Berg"),
        (None, "the bridge", "the bridge"),
    }
    quote = mention.quotes.get()
    assert (quote.words, quote.speaker.slug) == ("It is shut and it stays shut", "mayor")


def test_a_proposal_that_seems_to_tell_an_event_is_told_of_it(article, cast, edda):
    proposal = of(article, "opened")
    proposal.event = cast.opening
    mention = review.accept(proposal, by=edda)
    assert mention.event == cast.opening
    assert Event.objects.count() == 2
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.MERGED


def test_accepted_as_new_it_is_another_event_all_the_same(article, cast, edda):
    proposal = of(article, "opened")
    proposal.event = cast.opening
    assert review.accept_as_new(proposal, by=edda).event != cast.opening


def test_a_new_spelling_is_kept_as_an_alias_of_its_actor(article, cast, edda):
    mention = review.accept(of(article, "warns"), by=edda)
    assert set(cast.engineer.aliases.values_list("name", flat=True)) == {"Oll Strand"}
    assert mention.terms.get().actor == cast.engineer
    assert Actor.objects.count() == 2


def test_somebody_new_is_an_actor_from_then_on(article, edda):
    review.accept(of(article, "rust"), by=edda)
    pia = Actor.objects.get(name="Pia Lund")
    assert (pia.slug, pia.kind, pia.description) == ("pia-lund", "person", "Diver.")
    again = proposals.finding(article)
    review.accept(again, by=edda)
    assert Actor.objects.filter(name="Pia Lund").count() == 1


def test_who_is_not_kept_is_left_out(article, edda):
    proposal = of(article, "rust")
    proposals.change_actor(proposal, keep=False)
    mention = review.accept(proposal, by=edda)
    assert not Actor.objects.filter(name="Pia Lund").exists()
    assert not mention.terms.exists()


def test_somebody_new_is_something(article, edda):
    proposal = of(article, "rust")
    proposals.change_actor(proposal, kind="")
    before = told()
    with pytest.raises(CannotDecide, match="Say what “Pia Lund” is"):
        review.accept(proposal, by=edda)
    assert told() == before


def test_a_quote_of_nobody_is_refused_or_left_out(article, edda):
    proposal = of(article, "refuses")
    proposals.change_quote(proposal, speaker="")
    before = told()
    with pytest.raises(CannotDecide, match="Say who said “It is shut"):
        review.accept(proposal, by=edda)
    assert told() == before
    proposal.refresh_from_db()
    proposals.change_quote(proposal, speaker="", keep=False)
    assert not review.accept(proposal, by=edda).quotes.exists()


def test_a_phrase_that_is_not_read_leaves_its_mention_without_a_date(article, edda):
    mention = review.accept(of(article, "rust"), by=edda)
    assert not mention.interval.is_dated


def test_mentions_of_a_paragraph_stand_in_the_order_of_the_text(article, edda):
    later = review.accept(of(article, "rust"), by=edda)
    earlier = review.accept(of(article, "warns"), by=edda)
    assert list(earlier.source.mentions.in_document_order()) == [earlier, later]


def test_merging_tells_it_of_the_event_named(article, cast, edda):
    mention = review.merge(of(article, "refuses"), cast.storm, by=edda)
    assert mention.event == cast.storm
    cast.storm.refresh_from_db()
    assert cast.storm.edtf == ""  # as long as the telling is a draft
    for model in (Source, Mention):
        model.objects.update(state="published")
    cast.storm.refresh_from_db()
    assert cast.storm.edtf == "2022-03-10"


def test_rejecting_makes_nothing_of_it(article, edda):
    review.reject(of(article, "rust"), by=edda)
    assert of(article, "rust").state == Proposal.State.REJECTED
    assert Source.objects.count() == 2


def test_an_edit_is_kept_until_it_is_accepted(article, edda):
    proposal = of(article, "refuses")
    changes = {"title": "Council says no", "says": "It stays shut.", "kind": "decision"}
    review.edit(proposal, changes, by=edda)
    mention = review.accept(of(article, "says no"), by=edda)
    assert (mention.event.title, mention.event.kind) == ("Council says no", "decision")
    assert mention.says == "It stays shut."


def test_another_date_has_a_reason(article, edda):
    proposal = of(article, "refuses")
    with pytest.raises(CannotDecide, match="Say why this date"):
        review.edit(proposal, {"edtf": "2022-03-09"}, by=edda)
    proposal = of(article, "refuses")
    changes = {"edtf": "2022-03-09", "inferred_reason": "The minutes say so."}
    review.edit(proposal, changes, by=edda)
    mention = review.accept(of(article, "refuses"), by=edda)
    assert (mention.phrase, mention.edtf) == ("on Thursday", "2022-03-09")
    assert mention.inferred_reason == "The minutes say so."


@pytest.mark.parametrize("changes", [{"title": " "}, {"says": ""}])
def test_an_edit_leaves_no_proposal_without_title_or_words(changes, article, edda):
    with pytest.raises(CannotDecide, match="has a title and says something"):
        review.edit(of(article, "refuses"), changes, by=edda)


def test_another_reading_is_taken_with_a_reason_that_names_it(article, edda):
    review.take_alternative(of(article, "refuses"), 0, by=edda)
    proposal = of(article, "refuses")
    assert (proposal.edtf, proposal.rule) == ("2022-03-03", "inferred")
    assert "the week before" in proposal.because
    with pytest.raises(CannotDecide, match="no such other reading"):
        review.take_alternative(proposal, 7, by=edda)


def test_nothing_is_accepted_before_the_details_are_confirmed(cast, edda):
    article = proposals.set_out(confirmed=False)
    before = told()
    for choose in (review.accept, review.accept_as_new):
        with pytest.raises(CannotDecide, match="Confirm the article's title"):
            choose(of(article, "refuses"), by=edda)
    with pytest.raises(CannotDecide, match="Confirm the article's title"):
        review.merge(of(article, "refuses"), cast.storm, by=edda)
    assert told() == before


CHOICES: dict[str, Callable[..., Any]] = {
    "accept": lambda proposal, cast, by: review.accept(proposal, by=by),
    "as new": lambda proposal, cast, by: review.accept_as_new(proposal, by=by),
    "merge": lambda proposal, cast, by: review.merge(proposal, cast.storm, by=by),
    "reject": lambda proposal, cast, by: review.reject(proposal, by=by),
    "edit": lambda proposal, cast, by: review.edit(
        proposal,
        {"title": "Otherwise", "edtf": "2022", "inferred_reason": "So.", "actors": (), "terms": ()},
        by=by,
    ),
    "take": lambda proposal, cast, by: review.take_alternative(proposal, 1, by=by),
}
DECIDING = [name for name in CHOICES if name not in ("edit", "take")]


@pytest.mark.parametrize("first", DECIDING)
@pytest.mark.parametrize("second", list(CHOICES))
def test_what_is_decided_is_not_decided_again(first, second, article, cast, edda):
    CHOICES[first](of(article, "refuses"), cast, edda)
    stale = of(article, "refuses")
    before = told()
    with pytest.raises(CannotDecide, match="already"):
        CHOICES[second](stale, cast, edda)
    assert told() == before


@pytest.mark.parametrize("choice", list(CHOICES))
def test_each_choice_is_kept_with_who_made_it(choice, article, cast, edda):
    CHOICES[choice](of(article, "refuses"), cast, edda)
    decision = Decision.objects.get()
    assert decision.by == edda
    assert decision.undone_at is None


@pytest.mark.parametrize("words", ["refuses", "warns", "rust", "opened"])
@pytest.mark.parametrize("choice", DECIDING)
def test_a_choice_taken_back_leaves_everything_as_it_was(choice, words, article, cast, edda):
    before = told()
    CHOICES[choice](of(article, words), cast, edda)
    assert told() != before
    assert review.undo(article, by=edda).title == of(article, words).title
    assert told() == before
    decision = Decision.objects.get()
    assert decision.undone_by == edda
    assert decision.undone_at is not None


@pytest.mark.parametrize("choice", ["edit", "take"])
def test_an_edit_taken_back_leaves_everything_as_it_was(choice, article, cast, edda):
    before = told()
    CHOICES[choice](of(article, "refuses"), cast, edda)
    assert told() != before
    review.undo(article, by=edda)
    assert told() == before


def test_choices_are_taken_back_one_after_another_to_where_it_began(article, cast, edda):
    before = told()
    CHOICES["edit"](of(article, "refuses"), cast, edda)
    review.accept(of(article, "rust"), by=edda)
    review.accept(of(article, "warns"), by=edda)
    review.merge(of(article, "opened"), cast.opening, by=edda)
    review.reject(of(article, "Otherwise"), by=edda)
    for _ in range(5):
        review.undo(article, by=edda)
    assert told() == before
    with pytest.raises(CannotDecide, match="nothing to undo"):
        review.undo(article, by=edda)


def test_what_made_room_for_one_taken_back_moves_back(article, edda):
    review.accept(of(article, "rust"), by=edda)
    before = told()
    review.accept(of(article, "warns"), by=edda)
    review.undo(article, by=edda)
    assert told() == before


def test_taking_back_leaves_what_others_have_come_to_use(article, cast, edda):
    mention = review.accept(of(article, "rust"), by=edda)
    pia = Actor.objects.get(name="Pia Lund")
    elsewhere = Mention.objects.create(event=mention.event, source=cast.report, says="So it was.")
    Quote.objects.create(mention=elsewhere, speaker=pia, words="rust everywhere")
    cast.column.draws_on.add(mention.source)
    told_through = Mention.objects.get(source=cast.column, event=cast.storm)
    told_through.via = mention.source
    told_through.save()
    review.undo(article, by=edda)
    assert Actor.objects.filter(pk=pia.pk).exists()
    assert Event.objects.get(pk=mention.event_id).mentions.get() == elsewhere
    assert Source.objects.filter(pk=mention.source_id).exists()


ARTICLE = """No ferry to Berg this winter

By Nils Moe
Friday, March 11, 2022

The Harbour Board rejected a winter ferry to Berg on Thursday.

“Nobody sails in this ice,” said Ida Berg, who chairs the board.

Norway opened the ferry's new quay in May 2019. Finance minister Tora Vik visited it on 3 June 2019.
"""


def test_what_was_accepted_comes_back_from_a_dump_as_a_digests_work_does(
    db: None, edda: User, client: Client, tmp_path: Path
):
    Actor.objects.create(slug="ida-berg", name="Ida Berg")
    Actor.objects.create(slug="harbour-board", name="Harbour Board", kind="organisation")
    Outlet.objects.create(slug="herald", name="The Herald", kind="newspaper")
    Story.objects.create(title="The ferry")
    (taken,) = take_in([IncomingFile("ferry.txt", ARTICLE.encode)], by=edda)
    article = taken.article
    assert article is not None
    assert taken.proposals >= 3
    article.outlet, article.outlet_basis = Outlet.objects.get(), "inferred"
    article.outlet_reason, article.confirmed = "It was cut out of that paper.", True
    article.save()
    review.take_alternative(article.proposals.exclude(alternatives=[])[0], 0, by=edda)
    for proposal in article.proposals.select_related("article"):
        proposal.refresh_from_db()
        review.accept(proposal, by=edda)
    assert Quote.objects.exists()
    for one in (Source, Event, Mention):
        one.objects.update(state="published")

    def pages() -> list[str]:
        events = [f"/events/{slug}/" for slug in Event.objects.values_list("slug", flat=True)]
        sources = [f"/sources/{slug}/" for slug in Source.objects.values_list("slug", flat=True)]
        addresses = ["/", *sorted(events), *sorted(sources), "/quotes/", "/actors/", "/compare/"]
        read = []
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 200, address
            # Anchors are the database’s own numbers, and when it was changed its own moment.
            own = r"(?<=quote-|title-)\d+|(?<=data-event=\")[\d ]+"
            own += r"|(?<=modified_time\" content=\")[^\"]+"
            read.append(re.sub(own, "", response.getvalue().decode()))
        return read

    before = pages()
    dump(tmp_path / "dumped")
    Article.objects.all().delete()
    for model in (Mention, Story, Event, Source, Outlet, Alias, Actor, DigestRecord):
        model.objects.all().delete()
    load(tmp_path / "dumped")
    assert pages() == before
