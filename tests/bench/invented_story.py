"""A story of any size, made up: nobody and nothing in it is real.

It has the shape of a real record: a few actors are in most events, events come in bursts, most are
told within days and some years later, sources relay others and disagree now and then.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from tests.bench.bulk_rows import Rows
from tests.bench.invented_words import ACTS, THINGS, Words, skewed, some
from timeline.domain.dates.reading import Reading
from timeline.domain.dates.stated_dates import Stated, read_in_order
from timeline.domain.outlet_marks import LOOKS
from timeline.domain.time.agreement import Agreement, agree
from timeline.domain.time.intervals import Interval
from timeline.models import (
    Actor,
    Alias,
    Detail,
    Event,
    Mention,
    Outlet,
    Participation,
    Place,
    Quote,
    Source,
    Story,
    Term,
)
from timeline.models.state import State
from timeline.queries import index

FIRST, LAST = date(1984, 1, 1), date(2025, 6, 30)
"""The days within which things happen and are told."""
WHY = "Inferred for a story that is made up."

_BATCH = 5_000
_KINDS = [kind.value for kind in Event.Kind]


class HoldsAStory(Exception):
    """The database has events already, and nobody asked to add to them."""


@dataclass(frozen=True, slots=True)
class Made:
    """How much was made."""

    events: int
    mentions: int
    sources: int
    actors: int
    outlets: int


def synthesize(
    events: int,
    *,
    seed: int,
    actors: int | None = None,
    outlets: int | None = None,
    stories: int = 1,
    add: bool = False,
) -> Made:
    """Make ``events`` events and about three mentions of each, in one transaction, all published.

    They go into ``stories`` stories by turns, now and then into two. The same numbers and seed make
    the same. Raises ``HoldsAStory`` where there are events already, unless ``add`` says to add.
    """
    if Event.objects.exists() and not add:
        raise HoldsAStory
    with transaction.atomic():
        # Everything is touched: following that one by one would take longer than a new start.
        index.forget(connection)
        making = _Making(
            random.Random(seed),
            actors=actors or min(10_000, max(40, events // 100)),
            outlets=outlets or min(200, max(8, events // 500)),
            stories=stories,
        )
        for start in range(0, events, _BATCH):
            making.batch(min(_BATCH, events - start))
        making.finish()
    return making.made()


class _Making:
    def __init__(self, dice: random.Random, *, actors: int, outlets: int, stories: int) -> None:
        self.dice = dice
        self.stories = [_story().pk for _ in range(stories)]
        self.actors = Rows(Actor, "slug", "name", "kind")
        self.aliases = Rows(Alias, "actor", "name")
        self.outlets = Rows(Outlet, "slug", "name", "kind", "colour")
        date_columns = ("edtf", "earliest", "latest", "precision")
        self.sources = Rows(
            Source, "slug", "title", "outlet", "outlet_basis", "published_basis", "origin",
            "state", *date_columns,
        )  # fmt: skip
        self.events = Rows(
            Event, "slug", "title", "summary", "kind", "place", "sequence", "basis", "disputed",
            "days_apart", "state", *date_columns,
        )  # fmt: skip
        self.places = Rows(Place, "slug", "name")
        self.named_places: dict[str, int] = {}
        self.parts = Rows(Participation, "event", "actor", "position")
        self.mentions = Rows(
            Mention, "event", "source", "via", "paragraph", "phrase", "inferred", "inferred_reason",
            "says", "rule", "because", "state", *date_columns,
        )  # fmt: skip
        self.members = Rows(Story.events.through, "story", "event")
        self.quotes = Rows(Quote, "mention", "speaker", "words")
        self.terms = Rows(Term, "mention", "actor", "words")
        self.details = Rows(Detail, "mention", "aspect", "subject", "value")
        self.all = (
            self.outlets, self.actors, self.aliases, self.places, self.sources, self.events,
            self.parts, self.mentions, self.quotes, self.terms, self.details, self.members,
        )  # fmt: skip
        self.words = Words(dice)
        self.names: dict[int, str] = {}
        self._people(actors)
        self.papers = [self._paper(number) for number in range(outlets)]
        self.paper_weights = skewed(outlets)
        self.bursts = [self._day() for _ in range(60)]
        self.open: dict[tuple[int | None, str], tuple[int, int, int]] = {}
        self._readings: dict[Stated, Reading] = {}
        self._agreements: dict[frozenset[Interval], Agreement] = {}

    def made(self) -> Made:
        """How much was made so far."""
        return Made(
            self.events.count,
            self.mentions.count,
            self.sources.count,
            self.actors.count,
            self.outlets.count,
        )

    def batch(self, count: int) -> None:
        """Some more events."""
        for _ in range(count):
            self._event()
        for rows in self.all:
            rows.write()

    def finish(self) -> None:
        """Have the database count on from the last keys given."""
        resets = connection.ops.sequence_reset_sql(no_style(), [rows.model for rows in self.all])
        with connection.cursor() as cursor:
            for query in resets:
                cursor.execute(query)

    # Who and where

    def _people(self, count: int) -> None:
        kinds = ["person"] * 7 + ["organisation"] * 2 + ["state"]
        for _ in range(count):
            kind = self.dice.choice(kinds)
            name = f"{self.words.name()} {self.words.name()}"
            key = self.actors.add(
                f"{name.lower().replace(' ', '-')}-{self.actors.next}", name, kind
            )
            self.names[key] = name
            if self.dice.random() < 0.2:
                self.aliases.add(key, f"{name[0]}. {name.split()[1]}")
        self.people = list(self.names)
        self.people_weights = skewed(count)

    def _paper(self, number: int) -> int:
        kind = self.dice.choice(("newspaper", "newspaper", "broadcaster", "agency", "platform"))
        key = self.outlets.next
        name = f"{self.words.name()} {self.dice.choice(('Courier', 'Wave', 'Letter'))} {key}"
        return self.outlets.add(f"paper-{key}", name, kind, number % LOOKS + 1)

    def _place(self, name: str) -> int:
        if name not in self.named_places:
            slug = f"{name.lower()}-{self.places.next}"
            self.named_places[name] = self.places.add(slug, name)
        return self.named_places[name]

    # What happens

    def _event(self) -> None:
        dice = self.dice
        day = self._day()
        if dice.random() < 0.7:
            day = self.bursts[int(dice.random() ** 2 * len(self.bursts))]
            day += timedelta(days=int(dice.expovariate(1 / 40)))
            day = min(day, LAST)
        stated = self._stated(day)
        event = self.events.next
        tellings = [self._told_by(day) for _ in range(dice.choice((1, 2, 2, 3, 3, 3, 4, 6)))]
        readings = []
        many = dice.choice((1, 2, 2, 3, 5))
        cast = list(dict.fromkeys(some(dice, self.people, self.people_weights, many)))
        for position, actor in enumerate(cast):
            self.parts.add(event, actor, position)
        apart = dice.random() < 0.06
        contradicted = len(tellings) > 1 and dice.random() < 0.03
        for number, (source, paragraph) in enumerate(tellings):
            said = stated
            if apart and number == 1:
                said = self._stated(min(LAST, day + timedelta(days=dice.randint(1, 20))))
            reading = self._reading(said)
            readings.append(reading.interval)
            first = tellings[0][0]
            via = first if first != source and dice.random() < 0.2 else None
            mention = self.mentions.add(
                event, source, via, paragraph, said.phrase, said.inferred, said.reason,
                self.words.sentence(14), reading.rule, reading.because, State.PUBLISHED,
                *_columns(reading.interval),
            )  # fmt: skip
            if dice.random() < 0.3:
                self.quotes.add(mention, dice.choice(cast), self.words.sentence(8))
            if dice.random() < 0.2:
                actor = dice.choice(cast)
                self.terms.add(mention, actor, self.names[actor].split()[1])
            if contradicted:
                self.details.add(mention, "figure", "how many", str(dice.randint(1, 4)))
        turns = (event, event // 10) if event % 10 == 0 else (event,)
        for turn in {turn % len(self.stories) for turn in turns}:
            self.members.add(self.stories[turn], event)
        self._keep(event, agreement=self._agreed(readings), actor=cast[0])

    def _keep(self, event: int, *, agreement: Agreement, actor: int) -> None:
        dice = self.dice
        act, thing = dice.choice(ACTS), dice.choice(THINGS)
        place = self.words.known(1)[0].capitalize()
        self.events.add(
            f"{act}-{thing}-{event}",
            f"{self.names[actor]} {act} the {thing} of {place}",
            self.words.sentence(10) if dice.random() < 0.3 else "",
            dice.choice(_KINDS),
            self._place(place) if dice.random() < 0.5 else None,
            dice.choice((0, 0, 0, 1, 2)),
            agreement.basis.value,
            agreement.disputed,
            agreement.days_apart,
            State.PUBLISHED,
            *_columns(agreement.interval),
        )

    def _day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days))

    def _stated(self, day: date) -> Stated:
        """How a source puts a day: mostly as such, now and then more vaguely, or not at all."""
        chance = self.dice.random()
        if chance < 0.8:
            return Stated(_on(day))
        if chance < 0.88:
            return Stated(f"in {day:%B %Y}")
        if chance < 0.91:
            return Stated(f"in {day:%Y}")
        if chance < 0.94:
            last = min(LAST, day + timedelta(days=self.dice.randint(2, 60)))
            return Stated("", f"{day}/{last}" if last > day else day.isoformat(), WHY)
        if chance < 0.95:
            return Stated("", f"{day}/..", WHY)
        return Stated()

    # Who tells it

    def _told_by(self, day: date) -> tuple[int, int]:
        """A source that came out some time after a day, and the paragraph it tells it in."""
        dice = self.dice
        chance = dice.random()
        if chance < 0.6:
            out, room = day + timedelta(days=dice.randrange(3)), 12
        elif chance < 0.85:
            out, room = day + timedelta(days=int(dice.expovariate(1 / 120))), 12
        else:
            out, room = day + timedelta(days=int(dice.expovariate(1 / 2500))), 60
        # Some days at a time, so that a source tells of several events.
        out = date.fromordinal(-(-out.toordinal() // room) * room)
        paper = None if dice.random() < 0.06 else some(dice, self.papers, self.paper_weights, 1)[0]
        published = "" if paper is None and dice.random() < 0.2 else min(out, LAST).isoformat()
        key = (paper, published)
        source, told, limit = self.open.get(key, (0, 0, 0))
        if told >= limit:
            source, told, limit = self._source(paper, published), 0, room
        self.open[key] = (source, told + 1, limit)
        return source, told + 1

    def _source(self, paper: int | None, published: str) -> int:
        day = _day_of(published) if published else None
        return self.sources.add(
            f"source-{self.sources.next}",
            self.words.sentence(5),
            paper,
            "stated" if paper else "not-stated",
            "stated" if published else "not-stated",
            Source.Origin.FIRST_HAND,
            State.PUBLISHED,
            published,
            day,
            day,
            "day" if published else "undated",
        )

    def _reading(self, stated: Stated) -> Reading:
        """As ``models.mention.read_mentions`` has it; absolute dates read alike everywhere."""
        if stated not in self._readings:
            (found,) = read_in_order([stated], published=None)
            assert isinstance(found, Reading)
            self._readings[stated] = found
        return self._readings[stated]

    def _agreed(self, readings: list[Interval]) -> Agreement:
        key = frozenset(readings)
        if key not in self._agreements:
            self._agreements[key] = agree(readings)
        return self._agreements[key]


def _story() -> Story:
    """The next one: as the desk would make it, for the first made is the main one."""
    number = Story.objects.count() + 1
    return Story.objects.create(
        slug=f"story-{number}", title=f"Story {number}", position=number, state=State.PUBLISHED
    )


@cache
def _on(day: date) -> str:
    return f"on {day.day} {day:%B %Y}"


@cache
def _day_of(iso: str) -> Any:
    return connection.ops.adapt_datefield_value(date.fromisoformat(iso))


@cache
def _columns(interval: Interval) -> tuple[Any, ...]:
    """An interval's four columns as the database takes them."""
    adapt = connection.ops.adapt_datefield_value
    earliest, latest = (None if day is None else adapt(day) for day in _ends(interval))
    return interval.edtf, earliest, latest, interval.precision.value


def _ends(interval: Interval) -> Iterable[date | None]:
    return interval.earliest, interval.latest
