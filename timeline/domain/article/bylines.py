"""Lines that name who wrote: "By Anna Lind and Jon Berg", "Author: Anna Lind"."""

from __future__ import annotations

import re

from timeline.domain.dates.date_words import FLAGS, MONTH, WEEKDAY
from timeline.domain.lexicon.word_lists import members

LONGEST = 160
"""The most characters that such a line has."""

_BY = (
    r"(?:by|(?:written|reported|words|text|story|posted) by|by-?line(?=\s?:)|authors?|reporters?"
    r"|writers?)"
)
_LABEL = re.compile(rf"{_BY}(?:\s?:\s?| (?=\S))", FLAGS)
_BARE_LABEL = re.compile(rf"{_BY}\s?:?", FLAGS)
_GLUED = re.compile(
    r"(?:^|(?<=[\s|]))(?:By|BY)(?=[A-Z][\w.'’-]{1,30} (?:[A-Z]|de |van |von ))(?!BY[A-Z])"
    r"|(?<=[a-z.])(?=(?:Published|Updated|Posted|Last updated)\b)"
    r"|(?<=[a-z])(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    rf"|(?<=[a-z])(?=\d{{1,2}} (?i:{MONTH})\b|(?i:{MONTH})\.? \d{{1,2}}\b)"
)
"""Where neighbouring elements of a page were run together: "ByAnna LindThursday, 4 April"."""
_CREDIT = re.compile(r"\(?(?:additional )?(?:reporting|writing) by (?P<names>[^;()]{3,120})", FLAGS)
_BETWEEN = re.compile(r"\s?[,;&]\s?(?:and )?| and ", FLAGS)
_PLACE = re.compile(r" in [^\W\d_a-z][^,;]{0,40}$")
_TOKEN = re.compile(r"(?:[dDlLoO]['’])?[^\W\d_][^\W\d_'’.-]{0,40}(?:[.'’-][^\W\d_]{0,40}){0,4}")
_PARTICLES = members("byline_words", "particle of a name")
_ROLE = re.compile(
    r"\b(?:writers?|reporters?|editors?|correspondents?|staff|contributors?|columnists?|desk"
    r"|bureau|chief|journalists?|fellow|analyst)\b",
    FLAGS,
)
_NO_PERSON = members("byline_words", "in no person’s name")
_CALENDAR = re.compile(rf"(?:{WEEKDAY}|{MONTH})\.?", FLAGS)


def is_bare_label(line: str) -> bool:
    """Whether a line is only the word before a name that stands in the next one: "By"."""
    return len(line) < 20 and _BARE_LABEL.fullmatch(line) is not None


def unglued(line: str) -> str:
    """A line with spaces where a byline was run together with what stands beside it."""
    return _GLUED.sub(_spaced, line) if len(line) <= LONGEST else line


def _spaced(match: re.Match[str]) -> str:
    return f"{match[0]} " if match[0] else " "


def of_line(line: str) -> str:
    """The names in a line that says it names the authors, as printed; empty where none does."""
    line = line.strip()
    match = _LABEL.match(line) if len(line) <= LONGEST else None
    return names(line[match.end() :]) if match else ""


def of_credit(line: str) -> str:
    """The names in an agency's last line, "Reporting by Anna Lind; editing by Jon Berg"."""
    match = _CREDIT.match(line.strip())
    return names(match["names"]) if match else ""


def names(text: str) -> str:
    """The names in a list of names, by commas and with the first's spelling; empty if it is none.

    Offices beside them ("Staff Writer") and the place they wrote in are left out, unless there is
    nothing else.
    """
    text = text.strip(" .,:;|()[]")
    if not text or len(text) > LONGEST:
        return ""
    parts = [_PLACE.sub("", part.strip()) for part in _BETWEEN.split(text) if part.strip()]
    if not parts or len(parts) > 12 or not all(_is_name(part) for part in parts):
        return ""
    people = [part for part in parts if not _ROLE.search(part)] or parts
    return ", ".join(dict.fromkeys(people))


def is_person(text: str) -> bool:
    """Whether words that nothing introduces look like one person's name: "Anna Lind"."""
    tokens = text.split()
    return (
        2 <= len(tokens) <= 4
        and _is_name(text)
        and not _ROLE.search(text)
        and not any(token.lower().strip(".") in _NO_PERSON for token in tokens)
        and not text.isupper()
    )


def of_bare_line(line: str) -> str:
    """The person in a line of a name alone, or a name and an office; empty if it is anything else.

    Such a line names the author only where it stands beside the date.
    """
    parts = [part.strip() for part in line.strip().split(",")]
    if not is_person(parts[0]) or len(line) > LONGEST:
        return ""
    return parts[0] if all(_ROLE.search(part) for part in parts[1:]) else ""


def _is_name(part: str) -> bool:
    tokens = part.split()
    if not 1 <= len(tokens) <= 6 or len(part) > 80:
        return False
    if all(_CALENDAR.fullmatch(token) for token in tokens):
        return False
    return (
        all(
            _TOKEN.fullmatch(token) is not None
            and (not token[0].islower() or token in _PARTICLES or token[:2].lower() in ("d'", "d’"))
            for token in tokens
        )
        and not tokens[-1][0].islower()
    )
