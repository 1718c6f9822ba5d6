"""PostgreSQL plans by how much there is, as soon as much was brought in."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import story
from timeline.models import Event
from timeline.models.state import State
from timeline.queries.index.store import index_store

pytestmark = pytest.mark.django_db(transaction=True)


def believed() -> tuple[float, float]:
    """How many events PostgreSQL believes there to be, and which share of them to be published."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'timeline_event'::regclass")
        ((rows,),) = cursor.fetchall()
        cursor.execute(
            "SELECT most_common_vals::text::text[], most_common_freqs FROM pg_stats"
            " WHERE tablename = 'timeline_event' AND attname = 'state'"
        )
        values, shares = cursor.fetchone() or ([], [])
    return rows, round(dict(zip(values, shares, strict=True)).get("published", 0), 2)


def test_what_came_in_and_what_was_published_is_counted_before_it_is_read():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans without counting")
    index = index_store.of("default")
    story.crowd(100)
    index.series()
    assert believed() == (100, 1)
    Event.objects.bulk_create(Event(slug=f"more-{n}", title=f"More {n}") for n in range(100))
    Event.objects.update(state=State.DRAFT)
    index.series()
    index.wait()
    assert believed() == (200, 0)
    Event.objects.filter(pk__in=Event.objects.all()[:100]).update(state=State.PUBLISHED)
    index.series()
    index.wait()
    assert believed() == (200, 0.5)
    story.event("One more")
    index.series()
    index.wait()
    assert believed() == (200, 0.5), "a single event is not worth it"
