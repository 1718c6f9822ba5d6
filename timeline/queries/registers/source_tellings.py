"""One source: what it tells, and what others tell through it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from timeline.domain.time.agreement import counts_as_of
from timeline.models import Mention, Source
from timeline.queries.as_of import attach_quotes, tellings
from timeline.queries.database.attached_rows import attach
from timeline.queries.database.prepared_rows import records
from timeline.queries.selection import Selection


def named(slug: str) -> Source | None:
    """The source of a slug, with its outlet; ``None`` where there is none."""
    return next(iter(records(_of_slugs, [slug])), None)


def told_by(source: Source, selection: Selection) -> list[Mention]:
    """What a source tells of some events, in document order, if it was out by their ``as_of``: each
    with its event, its quotes and what it is told through.
    """
    if not counts_as_of(source.interval, selection.criteria.as_of):
        return []
    told = attach([source], "mentions", _told, by="source")
    if selection.criteria.story:
        held = selection.holds(mention.event_id for mention in told)
        told = [mention for mention in told if mention.event_id in held]
    attach_quotes(told)
    return told


def told_through(source: Source, selection: Selection) -> list[Mention]:
    """What others tell of some events through a source, in the order of time, each with its event
    and its own source.
    """
    # The index names the events, for in what readers may see no key finds a mention by what it is
    # told through.
    events = selection.tellings.events_through([source.pk])[source.pk]
    if not events:
        return []
    found = tellings(selection.criteria).filter(event__in=events, via=source)
    in_time = Coalesce("event__earliest", "event__latest").asc(nulls_last=True)
    return list(found.select_related("event", "source__outlet").order_by(in_time, "pk"))


def _of_slugs(slugs: Sequence[str]) -> QuerySet[Source]:
    return Source.objects.filter(slug__in=slugs).order_by().select_related("outlet")


def _told(sources: Sequence[int]) -> QuerySet[Mention]:
    told = Mention.objects.filter(source__in=sources).select_related("event", "via__outlet")
    return told.in_document_order()
