"""Steps between draft and public: what goes along, what is doubtful, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from timeline.domain.dates.stated_dates import Stated
from timeline.models import (
    Actor,
    Event,
    Mention,
    Outlet,
    Quote,
    Source,
    State,
    Story,
    Undoable,
)
from timeline.models.record import mention
from timeline.services.desk.doubtful import doubts
from timeline.services.records import undo
from timeline.services.records.publishing import (
    STEPS,
    NotAllowed,
    is_public,
    may_change,
    take_some,
    that_change,
    with_belongings,
)

PUBLISH, WITHDRAW, SEND = STEPS["publish"], STEPS["withdraw"], STEPS["send"]


def _user(group: str) -> User:
    user = User.objects.create_user(group.lower())
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def drafts(cast):
    """The cast's story, withdrawn from readers to the last row."""
    for model in (Event, Source, Mention, Story):
        model._base_manager.update(state=State.DRAFT)
    return cast


def _plan(step, **chosen):
    models = {"event": Event, "source": Source, "mention": Mention, "story": Story}
    named = {models[name]: [record.pk] for name, record in chosen.items()}
    return that_change(step, with_belongings(named))


def test_publishing_an_event_takes_its_tellings_and_their_sources_along(drafts):
    take_some(PUBLISH, _plan(PUBLISH, event=drafts.storm), by=None)
    storm = Event.objects.get(slug="storm")
    assert is_public(storm)
    assert is_public(storm.mentions.get())
    assert is_public(drafts.column)
    assert is_public(drafts.post)
    assert not is_public(Event.objects.get(slug="opening"))
    assert not is_public(drafts.report)
    assert not is_public(drafts.mayor)
    assert Mention.objects.filter(state=State.PUBLISHED).count() == 1


def test_publishing_a_story_takes_all_of_it_along_in_one_act_that_is_undone(drafts):
    drafts.story.events.set([drafts.opening, drafts.storm])
    left = _plan(PUBLISH, story=drafts.story)
    assert list(left) == [Source, Mention, Event, Story]
    done = None
    calls = 0
    while left:
        done = take_some(PUBLISH, left, act=done.pk if done else None, by=None, seconds=0)
        calls += 1
    assert calls > 1
    assert Undoable.objects.count() == 1
    assert str(done) == "“The bridge” published, with 2 events, 3 mentions and 2 sources"
    assert all(is_public(r) for r in (drafts.story, drafts.opening, drafts.mayor, drafts.herald))
    assert Event.history.filter(id=drafts.opening.pk).first().history_change_reason == "published"
    undo.undo(done.pk, agreed=undo.plan(done).lost_token)
    for model in (Event, Source, Mention, Story):
        assert set(model._base_manager.values_list("state", flat=True)) == {State.DRAFT}


def test_what_was_withdrawn_is_not_taken_along(drafts):
    Mention.objects.filter(source=drafts.report).update(state=State.WITHDRAWN)
    take_some(PUBLISH, _plan(PUBLISH, event=drafts.opening), by=None)
    assert not is_public(drafts.report)
    assert Mention.objects.filter(state=State.WITHDRAWN).count() == 1


def test_what_is_published_after_it_was_withdrawn_is_looked_back_to_by_drafts(drafts):
    """Though no reader meets it yet."""
    told = Source.objects.create(slug="letter", title="A letter", edtf="2022-03-04",
                                 published_basis="stated")  # fmt: skip
    event = Event.objects.create(slug="vote", title="A vote", state=State.DRAFT)
    first, later = (
        Mention.objects.create(
            event=event, source=told, paragraph=number, phrase=phrase, says="So.", state=state
        )
        for number, phrase, state in (
            (1, "in May 2014", State.WITHDRAWN), (2, "that same month", State.DRAFT),
        )
    )  # fmt: skip
    assert later.edtf == ""
    take_some(PUBLISH, {Mention: [first.pk]}, by=None)
    later.refresh_from_db()
    assert later.edtf == "2014-05"


