"""What an article prints about itself: its headline, authors, date, publisher and address.

Only its first and last lines are looked at, so the work does not grow with the text. Nothing is
guessed: what is taken stands there, and what is doubtful is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from timeline.domain.article import bylines, headlines, printed_dates, publishers, text_forms
from timeline.domain.article.boilerplate import is_navigation, is_photo_credit, is_reading_time
from timeline.domain.article.metadata_dates import puts_day_first
from timeline.domain.article.printed_dates import PrintedDate
from timeline.domain.dates import translation
from timeline.domain.dates.date_words import FLAGS
from timeline.domain.text import datelines
from timeline.domain.text.passages import excerpt
from timeline.domain.time.intervals import UNDATED, Interval

HEAD, TAIL = 14, 8
"""How many lines, empty ones aside, are looked at below the headline and at the end."""

_LONGEST_LINE, _LONGEST_LABEL = 400, 40
_SEPARATOR = re.compile(
    r"\s?[|•‣∙●▪·\t]\s?|\s[–—-]\s|\s/\s|\s?[\u2190-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff]+\s?"
    r"|(?=\b(?:last )?(?:updated?|retrieved|accessed|downloaded)\b)",
    FLAGS,
)
_MAY_PART = re.compile(r"[|•‣∙●▪·\t/–—\u2190-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff-]")
"""The characters of which every separator but the words has one."""

_LATER = ("updat", "retriev", "access", "download")
_URL_LINE = re.compile(
    r"(?:(?:url|link|source|address|permalink)\s?:\s?)?(?P<url>https?://\S+)", FLAGS
)
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#@\\:\"'<>]{1,253})(?P<port>:\d{1,5})?"
    r"(?P<path>[/?][^\s#\"'<>\\`{}|^]*)?(?:#\S*)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_a-z][\w.'’-]{1,20}(?:,? [^\W\d_a-z][\w.'’-]{1,20}){0,2}")


@dataclass
class Imprint:
    """What an article prints about itself; empty and undated where it prints nothing.

    ``authors``: by commas. ``site``: the publisher. ``site_reason`` and ``published_reason``: the
    sentence that says where it is printed. ``place``: that of the dateline. ``notes``: sentences on
    what is doubtful.
    """

    title: str = ""
    authors: str = ""
    site: str = ""
    site_reason: str = ""
    published: Interval = UNDATED
    published_reason: str = ""
    url: str = ""
    place: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _ImprintLine:
    """A line of an imprint: its dates, the authors that it names, and a person who may be one."""

    dates: tuple[PrintedDate, ...]
    authors: str
    person: str


_PlacedLines = list[tuple[_ImprintLine | None, str, str]]
"""Lines, each as one of an imprint, ``None`` if it is none, its words, and where it stands."""


def read(lines: Sequence[str], *, language: str = "") -> Imprint:
    """The imprint of a text; ``lines``: all its lines that are not empty.

    ``language``: the tag of the text's, empty where it is not known.
    """
    found = headlines.find(lines, is_imprint=partial(_is_imprint, language=language))
    above = lines[: found.lines]
    imprint = read_below(lines[found.lines :], title=found.title, above=above, language=language)
    if found.note:
        imprint.notes.insert(0, found.note)
    return imprint


def read_below(
    lines: Sequence[str], *, title: str, above: Sequence[str] = (), language: str = ""
) -> Imprint:
    """The imprint in the lines below a headline, ``title``, and in those ``above`` it.

    ``language``: the tag of the text's, empty where it is not known.
    """
    imprint = Imprint(title=title)
    edge = HEAD + TAIL
    if len(lines) > 2 * edge:
        lines = [*_with_labels(lines[:edge]), *lines[edge:-edge], *_with_labels(lines[-edge:])]
    else:
        lines = _with_labels(lines)
    head, looked_at = _head(lines, title=title, language=language)
    tail = [line.strip() for line in lines[max(len(lines) - TAIL, looked_at) :]]
    where = "below the headline" if title else "in its first lines"
    places = [(line, where) for line in head]
    places += [(line.strip(), "above the headline") for line in above if line.strip() != title]
    places += [(line, "at its end") for line in tail]
    looked = [(_imprint_line(line, language=language), line, where) for line, where in places]
    _set_authors(imprint, looked, tail)
    _set_date(imprint, looked, several=text_forms.has_entries(lines))
    _set_site(imprint, places)
    _read_dateline(imprint, lines)
    for line, _ in places:
        if not imprint.url and (match := _URL_LINE.fullmatch(line[:2000])):
            imprint.url = address(match["url"])
    return imprint


def _with_labels(lines: Sequence[str]) -> list[str]:
    """Lines, a bare label ("By", "Published on") in one with what stands in the next."""
    joined: list[str] = []
    label = ""
    for line in lines:
        bare = line.strip()
        if (
            len(bare) <= _LONGEST_LABEL
            and not label
            and (bylines.is_bare_label(bare) or printed_dates.is_bare_label(bare))
        ):
            label = bare
            continue
        joined.append(f"{label} {bare}" if label else line)
        label = ""
    return [*joined, label] if label else joined


def address(url: str) -> str:
    """A web address with its scheme and host in lower case, less its fragment; empty if it is none.

    Only ``http`` and ``https``, with a host and without a user's name.
    """
    match = _ADDRESS.fullmatch(url.strip()[:2000])
    if match is None or not url.isprintable():
        return ""
    host = match["host"].lower()
    return f"{match['scheme'].lower()}://{host}{match['port'] or ''}{match['path'] or '/'}"


def copyright_holder(lines: Sequence[str]) -> tuple[str, str]:
    """The first holder that a copyright line names, and that line; both empty where none does."""
    for line in lines:
        if holder := publishers.of_copyright(line):
            return holder, line
    return "", ""


def _head(lines: Sequence[str], *, title: str, language: str) -> tuple[list[str], int]:
    """The lines up to the second paragraph, without boilerplate, and how many there are with it."""
    head: list[str] = []
    paragraphs = 0
    for at, line in enumerate(lines[:HEAD]):
        line = line.strip()
        if line == title or is_navigation(line, title=title) or is_photo_credit(line):
            continue
        if headlines.is_prose(line) and not _is_imprint(line, language=language):
            paragraphs += 1
            if paragraphs == 2:
                return head, at
        head.append(line)
    return head, min(len(lines), HEAD)


def _is_imprint(line: str, *, language: str) -> bool:
    line = line.strip()
    return bool(
        _imprint_line(line, language=language) is not None
        or publishers.of_copyright(line)
        or publishers.of_label(line)
        or _URL_LINE.fullmatch(line[:2000])
    )


# The head of a text is looked at for its headline, for its first paragraph and for what it says.
@lru_cache(maxsize=64)
def _imprint_line(line: str, *, language: str) -> _ImprintLine | None:
    """The line as one of an imprint; ``None`` where it says anything else."""
    if len(line) > _LONGEST_LINE:
        return None
    day_first = puts_day_first(language)
    line = translation.in_imprint(line, language=language)
    dates: list[PrintedDate] = []
    authors: list[str] = []
    people: list[str] = []
    places = 0
    for segment in _with_labels(_segments(bylines.unglued(line)))[:12]:
        segment = segment.strip(" ,;:()[]")
        dated = printed_dates.find(segment, day_first=day_first)
        if dated is not None:
            dates.append(dated.date)
        for words in (dated.before, dated.after) if dated is not None else (segment,):
            if not words or is_reading_time(words) or printed_dates.is_time_alone(words):
                continue
            if by := bylines.of_line(words):
                authors.append(by)
            elif bylines.is_person(words):
                people.append(words)
            elif _PLACE.fullmatch(words[:80]) and (dated is None or dated.parted):
                places += 1
            else:
                return None
    if not dates and not authors:
        return None
    if places > 2 or (places and not dates and places > len(authors)):
        return None
    person = people[0] if people and dates and not authors else ""
    return _ImprintLine(tuple(dates), ", ".join(authors), person)


def _segments(line: str) -> list[str]:
    # Most lines are prose, and looking for every separator takes longer than all else.
    lower = line.lower()
    if _MAY_PART.search(line) is None and not any(word in lower for word in _LATER):
        return [line]
    return _SEPARATOR.split(line)


def _quoted(line: str, where: str) -> str:
    return f"Printed {where}, in the line “{excerpt(line, longest=100)}”."


def _set_authors(imprint: Imprint, looked: _PlacedLines, tail: list[str]) -> None:
    imprint.authors = next((line.authors for line, _, _ in looked if line and line.authors), "")
    if imprint.authors:
        return
    person = next((line.person for line, _, _ in looked if line and line.person), "")
    if person := person or _beside_the_date(looked):
        imprint.authors = person
        imprint.notes.append(
            f"“{person}” is taken for the author: the name stands beside the date, "
            "and nothing says whose it is."
        )
        return
    imprint.authors = next(filter(None, map(bylines.of_credit, tail)), "")


def _beside_the_date(looked: _PlacedLines) -> str:
    """The person in a line of their own just above or below a line with a date."""
    for at, (line, _, _) in enumerate(looked):
        if line and line.dates:
            for _, text, _ in (*looked[max(at - 1, 0) : at], *looked[at + 1 : at + 2]):
                if person := bylines.of_bare_line(text):
                    return person
    return ""


def _set_date(imprint: Imprint, looked: _PlacedLines, *, several: bool) -> None:
    dates = [(date, text, where) for line, text, where in looked if line for date in line.dates]
    for role in ("published", "", "updated"):
        for date, line, where in dates:
            if date.role != role or not date.interval.is_dated:
                continue
            if role == "" and several:
                imprint.notes.append(
                    "Several of its lines are dates, and none is said to be its publication."
                )
                break
            imprint.published = date.interval
            imprint.published_reason = _quoted(line, where)
            if role == "updated":
                imprint.notes.append(
                    "It prints only the date of an update, which is taken for its publication."
                )
            return
    for date, _, _ in dates:
        if date.problem:
            imprint.notes.append(f"A date that it prints was not read. {date.problem}")
            return


def _read_dateline(imprint: Imprint, lines: Sequence[str]) -> None:
    """What the dateline states: its place, and agency and day where nothing else does."""
    for line in lines[:HEAD]:
        line = line.strip()
        dateline = datelines.of_paragraph(line)
        if dateline is None:
            continue
        reason = f"Printed in the dateline “{line[: dateline.length].strip()}”."
        imprint.place = dateline.place
        if dateline.agency and not imprint.site:
            imprint.site, imprint.site_reason = dateline.agency, reason
        day = printed_dates.of_metadata(dateline.date) if dateline.date else None
        if day is not None and day.interval.is_day and not imprint.published.is_dated:
            imprint.published, imprint.published_reason = day.interval, reason
        return


def _set_site(imprint: Imprint, places: list[tuple[str, str]]) -> None:
    for find in (publishers.of_copyright, publishers.of_label):
        for line, where in places:
            if site := find(line):
                imprint.site, imprint.site_reason = site, _quoted(line, where)
                return
