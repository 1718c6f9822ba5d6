"""Fill a new database with a story that is made up, of any size, to see how Retold does with it.

    python -m tests.bench.synthesize --events N [--seed S] [--actors N] [--outlets N] [--stories N]
        [--add]

It goes where ``DATABASE_URL`` says.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> None:
    """Make it, and print how much it is. Ends with a sentence where there are events already."""
    asked = _options().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    import django

    django.setup()
    from tests.bench.invented_story import HoldsAStory, synthesize

    try:
        made = synthesize(
            asked.events,
            seed=asked.seed,
            actors=asked.actors,
            outlets=asked.outlets,
            stories=asked.stories,
            add=asked.add,
        )
    except HoldsAStory:
        sys.exit("There is a story here already; --add adds to it.")
    print(
        f"{made.events} events, {made.mentions} mentions in {made.sources} sources, "
        f"{made.actors} actors, {made.outlets} outlets"
    )


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, required=True, help="about three mentions each")
    parser.add_argument("--seed", type=int, default=1, help="the same makes the same")
    parser.add_argument("--actors", type=int, help="10,000 at most unless given")
    parser.add_argument("--outlets", type=int, help="200 at most unless given")
    parser.add_argument("--stories", type=int, default=1, help="into which they go by turns")
    parser.add_argument("--add", action="store_true", help="to a story that is there")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
