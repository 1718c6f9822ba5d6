"""What an edit touches: each column that the index answers from has its trigger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, models

from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.models import Actor, Alias, Detail, Event, Mention, Outlet, Place, Quote, Source, Term
from timeline.queries.index import select
from timeline.queries.index.changes import change_capture, journal

pytestmark = pytest.mark.django_db

NAMES = {journal.NAMES}


@pytest.fixture
def fire(town: Town) -> Event:
    """An event with a quote, a term and a detail, of whose story there is a copy."""
    mention = town.fire.mentions.order_by("pk")[0]
    mayor = Actor.objects.get(slug="mayor")
    Quote.objects.create(mention=mention, speaker=mayor, words="it burns")
    Term.objects.create(mention=mention, actor=mayor, words="blaze")
    Detail.objects.create(mention=mention, aspect="place", subject="where", value="the quay")
    select(Criteria())
    return town.fire


def touched_by(rows: models.QuerySet[Any], **values: Any) -> set[int]:
    """The events that are touched where these rows are given values, past the models."""
    before = journal.now(connection)
    assert rows.update(**values)
    found = journal.touched(connection, since=before, most=1000)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Quote, {"words": "it smokes"}),
        (Quote, {"speaker": "engineer"}),
        (Term, {"words": "smoke"}),
        (Term, {"actor": "engineer"}),
        (Term, {"actor": None, "subject": "the fire"}),
        (Detail, {"value": "at sea"}),
        (Detail, {"subject": "whence"}),
        (Detail, {"aspect": "figure"}),
        (Mention, {"says": "Otherwise."}),
        (Mention, {"via": None, "latest": None}),
    ],
    ids=str,
)
def test_what_hangs_on_a_mention_touches_its_event(
    model: type[models.Model], values: dict[str, Any], fire: Event
):
    values = {
        name: Actor.objects.get(slug=value) if name in {"speaker", "actor"} and value else value
        for name, value in values.items()
    }
    mention = fire.mentions.order_by("pk")[0]
    path = "pk" if model is Mention else "mention"
    rows = model._default_manager.filter(**{path: mention.pk})
    if model is not Mention:
        rows = rows.filter(pk__in=rows.order_by("-pk").values_list("pk", flat=True)[:1])
    assert touched_by(rows, **values) == {fire.pk}


@pytest.mark.parametrize(
    "values",
    [{"title": "Smoke"}, {"summary": "x"}, {"kind": "other"}, {"sequence": 7}, {"importance": 3},
     {"named_values": {"operation": "Lion"}},
     {"disputed": True}, {"earliest": None}, {"latest": "2029-01-01"}],
    ids=str,
)  # fmt: skip
def test_an_events_own_columns_touch_it(values: dict[str, Any], fire: Event):
    assert touched_by(Event.objects.filter(pk=fire.pk), **values) == {fire.pk}


def test_an_events_place_touches_it(fire: Event):
    place = Place.objects.create(slug="quay", name="The quay")
    assert touched_by(Event.objects.filter(pk=fire.pk), place=place) == {fire.pk}


@pytest.mark.parametrize(
    "values",
    [{"outlet": None, "outlet_basis": "not-stated"}, {"earliest": "2021-01-01"},
     {"latest": "2029-01-01"}, {"document": "another.txt"}],
    ids=str,
)  # fmt: skip
def test_a_source_touches_all_that_it_tells(values: dict[str, Any], town: Town, fire: Event):
    told = set(Mention.objects.filter(source=town.review).values_list("event", flat=True))
    assert fire.pk in told
    found = touched_by(Source.objects.filter(pk=town.review.pk), **values)
    assert told <= found


def test_names_are_touched_as_such(fire: Event):
    assert touched_by(Actor.objects.filter(slug="mayor"), name="The provost") == NAMES
    assert touched_by(Outlet.objects.filter(slug="post"), name="The Mail") == NAMES
    alias = Alias.objects.create(actor=Actor.objects.get(slug="mayor"), name="His Worship")
    assert touched_by(Alias.objects.filter(pk=alias.pk), name="Her Worship") == NAMES


def test_what_no_answer_depends_on_touches_nothing(fire: Event):
    assert touched_by(Source.objects.all(), authors="Read twice.") == set()
    assert touched_by(Mention.objects.filter(event=fire), inferred_reason="Why.") == set()


def _copies() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM timeline_copy")
        return int(cursor.fetchone()[0])


def test_triggers_that_are_as_they_are_to_be_stay_and_so_do_the_copies(fire: Event):
    copies = _copies()
    assert copies
    change_capture.install(connection)
    assert _copies() == copies


@pytest.mark.parametrize("how", ["gone", "of another release"])
def test_triggers_that_are_not_those_of_this_release_are_made_and_copies_forgotten(
    fire: Event, how: str, monkeypatch: pytest.MonkeyPatch
):
    # Another release's: what an alias is called is nothing to it.
    others = tuple(
        replace(one, columns=("actor_id",)) if one.table == "timeline_alias" else one
        for one in change_capture._WATCHED
    )
    alias = Alias.objects.create(actor=Actor.objects.get(slug="mayor"), name="Ida")
    if how == "gone":
        of = "" if connection.vendor == "sqlite" else " ON timeline_alias"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER touched_by_alias_update{of}")
    else:
        with monkeypatch.context() as patch:
            patch.setattr(change_capture, "_WATCHED", others)
            change_capture.install(connection)
    assert touched_by(Alias.objects.filter(pk=alias.pk), name="I. Berg") == set()
    change_capture.install(connection)
    assert _copies() == 0
    select(Criteria())
    assert touched_by(Alias.objects.filter(pk=alias.pk), name="Mrs Berg") == NAMES
