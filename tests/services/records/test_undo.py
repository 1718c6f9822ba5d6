"""Mergers, deletions and choices undone: all is as it was, but for what was added since."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import proposals, snapshot
from tests.cast import Cast
from timeline.models import (
    Actor,
    Alias,
    Article,
    DigestRecord,
    Event,
    Mention,
    Outlet,
    Participation,
    Quote,
    Source,
    Story,
    Undoable,
    WordingChoice,
)
from timeline.services.records import merge_actors, merge_events, merge_outlets
from timeline.services.records.deletion import delete
from timeline.services.records.recorded_acts import recorded
from timeline.services.records.undo import CannotUndo, plan, undo

pytestmark = pytest.mark.django_db


def rows() -> dict[str, Any]:
    """All rows but the history's and those of what can be undone."""
    return {
        label: found
        for label, found in snapshot.rows().items()
        if "Historical" not in label and label != "timeline.Undoable"
    }


def last() -> Undoable:
    return Undoable.objects.latest("pk")


def undone(done: Undoable | None = None) -> list[str]:
    """What could not be put back, once all else was."""
    done = done or last()
    made = undo(done.pk, agreed=plan(done).lost_token)
    assert made is not None
    return list(made.lost)


@pytest.fixture
def bridge(cast: Cast) -> Cast:
    """The cast, with an article, proposals, digest entries and a choice on wordings."""
    proposals.set_out(outlet=cast.herald)
    for number, record in enumerate((cast.mayor, cast.engineer, cast.opening, cast.storm)):
        DigestRecord.objects.create(
            kind=record._meta.model_name, key=f"k{number}", object_id=record.pk, values={}
        )
    WordingChoice.objects.create(speaker=cast.engineer, one="a", other="b", joined=True)
    Outlet.objects.update(note="", kind="other")
    Outlet.objects.filter(pk=cast.post.pk).update(note="Of the town.", kind="newspaper")
    cast.post.aliases.create(name="The Evening Post")
    return cast


MERGERS = {
    "actor": (merge_actors.merge, "mayor", "engineer"),
    "actor the other way": (merge_actors.merge, "engineer", "mayor"),
    "event": (merge_events.merge, "opening", "storm"),
    "event the other way": (merge_events.merge, "storm", "opening"),
    "outlet": (merge_outlets.merge, "herald", "post"),
    "outlet the other way": (merge_outlets.merge, "post", "herald"),
}


@pytest.mark.parametrize("which", MERGERS)
def test_a_merger_undone_leaves_every_row_as_it_was(which, bridge):
    merge, keep, other = MERGERS[which]
    before = rows()
    merge(getattr(bridge, keep), [getattr(bridge, other)])
    assert rows() != before
    assert undone() == []
    assert rows() == before


def test_what_was_added_since_stays_with_the_one_that_stayed(bridge):
    before = rows()
    merge_actors.merge(bridge.mayor, [bridge.engineer])
    told = Mention.objects.create(
        event=bridge.storm, source=bridge.report, phrase="4 March 2022", says="It blew."
    )
    quote = Quote.objects.create(mention=told, speaker=bridge.mayor, words="hold on")
    alias = bridge.mayor.aliases.create(name="The mayor")
    assert undone() == []
    quote.refresh_from_db()
    assert quote.speaker == alias.actor == bridge.mayor
    assert Event.objects.get(pk=bridge.storm.pk).edtf == "2022-03-04"
    alias.delete()
    told.delete()
    assert rows() == before


def test_mentions_added_to_a_merged_event_stay_and_both_dates_are_worked_out(bridge):
    merge_events.merge(bridge.storm, [bridge.opening])
    Mention.objects.create(
        event=bridge.storm, source=bridge.report, phrase="9 March 2022", says="It blew."
    )
    undone()
    opening, storm = (Event.objects.get(slug=slug) for slug in ("opening", "storm"))
    assert (opening.edtf, opening.disputed) == (bridge.opening.edtf, bridge.opening.disputed)
    assert (storm.edtf, storm.disputed) == ("2022-03-09", False)


