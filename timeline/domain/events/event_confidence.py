"""How sure it is that a proposal tells an event that happened, and when.

The numbers are shares of what was right among proposals made on texts with their events annotated
(``tests.bench.proposals`` prints the table): of those at 0.8 or more 19 of 20.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events.event_verbs import Trigger
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.time.intervals import Interval, Precision

OF_ENTRY = 0.6
"""Of an entry of a chronology in which no known word tells a happening."""

_DATED, _DOUBTFUL, _UNDATED = 0.75, 0.45, 0.35
_MOST, _LEAST = 0.95, 0.05


def of_trigger(
    trigger: Trigger,
    hit: Hit | None,
    *,
    own: bool,
    said: Sequence[FoundQuotation],
    published: Interval | None,
    whole: bool,
    known: bool,
) -> float:
    """The confidence in what a trigger tells, from 0 to 1.

    ``own``: whether the date stands in its clause, or heads its entry; ``whole``: whether its title
    has a subject; ``known``: whether it names anybody whom the register has.
    """
    if hit is None or not hit.interval.is_dated:
        quoted = 0.1 * max((s.confidence for s in said), default=0)
        less = 0.1 * trigger.noun + 0.1 * (trigger.speaks and not said)
        return _UNDATED + quoted + 0.04 * known - less
    if trigger.noun or trigger.negated or not trigger.told or _lies_ahead(hit, published):
        return _UNDATED
    if not whole or (trigger.recent and hit.interval.precision is not Precision.DAY):
        return _DOUBTFUL
    score = _DATED + 0.1 * own + 0.05 * trigger.listed
    score -= 0.1 * _may_be_other(hit) + 0.1 * bool(hit.cue)
    if trigger.speaks:
        score -= 0.15
    return max(_LEAST, min(_MOST, score))


def _may_be_other(hit: Hit) -> bool:
    """Whether a month or a day without a year may as well be another year's."""
    return bool(hit.alternatives) and hit.rule not in ("weekday", "today", "yesterday")


def _lies_ahead(hit: Hit, published: Interval | None) -> bool:
    """Whether a date lies after the day of publication: what is planned did not happen."""
    first = hit.interval.earliest
    last = published.latest if published is not None else None
    if first is None or last is None:
        return False
    beyond = hit.interval.latest is not None and hit.interval.latest.year > last.year
    return first > last or beyond
