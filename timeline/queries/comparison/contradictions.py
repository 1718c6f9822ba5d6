"""Details of one event that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.domain.comparing.disagreements import Contradiction, GivenDetail, T, contradictions
from timeline.models import Detail, Mention
from timeline.queries.event_rows import MentionRow

_ORDER = Detail.Aspect.values


def among(mentions: Iterable[Mention]) -> list[Contradiction[Mention]]:
    """What contradicts among an event's mentions, their ``details`` at hand; by place, actor,
    figure, then as told.
    """
    return _in_order(
        GivenDetail(detail.aspect, detail.subject, detail.value, mention.source_id, mention)
        for mention in mentions
        for detail in mention.details.all()
    )


def among_rows(mentions: Iterable[MentionRow]) -> list[Contradiction[MentionRow]]:
    """The same among mentions as rows."""
    return _in_order(
        GivenDetail(detail.aspect, detail.subject, detail.value, mention.source, mention)
        for mention in mentions
        for detail in mention.details
    )


def _in_order(given: Iterable[GivenDetail[T]]) -> list[Contradiction[T]]:
    return sorted(contradictions(given), key=lambda one: _ORDER.index(one.aspect))
