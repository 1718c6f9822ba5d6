"""The names of organisations among a text's words: "Ministry of Health", "Fatra Bank"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.abbreviations import ExplainedAbbreviation
from timeline.domain.names.capitalised_words import (
    IS_BODY,
    IS_CALENDAR,
    IS_DEMONYM,
    IS_FUNCTION,
    IS_GIVEN,
    IS_HONORIFIC,
    IS_OFFICE,
    IS_ORDINARY,
    IS_PAPER,
    IS_SITE,
    Word,
)
from timeline.domain.names.gazetteer import Match
from timeline.domain.text.folded_text import FoldedText

MOST_WORDS = 12
"""The words of a body's name, at most."""

_OF = frozenset((" of ", " of the ", " for ", " for the "))
_AND = frozenset((" and ", " & "))
_HEADS = IS_BODY | IS_PAPER | IS_SITE
_NO_LEAD = IS_FUNCTION | IS_CALENDAR | IS_HONORIFIC
_LOOSE = frozenset("administration government cabinet forces staff police corps fleet army".split())
_UNSAID = frozenset("administration government cabinet".split())


@dataclass(frozen=True, slots=True)
class OrganisationSpan:
    """Words that are one organisation's name: the first and last by number, and their offsets.

    ``sort``: "own" where it names one body, "broad" where many have the name ("Security Council"),
    "hidden" where it names none, and only hides what stands inside it (a paper, a street).
    """

    first: int
    last: int
    start: int
    end: int
    sort: Literal["own", "broad", "hidden"]


def organisation_spans(
    page: FoldedText,
    words: Sequence[Word],
    matches: Sequence[Match],
    *,
    spelled: Sequence[ExplainedAbbreviation] = (),
) -> list[OrganisationSpan]:
    """The organisations' names of a text in order; none overlaps another.

    ``spelled``: those whose initials the text gives in brackets, whatever words they are made of.
    """
    found: list[OrganisationSpan] = []
    at = 0
    fitting = {each.first: each.last for each in spelled if each.first >= 0}
    for index, word in enumerate(words):
        if index < at:
            continue
        if index in fitting:
            last = fitting[index]
            found.append(OrganisationSpan(index, last, word.start, words[last].end, "own"))
            at = last + 1
        elif word.labels & _HEADS or word.low in Lexicon.ALL_OPENERS:
            body = _body(page, words, matches, index, lowest=at)
            if body:
                found.append(body)
                at = body.last + 1
    return found


def _body(
    page: FoldedText,
    words: Sequence[Word],
    matches: Sequence[Match],
    head: int,
    *,
    lowest: int,
) -> OrganisationSpan | None:
    heading = page.is_heading(words[head].start)
    first = _lead(page, words, head, lowest=lowest)
    last = head
    # A later word may be the head of all: "Security Service Bureau", "Workers' Party".
    while last + 1 < len(words) and last - first < MOST_WORDS:
        following = words[last + 1]
        if following.gap not in (" ", "' ") or not following.labels & _HEADS:
            break
        last += 1
    word, head = words[last], last
    last = _rest(words, matches, last, most=first + MOST_WORDS)
    if first == last or _is_loose(words, matches, first, last):
        return None
    if last == head and not word.labels & _HEADS:
        return None
    start, end = words[first].start, words[last].end
    if (
        not (word.labels & IS_BODY or word.low in Lexicon.OPENERS)
        or heading
        or page.is_shouted(start)
    ):
        return OrganisationSpan(first, last, start, end, "hidden")
    own = any(_tells_apart(each) for each in words[first : last + 1])
    return OrganisationSpan(first, last, start, end, "own" if own else "broad")


def _lead(page: FoldedText, words: Sequence[Word], head: int, *, lowest: int) -> int:
    """The number of the first word of the name whose last noun has the number ``head``."""
    first = head
    lowest = max(lowest, head - MOST_WORDS)
    while first > lowest:
        before = words[first - 1]
        if words[first].gap in _AND and first - 1 >= lowest:
            # "Food and Agriculture Organization": two things that it is for.
            both = words[first - 1].labels & words[first].labels
            if first == head or not both & IS_ORDINARY or page.begins_sentence(before.start):
                break
        elif words[first].gap in ("'s ", "' "):
            # "Workers' Party", "People's Council"; but "Russia's Council" is two names.
            if not before.labels & IS_ORDINARY or before.known >= 0:
                break
        elif words[first].gap != " ":
            break
        if before.known < 0 and before.labels & _NO_LEAD:
            # But "US" in "US Congress" is no "us".
            break
        if before.labels & IS_OFFICE and before.low not in Lexicon.BROAD:
            break
        first -= 1
    opening = words[first]
    ordinary = opening.labels & IS_ORDINARY and opening.known < 0
    if first < head and ordinary and opening.low not in Lexicon.BROAD:
        verbal = opening.low.endswith(("ing", "ed"))
        if (verbal or head - first > 1) and page.begins_sentence(opening.start):
            first += 1
    return first


def _rest(words: Sequence[Word], matches: Sequence[Match], last: int, *, most: int) -> int:
    """The number of the name's last word, with what the organisation is of or for."""
    opener = words[last].low in Lexicon.ALL_OPENERS
    while opener and last + 1 < min(len(words), most):
        following = words[last + 1]
        if following.gap not in _OF and not (
            following.gap == " "
            and words[last].low in Lexicon.SITE_OPENERS
            and following.known >= 0
        ):
            break
        if following.labels & (IS_CALENDAR | IS_HONORIFIC | IS_GIVEN):
            break
        known = following.known
        if known >= 0 and matches[known].entry.kind == "person":
            break
        if known >= 0 and following.gap.startswith(" for"):
            break
        last += 1
        last = _run(words, last, most=most)
        # "Ministry of Health of Ukraine": of something of somebody.
    return last


def _run(words: Sequence[Word], last: int, *, most: int) -> int:
    while last + 1 < min(len(words), most):
        here, following = words[last], words[last + 1]
        if here.known >= 0 and here.known != following.known:
            break
        stops = _NO_LEAD | IS_OFFICE | IS_GIVEN
        joined = following.gap == " " and not following.labels & stops
        listed = following.gap in _AND and here.labels & following.labels & IS_ORDINARY
        if not joined and not listed:
            break
        last += 1
    return last


def _is_loose(words: Sequence[Word], matches: Sequence[Match], first: int, last: int) -> bool:
    """Whether it is a description: "Biden Administration", "Russian Government"."""
    head = words[last]
    if head.low in _UNSAID:
        return True
    if head.low in _LOOSE:
        known = words[first].known
        return known >= 0 and matches[known].entry.kind == "person"
    return False


def _tells_apart(word: Word) -> bool:
    """Whether a word tells this body from another of its sort."""
    if word.labels & IS_DEMONYM:
        return True
    return word.low not in Lexicon.BROAD and (word.known >= 0 or not word.labels & IS_BODY)
