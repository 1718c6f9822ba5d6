"""Details that contradict each other: which events have such, and what an event's are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Trim

from timeline.domain.comparing.disagreements import Contradiction, GivenDetail, contradictions
from timeline.domain.criteria import Criteria
from timeline.models import Detail, Mention
from timeline.queries.as_of import tellings
from timeline.queries.search import Fold


def contradicted(criteria: Criteria, *, aspect: str = "") -> QuerySet[Detail, Any]:
    """The events of which different sources give different values of one detail.

    Only mentions that count by the criteria's ``as_of`` are looked at. ``aspect`` is one of
    ``Detail.Aspect``, or empty for any.
    """
    details = Detail.objects.order_by()
    if criteria.as_of is not None:
        details = details.filter(mention__in=tellings(criteria))
    if aspect:
        details = details.filter(aspect=aspect)
    # Two values and two sources are enough: then some two sources differ.
    return (
        details.values("mention__event", "aspect", about=Trim(Fold("subject")))
        .annotate(
            values_given=Count(Trim(Fold("value")), distinct=True),
            sources=Count("mention__source", distinct=True),
        )
        .filter(values_given__gte=2, sources__gte=2)
        .values("mention__event")
    )


def among(mentions: Iterable[Mention]) -> list[Contradiction[Mention]]:
    """What contradicts among an event's mentions, their ``details`` at hand; by place, actor,
    figure, then as told.
    """
    found = contradictions(
        GivenDetail(detail.aspect, detail.subject, detail.value, mention.source_id, mention)
        for mention in mentions
        for detail in mention.details.all()
    )
    order = Detail.Aspect.values
    return sorted(found, key=lambda one: order.index(one.aspect))
