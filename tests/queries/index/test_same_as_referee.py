"""The index has the same answers as its referee, whatever the story, the edits, the questions."""

from __future__ import annotations

import contextlib
import random
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from tests import story
from tests.queries.index import referee
from tests.queries.index.edited import Editor, seeds
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.index import select
from timeline.queries.index.store import index_store

OPENINGS = (None, date(2022, 1, 1), date(2022, 3, 4), date(1995, 6, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(0, 5))
def test_within_a_transaction_each_change_is_seen_at_once(seed: int):
    editor = Editor(seed)
    for _ in range(12):
        editor.edit()
        for _ in range(3):
            referee.assert_same(editor.criteria(), opening=editor.dice.choice(OPENINGS))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", seeds(100, 2))
def test_each_committed_change_is_seen_by_the_next_request(seed: int):
    editor = Editor(seed)
    for step in range(14):
        editor.edit()
        for _ in range(3):
            referee.assert_same(editor.criteria(), opening=editor.dice.choice(OPENINGS))
        if step == 8:
            index_store.of("default").rebuild()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", seeds(200, 2))
def test_what_is_rolled_back_was_never_there(seed: int):
    editor = Editor(seed)
    select(Criteria())
    for _ in range(6):
        try:
            with transaction.atomic():
                for _ in range(3):
                    editor.edit()
                    try:
                        with transaction.atomic():
                            editor.edit()
                            referee.assert_same(editor.criteria())
                            if editor.dice.random() < 0.5:
                                raise _Undone
                    except _Undone:
                        pass
                    referee.assert_same(editor.criteria())
                if editor.dice.random() < 0.6:
                    raise _Undone
        except _Undone:
            pass
        referee.assert_same(editor.criteria())
        editor.edit()
        referee.assert_same(editor.criteria())


class _Undone(Exception):
    pass


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(300, 3))
def test_the_chart_counts_what_the_list_has(seed: int):
    editor = Editor(seed)
    days = sorted(random.Random(seed).sample(range(727_000, 739_500), 6))
    for _ in range(8):
        editor.edit()
        criteria = replace(editor.criteria(), sort="")
        found = select(criteria)
        assert found.happened(days) == referee.happened(criteria, days)
        for unit in ("years", "months"):
            bands = {b.number: (b.count, b.happened) for b in found.told(days, unit=unit)}
            assert bands == referee.charted(criteria, days, unit)


def test_a_month_that_is_not_over_counts_only_what_was_told_in_it_so_far(db):
    event = story.event("Told twice")
    for published in ("2022-02-10", "2022-03"):
        story.tell(event, story.source(f"Of {published}", published=published), edtf="2022")
    (band,) = select(Criteria(as_of=date(2022, 3, 30))).told([1, 800_000], unit="months")
    assert (band.number, band.count) == (2022 * 12 + 1, 1)
    both = select(Criteria(as_of=date(2022, 3, 31))).told([1, 800_000], unit="months")
    assert [(band.number % 12, band.count) for band in both] == [(1, 1), (2, 1)]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(400, 2))
def test_the_commonest_actors_are_those_in_most_of_the_events(seed: int):
    editor = Editor(seed)
    for _ in range(10):
        editor.edit()
        found = select(replace(editor.criteria(), actors=(), every_actor=False))
        every = [choice for choice in found.facets.actors() if choice.count]
        every.sort(key=lambda choice: (-choice.count, choice.label))
        best = found.facets.commonest_actors(most=3)
        assert [choice.count for choice in best] == [choice.count for choice in every[:3]]
        assert [choice.label for choice in best] == [choice.label for choice in every[:3]]


def test_an_actor_in_fewer_events_may_be_in_more_of_those_selected(db):
    for name, of_kind, others in (("Zora", 1, 4), ("Mirna", 2, 1), ("Anton", 2, 0), ("Bert", 1, 0)):
        actor = story.actor(name)
        for number in range(of_kind + others):
            kind = "meeting" if number < of_kind else "other"
            story.event(f"{name} {number}", kind=kind, actors=[actor])
    found = select(Criteria(kinds=("meeting",)))
    assert [choice.label for choice in found.facets.commonest_actors(most=1)] == ["Anton"]
    assert [choice.label for choice in found.facets.commonest_actors(most=3)] == [
        "Anton", "Mirna", "Bert",
    ]  # fmt: skip


def test_an_entry_that_takes_the_place_of_one_rolled_back_is_told_from_it(db):
    one, other = story.event("One"), story.event("Other")
    select(Criteria())
    with contextlib.suppress(_Undone), transaction.atomic():
        Event.objects.filter(pk=one.pk).update(kind="meeting")
        assert select(Criteria(kinds=("meeting",))).ids(0, 9) == [one.pk]
        raise _Undone
    Event.objects.filter(pk=other.pk).update(kind="meeting")
    assert select(Criteria(kinds=("meeting",))).ids(0, 9) == [other.pk]
