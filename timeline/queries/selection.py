"""What a selection answers: count, page, facets, chart, flags and tellings.

A selection is made by ``queries.index.select``; which engine answers is known there alone.
Positions count from 0, keys are primary keys, and days are ordinals (1 is 1 January of year 1).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from timeline.domain.chart.chart_counts import Band, TellingOutlet, TellingStrand
from timeline.domain.criteria import Criteria, QuotationCriteria

STATED_NOWHERE = 0
"""The key that stands for the outlet of documents whose publisher is not stated."""

By = Literal["outlets", "documents"]
Flagged = Literal["disputed", "retold", "corroborated"]
Narrowed = Literal["disputed", "date", "place", "actor", "figure", "dated", "bounded"]
"""What a selection can be narrowed to: disputed at all, or about a date, a place, an actor or a
figure; with any date; with both a first and a last day."""
Unit = Literal["years", "months"]
Bounds = tuple[int | None, int | None]
"""The first and the last day on which something may have happened; ``None`` is open."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its slug, its name, and how many events the list would have with it.

    For a value that is chosen already, ``count`` is the list as it stands. ``colour`` is an
    outlet's place in the colour set, ``None`` elsewhere and for "Publisher not stated"; ``sign``
    stands for a kind of event.
    ``adds``: ``count`` is how many it would add to the list as it stands.
    """

    value: str
    label: str
    count: int
    chosen: bool
    colour: int | None = None
    adds: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many events, sources, outlets and mentions there are, whatever the criteria select."""

    events: int
    sources: int
    outlets: int
    mentions: int


@dataclass(frozen=True, slots=True)
class PublicationDays:
    """The days on which sources came out that tell anything, in order.

    ``sources``: how many had come out by the end of each; ``imprecise``: how many of these have
    dates longer than a day.
    """

    days: list[int]
    sources: list[int]
    imprecise: list[int]

    def at(self, day: int) -> int:
        """How many of the days are not after a day."""
        return bisect_right(self.days, day)


@dataclass(frozen=True, slots=True)
class DocumentsRead:
    """How many documents of an outlet were read, and the day by which the last of these surely
    came out; ``None`` where that is not known of all.
    """

    count: int
    published_by: int | None


class TermWording(NamedTuple):
    """A way to name a thing, or an actor by its key (0 for a thing), typographic marks aside."""

    actor: int
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class TermUse:
    """A wording in one column: in how many mentions, and the keys of the first of these in time."""

    wording: TermWording
    column: str
    count: int
    mentions: list[int]


class Tellers(Protocol):
    """What some outlets, or some sources, tell of a selection's events; each given by its key."""

    def keys(self) -> list[int]:
        """Those that any event, selected or not, is told by or through, in order."""

    def counts(self, key: int) -> tuple[int, int]:
        """How many of the events one tells itself, and how many are told through it alone."""

    def unsaid(self, key: int, read: Mapping[int, int | None]) -> tuple[int, int]:
        """Of the events that are told neither by it nor through it, how many a document of it that
        was read could tell, and how many came after all such documents.

        ``read``: the keys of stories for which any was read, each with the day by which the last of
        these surely came out, ``None`` where that is not known. Only what was read for a story that
        has the event could tell it; 0 stands for all events.
        """

    def stories_of(self, key: int) -> list[int]:
        """The keys of the stories of which one tells any event, selected or not, itself; of the
        criteria's story alone, and 0 in an archive without stories.
        """


class TermUses(Protocol):
    """What a selection's mentions call things, within some columns.

    ``counts``: in how many mentions each wording stands; those that are in none are not there.
    """

    counts: dict[TermWording, int]

    def of(self, things: Iterable[tuple[int, str]], *, most: int) -> list[TermUse]:
        """How each column names some things, each an actor's key with an empty text, or 0 with a
        thing; with the ``most`` first mentions of each wording.
        """