def test_what_an_editor_changed_since_stays_and_is_named_first(bridge):
    merge_events.merge(bridge.storm, [bridge.opening])
    other = Event.objects.create(slug="other", title="Other")
    moved = Mention.objects.filter(source=bridge.column, paragraph=1).get()
    moved.event = other
    moved.save()
    gone = Mention.objects.get(source=bridge.report)
    gone.delete()
    lost = list(plan(last()).lost)
    assert "mention “Yes.”: changed since, and stays as it is now" in lost
    assert "mention: deleted since" in lost
    assert undo(last().pk, agreed="") is None
    assert not Event.objects.filter(slug="opening").exists()
    assert undone() == lost
    moved.refresh_from_db()
    assert moved.event == other
    assert Event.objects.filter(slug="opening").exists()


def test_a_value_taken_over_and_changed_since_stays(bridge):
    bridge.opening.chosen_edtf, bridge.opening.chosen_reason = "2022-03-02", "The ledger."
    bridge.opening.summary = "With music."
    bridge.opening.save()
    merge_events.merge(bridge.storm, [bridge.opening])
    # Its reason alone would leave a date without one.
    Event.objects.filter(pk=bridge.storm.pk).update(chosen_edtf="2022-03-03")
    assert undone() == ["event “A storm closes the bridge”: changed since, and stays as it is now"]
    storm = Event.objects.get(pk=bridge.storm.pk)
    assert (storm.chosen_edtf, storm.chosen_reason) == ("2022-03-03", "The ledger.")
    assert Event.objects.get(slug="opening").chosen_edtf == "2022-03-02"


def test_it_is_refused_once_the_one_that_stayed_was_merged_again_or_deleted(bridge):
    before = rows()
    third = Actor.objects.create(slug="third", name="Third")
    fourth = Actor.objects.create(slug="fourth", name="Fourth")
    merge_actors.merge(bridge.mayor, [bridge.engineer])
    first = last()
    merge_actors.merge(bridge.mayor, [third])
    with pytest.raises(CannotUndo, match="was merged again since"):
        plan(first)
    merge_actors.merge(fourth, [bridge.mayor])
    with pytest.raises(CannotUndo, match="was deleted since, or merged into another"):
        plan(first)
    for done in Undoable.objects.order_by("-pk"):
        assert undone(done) == []
    with pytest.raises(CannotUndo, match="undone already"):
        plan(Undoable.objects.get(pk=first.pk))
    Actor.objects.filter(slug__in=["third", "fourth"]).delete()
    assert rows() == before


@pytest.mark.parametrize("model", [Event, Source])
def test_what_was_deleted_comes_back_with_all_that_went_with_it(model, bridge):
    Mention.objects.update(via=None)
    before = rows()
    delete(model.objects.all())
    assert not Mention.objects.exists()
    assert undone() == []
    assert rows() == before


def test_the_history_says_what_was_undone_and_by_whom(bridge, django_user_model):
    edda = django_user_model.objects.create_user("edda")
    Mention.objects.update(via=None)
    (done,) = delete(Source.objects.all(), by=edda)
    assert done.by == edda
    undo(done.pk, agreed=plan(done).lost_token, by=edda)
    line = bridge.column.history.latest()
    assert (line.history_type, line.history_change_reason) == ("+", "undone")
    assert line.history_user == edda
    assert [link.to_source for link in line.draws_on.all()] == [bridge.report]
    merge_events.merge(bridge.storm, [bridge.opening], by=edda)
    undone()
    line = Mention.objects.get(source=bridge.report).history.latest()
    opening = Event.objects.get(slug="opening")
    assert (line.history_type, line.event_id) == ("~", opening.pk)
    assert opening.history.latest().edtf == bridge.opening.edtf


def test_a_deletion_is_not_undone_where_another_has_the_slug(bridge):
    delete(Event.objects.filter(pk=bridge.storm.pk))
    Event.objects.create(slug="storm", title="Another storm")
    with pytest.raises(CannotUndo, match="another event has the slug “storm” by now"):
        plan(last())
    assert Event.objects.filter(slug="storm").count() == 1


