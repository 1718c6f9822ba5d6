"""Today, which "yesterday" and "last month" are relative to when somebody types them."""

from __future__ import annotations

from django.utils import timezone

from timeline.domain.time.intervals import Interval, from_bounds


def today() -> Interval:
    """The present day in the site's time zone (``RETOLD_TIME_ZONE``), as an interval of one day."""
    day = timezone.localdate()
    return from_bounds(day, day)