class SameWords(Protocol):
    """Quotations of a selection's events, of which each is the same words of one speaker, case,
    accents and punctuation aside; those asked for, in the order of time.

    ``total``: how many there are of the events, asked for or not.
    """

    total: int

    @property
    def count(self) -> int:
        """How many are asked for."""

    @property
    def retold(self) -> int:
        """How many of those several sources print."""

    def __len__(self) -> int:
        """How many quotes there are of the events."""

    def quotes(self) -> list[int]:
        """The keys of all these quotes."""

    def groups(self, start: int, stop: int) -> list[list[int]]:
        """From one position to before another, the keys of each quotation's quotes."""

    def speakers(self) -> list[FacetValue]:
        """Speakers, those of most quotations first, with how many there would be with each."""

    def outlets(self) -> list[FacetValue]:
        """Outlets by name, then unstated publishers, likewise."""


class Facets(Protocol):
    """For each value that a filter offers, how many events there would be with it added."""

    def actors(self, *, most: int | None = None) -> list[FacetValue]:
        """The ``most`` actors in most events of all, and those chosen, in that order."""

    def actors_named(self, text: str, *, most: int) -> list[FacetValue]:
        """The ``most`` actors in most events of all whose names have each of the text's terms.

        None where the text has no term.
        """

    def commonest_actors(self, *, most: int) -> list[FacetValue]:
        """The ``most`` actors in most of the events selected, those of the same number by name."""

    def outlets(self) -> list[FacetValue]:
        """Outlets by name, then documents whose publisher is not stated."""

    def outlets_named(self, text: str) -> list[FacetValue]:
        """Outlets by name, of which a name or an alias has each of the text's terms."""

    def kinds(self) -> list[FacetValue]:
        """Kinds of event, in their own order; hidden ones where they are chosen alone."""

    def tags(self, *, most: int) -> list[FacetValue]:
        """The ``most`` tags of most events of all, of the same number by name, and those chosen."""

    def places(self, *, most: int) -> list[FacetValue]:
        """The same of places, to which belongs what happened in any that lies in them."""

    def places_named(self, text: str, *, most: int) -> list[FacetValue]:
        """Likewise, as ``actors_named``."""


