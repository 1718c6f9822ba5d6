"""When what a page shows was last changed."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.cast import Cast
from tests.counting import queries_of
from tests.moments import all_done_at
from timeline.models import Mention
from timeline.queries.last_changed import last_changed

LONG_AGO = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_a_page_changes_with_what_is_told_there_and_with_nothing_else(cast: Cast):
    all_done_at(LONG_AGO)
    pages = (cast.opening, cast.storm, cast.report, cast.column)
    assert {last_changed(page) for page in pages} == {LONG_AGO}
    told = Mention.objects.get(phrase="on Thursday")
    told.save()
    assert [last_changed(page) > LONG_AGO for page in pages] == [True, False, True, False]
    all_done_at(LONG_AGO)
    told.delete()
    assert [last_changed(page) > LONG_AGO for page in pages] == [True, False, True, False]


def test_a_list_changes_with_anything_in_the_record(cast: Cast):
    for one in (cast.opening, cast.report, cast.herald, Mention.objects.first()):
        all_done_at(LONG_AGO)
        assert last_changed() == LONG_AGO
        one.save()
        assert last_changed() > LONG_AGO
    assert queries_of(last_changed) == queries_of(lambda: last_changed(cast.opening)) == 1


def test_without_a_history_no_moment_is_made_up(cast: Cast):
    all_done_at(None)
    assert last_changed() is last_changed(cast.opening) is None
