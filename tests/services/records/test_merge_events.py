"""Two events made one: every mention moves with all that hangs on it."""

from __future__ import annotations

import pytest

from tests.story import at
from timeline.models import Actor, DigestRecord, Event, Mention, Quote, Source, Story, Term
from timeline.services.records.merge_events import belongings, merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def opening() -> Event:
    return Event.objects.create(slug="opening", title="The bridge opens")


@pytest.fixture
def inauguration() -> Event:
    return Event.objects.create(
        slug="inauguration", title="The bridge is inaugurated", place=at("Berg"), summary="At noon."
    )


@pytest.fixture
def mentions(opening: Event, inauguration: Event) -> list[Mention]:
    """One of the opening on 4 March 2022, two of the inauguration on 1 March 2022."""
    source = Source.objects.create(slug="report", title="Bridge opens")
    ida = Actor.objects.create(slug="ida", name="Ida Berg")
    told = [
        Mention.objects.create(event=opening, source=source, phrase="4 March 2022", says="A."),
        Mention.objects.create(event=inauguration, source=source, phrase="1 March 2022", says="B."),
        Mention.objects.create(event=inauguration, source=source, phrase="", says="C."),
    ]
    for mention in told:
        Quote.objects.create(mention=mention, speaker=ida, words="it is open")
        Term.objects.create(mention=mention, actor=ida, words="Ida")
    return told


def test_every_mention_moves_with_its_quotes_and_terms(opening, inauguration, mentions):
    had = merge(opening, [inauguration])
    assert (had["mentions"], had["quotes"]) == (2, 2)
    assert set(opening.mentions.all()) == set(mentions)
    assert Quote.objects.count() == Term.objects.count() == 3
    assert Event.objects.get() == opening


def test_the_date_is_worked_out_from_all_mentions(opening, inauguration, mentions):
    merge(opening, [inauguration])
    opening.refresh_from_db()
    assert (opening.disputed, opening.days_apart) == (True, 3)
    assert opening.edtf == "2022-03-01/2022-03-04"


def test_actors_take_part_once_the_kept_ones_first(opening, inauguration, mentions):
    ida, olle = Actor.objects.get(), Actor.objects.create(slug="olle", name="Olle Strand")
    opening.participations.create(actor=ida, position=0)
    inauguration.participations.create(actor=olle, position=0)
    inauguration.participations.create(actor=ida, position=1)
    merge(opening, [inauguration])
    assert [part.actor for part in opening.participations.all()] == [ida, olle]


def test_summary_and_place_are_kept_and_taken_over_only_where_missing(opening, inauguration):
    opening.summary = "With music."
    opening.save()
    merge(opening, [inauguration])
    opening.refresh_from_db()
    assert (opening.summary, opening.place_name) == ("With music.", "Berg")


def test_the_chosen_date_is_kept_and_taken_over_with_its_reason_where_missing(
    opening, inauguration
):
    third = Event.objects.create(
        slug="third", title="T", chosen_edtf="2022-03-02", chosen_reason="The ledger."
    )
    fourth = Event.objects.create(
        slug="fourth", title="F", chosen_edtf="2022-03-09", chosen_reason="A guess."
    )
    merge(opening, [inauguration, third, fourth])
    opening.refresh_from_db()
    assert (opening.chosen_edtf, opening.chosen_reason) == ("2022-03-02", "The ledger.")


def test_a_story_that_ran_between_the_lost_runs_between_the_kept(opening, inauguration):
    story = Story.objects.create(title="S", opens_with=inauguration, closes_with=inauguration)
    merge(opening, [inauguration])
    story.refresh_from_db()
    assert story.opens_with == story.closes_with == opening


def test_the_digest_means_the_kept_by_the_lost_ones_entry(opening, inauguration):
    lost = DigestRecord.objects.create(
        kind="event", key="inauguration", object_id=inauguration.pk, values={}
    )
    other = DigestRecord.objects.create(kind="actor", key="x", object_id=inauguration.pk, values={})
    merge(opening, [inauguration])
    lost.refresh_from_db()
    other.refresh_from_db()
    assert lost.object_id == opening.pk
    assert other.object_id != opening.pk


def test_the_merger_is_in_the_history_of_all(opening, inauguration, mentions):
    lost = inauguration.pk
    merge(opening, [inauguration])
    assert "Took over" in opening.history.latest().history_change_reason
    assert Event.history.filter(id=lost).latest().history_type == "-"
    moved = mentions[1].history.latest()
    assert (moved.history_type, moved.event_id) == ("~", opening.pk)
    assert moved.history_change_reason == "Merged into “The bridge opens”"
    assert mentions[0].history.count() == 1


def test_an_event_merged_into_itself_stays_as_it_is(opening):
    merge(opening, [opening])
    assert Event.objects.get() == opening
    assert opening.history.count() == 1


def test_what_hangs_on_events_is_counted(opening, inauguration, mentions):
    told = belongings([opening, inauguration])
    assert (told["mentions"], told["quotes"], told["actors"]) == (3, 3, 0)


def test_long_titles_do_not_stand_in_the_way(inauguration):
    keep = Event.objects.create(slug="long", title="x" * 200)
    merge(keep, [inauguration])
    assert Event.objects.get() == keep
