"""Lines that name who wrote: "By Anna Lind and Jon Berg", "Author: Anna Lind"."""

from __future__ import annotations

import re

from timeline.domain.dates.date_words import FLAGS, MONTH, WEEKDAY
from timeline.domain.lexicon.word_lists import entries, members

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
    r"|(?<=[a-z])(?=(?:Published|Updated|Posted|Last updated)\b)"
    r"|(?<=[a-z])(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    rf"|(?<=[a-z])(?=\d{{1,2}} (?i:{MONTH})\b|(?i:{MONTH})\.? \d{{1,2}}\b)"
)
"""Where neighbouring elements of a page were run together: "ByAnna LindThursday, 4 April"."""

_MAY_BE_GLUED = re.compile(r"[a-z][A-Z0-9]")
_CREDIT = re.compile(r"\(?(?:additional )?(?:reporting|writing) by (?P<names>[^;()]{3,120})", FLAGS)
_BETWEEN = re.compile(r"\s?[,;&|•·]\s?(?:and )?| and | [/–—-] | (?=\([^()]{2,60}\)$)", FLAGS)
_GENERATION = re.compile(r",\s{1,3}((?:[JS]r\b\.?|I{2,3}\b|IV\b))(?=$|[\s,;&|])")
_DEGREE = re.compile(r",?\s{1,3}(?:Ph\.?D|M\.?D|Esq|MBA|MPH)\b\.?(?=$|[\s,;&|])")
_DOTTED = ("Jr.", "Sr.", "jr.", "sr.")
_AFFILIATION = re.compile(
    r"\s{1,3}(?:[Ss]pecial (?:to|for)|for|from|of|at|with) (?:[Tt]he )?[^\W\d_a-z][^,;]{1,60}$"
)
_INVERTED = re.compile(r"([^\W\d_][^\s,]{0,40}), ([^\W\d_][^\s,]{0,40}(?: [^\s,]{1,40})?)")
_ADDRESS = re.compile(r"<?\b[\w.+-]{1,64}@[\w.-]{1,120}>?|https?://\S{1,500}|www\.\S{1,300}")
_PLACEHOLDERS = members("byline_words", "placeholder of an author")
_LOGIN = re.compile(
    r"[a-z0-9._-]{1,40}|[\w.-]{0,40}[\d_][\w.-]{0,40}|[A-Z]{2}[a-z]{3,30}", re.ASCII
)
"""One word as users of a machine are called: in small letters, or with digits."""

_PAPER = members("byline_words", "word of a paper’s name")
_PAPERS = frozenset(name.lower() for name in entries("papers")) | entries("news_agencies")
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
    if len(line) > LONGEST or not (line[:2] in ("By", "BY") or _MAY_BE_GLUED.search(line)):
        return line
    return _GLUED.sub(_spaced, line)


def _spaced(match: re.Match[str]) -> str:
    return f"{match[0]} " if match[0] else " "


def of_line(line: str) -> str:
    """The names in a line that says it names the authors, as printed; empty where none does."""
    line = line.strip()
    line = unglued(line)
    match = _LABEL.match(line) if len(line) <= LONGEST else None
    if match is None:
        return ""
    rest = line[match.end() :]
    again = _LABEL.match(rest)
    found = names(rest[again.end() :] if again else rest)
    return "" if is_placeholder(found) else found


def of_credit(line: str) -> str:
    """The names in an agency's last line, "Reporting by Anna Lind; editing by Jon Berg"."""
    match = _CREDIT.match(line.strip())
    return names(match["names"]) if match else ""


def of_field(value: str) -> list[str]:
    """The names in a page's field for its author: none where it has a placeholder or a login.

    What is no list of names ("Редакція", a desk) is one name as it stands.
    """
    value = _ADDRESS.sub(" ", unglued(value)).replace("( )", "").strip(" <>,;|")
    value = _LABEL.sub("", value, count=1)
    if is_placeholder(value) or not re.search(r"[^\W\d_]", value):
        return []
    listed = names(value)
    inverted = _INVERTED.fullmatch(listed)
    if inverted and not _is_paper(inverted[1]):
        return [f"{inverted[2]} {inverted[1]}"]
    found = listed.split(", ") if listed else [" ".join(value.split())]
    return [name for name in found if not is_placeholder(name)]


def is_placeholder(name: str) -> bool:
    """Whether it stands where an author would and names nobody: "No Author", "jsmith22"."""
    bare = " ".join(name.split()).strip(" .-:")
    return bare.lower() in _PLACEHOLDERS or _LOGIN.fullmatch(bare) is not None


def names(text: str) -> str:
    """The names in a list of names, by commas and with the first's spelling; empty if it is none.

    Offices beside them ("Staff Writer"), the paper that they write for and the place they wrote in
    are left out, unless there is nothing else.
    """
    text = text.strip(" ,:;|[]")
    text = text.strip("()") if text.startswith("(") or "(" not in text else text
    text = _GENERATION.sub(r" \1", _DEGREE.sub("", text))
    if not text.endswith(_DOTTED):
        text = text.rstrip(" .")
    if not text or len(text) > LONGEST:
        return ""
    parts = [_AFFILIATION.sub("", part.strip()) for part in _BETWEEN.split(text)]
    parts = [_PLACE.sub("", part.strip()) for part in parts if part.strip()]
    parts = [*parts[:1], *(part for part in parts[1:] if not _is_paper(part))]
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


def _is_paper(part: str) -> bool:
    """Whether what stands beside a name is a paper or an agency, for which that person writes."""
    bare = part.strip(" ()").lower().removeprefix("the ")
    return bare in _PAPERS or (bool(bare) and bare.split()[-1] in _PAPER)


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
