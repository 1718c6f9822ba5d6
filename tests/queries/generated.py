"""Small stories and criteria made up by hypothesis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from hypothesis import strategies as st

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.dates.reader import read
from timeline.domain.time import edtf
from timeline.models import Actor, Event, Mention, Outlet, Participation, Source

ACTORS = ("ida", "olle", "radoslaw")
OUTLETS = ("herald", "post", "radio")
KINDS = ("incident", "proposal", "other")
WORDS = ("bridge", "ferry", "fire")
DATES = ("", "199X", "2022-03-04", "2022-03", "2022-02-28", "2022", "2023-05-01/..", "../2022-03",
         "2022-03-04T09:40:00", "2022-03-04T10:15:00", "2022-03-04T12:15:00+02:00")  # fmt: skip
ASKED = ("1990s", "March 2022", "4 March 2022", "2022", "1 June 2023", "1 January 1900")


@dataclass(frozen=True)
class Telling:
    """A mention: ``source`` and ``via`` are outlets' slugs, "" a source that has none."""

    source: str
    via: str | None
    date: str
    says: str


@dataclass(frozen=True)
class Happening:
    """An event."""

    actors: frozenset[str]
    kind: str
    tellings: tuple[Telling, ...]


_BY = st.sampled_from(("", *OUTLETS))
_TELLINGS = st.builds(
    Telling, _BY, st.none() | _BY, st.sampled_from(DATES), st.sampled_from(WORDS)
)  # fmt: skip
STORIES = st.lists(
    st.builds(
        Happening,
        st.frozensets(st.sampled_from(ACTORS)),
        st.sampled_from(KINDS),
        st.lists(_TELLINGS, max_size=3).map(tuple),
    ),
    max_size=7,
)
_READING = st.none() | st.sampled_from(ASKED).map(lambda words: read(words, published=None))


def _some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


CRITERIA = st.builds(
    Criteria,
    actors=_some(*ACTORS),
    every_actor=st.booleans(),
    outlets=_some(*OUTLETS, UNSTATED),
    kinds=_some(*KINDS),
    since=_READING,
    until=_READING,
    surely=st.booleans(),
    text=st.sampled_from(("", "", *WORDS)),
    disputed=st.booleans() | st.just(False),
    retold=st.booleans() | st.just(False),
)


@contextmanager
def kept(story: list[Happening]) -> Iterator[dict[str, Happening]]:
    """The story in the database for as long as the block lasts, by its events' slugs."""
    with transaction.atomic():
        yield _kept(story)
        transaction.set_rollback(True)


def _kept(story: list[Happening]) -> dict[str, Happening]:
    actors = {a.slug: a for a in Actor.objects.bulk_create(Actor(slug=s, name=s) for s in ACTORS)}
    outlets = {
        outlet.slug: outlet
        for outlet in Outlet.objects.bulk_create(Outlet(slug=s, name=s) for s in OUTLETS)
    }
    made = Source.objects.bulk_create(
        Source(
            slug=f"of-{by}",
            title=f"Of {by}",
            outlet=outlets.get(by),
            outlet_basis="stated" if by else "not-stated",
            origin="relays" if by == "post" else "first-hand",
        )
        for by in ("", *OUTLETS)
    )
    sources = {source.outlet.slug if source.outlet else "": source for source in made}
    happenings = {f"event-{number}": happening for number, happening in enumerate(story)}
    events = {
        event.slug: event
        for event in Event.objects.bulk_create(
            Event(slug=slug, title="It happens", kind=happening.kind)
            for slug, happening in happenings.items()
        )
    }
    Participation.objects.bulk_create(
        Participation(event=events[slug], actor=actors[one])
        for slug, happening in happenings.items()
        for one in sorted(happening.actors)
    )
    Mention.objects.bulk_create(
        Mention(
            event=events[slug],
            source=sources[telling.source],
            via=None if telling.via is None else sources[telling.via],
            inferred=telling.date and edtf.parse(telling.date).edtf,
            inferred_reason="made up" if telling.date else "",
            says=telling.says,
        )
        for slug, happening in happenings.items()
        for telling in happening.tellings
    )
    return happenings
