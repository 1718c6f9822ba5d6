"""Stories made up by dice go out as tables and come in again as docs/imports.md says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exports.told import written
from tests.queries.index.edited import Editor, seeds
from tests.services.imports.test_own_tables import emptied, said, take
from timeline.models import Alias, Event, Mention, Source

pytestmark = pytest.mark.django_db


def by_what(told: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["event"], one["source"]): one for one in told}


def _plain() -> None:
    """Leave out what a table can't hold: events that nobody tells, one source telling twice."""
    Alias.objects.all().delete()
    for source in Source.objects.all():
        Source.objects.filter(pk=source.pk).update(title=f"Source {source.slug}")
    told = set()
    for mention in Mention.objects.order_by("pk"):
        what = mention.event_id, mention.source_id
        if what in told:
            mention.delete()
        told.add(what)
    Event.objects.filter(mentions=None).delete()


@pytest.mark.parametrize("name", ["csv", "jsonl"])
@pytest.mark.parametrize("seed", seeds(700, 6))
def test_a_story_comes_back(seed: int, name: str):
    editor = Editor(seed)
    for _ in range(40):
        editor.edit()
    _plain()
    before, out = said(), written(name)
    emptied()
    report = take(out, f"events.{name}", skip_bad=True)
    assert [plan.problems for plan in report.skipped] == []
    assert by_what(said()) == by_what(before)
