"""Deleting many records at once leaves what Django's deleting of each leaves, and can be undone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model, ProtectedError

from tests import proposals, snapshot
from tests.cast import Cast
from timeline.models import Actor, Article, Event, Mention, Outlet, Proposal, Quote, Source
from timeline.services.records import deletion
from timeline.services.records.undo import plan, undo

pytestmark = pytest.mark.django_db

WHEN = ("history_date", "history_id", "history_change_reason")
"""Columns of the history that are of the moment."""


def rows() -> dict[str, Any]:
    """All rows, those of the history as often as there are such."""
    found: dict[str, Any] = {**snapshot.rows()}
    del found["timeline.Undoable"]
    for label, table in found.items():
        if "Historical" in label:
            told = [{k: v for k, v in row.items() if k not in WHEN} for row in table]
            found[label] = Counter(repr(sorted(row.items(), key=str)) for row in told)
    return found


@pytest.fixture
def told(cast: Cast) -> Cast:
    """The cast with an article, of which a proposal is accepted."""
    article = proposals.set_out(outlet=cast.herald)
    Proposal.objects.filter(article=article).update(event=cast.opening)
    cast.column.draws_on.add(cast.report)
    return cast


@pytest.mark.parametrize("model", [Source, Event, Mention, Quote, Actor, Article, Outlet])
def test_it_leaves_what_deleting_each_leaves(model: type[Model], told: Cast):
    some = model._default_manager.all()
    if model in (Actor, Outlet):  # but those that others refer to
        some = some.filter(pk=model._default_manager.create(slug="bare", name="Bare").pk)
    Mention.objects.update(via=None)
    with transaction.atomic():
        some.all().delete()
        wanted = rows()
        transaction.set_rollback(True)
    assert rows() != wanted
    deletion.delete(some.all())
    assert rows() == wanted


@pytest.mark.parametrize("which", ["mayor", "herald", "report"])
def test_what_others_refer_to_stays(which: str, told: Cast):
    record, before = getattr(told, which), rows()
    with pytest.raises(ProtectedError), transaction.atomic():
        deletion.delete(type(record).objects.filter(pk=record.pk))
    assert rows() == before


def test_very_many_go_some_at_a_time_whatever_refers_to_one_of_them(told, monkeypatch):
    """A mention of the second source is told through the first, which so can't go before."""
    monkeypatch.setattr(deletion.TimedBatches, "of", lambda _, items: [[one] for one in items])
    kept = snapshot.rows()["timeline.Mention"]
    done = deletion.delete(Source.objects.order_by("pk"))
    assert not Source.objects.exists()
    assert [one.rows[0].key for one in done] == [told.column.pk, told.report.pk]
    for one in reversed(done):
        made = undo(one.pk, agreed=plan(one).lost_token)
        assert made is not None
        assert not made.lost
    assert snapshot.rows()["timeline.Mention"] == kept
