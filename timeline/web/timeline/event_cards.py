"""What the list shows of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice

from timeline.domain.comparing.documents import Documents
from timeline.domain.criteria import UNSET_IMPORTANCE, Criteria
from timeline.domain.named_values import in_order
from timeline.domain.text.folding import holds, terms
from timeline.domain.text.folding import words as folded_words
from timeline.domain.time.formatting import distance, lapse, say, say_precision, weekday_day
from timeline.domain.time.intervals import Precision
from timeline.domain.time.time_of_day import timed_day
from timeline.exports.timelinejs import LEAST_GAP
from timeline.queries.comparison import contradictions
from timeline.queries.event_rows import EventRow, MentionRow, QuoteRow
from timeline.queries.events import RUN, is_surely_in, section_of

NOT_STATED = "Publisher not stated"


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet that tells an event: ``how`` is "published" or "told through", or both."""

    name: str
    slug: str
    colour: int | None
    published: bool
    through: bool


@dataclass(frozen=True, slots=True)
class DateSide:
    """One date that sources give: in words, the phrases it was read from, and by whom."""

    date: str
    phrases: list[str]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class DetailDispute:
    """A detail of which sources give different values: each value as written, and by whom."""

    subject: str
    sides: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class SearchSnippet:
    """Where a searched word stands, when neither title nor summary shows it.

    ``language`` is the tag of the language of the words, empty for English.
    """

    words: str
    where: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in the list. ``day`` goes beside the rail, with ``detail`` under it."""

    event: EventRow
    day: str
    detail: str
    precise: bool
    possibly: bool
    sides: list[DateSide]
    apart: str
    contradictions: list[DetailDispute]
    quote: QuoteRow | None
    tellers: list[Teller]
    documents: Documents
    later: str
    passages: list[SearchSnippet]


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """A card, with the gap that lies before it in words, if one is worth telling."""

    card: EventCard
    gap: str


@dataclass(frozen=True, slots=True)
class Year:
    """Rows under one heading; ``continues`` where an earlier page has shown the heading."""

    heading: str
    rows: list[ListedEvent]
    continues: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list: the story's run, what came before it, what has no date."""

    name: str
    years: list[Year]
    continues: bool


def sections(
    events: list[EventRow],
    criteria: Criteria,
    *,
    opening: date | None,
    previous: EventRow | None,
) -> list[Section]:
    """The list's sections for consecutive events of it, all in one where it is not in time.

    ``opening`` is the day on which the story opens, ``previous`` the event before the first, if the
    list does not start with it.
    """
    by_year = criteria.sort in ("", "newest")
    heading_of = _heading if by_year else _by_number(criteria)

    def section(event: EventRow) -> int:
        return RUN if criteria.sort else section_of(event, opening=opening)

    found: list[Section] = []
    last = previous
    for number, group in groupby(events, key=section):
        same = previous if previous and section(previous) == number else None
        years: list[Year] = []
        for heading, some in groupby(group, key=heading_of):
            rows = []
            for event in some:
                is_next = last is not None and number == RUN == section(last)
                gap = _gap(last, event) if last and is_next and not criteria.sort else ""
                rows.append(ListedEvent(card(event, criteria), gap))
                last = event
            continues = not years and same is not None and heading_of(same) == heading
            years.append(Year(heading, rows, continues))
        name = ("run", "before", "undated")[number]
        found.append(Section(name, years, continues=same is not None))
    return found


def card(event: EventRow, criteria: Criteria) -> EventCard:
    """One event's card."""
    mentions = event.mentions
    interval = event.interval
    return EventCard(
        event=event,
        day=_day(event, under=_heading(event) if criteria.sort in ("", "newest") else ""),
        detail=_detail(event, mentions),
        precise=interval.is_day,
        possibly=criteria.has_dates and not is_surely_in(event, criteria),
        sides=sides(mentions) if event.disputed else [],
        apart=distance(m.interval for m in mentions) if event.disputed else "",
        contradictions=contradicting(mentions),
        quote=next((quote for m in mentions for quote in m.quotes), None),
        tellers=tellers(mentions),
        documents=Documents.of(m.told_by for m in mentions),
        later=_later(event, mentions),
        passages=list(_passages(event, mentions, criteria)),
    )


def tellers(mentions: Iterable[MentionRow]) -> list[Teller]:
    """The outlets that tell, named ones first; one that does both is one teller."""
    published: dict[str, tuple[str, int | None]] = {}
    through: dict[str, tuple[str, int | None]] = {}
    for mention in mentions:
        outlet = mention.outlet
        published[outlet.slug if outlet else ""] = (
            (outlet.name, outlet.colour) if outlet else (NOT_STATED, None)
        )
        if mention.via:
            through[mention.via.slug] = (mention.via.name, mention.via.colour)
    found = [
        Teller(name, slug, colour, slug in published, slug in through)
        for slug, (name, colour) in {**through, **published}.items()
    ]
    return sorted(found, key=lambda teller: (not teller.slug, not teller.published, teller.name))


