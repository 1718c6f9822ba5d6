"""Texts as press databases print them (Nexis, Factiva, ProQuest): their fields, by their layouts.

The fields stand in lines of their own around the article. The day on which the database loaded a
text is one of them, and never its publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.article import bylines, printed_dates
from timeline.domain.article.imprint import Imprint
from timeline.domain.dates.date_words import FLAGS
from timeline.domain.text.passages import excerpt

LOOKED_AT = 60
"""The first and the last lines that are looked at."""

NOTE = "It is the text of a press database; lines of the database's own stand around the article."

_END = re.compile(r"Load-Date ?:.*|End of Document|Document [A-Z]{2,8}\d[\w]{12,40}", FLAGS)
_PROQUEST = re.compile(r"ProQuest document ID ?:.*|Document URL ?: https?://\S*proquest\S*", FLAGS)
_MARK = re.compile(
    r"^(?:Load-Date ?:|LOAD-DATE ?:|End of Document$|Document [A-Z]|HD(?:\s|$)|ProQuest)",
    re.MULTILINE,
)
"""How a line begins that one of these texts has; nearly all others are done with here."""

_LABELLED = re.compile(
    r"(?P<label>[A-Z][A-Za-z-]{2,14}(?: [A-Za-z-]{2,14}){0,2}) ?: ?(?P<value>.*)"
)
_CODED = re.compile(r"(?P<code>HD|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|AN|NS|RE|IPD|CO|SE|CR)"
                    r"(?:\s{1,12}(?P<value>\S.*))?")  # fmt: skip
_PASSED_OVER = re.compile(
    r"\d{1,5} of \d{1,5} documents?|page \d{1,4} of \d{1,4}|.{0,40}\bedition|copyright\b.*|©.*"
    r"|body|correction appended|\d{1,2}:\d\d.{0,20}",
    FLAGS,
)
_WORDS = re.compile(r"[\d,]{1,8} words", FLAGS)
_LONGEST_NAME = 80


def read(lines: Sequence[str]) -> Imprint | None:
    """What a press database's text states in its fields; ``None`` where a text is none.

    ``lines``: all that are not empty. What no field states stays empty.
    """
    edge = [line.strip()[:400] for line in (*lines[:LOOKED_AT], *lines[LOOKED_AT:][-LOOKED_AT:])]
    if not _MARK.search("\n".join(edge)):
        return None
    codes = _coded(edge)
    if {"HD", "PD", "SN"} <= codes.keys():
        return _made(codes["HD"], codes.get("BY", ""), codes["SN"], codes["PD"])
    labels = _labels(edge)
    if any(_PROQUEST.fullmatch(line) for line in edge) and "publication date" in labels:
        site = labels.get("publication title", "")
        return _made(
            labels.get("title", edge[0]),
            labels.get("author", ""),
            site.partition(";")[0],
            labels["publication date"],
        )
    if not any(_END.fullmatch(line) for line in edge):
        return None
    found = _laid_out([line for line in edge if not _PASSED_OVER.fullmatch(line)], labels)
    return found if found is not None and _is_paper(found.site, labels) else None


def _laid_out(lines: Sequence[str], labels: dict[str, str]) -> Imprint | None:
    """Nexis's layouts, and Factiva's without codes: headline, paper, day in neighbouring lines."""
    days = [at for at, line in enumerate(lines[:8]) if _is_day(line)]
    if not days:
        return None
    at, byline = days[0], labels.get("byline", "")
    words = next((i for i, line in enumerate(lines[:at]) if _WORDS.fullmatch(line)), None)
    if words is not None:
        # Factiva: headline, byline, number of words, day, paper.
        byline = next((line for line in lines[1:words] if bylines.of_line(line)), "")
        title, site = lines[0], lines[at + 1] if at + 1 < len(lines) else ""
    elif at > 1:
        title, site = lines[at - 2], lines[at - 1]
    elif at == 1 and {"SECTION", "LENGTH", "BYLINE"} & _shouted(lines):
        # Nexis as it was: paper, day, headline.
        following = [line for line in lines[2:8] if not _LABELLED.fullmatch(line)]
        title, site = labels.get("headline", following[0] if following else ""), lines[0]
    else:
        return None
    return _made(title, byline, site, lines[at])


def _made(title: str, byline: str, site: str, day: str) -> Imprint:
    found = Imprint(title=excerpt(title, longest=300), notes=[NOTE])
    found.authors = bylines.of_line(byline) or ", ".join(bylines.of_field(byline)[:12])
    if site and len(site) <= _LONGEST_NAME:
        found.site = site
        found.site_reason = f"Stated by the press database, in the line “{site}”."
    dated = printed_dates.find(day)
    if dated is not None and dated.date.interval.is_dated:
        found.published = dated.date.interval
        line = excerpt(day, longest=100)
        found.published_reason = f"Stated by the press database, in the line “{line}”."
    return found


def _is_paper(site: str, labels: dict[str, str]) -> bool:
    """Whether what stands where a layout has the paper may be one: no byline and no sentence."""
    if not site or len(site.split()) > 8 or site.endswith("."):
        return False
    if bylines.of_line(site) or _LABELLED.fullmatch(site):
        return False
    # Without the fields of a layout the line may as well be the author's.
    return bool({"section", "length"} & labels.keys()) or not bylines.is_person(site)


def _shouted(lines: Sequence[str]) -> set[str]:
    return {line.partition(":")[0].strip() for line in lines if ":" in line}


def _is_day(line: str) -> bool:
    dated = printed_dates.find(line) if len(line) <= 60 else None
    return (
        dated is not None
        and dated.date.interval.is_dated
        and dated.date.role == ""
        and not dated.before
    )


def _labels(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if match := _LABELLED.fullmatch(line):
            found.setdefault(match["label"].lower(), match["value"].strip())
    return found


def _coded(lines: Sequence[str]) -> dict[str, str]:
    """The values of lines that begin with a code, or follow one that stands alone."""
    found: dict[str, str] = {}
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        if match := _CODED.fullmatch(line):
            found.setdefault(match["code"], match["value"] or following)
    return found
