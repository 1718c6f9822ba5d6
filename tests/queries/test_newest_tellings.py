"""The newest tellings of a selection, found from the index, are those that SQL sorts first."""

from __future__ import annotations

import pytest

from tests import plain_selection
from tests.queries.index.edited import Editor
from timeline.domain.criteria import Criteria
from timeline.models import Mention
from timeline.queries import newest_tellings
from timeline.queries.as_of import tellings
from timeline.queries.index import select
from timeline.queries.newest_tellings import ORDER, newest

pytestmark = pytest.mark.django_db


def in_sql(criteria: Criteria, most: int) -> list[int]:
    events = [one.event.pk for one in plain_selection.matching(criteria)]
    told = tellings(criteria).filter(event__in=events)
    told = told.order_by(*ORDER)
    return list(told.values_list("pk", flat=True)[:most])


@pytest.mark.parametrize("few", [newest_tellings.FEW, 0], ids=["few", "many"])
@pytest.mark.parametrize("seed", range(600, 606))
def test_the_newest_are_those_that_sql_sorts_first(seed: int, few: int, monkeypatch):
    monkeypatch.setattr(newest_tellings, "FEW", few)
    editor = Editor(seed)
    for _ in range(5):
        for _ in range(3):
            editor.edit()
        criteria = editor.criteria()
        for most in (1, 2, 4, Mention.objects.count() + 1):
            assert newest(select(criteria), most=most) == in_sql(criteria, most), criteria
