"""Details of one event that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.domain.comparing.disagreements import Contradiction, GivenDetail, contradictions
from timeline.models import Detail, Mention


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
