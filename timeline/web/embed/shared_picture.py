"""What a shared link shows: the two clocks of a selection, an event or a source, as a picture."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q
from django.http import HttpRequest

from timeline.domain.criteria import Criteria
from timeline.domain.time.formatting import counted, say
from timeline.models import Event, Mention, Source
from timeline.queries.as_of import fetched, in_story, tellings, told_through
from timeline.queries.chart.event_clocks import Clocks, ClockTelling, Happening
from timeline.queries.index import select
from timeline.web.embed import clocks_png
from timeline.web.embed.clocks_png import Picture
from timeline.web.leaving import page_citations
from timeline.web.timeline.as_of import in_words
from timeline.web.timeline.clock_size import PICTURE
from timeline.web.timeline.density_chart import chart_of
from timeline.web.timeline.filter_form import FilterRequest
from timeline.web.timeline.two_clocks import MOST_CURVES, Chart, chart

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class _PictureWords:
    title: str
    under: str


def of_selection(request: HttpRequest, asked: FilterRequest) -> Picture:
    """The timeline's own chart, under the story's title and the filter in words."""
    story, criteria = asked.story, asked.criteria
    title = story.title if story else "Timeline"
    told = page_citations.selection_page(request, criteria).title
    filters = told.removeprefix(title).strip().removeprefix("(").removesuffix(")")
    if criteria.as_of:
        filters = "; ".join(filter(None, [filters, f"as of {in_words(criteria.as_of)}"]))
    under = f"Filtered: {filters}" if filters else story.standfirst if story else ""
    drawn = chart_of(select(criteria, opening=asked.opening), opening=asked.opening, sizes=PICTURE)
    return _picture(_PictureWords(title, under), drawn)


def of_event(event: Event, criteria: Criteria) -> Picture:
    """One event, ``fetched``, and who tells it."""
    mentions = list(event.mentions.all())
    outlets = {telling.outlet for telling in map(_telling, mentions) if telling.outlet}
    words = counted(len({m.source_id for m in mentions}), "source")
    if outlets:
        words += f", {counted(len(outlets), 'named outlet')}"
    when = say(event.interval)
    return _picture(
        _PictureWords(event.title, f"{when[:1].upper()}{when[1:]}. Told by {words}."),
        chart(
            Clocks([_happening(event)], [_telling(mention) for mention in mentions]),
            opening=None,
            sizes=PICTURE,
        ),
    )


def of_source(source: Source, criteria: Criteria) -> Picture:
    """What one source tells, itself or through others, by the criteria's ``as_of``."""
    of_source = Q(source=source) | told_through(source, criteria)
    told = tellings(criteria).filter(in_story(criteria), of_source).order_by("pk")
    number = told.aggregate(n=Count("event", distinct=True))["n"]
    drawn = list(told.select_related("source__outlet", "via__outlet", "event")[:MOST_CURVES])
    shown = fetched(
        Event.objects.filter(pk__in={mention.event_id for mention in drawn}),
        criteria.unfiltered,
    )
    when = f", {say(source.interval)}" if source.edtf else ""
    under = f"{source.outlet_name}{when}. {counted(number, 'event')} told in it or through it."
    return _picture(
        _PictureWords(source.title, under),
        chart(
            Clocks([_happening(event) for event in shown], [_telling(one) for one in drawn]),
            opening=None,
            sizes=PICTURE,
        ),
    )


def drawn(picture: Picture) -> bytes:
    """The picture as PNG; the same picture is drawn once."""
    svg = clocks_png.svg(picture)
    key = f"picture-{hashlib.sha256(svg.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = clocks_png.draw(svg)
        cache.set(key, kept, _DAY)
    return kept


def _picture(words: _PictureWords, made: Chart) -> Picture:
    return Picture(
        title=words.title,
        under=words.under,
        drawing=made.drawings[0] if made.drawings else None,
        key=tuple((name, look) for name, look, _ in made.key),
        unnamed=made.unnamed,
        is_dense=made.is_dense,
        words="" if made.drawings else made.words.partition(", so")[0] + ".",
    )


def _happening(event: Event) -> Happening:
    return Happening(event.slug, event.title, (event.earliest, event.latest))


def _telling(mention: Mention) -> ClockTelling:
    source = mention.source
    outlet = source.outlet or (mention.via.outlet if mention.via else None)
    return ClockTelling(
        event=mention.event.slug,
        source=source.slug,
        title=source.title,
        ends=(source.earliest, source.latest),
        outlet=outlet.name if outlet else None,
        colour=outlet.colour if outlet else None,
        source_colour=source.outlet.colour if source.outlet else None,
    )
