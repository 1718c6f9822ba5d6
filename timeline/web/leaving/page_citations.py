"""What a page offers under "Cite this …", and the citations behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.time.formatting import distance, say
from timeline.exports.citations import bibtex, csl, ris
from timeline.exports.citations.citation import Citation, of_page, of_sources, telling
from timeline.exports.citations.citation_words import in_words
from timeline.models import Actor, Event, Kind, Outlet, Place, Source, Story, Tag
from timeline.queries import clock
from timeline.queries.registers import relays
from timeline.web.http import addresses, story_scope
from timeline.web.timeline.as_of import in_words as day_in_words
from timeline.web.timeline.filter_form import FLAGS, lasting, names_of


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A format of citations, as an address names it and a reader does."""

    suffix: str
    name: str
    mime: str
    write: Callable[[Iterable[Citation]], Iterator[str]]


FORMATS = (
    CitationFormat("csl.json", "CSL-JSON", csl.MIME, csl.csl_json),
    CitationFormat("bib", "BibTeX", bibtex.MIME, bibtex.bibtex),
    CitationFormat("ris", "RIS", ris.MIME, ris.ris),
)


@dataclass(frozen=True, slots=True)
class OfferedCitation:
    """A page's own citation, in a box of ``lines`` lines.

    ``files`` says what is in the files that the ``links`` lead to: a format's name, its address.
    """

    noun: str
    words: str
    lines: int
    permalink: str
    files: str
    links: list[tuple[str, str]]


def event_citations(request: HttpRequest, event: Event, criteria: Criteria) -> Iterator[Citation]:
    """The event's page, then every source that tells it by the criteria's ``as_of``."""
    then = criteria.unfiltered
    told = relays.of_event(event, then)
    page = _page(
        request,
        f"event-{event.slug}",
        event.title,
        reverse("event-detail", args=[event.slug]) + addresses.query(then),
        notes=[_when(event), *_as_of(criteria.as_of)],
    )
    return _with_sources(request, page, told)


def selection_citations(request: HttpRequest, criteria: Criteria) -> Iterator[Citation]:
    """The list's page, then every source that tells an event on it, fetched as they are written."""
    page = selection_page(request, criteria)
    return _with_sources(request, page, relays.of_selection(criteria))


def source_citations(request: HttpRequest, source: Source) -> Iterator[Citation]:
    """The source, then what it draws on."""
    permalink = _permalinks(request)
    return of_sources([relays.of_source(source)], permalink=permalink, relation="Draws on")


def selection_page(request: HttpRequest, criteria: Criteria) -> Citation:
    """The page of a list alone, for good: dates that count from today are the days they mean."""
    criteria = lasting(criteria)
    query = addresses.query(criteria)
    story = story_scope.of(request).story
    title = story.title if story else "Timeline"
    filters = "; ".join(_filters(criteria))
    name = "list" if story is None or story.main else f"list-{story.slug}"
    return _page(
        request,
        f"{name}-{hashlib.sha256(query.encode()).hexdigest()[:10]}" if query else name,
        f"{title} ({filters})" if filters else title,
        addresses.of_selection(criteria),
        notes=_as_of(criteria.as_of),
        site=settings.RETOLD_NAME,
    )


def offered_for_event(request: HttpRequest, event: Event, criteria: Criteria) -> OfferedCitation:
    """What an event's page offers."""
    return _citation_box(
        "event",
        list(event_citations(request, event, criteria)),
        address=reverse("event-cite", args=[event.slug, "FORMAT"]),
        query=addresses.query(criteria.unfiltered),
    )


def offered_for_source(request: HttpRequest, source: Source) -> OfferedCitation:
    """What a source's page offers: itself in words, in the files also what it draws on."""
    cited = list(source_citations(request, source))
    return _citation_box(
        "source",
        cited[:1],
        address=reverse("source-cite", args=[source.slug, "FORMAT"]),
        files="With what it draws on" if cited[1:] else "As a file",
    )


