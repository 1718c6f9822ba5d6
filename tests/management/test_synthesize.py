"""``manage.py synthesize``."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from timeline.models import Actor, Event, Outlet

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    told = StringIO()
    call_command("synthesize", *arguments, stdout=told)
    return told.getvalue()


def test_it_makes_what_it_is_asked_for_and_says_how_much():
    told = run("--events", "12", "--seed", "4", "--actors", "7", "--outlets", "3")
    assert (Event.objects.count(), Actor.objects.count(), Outlet.objects.count()) == (12, 7, 3)
    assert told.startswith("12 events, ")
    assert told.rstrip().endswith("7 actors, 3 outlets")


def test_it_refuses_where_there_is_a_story_unless_told_to_add():
    run("--events", "3")
    with pytest.raises(CommandError, match="--add"):
        run("--events", "3")
    run("--events", "3", "--add")
    assert Event.objects.count() == 6
