"""How much was withdrawn, and on which days: all that readers learn of what they meet no more.

This alone reads, for readers, what is not public; it gives nothing but numbers by day. What counts
is a record that readers met, on the day on which it was withdrawn, until it is published again. A
telling counts by itself only where its event and its source were still public then: what is done at
the desk with what readers don't meet any more changes no number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone

from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention, Source, Story
from timeline.models.state import State
from timeline.queries.published_since import of_story
from timeline.queries.publishing.scope import Scope, reading
from timeline.queries.search import among

_ANY = Q()
_Moments = Mapping[int, datetime]
"""The moments at which records were withdrawn, by their keys."""


@dataclass(frozen=True, slots=True)
class WithdrawnDay:
    """How many events, sources and tellings were withdrawn on a day."""

    day: date
    events: int
    sources: int
    tellings: int


def withdrawn_since(criteria: Criteria, since: datetime | None) -> list[WithdrawnDay]:
    """The days on which something was withdrawn of the criteria's story, or of the archive; the
    newest first. ``since``: from which moment on, ``None`` for all days.
    """
    with reading(Scope.WHOLE):
        events, sources = _moments(Event), _moments(Source)
        counted = [
            _narrowed(Event, events, of_story(criteria, event="id"), since),
            _narrowed(Source, sources, _for_story(criteria), since),
            _tellings(criteria, since, events=events, sources=sources),
        ]
    numbers = [Counter(map(timezone.localdate, moments.values())) for moments in counted]
    every = sorted({day for some in numbers for day in some}, reverse=True)
    return [WithdrawnDay(day, *(some[day] for some in numbers)) for day in every]


def _for_story(criteria: Criteria) -> Q:
    """A filter of sources' lines of history: those for the criteria's story, as far as what they
    tell, or what is told through them, was public once; all, where the criteria name none.

    Of few lines alone: each is looked up.
    """
    if not criteria.story:
        return _ANY
    met = Mention.objects.filter(public_since__isnull=False).order_by()
    told = met.filter(Q(source_id=OuterRef("id")) | Q(via_id=OuterRef("id")))
    read = Story.sources.through.objects.filter(source_id=OuterRef("id"))
    tells = told.filter(of_story(criteria, event="event_id"))
    is_read = read.filter(story__slug=criteria.story)
    return Q(Exists(tells)) | Q(Exists(is_read)) | (~Q(Exists(told)) & ~Q(Exists(read)))


def _narrowed(
    model: type[Any], moments: _Moments, which: Q, since: datetime | None
) -> dict[int, datetime]:
    """Those of the moments that are no earlier than another, of the records whose lines of history
    meet a filter.
    """
    found = {pk: at for pk, at in moments.items() if since is None or at >= since}
    if not found or not which:
        return found
    lines = among(model.history.model.objects.order_by(), found, column="id").filter(which)
    return {pk: found[pk] for pk in lines.values_list("id", flat=True)}


def _tellings(
    criteria: Criteria, since: datetime | None, *, events: _Moments, sources: _Moments
) -> _Moments:
    """Tellings that readers met until they were withdrawn.

    ``events`` and ``sources``: all of those that were, since whenever.
    """
    met = of_story(criteria, event="event_id") & Q(public_since__isnull=False)
    found = _moments(Mention, met, since=since)
    past: Any = Mention.history.model
    lines = past.objects.filter(id__in=found, state=State.WITHDRAWN).order_by("history_id")
    of = {pk: told for pk, *told in lines.values_list("id", "event_id", "source_id")}
    return {
        pk: at
        for pk, at in found.items()
        if at <= min(events.get(of[pk][0], at), sources.get(of[pk][1], at))
    }


def _moments(
    model: type[Any], which: Q = _ANY, *, since: datetime | None = None
) -> dict[int, datetime]:
    """When records were last withdrawn that were published before and are not published now.

    ``which``: what their lines of history meet.
    """
    past: Any = model.history.model
    lines = past.objects.order_by()
    withdrawn = lines.filter(which, state=State.WITHDRAWN)
    if since is not None:
        withdrawn = withdrawn.filter(history_date__gte=since)
    # Few of very many: PostgreSQL would expect to look at what was before each of all.
    keys = list(withdrawn.values_list("pk", flat=True))
    if not keys:
        return {}
    before = lines.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id").values("state")[:1]
    found = among(lines, keys).annotate(before=Subquery(before))
    found = found.filter(before=State.PUBLISHED)
    public = model._default_manager.filter(pk=OuterRef("id"), state=State.PUBLISHED)
    found = found.filter(~Exists(public.order_by()))
    last = found.values("id").annotate(last=Max("history_date"))
    return dict(last.values_list("id", "last"))