def test_what_belonged_to_what_is_gone_is_named_and_left_out(bridge):
    delete(Event.objects.filter(pk=bridge.opening.pk))
    WordingChoice.objects.all().delete()
    bridge.engineer.delete()
    lost = undone()
    assert set(lost) == {
        "participation: its actor is there no more",
        "quote “it will hold”: its speaker is there no more",
    }
    assert Quote.objects.get().words == "the bridge is ours"


def test_a_proposal_finds_its_event_and_mention_again(bridge):
    article = Article.objects.get()
    proposal = article.proposals.first()
    proposal.event, proposal.mention = bridge.storm, Mention.objects.get(event=bridge.storm)
    proposal.save()
    before = rows()
    delete(Event.objects.filter(pk=bridge.storm.pk))
    assert Story.objects.get().closes_with is None
    undone()
    assert rows() == before


def test_a_choice_on_several_is_undone(bridge):
    before = rows()
    choices = WordingChoice.objects.all()
    with recorded(Undoable.Act.CHOOSE, Quote, [], title="One quotation", beside=[choices]):
        WordingChoice.objects.update(joined=False)
        WordingChoice.objects.create(speaker=bridge.mayor, one="c", other="d", joined=True)
    assert undone() == []
    assert rows() == before


def test_two_hundred_events_come_back_in_few_queries(cast):
    events = Event.objects.bulk_create(
        Event(slug=f"e{number}", title=f"Event {number}") for number in range(200)
    )
    told = Mention.objects.bulk_create(
        Mention(event=event, source=cast.report, paragraph=9, position=n, phrase=p, says="Told.")
        for n, event in enumerate(events)
        for p in ("5 March 2022", "that day")
    )
    Participation.objects.bulk_create(Participation(event=e, actor=cast.mayor) for e in events)
    Quote.objects.bulk_create(Quote(mention=m, speaker=cast.mayor, words="so") for m in told)
    before = rows()
    with CaptureQueriesContext(connection) as deleting:
        delete(Event.objects.filter(slug__regex=r"^e\d+$"))
    assert Event.objects.count() == 2
    with CaptureQueriesContext(connection) as queries:
        assert undone() == []
    assert rows() == before
    assert len(queries) < 150
    assert len(deleting) < 150


def test_a_digest_entry_means_the_one_that_came_back(bridge):
    merge_events.merge(bridge.storm, [bridge.opening])
    entry = DigestRecord.objects.get(kind="event", key="k2")
    assert entry.object_id == bridge.storm.pk
    undone()
    entry.refresh_from_db()
    assert entry.object_id == Event.objects.get(slug="opening").pk


@settings(
    # Each takes a second and more, and where SQL may differ a few show it.
    max_examples=settings.default.max_examples * 15 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_mergers_at_random_undone_in_turn_leave_all_as_it_was(seed, cast):
    chance = random.Random(seed)
    known = len(Undoable.objects.all())
    for model in (Actor, Event, Outlet):
        while model.objects.count() < 5:
            number = f"{seed}-{model.objects.count()}"
            field = "title" if model is Event else "name"
            model.objects.create(slug=f"r{number}", **{field: f"R{number}"})
    actors, events = list(Actor.objects.all()), list(Event.objects.all())
    for _ in range(6):
        mention = Mention.objects.create(
            event=chance.choice(events), source=chance.choice([cast.report, cast.column]),
            phrase=chance.choice(["", "5 March 2022", "in April 2022"]), says="Said.",
        )  # fmt: skip
        speaker, teller = chance.sample(actors, 2)
        Quote.objects.create(mention=mention, speaker=speaker, told_by=teller, words="so")
        Participation.objects.get_or_create(event=mention.event, actor=speaker)
        Alias.objects.get_or_create(actor=teller, name=chance.choice("abc"))
    before = rows()
    for _ in range(4):
        mergers: list[tuple[Any, Any]] = [
            (Actor, merge_actors.merge),
            (Event, merge_events.merge),
            (Outlet, merge_outlets.merge),
        ]
        which, merge = chance.choice(mergers)
        keep, *others = chance.sample(list(which.objects.all()), min(which.objects.count(), 3))
        if others:
            merge(keep, others)
    for done in Undoable.objects.order_by("-pk")[: Undoable.objects.count() - known]:
        assert undone(done) == []
    assert rows() == before
