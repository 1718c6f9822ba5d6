"""``manage.py synthesize --events N --seed S``: make up a story of any size."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.services.synthesize import HoldsAStory, synthesize


class Command(BaseCommand):
    """Fill the database with a story that is made up."""

    help = "Make up a story of any size, to see how Retold does with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much of what."""
        parser.add_argument("--events", type=int, required=True, help="about three mentions each")
        parser.add_argument("--seed", type=int, default=1, help="the same makes the same")
        parser.add_argument("--actors", type=int, help="10,000 at most unless given")
        parser.add_argument("--outlets", type=int, help="200 at most unless given")
        parser.add_argument("--add", action="store_true", help="to a story that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say how much it is."""
        try:
            made = synthesize(
                options["events"],
                seed=options["seed"],
                actors=options["actors"],
                outlets=options["outlets"],
                add=options["add"],
            )
        except HoldsAStory:
            raise CommandError("There is a story here already; --add adds to it.") from None
        self.stdout.write(
            f"{made.events} events, {made.mentions} mentions in {made.sources} sources, "
            f"{made.actors} actors, {made.outlets} outlets"
        )