def offered_for_list(request: HttpRequest, criteria: Criteria) -> OfferedCitation:
    """What a list offers: the list in words, in the files also the sources of all its events."""
    page = selection_page(request, criteria)
    return _citation_box(
        "list",
        [page],
        address=reverse("selection-cite", args=["FORMAT"]),
        query="".join(page.permalink.partition("?")[1:]),
    )


def offered_for_narrative(
    request: HttpRequest, story: Story, criteria: Criteria
) -> OfferedCitation:
    """What the page of a story that is read offers: itself in words, in the files also the sources
    of all its events.
    """
    page = _page(
        request,
        f"story-{story.slug}",
        story.title,
        reverse("story-page") + addresses.query(criteria),
        notes=_as_of(criteria.as_of),
        site=settings.RETOLD_NAME,
    )
    return _citation_box(
        "story",
        [page],
        address=reverse("selection-cite", args=["FORMAT"]),
        query=addresses.query(criteria),
    )


def _citation_box(
    noun: str,
    cited: list[Citation],
    *,
    address: str,
    query: str = "",
    files: str = "With every source",
) -> OfferedCitation:
    words = in_words(cited)
    return OfferedCitation(
        noun=noun,
        words=words,
        # Some hundred characters fit on a line; the box grows no higher than twelve.
        lines=min(12, sum(1 + len(line) // 100 for line in words.split("\n"))),
        permalink=cited[0].permalink,
        files=files,
        links=[(f.name, address.replace("FORMAT", f.suffix) + query) for f in FORMATS],
    )


def _with_sources(request: HttpRequest, page: Citation, told: relays.Relays) -> Iterator[Citation]:
    yield telling(page, told)
    yield from of_sources(told, telling=told.telling, permalink=_permalinks(request))


def _page(
    request: HttpRequest, key: str, title: str, path: str, *, notes: list[str], site: str = ""
) -> Citation:
    scope = story_scope.of(request)
    story = None if site else scope.story
    return of_page(
        key,
        title,
        site=site or " · ".join(filter(None, [story.title if story else "", settings.RETOLD_NAME])),
        permalink=request.build_absolute_uri(scope.to_share(path)),
        accessed=clock.today(),
        notes=notes,
    )


def _permalinks(request: HttpRequest) -> Callable[[Source], str]:
    scope = story_scope.of(request)
    before, after = addresses.around_slug(request, "source-detail", scope.to_share)
    return lambda source: f"{before}{source.slug}{after}"


def _when(event: Event) -> str:
    if not event.interval.is_dated:
        return "The event is undated."
    told = f"Date of the event: {say(event.interval)} (EDTF {event.edtf})"
    if not event.disputed:
        return f"{told}."
    return f"{told}; sources lie {distance(m.interval for m in event.mentions.all())} apart."


def _as_of(day: date | None) -> list[str]:
    return [f"As it stood on {day_in_words(day)}."] if day else []


def _filters(criteria: Criteria) -> list[str]:
    """What narrows the list, in words."""
    actors = names_of(Actor, criteria.actors)
    outlets = names_of(Outlet, criteria.outlets) | {UNSTATED: "publisher not stated"}
    kinds = names_of(Kind, criteria.kinds)
    tags = names_of(Tag, criteria.tags)
    places = names_of(Place, criteria.places)
    join = " and " if criteria.every_actor else " or "
    said = [
        join.join(actors[slug] for slug in criteria.actors if slug in actors),
        " or ".join(outlets[slug] for slug in criteria.outlets if slug in outlets),
        " or ".join(tags[slug] for slug in criteria.tags if slug in tags),
        " or ".join(kinds[slug].lower() for slug in criteria.kinds if slug in kinds),
        " or ".join(f"in {places[slug]}" for slug in criteria.places if slug in places),
        f"coordinates within {criteria.box}" if criteria.box else "",
        f"from {say(criteria.since.interval)}" if criteria.since else "",
        f"to {say(criteria.until.interval)}" if criteria.until else "",
        "surely in that range" if criteria.surely and criteria.has_dates else "",
        f"“{criteria.text}”" if criteria.text else "",
        f"importance {criteria.importance} or more" if criteria.importance > 1 else "",
        *(label for flag, label in FLAGS.items() if getattr(criteria, flag)),
    ]
    return [words for words in said if words]
