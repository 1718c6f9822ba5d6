"""When a page was published: what its fields state, held against what it prints.

The fields count first. Where one states an instant in UTC, the day at the place of publication is
the one that the page prints, or its address has, if that is where some people live at the instant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from timeline.domain.article import address_dates, metadata_dates
from timeline.domain.article.imprint import Imprint
from timeline.domain.article.metadata_dates import MetadataDate
from timeline.domain.dates.date_words import FLAGS
from timeline.domain.time.calendar_units import day_of
from timeline.domain.time.formatting import MONTHS
from timeline.domain.time.intervals import UNDATED, Interval

Fields = Sequence[tuple[str, str]]
"""Values and the sentences that say where they stand, the first that counts first."""

_LONGEST_PRINTED = 100
_LATER = re.compile(r"updat|modif|revis|edited|accessed|retrieved|download", FLAGS)


def decide(
    found: Imprint,
    *,
    published: Fields,
    updated: Fields,
    printed: Imprint,
    below: Sequence[str],
    language: str,
) -> None:
    """Set the publication of ``found`` and say what is doubtful of it.

    ``published``, ``updated``: what the page's fields state as such. ``printed``: what the page
    prints below its headline; ``below``: the lines there. ``found`` has the page's address.
    """
    problem = ""
    for value, reason in published:
        date = metadata_dates.read(value, language=language)
        if date is None or not date.date.interval.is_dated:
            problem = problem or (date.date.problem if date else "")
            continue
        found.published, found.published_reason = date.date.interval, reason
        _to_local_day(found, date, printed, below)
        break
    else:
        found.published, found.published_reason = printed.published, printed.published_reason
        found.notes += [note for note in printed.notes if "date" in note and "author" not in note]
    if not found.published.is_dated:
        _date_of_update(found, updated, language)
    if not found.published.is_dated and problem:
        found.notes.append(f"A date that it states was not read. {problem}")
    _doubt(found, printed)


def _to_local_day(
    found: Imprint, date: MetadataDate, printed: Imprint, below: Sequence[str]
) -> None:
    """Take the day at the place of publication for that in UTC, where it is told, and say so."""
    if date.instant is None:
        return
    for day, where in _local_days(found, date.instant, printed, below):
        if not date.may_be(day):
            continue
        if day != found.published:
            said = f"Its metadata gives an instant in UTC, {date.instant:%Y-%m-%d %H:%M}"
            found.published_reason += f" {said}; the local day {where}."
            found.notes.append(f"{said}; its local day, {day.edtf}, {where} and counts.")
            found.published = day
        return


def _local_days(
    found: Imprint, instant: datetime, printed: Imprint, below: Sequence[str]
) -> Iterator[tuple[Interval, str]]:
    """The days that may be the local one, and where each is told, the surest first."""
    if not any("update" in note for note in printed.notes):
        yield printed.published, "is printed below the headline"
    day, line = _day_without_year(instant, below)
    yield day, f"is printed, in the line “{line}”"
    day, written = address_dates.of_address(found.url)
    yield day, f"stands in its address, “{written}”"


def _day_without_year(instant: datetime, lines: Sequence[str]) -> tuple[Interval, str]:
    """The day that a short line prints without its year, of those that it is somewhere then."""
    for line in lines:
        if len(line) > _LONGEST_PRINTED or _LATER.search(line):
            continue
        for days in (0, -1, 1):
            day = (instant.astimezone(UTC) + timedelta(days=days)).date()
            month = MONTHS[day.month - 1]
            name = rf"(?:{month}|{month[:3]}|{month[:4]})\b\.?"
            number = rf"(?<!\d){day.day}(?:st|nd|rd|th)?(?!\d)"
            if re.search(rf"{number} {name}|{name} {number}", line, FLAGS):
                return day_of(day), line
    return UNDATED, ""


def _date_of_update(found: Imprint, updated: Fields, language: str) -> None:
    for value, reason in updated:
        date = metadata_dates.read(value, language=language)
        if date is not None and date.date.interval.is_dated:
            found.published, found.published_reason = date.date.interval, reason
            found.notes.append(
                "It states only the date of an update, which is taken for its publication."
            )
            return


def _doubt(found: Imprint, printed: Imprint) -> None:
    other = printed.published
    if found.published.is_day and other.is_day and other != found.published:
        if not any("update" in note for note in printed.notes):
            found.notes.append(f"It prints {other.edtf} below its headline; its metadata differs.")