class Tellings(Protocol):
    """Who tells a selection's events, and in which words."""

    def publication_days(self) -> PublicationDays:
        """When sources came out, whatever is selected and whatever day it stands as of."""

    def newest_sources(self, *, most: int) -> list[int]:
        """Keys of sources among whose mentions of the events the ``most`` newest are."""

    def strands(self, *, most: int) -> list[TellingStrand]:
        """The days on which the events happened, each with those on which they were told, the
        ``most`` that stand for most mentions; those of undated events and sources are left out.
        """

    def mentions_between(self, days: Sequence[int]) -> list[int]:
        """How many mentions the events have that sort from each day to before the next."""

    def outlets_telling_most(self, *, most: int) -> tuple[list[TellingOutlet], int]:
        """The ``most`` outlets that have most mentions of the events, of the same number by name;
        and how many outlets have any. A document without one counts for that it tells through.
        """

    def most_important(self, *, most: int) -> list[int]:
        """The keys of the ``most`` most important events, of these those that most documents tell;
        where some of a number are left out, those taken lie apart in time.
        """

    def relays(self) -> Mapping[int, Sequence[int]]:
        """The key of each source that tells any of the events, with the keys of those that it tells
        them through; 0 among these for what it tells by itself.
        """

    def by_outlets(self) -> Tellers:
        """What outlets tell; through a source of no stated publisher nothing is told by any."""

    def by_sources(self, keys: Iterable[int]) -> Tellers:
        """What some sources, which are few, tell."""

    def events_through(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The keys of the events, by those of these sources that any mention tells them through."""

    def most_telling(self, most: int) -> tuple[list[int], int]:
        """The keys of the ``most`` sources that tell most of the events, or of all there are if not
        more; and how many sources tell any event, selected or not, or are told through.
        """

    def documents_read(self) -> dict[int, DocumentsRead]:
        """What was read of the outlets, by key: of their sources that tell any event, selected or
        not, and of those read for a story besides.
        """

    def documents_of_stories(self) -> dict[int, dict[int, DocumentsRead]]:
        """The same for each story, or the criteria's alone, by key; in an archive without, as 0."""

    def read_besides(self) -> dict[int, set[int]]:
        """The keys of the sources with a document that were read for a story and tell none of its
        events, by the story's key; for the criteria's story alone.
        """

    def ids_by_tellers(self, start: int, stop: int, *, by: By) -> list[int]:
        """The keys of the events from one position to before another, those first that most
        outlets or documents tell; of the same number, in the selection's order.
        """

    def terms(self, columns: Mapping[int, str], *, by: By) -> TermUses:
        """What the mentions call things; ``columns``: a column's slug by the key of the outlet
        (``STATED_NOWHERE`` among them), or of the source, that it is.
        """

    def same_words(self, asked: QuotationCriteria) -> SameWords:
        """The quotations that are asked for, of the same words."""


class Registers(Protocol):
    """Counts for the rows of registers, of all events of the story, or of the archive, as they
    stand, whatever is selected.
    """

    def actor_names(self) -> Mapping[int, tuple[str, str]]:
        """Each actor's slug and name by its key."""

    def events_by_actor(self) -> Mapping[int, int]:
        """How many events each actor takes part in, by key; actors of none may be missing."""

    def events_by_place(self) -> Mapping[int, int]:
        """How many happened in each place, or in what lies in it; places of none are missing."""

    def quotes_by_speaker(self) -> Mapping[int, int]:
        """How many quotes each speaker has, by key; speakers of none are missing."""

    def telling(self) -> Collection[int]:
        """The sources, by key, that tell any event now, as of any day, or through which any is."""

    def counts_of_sources(self, keys: Sequence[int]) -> tuple[list[int], list[int]]:
        """How many mentions, and how many events, each of some sources tells now, as of any day."""

    def events_by_outlet(self) -> dict[int, tuple[int, int]]:
        """By outlet's key, how many events it tells, and how many are told through it, if any."""


class Selection(Protocol):
    """The events that match criteria, in the order of the page: the story's run, what sorts before
    the day on which the story opens, the undated; unless the criteria ask for another order.
    """

    criteria: Criteria

    @property
    def count(self) -> int:
        """How many events match."""

    @property
    def mentions(self) -> int:
        """How many mentions that count the events have."""

    @property
    def untold(self) -> int:
        """How many of the events no mention that counts tells."""

    @property
    def undated_left_out(self) -> int:
        """How many undated events match but for the range of days, which leaves them out."""

    @property
    def totals(self) -> Totals:
        """All events as they stand."""

    @property
    def actor_count(self) -> int:
        """How many actors take part in any event, selected or not."""

    def ids(self, start: int, stop: int) -> list[int]:
        """The keys of the events from one position to before another."""

    def place_of(self, key: int) -> int | None:
        """The position of an event, ``None`` where it does not match."""

    def holds(self, keys: Iterable[int]) -> set[int]:
        """Which of these events match."""

    def sections(self) -> tuple[int, int, int]:
        """How many events are of the story's run, before it, and undated."""

    def in_time(self) -> Selection:
        """The same events in the order of time alone, whatever order was asked for."""

    def narrowed(self, to: Narrowed) -> Selection:
        """Those of the events of which something is so, in the same order."""

    def narrowed_count(self, to: Narrowed) -> int:
        """How many events there would be narrowed so."""

    def flagged(self, flag: Flagged) -> int:
        """How many events there would be with a flag set."""

    @property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last day by which dated events are ordered; ``None`` without any."""

    @property
    def ends(self) -> tuple[Bounds, Bounds] | None:
        """Between which days the first dated event lies, and the last; ``None`` without any."""

    def happened(self, days: Sequence[int]) -> list[int]:
        """How many of the events sort from each day to before the next."""

    def told(self, days: Sequence[int], *, unit: Unit) -> list[Band]:
        """The events by when they were told, and each of those by when they happened. A source
        tells on the last day of its date, never where that is open; an event may be in several.
        """

    @property
    def facets(self) -> Facets:
        """What filters offer."""

    @property
    def tellings(self) -> Tellings:
        """Who tells the events."""

    @property
    def registers(self) -> Registers:
        """Counts for registers."""
