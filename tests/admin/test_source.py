"""A source with its mentions and their quotes on one page: what saving it keeps and refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import proposals
from tests.admin.source_form import Fields, filled_in, with_new_mention
from tests.cast import Cast
from tests.web.markup import text_of
from timeline.domain.dates.stated_dates import ReadingInContext
from timeline.models import Mention, Quote, Source, State, Term
from timeline.services.proposals import review
from timeline.services.records.publishing import STEPS, take

ADD = "/admin/timeline/source/add/"
LIST = "/admin/timeline/source/"


def change(source: Source) -> str:
    return reverse("admin:timeline_source_change", args=[source.pk])


def saved(desk: Client, url: str, fields: Fields) -> None:
    response = desk.post(url, fields)
    assert response.status_code == 302, errors(response)


def errors(response: Any) -> list[str]:
    context = response.context
    return [str(error) for each in context["errors"] for error in each] if context else []


def refused(desk: Client, url: str, fields: Fields) -> list[str]:
    response = desk.post(url, fields)
    assert response.status_code == 200
    return errors(response)


def test_saving_a_page_as_it_is_changes_nothing(desk, cast):
    before = list(Mention.objects.values()), list(Quote.objects.values())
    saved(desk, change(cast.report), filled_in(cast.report))
    saved(desk, change(cast.column), filled_in(cast.column))
    assert before == (list(Mention.objects.values()), list(Quote.objects.values()))
    assert Mention.history.count() == 3
    assert Quote.history.count() == 2


@pytest.mark.parametrize(
    ("typed", "kept", "earliest", "latest"),
    [
        ("5 November 2025", "2025-11-05", "2025-11-05", "2025-11-05"),
        ("Sept 2025", "2025-09", "2025-09-01", "2025-09-30"),
        ("between 1 and 5 March 2022", "2022-03-01/2022-03-05", "2022-03-01", "2022-03-05"),
        ("2022-02-24/..", "2022-02-24/..", "2022-02-24", "None"),
    ],
)
def test_a_publication_date_is_kept_as_edtf_with_its_days(
    typed, kept, earliest, latest, desk, cast
):
    saved(desk, change(cast.report), filled_in(cast.report, edtf=typed))
    cast.report.refresh_from_db()
    assert cast.report.edtf == kept
    assert (str(cast.report.earliest), str(cast.report.latest)) == (earliest, latest)


def test_a_new_publication_date_has_the_phrases_read_again(desk, cast):
    saved(desk, change(cast.report), filled_in(cast.report, edtf="6 October 2025"))
    assert cast.report.mentions.get().edtf == "2025-10-02"


def test_a_publication_date_can_be_taken_away(desk, cast):
    fields = filled_in(cast.column, edtf="", published_basis="not-stated", published_reason="")
    saved(desk, change(cast.column), fields)
    cast.column.refresh_from_db()
    assert not cast.column.interval.is_dated


def test_an_unreadable_publication_date_is_refused_with_the_reason(desk, cast):
    told = refused(desk, change(cast.report), filled_in(cast.report, edtf="soon enough"))
    assert any("soon enough" in error for error in told)
    cast.report.refresh_from_db()
    assert cast.report.edtf == "2022-03-04"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"published_basis": "not-stated"}, "Say how the date is known."),
        ({"published_basis": "inferred"}, "Say why this date is inferred."),
        ({"outlet": ""}, "There is no outlet to be stated."),
        ({"sha256": "abc"}, "A SHA-256 is 64 digits, 0 to 9, a to f."),
    ],
)
def test_what_contradicts_itself_is_refused_in_a_sentence(fields, error, desk, cast):
    assert refused(desk, change(cast.report), filled_in(cast.report, **fields)) == [error]


def test_a_source_does_not_draw_on_itself(desk, cast):
    fields = filled_in(cast.report, draws_on=[cast.report.pk])
    assert refused(desk, change(cast.report), fields) == ["A source doesn't draw on itself."]


def test_a_source_is_added_with_a_mention_and_its_quote(desk, cast):
    fields = filled_in(
        title="A letter", slug="letter", edtf="Friday 4 March 2022", published_basis="stated"
    )
    fields = with_new_mention(fields, event=cast.opening.pk, phrase="yesterday")
    fields |= {
        "mentions-0-quotes-TOTAL_FORMS": 1,
        "mentions-0-quotes-0-speaker": cast.mayor.pk,
        "mentions-0-quotes-0-words": "we are over",
        "mentions-0-quotes-0-position": 0,
        "mentions-0-terms-TOTAL_FORMS": 1,
        "mentions-0-terms-0-subject": "bridge",
        "mentions-0-terms-0-words": "the span",
        "mentions-0-terms-0-position": 0,
    }
    saved(desk, ADD, fields)
    mention = Source.objects.get(slug="letter").mentions.get()
    assert (mention.edtf, mention.rule) == ("2022-03-03", "yesterday")
    assert mention.quotes.get().words == "we are over"
    assert mention.terms.get().words == "the span"


def test_details_are_added_where_sources_may_differ_and_one_of_a_thing(desk, cast):
    row = "mentions-0-details-"
    fields = filled_in(cast.report)
    fields |= {
        f"{row}TOTAL_FORMS": 2,
        f"{row}0-aspect": "figure", f"{row}0-subject": "guests", f"{row}0-value": "two hundred",
        f"{row}0-position": 0,
        f"{row}1-aspect": "place", f"{row}1-subject": "where", f"{row}1-value": "the east bank",
        f"{row}1-position": 1,
    }  # fmt: skip
    saved(desk, change(cast.report), fields)
    kept = cast.report.mentions.get().details.values_list("aspect", "subject", "value")
    assert list(kept) == [
        ("figure", "guests", "two hundred"),
        ("place", "where", "the east bank"),
    ]
    twice = filled_in(cast.report, **{f"{row}1-aspect": "figure", f"{row}1-subject": "guests"})
    assert "Please correct the duplicate" in " ".join(refused(desk, change(cast.report), twice))


def test_a_phrase_looks_back_to_the_mention_before_it_in_the_document(desk, cast):
    fields = filled_in(cast.report)
    fields = with_new_mention(fields, event=cast.storm.pk, phrase="that same month", paragraph=5)
    saved(desk, change(cast.report), fields)
    assert cast.report.mentions.get(event=cast.storm).edtf == "2022-03"


def test_order_in_the_document_counts_not_order_on_the_page(desk, cast):
    fields = filled_in(cast.report)
    fields = with_new_mention(fields, event=cast.storm.pk, phrase="that same month", paragraph=1)
    told = refused(desk, change(cast.report), fields)
    assert len(told) == 1
    assert "that same month" in told[0]


def test_a_phrase_is_read_against_the_publication_date_as_typed(desk, cast):
    bare = Source.objects.create(slug="bare", title="Bare")
    fields = with_new_mention(filled_in(bare), event=cast.storm.pk, phrase="Thursday")
    assert len(refused(desk, change(bare), fields)) == 1
    dated = {**fields, "edtf": "4 March 2022", "published_basis": "stated"}
    saved(desk, change(bare), dated)
    assert bare.mentions.get().edtf == "2022-03-03"


def test_an_unreadable_phrase_is_refused_beside_its_field_with_the_reason(desk, cast):
    fields = filled_in(cast.report, **{"mentions-0-phrase": "whenever it suits"})
    response = desk.post(change(cast.report), fields)
    html = response.content.decode()
    assert response.status_code == 200
    said = "“whenever it suits” is not read as a date by any rule"
    assert said in html
    assert html.index(said) < html.index('name="mentions-0-phrase"') < html.index(said) + 1500


def test_an_unreadable_phrase_is_kept_where_a_date_is_inferred(desk, cast):
    fields = filled_in(
        cast.report,
        **{
            "mentions-0-phrase": "whenever it suits",
            "mentions-0-inferred": "between 1 and 3 March 2022",
            "mentions-0-inferred_reason": "The ledger.",
        },
    )
    saved(desk, change(cast.report), fields)
    mention = cast.report.mentions.get()
    assert (mention.phrase, mention.inferred) == ("whenever it suits", "2022-03-01/2022-03-03")
    assert (mention.edtf, mention.rule) == ("2022-03-01/2022-03-03", "inferred")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"inferred": "soon", "inferred_reason": "So."}, "“soon” is not read"),
        ({"inferred": "2022-03"}, "Say why this date is inferred."),
    ],
)
def test_an_inferred_date_is_read_and_has_its_reason(values, error, desk, cast):
    changes = {f"mentions-0-{name}": value for name, value in values.items()}
    told = refused(desk, change(cast.report), filled_in(cast.report, **changes))
    assert len(told) == 1
    assert told[0].startswith(error)


def test_a_phrase_that_was_kept_unread_does_not_stand_in_the_way_of_the_rest(desk, cast):
    Mention.objects.create(
        event=cast.storm, source=cast.report, paragraph=9, phrase="whenever", says="So."
    )
    saved(desk, change(cast.report), filled_in(cast.report, authors="N. N."))
    cast.report.refresh_from_db()
    assert cast.report.authors == "N. N."


def test_quotes_are_put_in_order(desk, cast):
    fields = filled_in(cast.report)
    fields |= {"mentions-0-quotes-0-position": 1, "mentions-0-quotes-1-position": 0}
    saved(desk, change(cast.report), fields)
    told = cast.report.mentions.get().quotes.values_list("words", flat=True)
    assert list(told) == ["it will hold", "the bridge is ours"]


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("quotes-0-words", "word " * 16, "A quote of 16 words; 15 at most."),
        ("quotes-0-told_by", "speaker", "Leave this empty where speakers tell their own words."),
        ("terms-0-subject", "bridge", "Give an actor or a thing that these words name, not both."),
        ("quotes-0-speaker", "", "This field is required."),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_in_a_sentence(name, value, error, desk, cast):
    value = cast.mayor.pk if value == "speaker" else value
    fields = filled_in(cast.report, **{f"mentions-0-{name}": value})
    assert error in refused(desk, change(cast.report), fields)


def test_a_mention_and_a_quote_are_taken_away_on_the_page(desk, cast):
    saved(desk, change(cast.report), filled_in(cast.report, **{"mentions-0-quotes-1-DELETE": "on"}))
    assert Quote.objects.count() == 1
    saved(desk, change(cast.report), filled_in(cast.report, **{"mentions-0-DELETE": "on"}))
    assert not cast.report.mentions.exists()
    assert not Quote.objects.exists()
    assert not Term.objects.exists()


def test_another_date_for_an_event_is_chosen_in_words_and_needs_a_reason(desk, cast):
    url = reverse("admin:timeline_event_change", args=[cast.opening.pk])
    fields = {
        "title": cast.opening.title, "slug": cast.opening.slug, "kind": "other", "sequence": 0,
        "chosen_edtf": "3 March 2022", "participations-TOTAL_FORMS": 0,
        "participations-INITIAL_FORMS": 0,
        "taggings-TOTAL_FORMS": 0, "taggings-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert refused(desk, url, fields) == ["Say why this date is chosen."]
    saved(desk, url, {**fields, "chosen_reason": "The Herald was there."})
    cast.opening.refresh_from_db()
    assert (cast.opening.edtf, cast.opening.basis) == ("2022-03-03", "chosen")
    assert "not read" in refused(desk, url, {**fields, "chosen_edtf": "one fine day"})[0]


def test_what_someone_else_deleted_meanwhile_is_an_error_on_the_page(desk, cast):
    fields = filled_in(cast.report, authors="N. N.")
    Mention.objects.filter(source=cast.report).delete()
    response = desk.post(change(cast.report), fields)
    assert response.status_code == 200
    assert errors(response)


IN_TEXT = ("2022-03-10", "cue", "“Will” points to the Thursday to come.")


@pytest.fixture
def to_come(cast: Cast) -> Mention:
    """The report's mention, "on Thursday", read in a text that isn't here as the one to come."""
    mention = cast.report.mentions.get()
    mention.in_context = ReadingInContext("on Thursday", "2022-03-04", *IN_TEXT)
    mention.save()
    return mention


def dated(mention: Mention) -> tuple[str, str, str]:
    mention.refresh_from_db()
    return mention.edtf, mention.inferred, mention.rule


NO_LONGER = (
    "In its text “on Thursday” was read as 10 March 2022; for this phrase and publication date "
    "that no longer holds. Alone it is read as {}. {}"
)


def test_a_reading_in_a_text_stays_where_its_phrase_and_publication_date_do(desk, cast, to_come):
    saved(desk, change(cast.report), filled_in(cast.report, **{"mentions-0-says": "Otherwise."}))
    assert dated(to_come) == ("2022-03-10", "", "cue")
    assert to_come.says == "Otherwise."


@pytest.mark.parametrize(
    ("name", "typed", "alone"),
    [
        ("edtf", "2022-03-18", "17 March 2022"),
        ("mentions-0-phrase", "in May 2013", "May 2013"),
    ],
)
def test_where_it_no_longer_holds_the_editor_says_what_counts(
    name, typed, alone, desk, cast, to_come
):
    fields = filled_in(cast.report, **{name: typed})
    (told,) = refused(desk, change(cast.report), fields)
    assert told.startswith(NO_LONGER.format(alone, ""))
    assert dated(to_come) == ("2022-03-10", "", "cue")
    html = desk.post(change(cast.report), fields).content.decode()
    assert html.index('name="mentions-0-phrase"') < html.index("that no longer holds")
    assert 'type="radio" name="mentions-0-lapsed" value="keep"' in html
    keep = fields | {"mentions-0-lapsed": "keep"}
    assert refused(desk, change(cast.report), keep) == ["Say why this date is inferred."]
    assert dated(to_come) == ("2022-03-10", "", "cue")
    saved(desk, change(cast.report), keep | {"mentions-0-inferred_reason": "The minutes say so."})
    assert dated(to_come) == ("2022-03-10", "2022-03-10", "inferred")
    assert to_come.inferred_reason == "The minutes say so."


def test_the_new_reading_may_be_taken(desk, cast, to_come):
    fields = filled_in(cast.report, edtf="2022-03-18", **{"mentions-0-lapsed": "anew"})
    saved(desk, change(cast.report), fields)
    assert dated(to_come) == ("2022-03-17", "", "weekday")
    assert to_come.in_context is None


def test_nothing_is_asked_where_it_is_read_as_the_same_alone(desk, cast, to_come):
    saved(desk, change(cast.report), filled_in(cast.report, edtf="2022-03-11"))
    assert dated(to_come) == ("2022-03-10", "", "weekday")


def test_a_phrase_that_nothing_reads_alone_may_keep_what_it_was_read_as(desk, cast, to_come):
    fields = filled_in(cast.report, **{"mentions-0-phrase": "by and by"})
    (told,) = refused(desk, change(cast.report), fields)
    assert "that no longer holds. “by and by” is not read as a date by any rule" in told
    fields |= {"mentions-0-lapsed": "keep", "mentions-0-inferred_reason": "The minutes say so."}
    saved(desk, change(cast.report), fields)
    assert dated(to_come) == ("2022-03-10", "2022-03-10", "inferred")


def test_nothing_is_asked_where_the_text_of_the_article_is_there(desk, cast):
    article = proposals.set_out(outlet=cast.herald)
    mention = review.accept(article.proposals.get(title__contains="refuses"), by=None)
    saved(desk, change(mention.source), filled_in(mention.source, edtf="2022-03-18"))
    assert dated(mention) == ("2022-03-17", "", "weekday")
    assert mention.in_context is not None
    assert mention.in_context.published == "2022-03-18"


def test_many_sources_get_an_origin_at_once_and_their_history_keeps_what_they_draw_on(
    desk: Client, editor: User, cast: Cast
):
    rows = {"action": "set_origin", "_selected_action": [cast.report.pk, cast.column.pk]}
    assert "Choose the origin" in text_of(desk.post(LIST, rows, follow=True))
    desk.post(LIST, {**rows, "origin": "hearsay"})
    assert not Source.objects.filter(origin="hearsay").exists()
    answer = desk.post(LIST, {**rows, "origin": "relays"}, follow=True)
    assert "2 sources set to “relays others”." in text_of(answer)
    line = cast.column.history.first()
    assert (line.origin, line.history_user, line.history_change_reason) == (
        "relays", editor, "origin recorded",
    )  # fmt: skip
    assert [link.to_source for link in line.draws_on.all()] == [cast.report]
    again = desk.post(LIST, {**rows, "origin": "relays"}, follow=True)
    assert "0 sources set to" in text_of(again)
    assert cast.column.history.filter(history_change_reason="origin recorded").count() == 1


def test_a_reporter_sets_the_origin_of_drafts_alone(reporters_desk: Client, cast: Cast):
    Source.objects.filter(pk=cast.column.pk).update(state=State.DRAFT)
    rows = {"action": "set_origin", "_selected_action": [cast.report.pk, cast.column.pk]}
    reporters_desk.post(LIST, {**rows, "origin": "relays"})
    origins = dict(Source.objects.values_list("slug", "origin"))
    assert origins[cast.column.slug] == "relays"
    assert origins[cast.report.slug] != "relays"


def test_a_step_keeps_in_the_history_what_a_source_draws_on(cast: Cast):
    take(STEPS["withdraw"], Source, [cast.column.pk], by=None)
    line = cast.column.history.first()
    assert (line.state, line.history_change_reason) == ("withdrawn", "withdrawn")
    assert [link.to_source for link in line.draws_on.all()] == [cast.report]
