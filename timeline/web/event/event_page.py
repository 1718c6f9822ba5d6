"""What an event's page shows: how each source tells it, and how its date was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import Http404
from django.urls import reverse

from timeline.domain.chart.folded_axis import Axis, AxisSegment
from timeline.domain.chart.ticks import Tick, ticks
from timeline.domain.comparing.documents import Documents
from timeline.domain.criteria import Criteria
from timeline.domain.text.plain_english import language_of_words
from timeline.domain.time.agreement import agree
from timeline.domain.time.calendar_units import moved
from timeline.domain.time.formatting import distance, say, say_precision
from timeline.domain.time.intervals import Bounds, Interval
from timeline.models import Event, Mention, Source, State, Story, Term
from timeline.queries import as_of
from timeline.queries.event_rows import row_of
from timeline.queries.events import dated
from timeline.queries.index import select
from timeline.web.http import addresses
from timeline.web.timeline.event_cards import DateSide, DetailDispute, contradicting, sides, tellers

_WIDTH = 280.0


@dataclass(frozen=True, slots=True)
class ReadingBar:
    """A reading's extent on the small axis, from and to a place; dashed where an end is open."""

    left: float
    width: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class MentionShown:
    """One mention: its reading in words, and that as a bar."""

    mention: Mention
    date: str
    bar: ReadingBar | None


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """Words that a source chooses; ``only_here`` where others name the same in other words.

    ``of``: the thing that they name, empty for who is named. ``language``: the tag of the language
    of a thing's words, empty for English.
    """

    words: str
    of: str
    only_here: bool
    language: str


@dataclass(frozen=True, slots=True)
class TellingColumn:
    """A source's telling: its mentions in document order, the words it chooses, how it differs.

    ``differs`` has a sentence for each way in which it parts from the others.
    """

    source: Source
    via: list[Source]
    mentions: list[Mention]
    names: list[ChosenWords]
    differs: list[str]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The event before or after in the selection that the reader came from."""

    title: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event's page. ``basis`` says in a sentence what its date was taken from."""

    event: Event
    date: str
    precision: str
    basis: str
    columns: list[TellingColumn]
    told: list[MentionShown]
    ticks: list[Tick]
    axis_width: float
    documents: Documents
    outlets: int
    sides: list[DateSide]
    apart: str
    contradictions: list[DetailDispute]
    previous: Neighbour | None
    next: Neighbour | None
    position: int
    count: int
    back: str
    is_filtered: bool


def event_or_404(slug: str, criteria: Criteria) -> Event:
    """An event as it stood on the day of the criteria's ``as_of``, with all that a page shows.

    Raises ``Http404`` where no event has the slug.
    """
    found = as_of.named(slug, criteria)
    if found is None:
        raise Http404(f"There is no event “{slug}”.")
    return found


def within(stories: Iterable[Story], criteria: Criteria) -> Criteria:
    """The criteria, of the whole archive where their story is none of an event's."""
    if criteria.story and criteria.story not in {story.slug for story in stories}:
        return replace(criteria, story="")
    return criteria


def event_page(event: Event, criteria: Criteria) -> EventPage:
    """The page of an event as ``queries.as_of.fetched`` gives it, within the reader's filter."""
    mentions = list(event.mentions.all())
    axis = _axis(_dated(mentions))
    as_rows = [row_of(mention) for mention in mentions]
    counting = mentions if criteria.as_of else _counting(event, mentions)
    position, count, previous, following = _around(event, criteria)
    return EventPage(
        event=event,
        date=say(event.interval),
        precision=say_precision(event.interval),
        basis=_basis(event, counting) + _left_out(mentions, counting),
        columns=_columns(event, mentions),
        told=[
            MentionShown(m, say(m.interval), _bar((m.earliest, m.latest), axis)) for m in mentions
        ],
        ticks=ticks(axis),
        axis_width=_WIDTH,
        documents=Documents.of(m.told_by for m in mentions),
        outlets=len([t for t in tellers(as_rows) if t.slug]),
        sides=sides(map(row_of, counting)) if event.disputed else [],
        apart=distance(_dated(counting)) if event.disputed else "",
        contradictions=contradicting(as_rows),
        previous=previous,
        next=following,
        position=position,
        count=count,
        back=addresses.of_selection(criteria) + f"#event-{event.slug}",
        is_filtered=not criteria.is_empty,
    )


def _columns(event: Event, mentions: list[Mention]) -> list[TellingColumn]:
    """One column a source, in the order in which they were published."""
    by_source: dict[Source, list[Mention]] = {}
    for mention in mentions:
        by_source.setdefault(mention.source, []).append(mention)
    wordings: dict[str, dict[str, set[int]]] = {}
    for mention in mentions:
        for term in mention.terms.all():
            of = wordings.setdefault(_thing(term), {})
            of.setdefault(term.words, set()).add(mention.source_id)
    return [
        TellingColumn(
            source=source,
            via=list(dict.fromkeys(m.via for m in told if m.via)),
            mentions=told,
            names=_names(told, wordings),
            differs=list(_differences(event, told, mentions)),
        )
        for source, told in by_source.items()
    ]


