"""``python -m tests.bench.synthesize``."""

from __future__ import annotations

import pytest

from tests.bench.synthesize import main
from timeline.models import Actor, Event, Outlet

pytestmark = pytest.mark.django_db


def test_it_makes_what_it_is_asked_for_and_says_how_much(capsys: pytest.CaptureFixture[str]):
    main("--events 12 --seed 4 --actors 7 --outlets 3".split())
    assert (Event.objects.count(), Actor.objects.count(), Outlet.objects.count()) == (12, 7, 3)
    told = capsys.readouterr().out
    assert told.startswith("12 events, ")
    assert told.rstrip().endswith("7 actors, 3 outlets")


def test_it_refuses_where_there_is_a_story_unless_told_to_add():
    main(["--events", "3"])
    with pytest.raises(SystemExit, match="--add"):
        main(["--events", "3"])
    main(["--events", "3", "--add"])
    assert Event.objects.count() == 6
