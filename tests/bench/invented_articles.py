"""Articles that nobody wrote, to be taken in: a dozen paragraphs, with dates, names and quotes."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

PARAGRAPHS = 12
PUBLISHED = date(2024, 6, 7)
_PLACES = "Harlow Berg Nordby Tallin Veska Osthaven Pelm".split()
_VERBS = "visited refused opened criticised rejected signed inspected".split()
_THINGS = "the harbour,the treaty,the new bridge,the budget,the ceasefire,the market".split(",")


def write(folder: Path, *, count: int, seed: int = 3, names: list[str] | None = None) -> int:
    """Write so many articles into a folder; how many characters they have together."""
    dice = random.Random(seed)
    people = names or [f"{first} {last}" for first in _FIRST for last in _LAST]
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for number in range(count):
        title = f"What became of {dice.choice(_THINGS)} in {dice.choice(_PLACES)} {number}"
        told = [_paragraph(dice, people) for _ in range(PARAGRAPHS)]
        text = "\n\n".join([title, *told])
        (folder / f"{seed}-{number:05}.txt").write_text(text + "\n")
        total += len(text)
    return total


def _paragraph(dice: random.Random, people: list[str]) -> str:
    who, other = dice.sample(people, 2)
    day = PUBLISHED - timedelta(days=dice.randrange(1, 4000))
    when = dice.choice(
        (f"On {day.day} {day:%B %Y}", f"In {day:%B %Y}", "On Monday", "Last month", f"In {day:%Y}")
    )
    place, thing = dice.choice(_PLACES), dice.choice(_THINGS)
    sentences = [
        f"{when}, {who} {dice.choice(_VERBS)} {thing} in {place}.",
        "Nothing else was decided, and the committee is to meet again after the summer.",
    ]
    if dice.random() < 0.5:
        sentences.append(f"“We shall not sell {thing} to anybody,” {other} said on {day:%A}.")
    return " ".join(sentences)


_FIRST = "Mira Olle Ida Pavel Runa Teo Vera Jonas".split()
_LAST = "Strand Halvor Lindqvist Marek Oster Vale Brandt".split()