def _names(told: list[Mention], wordings: dict[str, dict[str, set[int]]]) -> list[ChosenWords]:
    """What a source calls people and things, each wording once."""
    found: dict[tuple[str, str], ChosenWords] = {}
    for mention in told:
        for term in mention.terms.all():
            thing = _thing(term)
            users = wordings[thing]
            others = set().union(*users.values()) - {mention.source_id}
            alone = bool(others) and users[term.words] == {mention.source_id}
            language = language_of_words(term.words, language=mention.source.words_language)
            found.setdefault(
                (thing, term.words),
                ChosenWords(term.words, term.subject, alone, language if term.subject else ""),
            )
    return sorted(found.values(), key=lambda named: not named.of)


def _thing(term: Term) -> str:
    return f"actor {term.actor_id}" if term.actor_id else term.subject


def _differences(event: Event, told: list[Mention], mentions: list[Mention]) -> Iterator[str]:
    others = [m.interval for m in mentions if m.source_id != told[0].source_id]
    own = [m.interval for m in told if m.interval.is_dated]
    if not own and any(interval.is_dated for interval in others):
        yield "Gives no date, where others do."
    if event.disputed and own:
        apart_from = [i for i in others if i.is_dated and agree([*own, i]).disputed]
        if apart_from:
            yield f"Dates it {say(own[0])}; another source says {say(apart_from[0])}."


def _axis(dated: list[Interval]) -> Axis:
    """A small axis from the first to the last day that any reading names."""
    days = sorted(day for i in dated for day in (i.earliest, i.latest) if day is not None)
    if not days:
        return Axis((), _WIDTH)
    air = max(1, (days[-1] - days[0]).days // 40)
    first, last = moved(days[0], -air), moved(days[-1], air)
    return Axis((AxisSegment(first, last, 0.0, _WIDTH),), _WIDTH)


def _bar(ends: Bounds, axis: Axis) -> ReadingBar | None:
    first, last = ends
    if first is None and last is None:
        return None
    left = axis.x(first) if first else 0.0
    right = axis.x(last) if last else axis.width
    return ReadingBar(round(left, 1), round(max(right - left, 6.0), 1), first is None, last is None)


def _basis(event: Event, mentions: list[Mention]) -> str:
    dated = [m for m in mentions if m.interval.is_dated]
    if event.basis == "undated":
        return "No source gives a date."
    if event.basis == "chosen":
        chosen = f"An editor chose {say(event.interval)}: {event.chosen_reason}"
        if event.disputed:
            return f"The sources’ dates lie {distance(m.interval for m in dated)} apart. {chosen}"
        return chosen
    if event.disputed and event.basis == "agreed":
        return (
            f"{say(event.interval)} is the day that all the sources’ dates have in common; their "
            f"times of day lie {distance(m.interval for m in dated)} apart."
        )
    if event.basis == "span":
        return (
            "No day fits all of the sources: they lie "
            f"{distance(m.interval for m in dated)} apart, so the date is the span of them all, "
            f"{say(event.interval)}."
        )
    if len(dated) == 1:
        source = _named(dated[0])
        return f"{say(event.interval)} is what the one mention with a date gives, in {source}."
    for mention in dated:
        if mention.interval == event.interval:
            by = f"“{mention.phrase}”" if mention.phrase else "what an editor infers"
            return (
                f"{say(event.interval)} is taken from {by} in {_named(mention)}: "
                "the narrowest date given, which fits all the others."
            )
    return f"{say(event.interval)} is the stretch that all the sources’ dates have in common."


def _dated(mentions: list[Mention]) -> list[Interval]:
    return [m.interval for m in mentions if m.interval.is_dated]


def _counting(event: Event, mentions: list[Mention]) -> list[Mention]:
    """Those that the event's date follows from: where readers meet it, what readers meet."""
    is_public = event.state == State.PUBLISHED
    states = {State.PUBLISHED} if is_public else {*State} - {State.WITHDRAWN}
    return [m for m in mentions if {m.state, m.source.state} <= states]


def _left_out(mentions: list[Mention], counting: list[Mention]) -> str:
    """A sentence for who sees drafts, where some date the event and don't count yet."""
    if any(m.interval.is_dated for m in mentions if m not in counting):
        return " What is marked as not published does not count for it."
    return ""


def _named(mention: Mention) -> str:
    """The source of a mention, by its title."""
    return f"“{mention.source.title}”"


def _around(
    event: Event, criteria: Criteria
) -> tuple[int, int, Neighbour | None, Neighbour | None]:
    """Where the event stands in the selection, in the order of time, and what is beside it."""
    selection = select(criteria)
    at = selection.place_of(event.pk)
    if at is None:
        return 0, selection.count, None, None

    def neighbour(place: int) -> Neighbour | None:
        keys = selection.ids(place, place + 1) if place >= 0 else []
        for other in dated(keys, selection.criteria):
            url = reverse("event-detail", args=[other.slug]) + addresses.query(criteria)
            return Neighbour(other.title, say(other.interval), url)
        return None

    return at + 1, selection.count, neighbour(at - 1), neighbour(at + 1)
