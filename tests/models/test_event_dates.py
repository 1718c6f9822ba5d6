"""An event's date follows its mentions, whichever way anything is written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from timeline.domain.time import edtf
from timeline.models import Event, Mention, Source


def date_of(event: Event) -> str:
    """The date as the database has it."""
    return Event.objects.values_list("edtf", flat=True).get(pk=event.pk)


def dispute(event: Event) -> tuple[bool, int]:
    return Event.objects.values_list("disputed", "days_apart").get(pk=event.pk)


def told_by(event: Event, source: Source) -> Mention:
    return event.mentions.get(source=source)


def publish(source: Source, text: str) -> Source:
    source.interval = edtf.parse(text)
    return source


def test_two_outlets_that_name_different_days_disagree_by_the_days_between(cast: Cast):
    assert date_of(cast.opening) == "2022-03-01/2022-03-03"
    assert dispute(cast.opening) == (True, 2)
    assert cast.opening.basis == "span"


def test_an_event_that_no_one_dates_is_undated(cast: Cast):
    assert (date_of(cast.storm), dispute(cast.storm)) == ("", (False, 0))
    assert Event.objects.get(pk=cast.storm.pk).basis == "undated"


def test_a_mention_saved_with_another_phrase_moves_its_event(cast: Cast):
    mention = told_by(cast.opening, cast.column)
    mention.phrase = "on 3 March 2022"
    mention.save()
    assert (mention.edtf, mention.rule != "") == ("2022-03-03", True)
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-03", (False, 0))


def test_a_mention_saved_in_some_of_its_columns_moves_its_event(cast: Cast):
    mention = told_by(cast.opening, cast.column)
    mention.phrase = "in March 2022"
    mention.save(update_fields=["phrase"])
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-03", (False, 0))


def test_a_new_mention_narrows_its_event(cast: Cast):
    cast.storm.mentions.create(source=cast.report, phrase="in February 2022", says="Closed.")
    assert date_of(cast.storm) == "2022-02"
    cast.storm.mentions.create(source=cast.report, phrase="on Feb. 24, 2022", says="At last.")
    assert (date_of(cast.storm), dispute(cast.storm)) == ("2022-02-24", (False, 0))


def test_a_deleted_mention_no_longer_counts(cast: Cast):
    told_by(cast.opening, cast.column).delete()
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-03", (False, 0))


def test_mentions_updated_by_query_move_their_events(cast: Cast):
    Mention.objects.filter(source=cast.column).update(phrase="on 2 March 2022")
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-02/2022-03-03", (True, 1))
    assert date_of(cast.storm) == "2022-03-02"


def test_mentions_created_in_bulk_date_their_events(cast: Cast):
    phrases = ("in 2021", "on 7 May 2021")
    Mention.objects.bulk_create(
        Mention(event=cast.storm, source=cast.report, phrase=phrase, says="Closed.")
        for phrase in phrases
    )
    assert date_of(cast.storm) == "2021-05-07"


def test_mentions_updated_in_bulk_move_the_events_they_leave_and_those_they_reach(cast: Cast):
    mentions = list(cast.opening.mentions.all())
    for mention in mentions:
        mention.event = cast.storm
    Mention.objects.bulk_update(mentions, ["event"])
    assert (date_of(cast.opening), dispute(cast.opening)) == ("", (False, 0))
    assert (date_of(cast.storm), dispute(cast.storm)) == ("2022-03-01/2022-03-03", (True, 2))


def test_mentions_deleted_by_query_no_longer_count(cast: Cast):
    Mention.objects.filter(source=cast.report).delete()
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-01", (False, 0))


def test_a_deleted_source_takes_its_dates_along(cast: Cast):
    cast.column.delete()
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-03", (False, 0))


def test_sources_deleted_by_query_take_their_dates_along(cast: Cast):
    Source.objects.filter(slug="column").delete()
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-03", (False, 0))


def test_a_mention_saved_under_another_event_dates_that_one_alone(cast: Cast):
    mention = told_by(cast.opening, cast.report)
    mention.event = cast.storm
    mention.save()
    assert (date_of(cast.opening), date_of(cast.storm)) == ("2022-03-01", "2022-03-03")


def test_a_mention_added_to_another_event_dates_that_one_alone(cast: Cast):
    cast.storm.mentions.add(told_by(cast.opening, cast.report))
    assert (date_of(cast.opening), date_of(cast.storm)) == ("2022-03-01", "2022-03-03")


def test_a_mention_moved_by_query_dates_the_event_that_it_reaches(cast: Cast):
    Mention.objects.filter(source=cast.report).update(event=cast.storm)
    assert (date_of(cast.opening), date_of(cast.storm)) == ("2022-03-01", "2022-03-03")


def test_a_mention_moved_behind_ones_back_and_saved_leaves_no_stale_date(cast: Cast):
    held = told_by(cast.opening, cast.report)
    Mention.objects.filter(pk=held.pk).update(event=cast.storm)
    held.save()
    assert (date_of(cast.opening), date_of(cast.storm)) == ("2022-03-01/2022-03-03", "")


def test_a_mention_read_anew_and_then_moved_leaves_no_stale_date(cast: Cast):
    held = told_by(cast.opening, cast.report)
    Mention.objects.filter(pk=held.pk).update(event=cast.storm)
    held.refresh_from_db()
    held.event = cast.opening
    held.save()
    assert date_of(cast.storm) == ""


def test_a_mention_moved_to_another_source_is_read_against_that_ones_date(cast: Cast):
    publish(cast.column, "2022-03-11").save()
    mention = told_by(cast.opening, cast.report)
    mention.source = cast.column
    mention.save()
    assert mention.edtf == "2022-03-10"
    assert dispute(cast.opening) == (True, 9)


@pytest.mark.parametrize("way", ["save", "some columns", "update", "bulk_update", "held"])
def test_a_new_publication_date_has_relative_phrases_read_again(way: str, cast: Cast):
    report = publish(Source.objects.get(slug="report"), "2022-03-11")
    columns = ["edtf", "earliest", "latest", "precision"]
    if way == "save":
        report.save()
    elif way == "some columns":
        report.save(update_fields=columns)
    elif way == "update":
        Source.objects.filter(slug="report").update(
            **{name: getattr(report, name) for name in columns}
        )
    elif way == "bulk_update":
        Source.objects.bulk_update([report], columns)
    else:
        publish(cast.report, "2022-03-11").save()
    assert told_by(cast.opening, cast.report).edtf == "2022-03-10"
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-01/2022-03-10", (True, 9))


def test_a_publication_date_changed_behind_ones_back_and_saved_over_is_read_again(cast: Cast):
    held = Source.objects.get(slug="report")
    publish(Source.objects.get(slug="report"), "2022-03-11").save()
    held.save()
    assert told_by(cast.opening, cast.report).edtf == "2022-03-03"
    assert date_of(cast.opening) == "2022-03-01/2022-03-03"


def test_an_interval_of_publication_reads_as_what_holds_on_each_of_its_days(cast: Cast):
    publish(cast.report, "2022-03-04/2022-03-05").save()
    mention = told_by(cast.opening, cast.report)
    assert (mention.edtf, mention.earliest.isoformat()) == ("2022-03-03", "2022-03-03")


def test_a_phrase_left_without_a_publication_date_is_undated_and_says_why(cast: Cast):
    publish(cast.report, "")
    cast.report.published_basis = "not-stated"
    cast.report.save()
    mention = told_by(cast.opening, cast.report)
    assert (mention.edtf, mention.rule) == ("", "unread")
    assert "Thursday" in mention.because
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-01", (False, 0))


def test_a_phrase_that_looks_back_follows_the_one_before_it(cast: Cast):
    last = cast.storm.mentions.create(
        source=cast.report, paragraph=9, phrase="that same month", says="Closed."
    )
    assert last.edtf == "2022-03"
    first = told_by(cast.opening, cast.report)
    first.phrase = "in May 2021"
    first.save()
    assert date_of(cast.storm) == "2021-05"
    first.delete()
    assert date_of(cast.storm) == ""


def test_the_editors_date_counts_where_sources_disagree_who_still_disagree(cast: Cast):
    cast.opening.chosen_edtf, cast.opening.chosen_reason = "2022-03-03", "The ribbon is dated."
    cast.opening.save()
    assert (cast.opening.edtf, cast.opening.basis) == ("2022-03-03", "chosen")
    assert dispute(cast.opening) == (True, 2)


def test_the_editors_date_yields_as_soon_as_sources_agree(cast: Cast):
    cast.opening.chosen_edtf, cast.opening.chosen_reason = "2022-03-02", "Half way."
    cast.opening.save()
    told_by(cast.opening, cast.report).delete()
    assert (date_of(cast.opening), dispute(cast.opening)) == ("2022-03-01", (False, 0))


@pytest.mark.parametrize("way", ["update", "bulk_update"])
def test_the_editors_date_counts_however_it_is_written(way: str, cast: Cast):
    cast.opening.chosen_edtf, cast.opening.chosen_reason = "2022-03-03", "The ribbon is dated."
    if way == "update":
        Event.objects.filter(slug="opening").update(
            chosen_edtf="2022-03-03", chosen_reason="The ribbon is dated."
        )
    else:
        Event.objects.bulk_update([cast.opening], ["chosen_edtf", "chosen_reason"])
    assert date_of(cast.opening) == "2022-03-03"


def test_events_created_in_bulk_have_the_editors_date(cast: Cast):
    (fair,) = Event.objects.bulk_create(
        [Event(slug="fair", title="A fair", chosen_edtf="2021", chosen_reason="A poster.")]
    )
    assert date_of(fair) == "2021"


def test_an_event_held_since_before_its_mentions_keeps_its_date_when_saved(cast: Cast):
    held = Event.objects.get(slug="storm")
    cast.storm.mentions.create(source=cast.report, phrase="in 2021", says="Closed.")
    held.title = "A storm shuts the bridge"
    held.save()
    assert (held.edtf, date_of(held)) == ("2021", "2021")


def test_dates_of_thousands_of_mentions_are_kept_in_few_queries(cast: Cast):
    Mention.objects.bulk_create(
        Mention(event=cast.storm, source=cast.report, phrase="on Tuesday", says="Closed.")
        for _ in range(2000)
    )
    assert date_of(cast.storm) == "2022-03-01"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        publish(cast.report, "2022-03-11").save()
    assert date_of(cast.storm) == "2022-03-08"
    assert len(queries) < 40


def test_events_stand_in_order_of_time_with_the_undated_last(cast: Cast):
    for slug, phrase in (("a", "in 2022"), ("b", "in March 2022"), ("c", "on 1 March 2022")):
        event = Event.objects.create(slug=slug, title=slug)
        event.mentions.create(source=cast.report, phrase=phrase, says="So it is told.")
    told = list(Event.objects.all().values_list("slug", flat=True))
    assert told == ["a", "c", "opening", "b", "storm"]
