"""The one clock: which day it is where the site is, from Django's ``TIME_ZONE``."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from timeline.domain.time.intervals import Interval, from_bounds


def today() -> date:
    """The day it is now in the site's time zone."""
    return timezone.localdate()


def today_interval() -> Interval:
    """Today as an interval of one day, from which words such as "yesterday" count."""
    return from_bounds(today(), today())
