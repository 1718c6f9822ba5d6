"""Events that sources tell in ways that contradict each other, by what it is about."""

from __future__ import annotations

from dataclasses import replace

from timeline.domain.criteria import Criteria
from timeline.queries.contradictions import contradicted
from timeline.queries.events import matching
from timeline.queries.standing import Standing

DATE = "date"
ABOUT = (DATE, "place", "actor", "figure")
"""What sources may disagree about."""


def disputed(criteria: Criteria, *, about: str = "") -> Standing:
    """The events that match and are disputed: about one of ``ABOUT``, or, if empty, anything."""
    if not about:
        return matching(replace(criteria, disputed=True))
    events = matching(criteria)
    if about == DATE:
        return events.filter(contested=True)
    return events.filter(pk__in=contradicted(criteria, aspect=about))


def counts(criteria: Criteria) -> dict[str, int]:
    """How many of the events are disputed about each of ``ABOUT``, and, under "", at all."""
    return {about: disputed(criteria, about=about).order_by().count() for about in ("", *ABOUT)}
