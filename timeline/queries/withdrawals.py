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
from timeline.models import Event, Mention, Source
from timeline.models.state import State
from timeline.queries.published_since import for_story, of_story
from timeline.queries.publishing.scope import Scope, reading

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
        told = Mention.objects.filter(public_since__isnull=False).order_by()
        events = _moments(Event, since=None)
        sources = _moments(Source, since=None)
        counted = [
            _moments(Event, of_story(criteria, event="id"), since=since),
            _moments(Source, for_story(criteria, source="id", told=told), since=since),
            _tellings(criteria, since, events=events, sources=sources),
        ]
    numbers = [Counter(map(timezone.localdate, moments.values())) for moments in counted]
    every = sorted({day for some in numbers for day in some}, reverse=True)
    return [WithdrawnDay(day, *(some[day] for some in numbers)) for day in every]


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


def _moments(model: type[Any], which: Q = _ANY, *, since: datetime | None) -> _Moments:
    """When records were last withdrawn that were published before and are not published now.

    ``which``: what their lines of history meet.
    """
    past: Any = model.history.model
    lines = past.objects.order_by()
    before = lines.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id").values("state")[:1]
    found = lines.filter(which, state=State.WITHDRAWN).annotate(before=Subquery(before))
    found = found.filter(before=State.PUBLISHED)
    if since is not None:
        found = found.filter(history_date__gte=since)
    public = model._default_manager.filter(pk=OuterRef("id"), state=State.PUBLISHED)
    found = found.filter(~Exists(public.order_by()))
    last = found.values("id").annotate(last=Max("history_date"))
    return dict(last.values_list("id", "last"))
