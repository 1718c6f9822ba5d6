"""What is worked out once, until the data changes."""

from __future__ import annotations

from itertools import count

from tests import story
from timeline.models import Event
from timeline.queries.database import kept_by_version
from timeline.queries.database.kept_by_version import kept
from timeline.queries.publishing.scope import Scope, reading


def test_it_is_made_anew_when_what_is_read_has_changed(transactional_db: None):
    made = count()
    with reading(Scope.PUBLIC):
        first = kept("a", lambda: next(made))
        assert kept("a", lambda: next(made)) == first
        assert kept("b", lambda: next(made)) != first
    with reading(Scope.WHOLE):
        assert kept("a", lambda: next(made)) != first
    story.event("The fair")
    with reading(Scope.PUBLIC):
        later = kept("a", lambda: next(made))
        assert later != first
    Event.objects.create(slug="draft", title="A draft", state="draft")
    with reading(Scope.PUBLIC):
        assert kept("a", lambda: next(made)) == later


def test_the_oldest_of_many_go(transactional_db: None):
    for number in range(40):
        assert kept(number, lambda: None) is None
    assert len(kept_by_version._kept) == kept_by_version.MOST
    assert kept(39, lambda: "again") is None
    assert kept(23, lambda: "again") == "again"


def test_nothing_is_kept_within_a_transaction(db: None):
    made = count()
    assert [kept("c", lambda: next(made)) for _ in range(2)] == [0, 1]