def test_what_stays_a_draft_is_not_read_again_for_each_that_is_published(cast, monkeypatch):
    numbers: list[int] = []
    read = mention.read_in_order

    def counted(stated: Sequence[Stated], **given: Any) -> Any:
        numbers.append(len(stated))
        return read(stated, **given)

    events = [Event.objects.create(slug=f"e{number}", title="An event") for number in range(4)]
    told = Mention.objects.bulk_create(
        Mention(event=each, source=cast.report, says="So.", state=State.DRAFT) for each in events
    )
    monkeypatch.setattr(mention, "read_in_order", counted)
    for each in told:
        take_some(PUBLISH, {Mention: [each.pk]}, by=None)
    assert numbers == [2, 3, 4, 5]


def test_who_may_not_publish_sends_for_review_alone(drafts):
    reporter = _user("Reporters")
    take_some(SEND, _plan(SEND, event=drafts.storm), by=reporter)
    assert Event.objects.get(slug="storm").state == State.IN_REVIEW
    for step in (PUBLISH, WITHDRAW):
        with pytest.raises(NotAllowed, match="for Editors"):
            take_some(step, {Event: [drafts.storm.pk]}, by=reporter)
    take_some(PUBLISH, {Event: [drafts.storm.pk]}, by=_user("Editors"))
    assert not may_change(reporter, drafts.storm)
    assert may_change(None, drafts.storm)


@pytest.mark.parametrize(
    ("change", "public"),
    [
        ({}, True),
        ({"event": State.DRAFT}, False),
        ({"source": State.WITHDRAWN}, False),
        ({"mention": State.IN_REVIEW}, False),
    ],
)
def test_a_mention_is_public_where_it_its_event_and_its_source_are(change, public, cast):
    mention = cast.report.mentions.get()
    for name, state in change.items():
        record = {"event": cast.opening, "source": cast.report, "mention": mention}[name]
        type(record)._base_manager.filter(pk=record.pk).update(state=state)
    assert is_public(mention) == public
    assert is_public(mention.quotes.first()) == public


def test_names_are_public_where_something_public_uses_them_or_they_are_listed(drafts):
    assert not is_public(drafts.engineer)
    assert not is_public(drafts.engineer.aliases.create(name="Strand"))
    Actor.objects.filter(pk=drafts.engineer.pk).update(listed=True)
    Outlet.objects.filter(pk=drafts.herald.pk).update(listed=True)
    assert is_public(drafts.engineer)
    assert is_public(drafts.herald)
    assert not is_public(Outlet(name="New", slug="new"))


def test_what_is_doubtful_is_counted_and_named(drafts):
    mention = Mention.objects.create(
        event=drafts.storm, source=drafts.column, says="So.", phrase="soon or so"
    )
    Mention.objects.filter(pk=mention.pk).update(inferred="2022", inferred_reason=" ")
    pia = Actor.objects.create(slug="pia", name="Pia Lund")
    Quote.objects.create(mention=mention, speaker=pia, words="there is rust")
    undated = Event.objects.create(slug="undated", title="Somebody waits")
    says = "“There is rust,” she said, and he: “We knew of it”. They call it “rust”."
    told = Mention.objects.create(event=undated, source=drafts.column, says=says)
    Quote.objects.create(mention=told, speaker=drafts.mayor, words="there is rust")
    found = {
        doubt.what: (doubt.count, [words for words, _, _ in doubt.named])
        for doubt in doubts({Event: [undated.pk], Mention: [mention.pk, told.pk]})
    }
    assert found["events without a date"] == (1, ["Somebody waits"])
    assert found["inferred without a reason"] == (1, ["So."])
    assert found["quotes without a speaker"] == (1, ["“We knew of it”"])
    assert found["actors of one mention"] == (1, ["Pia Lund"])
    whole = with_belongings({Event: [drafts.opening.pk]})
    assert "events without a date" not in {doubt.what for doubt in doubts(whole)}
