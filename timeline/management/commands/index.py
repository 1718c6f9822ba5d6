"""``manage.py index``: the index made anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from timeline.domain.criteria import Criteria
from timeline.management.log_output import LoggedCommand
from timeline.models import Event
from timeline.queries import index


class Command(LoggedCommand):
    """Make the index of all events anew, whatever there is."""

    help = (
        "Makes the index of all events anew, and the one of their texts where that is missing. "
        "Retold does so by itself where it has to; after loading very much it is done ahead so."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Of which database."""
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="its alias")

    def handle(self, *, database: str, **_: Any) -> None:
        """Build, and say of how many events."""
        Event.objects.using(database).exists()  # a database that says no gets no folder either
        index.rebuild(database)
        events = index.select(Criteria(), using=database).count
        self.stdout.write(f"An index of {events:,} events.")