def sides(mentions: Iterable[MentionRow]) -> list[DateSide]:
    """The different dates that mentions give, each with its phrases and its sources."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for mention in mentions:
        if mention.interval.is_dated:
            phrases, sources = found.setdefault(say(mention.interval), ([], []))
            if mention.phrase and mention.phrase not in phrases:
                phrases.append(mention.phrase)
            name = _named(mention)
            if name not in sources:
                sources.append(name)
    return [DateSide(day, phrases, sources) for day, (phrases, sources) in found.items()]


def contradicting(mentions: Iterable[MentionRow]) -> list[DetailDispute]:
    """The details of which sources give different values."""
    return [
        DetailDispute(
            found.subject,
            [
                (side.value, list(dict.fromkeys(_named(given.telling) for given in side.given)))
                for side in found.sides
            ],
        )
        for found in contradictions.among_rows(mentions)
    ]


def _named(mention: MentionRow) -> str:
    """Who tells, within a sentence."""
    return mention.outlet.name if mention.outlet else "a document whose publisher is not stated"


def _heading(event: EventRow) -> str:
    day = event.interval.sort_day
    if day is None:
        return ""
    if event.interval.precision in (Precision.DECADE, Precision.CENTURY):
        words = say(event.interval)
        return words[0].upper() + words[1:]
    return str(day.year)


def _by_number(criteria: Criteria) -> Callable[[EventRow], str]:
    """Headings for a list in another order than that of time: "3 first-hand sources"."""
    noun = "first-hand source" if criteria.sort == "first-hand" else "source"

    def heading(event: EventRow) -> str:
        if criteria.sort == "importance":
            return f"Importance {event.importance or UNSET_IMPORTANCE}"
        told = Documents.of(mention.told_by for mention in event.mentions)
        number = told.first_hand if criteria.sort == "first-hand" else told.count
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

    return heading


def _day(event: EventRow, *, under: str) -> str:
    """The date in words, without the year where it stands ``under`` that as its heading."""
    words = say(event.interval)
    year = f" {under}"
    if under and timed_day(event.interval.edtf):
        words = words.replace(f"{year},", ",", 1)
    elif under and words.count(under) == 1 and words.endswith(year):
        words = words.removesuffix(year)
    return words[0].upper() + words[1:] if words else words


def _detail(event: EventRow, mentions: list[MentionRow]) -> str:
    interval = event.interval
    if not interval.is_dated:
        return "no source dates it"
    if interval.is_day:
        assert interval.earliest is not None
        weekday = weekday_day(interval.earliest).partition(" ")[0]
        return f"{weekday}, {say_precision(interval)}"
    phrase = next((m.phrase for m in mentions if m.phrase and m.interval == interval), "")
    words = say_precision(interval)
    return f"{words}, from “{phrase}”" if phrase else words


def _gap(before: EventRow, after: EventRow) -> str:
    """How long nothing happened between two events of the run, if it is worth telling."""
    end = before.interval.latest or before.interval.earliest
    start = after.interval.sort_day
    if end is None or start is None or (start - end).days < LEAST_GAP:
        return ""
    return f"{lapse(end, start)} without an event"


def _later(event: EventRow, mentions: list[MentionRow]) -> str:
    """How much later the event was first told, where that is more than a month."""
    told = [m.published for m in mentions if m.published.is_dated]
    first = min((i.earliest for i in told if i.earliest), default=None)
    happened = event.interval.latest
    if first is None or happened is None or (first - happened).days < 31:
        return ""
    exact = event.interval.is_day and any(i.is_day and i.earliest == first for i in told)
    return f"first told {'' if exact else 'at least '}{lapse(happened, first)} later"


def _passages(
    event: EventRow, mentions: list[MentionRow], criteria: Criteria
) -> Iterator[SearchSnippet]:
    """Up to two places where the searched words stand that the card itself does not show."""
    wanted = terms(criteria.text)
    shown = folded_words(f"{event.title} {event.summary}")
    missing = [term for term in wanted if not holds(shown, [term])]
    if not missing:
        return
    yield from islice(_told_elsewhere(event, mentions, missing), 2)


def _told_elsewhere(
    event: EventRow, mentions: list[MentionRow], wanted: list[str]
) -> Iterator[SearchSnippet]:
    """Each text of an event that its card does not show and in which one of some terms stands."""
    for mention in mentions:
        outlet = mention.outlet.name if mention.outlet else NOT_STATED
        texts = [(mention.says, "", mention.says_language)]
        texts += [(f"“{q.words}”", f", {q.speaker}", q.words_language) for q in mention.quotes]
        for text, by, language in texts:
            if _has_any(text, wanted):
                yield SearchSnippet(text, f"{outlet}{by}", language)
    for name, text in in_order(event.named_values):
        if _has_any(f"{name} {text}", wanted):
            yield SearchSnippet(text, name)


def _has_any(text: str, wanted: Iterable[str]) -> bool:
    searched = folded_words(text)
    return any(holds(searched, [term]) for term in wanted)
