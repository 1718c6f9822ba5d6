"""The names of persons among a page's capitalised words, and what tells that they are names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names import roles
from timeline.domain.names.capitalised_words import (
    IS_BODY,
    IS_CALENDAR,
    IS_DEMONYM,
    IS_FAMILY,
    IS_FUNCTION,
    IS_GIVEN,
    IS_HONORIFIC,
    IS_INITIAL,
    IS_MODIFIER,
    IS_OCCASION,
    IS_ORDINARY,
    NO_PERSON,
    Word,
)
from timeline.domain.names.gazetteer import Match, Rank
from timeline.domain.names.roles import Role
from timeline.domain.names.surnames import PARTICLES
from timeline.domain.text.folded_text import FoldedText

MOST_WORDS = 6
"""The capitalised words of a person's name, at most."""

_WHERE = frozenset("in near at outside around across toward towards throughout via inside".split())
_NEXT = re.compile(r"[ ,]{1,2}([a-z]{2,12})(?![^\W_])")
_AGE = re.compile(r", \d{2},")
_WHO = re.compile(r",? (?:who|whose|whom)\b")
_ABBREVIATED = frozenset("jr st sr".split())


@dataclass(slots=True)
class NameSegment:
    """Words that may be one person's name: the first and last by number, and their offsets.

    ``role``: the office beside it. ``titled``: whether an honorific or an office stands before it.
    """

    first: int
    last: int
    start: int
    end: int
    role: Role | None = None
    titled: bool = False

    @property
    def words(self) -> int:
        """How many words with a capital it has."""
        return self.last - self.first + 1


def segments(
    page: FoldedText, words: Sequence[Word], matches: Sequence[Match]
) -> list[NameSegment]:
    """The candidates for persons' names in order, of words that no other list knows."""
    return [
        _with_role(page, words, segment)
        for first, last in _runs(page, words, matches)
        for segment in [NameSegment(first, last, words[first].start, words[last].end)]
    ]


def _runs(
    page: FoldedText, words: Sequence[Word], matches: Sequence[Match]
) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(words):
        if not _begins(page, words, matches, at):
            at += 1
            continue
        last = at
        while last + 1 < len(words) and _goes_on(page, words, matches, at, last + 1):
            last += 1
        if last - at < MOST_WORDS:
            yield at, last
        at = last + 1


def _begins(
    page: FoldedText,
    words: Sequence[Word],
    matches: Sequence[Match],
    at: int,
) -> bool:
    word = words[at]
    if word.taken:
        return False
    if word.known >= 0:
        # "Sofia" is a city, and "Sofia Ivanova" is not.
        person = matches[word.known].entry.kind == "person"
        return person or (bool(word.labels & IS_GIVEN) and _is_followed(words, at))
    if word.labels & IS_INITIAL:
        dotted = page.normal[word.end - 1] == "."
        return at + 1 < len(words) and words[at + 1].gap == (" " if dotted else ". ")
    if word.labels & NO_PERSON & ~_allowed(word):
        return False
    if word.labels & (IS_ORDINARY | IS_MODIFIER):
        return False
    if word.labels & IS_GIVEN:
        return not (word.labels & IS_FUNCTION and page.begins_sentence(word.start))
    if word.low in page.lowers and word.low not in PARTICLES:
        return False
    return not (word.low.endswith(("ing", "ly")) and page.begins_sentence(word.start))


def _allowed(word: Word) -> int:
    """The labels a word may have and still be a given name: "Will", "April", "Judge"."""
    return IS_FUNCTION | IS_CALENDAR if word.labels & IS_GIVEN else 0


def _is_followed(words: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(words) or words[at + 1].gap != " " or words[at + 1].known >= 0:
        return False
    return not words[at + 1].labels & (NO_PERSON | IS_ORDINARY)


def _goes_on(
    page: FoldedText,
    words: Sequence[Word],
    matches: Sequence[Match],
    first: int,
    at: int,
) -> bool:
    word, before = words[at], words[at - 1]
    if word.taken or not _is_tight(word.gap, before):
        return False
    named = bool(words[first].labels & (IS_GIVEN | IS_INITIAL))
    if word.known >= 0:
        entry = matches[word.known].entry
        if entry.kind == "person":
            return True
        single = entry.shape.count(" ") == 0
        # "Michael Jordan" is no state, nor "Denzel Washington" a city.
        return named and single and entry.rank >= Rank.WORLD and at - first <= 2
    if word.labels & (NO_PERSON | IS_ORDINARY):
        last = at + 1 >= len(words) or words[at + 1].gap != " "
        surname_only = IS_FUNCTION | IS_HONORIFIC | IS_DEMONYM | IS_BODY | IS_OCCASION
        return named and at - first <= 2 and last and not word.labels & surname_only
    if word.labels & IS_GIVEN or word.labels & IS_INITIAL:
        return True
    return named or word.low in PARTICLES or word.low not in page.lowers


def _is_tight(gap: str, before: Word) -> bool:
    """Whether what stands between two words leaves them one name."""
    if gap == " ":
        return True
    if gap == ". ":
        return bool(before.labels & IS_INITIAL) or before.low in _ABBREVIATED
    if gap[:1] != " " or len(gap) < 3:
        return False
    inner = gap.replace("-", " ").replace("'", " ").split()
    return bool(inner) and all(part in PARTICLES for part in inner)


def _with_role(page: FoldedText, words: Sequence[Word], segment: NameSegment) -> NameSegment:
    closed = page.normal[segment.end : segment.end + 1] in ("", ",", ".", ")", "\n")
    role = roles.before(page, segment.start, closed=closed)
    if role and role.unfinished:
        role = _finished(words, segment, role)
    segment.titled = role is not None or (
        segment.first > 0
        and words[segment.first].gap in (" ", ". ")
        and bool(words[segment.first - 1].labels & IS_HONORIFIC)
    )
    if role:
        # "Green Party co-leader": the party is a body, and "co-leader" the office.
        for word in reversed(words[max(0, segment.first - MOST_WORDS) : segment.first]):
            if (word.taken or word.known >= 0) and role.start < word.end < role.office:
                role = replace(role, start=word.end + 1)
                break
    segment.role = role or roles.after(page, segment.end)
    return segment


def _finished(words: Sequence[Word], segment: NameSegment, role: Role) -> Role | None:
    """An office with the place that it is of, which the segment loses: "mayor of Lviv"."""
    for at in range(segment.first + 1, segment.last + 1):
        if words[at].labels & IS_GIVEN and words[at].gap == " ":
            segment.first, segment.start = at, words[at].start
            return replace(role, end=words[at - 1].end, unfinished=False)
    return None


def is_person(
    page: FoldedText, words: Sequence[Word], segment: NameSegment, *, alone: set[str]
) -> bool:
    """Whether something tells that a run that no register knows is a person's name.

    ``alone``: the words that stand by themselves somewhere in the page, in lower case: a surname
    is repeated so, a city of two words is not.
    """
    first, last = words[segment.first], words[segment.last]
    if segment.titled or segment.role:
        return True
    if segment.words < 2 or page.is_heading(segment.start) or page.is_shouted(segment.start):
        return False
    if _is_credit(page, segment) or is_doubtful(words, segment):
        return False
    if first.labels & IS_GIVEN:
        return True
    inside = words[segment.first + 1 : segment.last + 1]
    if any(each.gap != " " for each in inside) or any(
        each.labels & IS_INITIAL for each in inside[:-1]
    ):
        return True
    if first.labels & IS_FAMILY and segment.words == 3:
        return True
    if first.labels & IS_INITIAL and page.normal[first.end - 1] == ".":
        return not last.labels & IS_INITIAL
    if _word_before(page, segment.start) in _WHERE:
        return False
    if last.low in alone and not last.labels & IS_ORDINARY:
        return True
    return is_speaking(page, segment.end) or bool(
        _AGE.match(page.normal, segment.end) or _WHO.match(page.normal, segment.end)
    )


def is_doubtful(words: Sequence[Word], segment: NameSegment) -> bool:
    """Whether a letter before a name may end a sentence instead: "So it says on X. Berg denies"."""
    return segment.words == 2 and len(words[segment.first].low) == 1 and not segment.titled


def is_speaking(page: FoldedText, end: int) -> bool:
    """Whether a verb of saying or doing, which only actors do, follows a name."""
    match = _NEXT.match(page.normal, end)
    return match is not None and match[1] in Lexicon.PERSONS_DO


_CREDIT = re.compile(
    r"\b(?:photo|photograph|photographs|picture|image|images|credit|by|copyright|"
    r"illustration|graphic|video)(?: by)?[: |/]{1,3}$",
    re.IGNORECASE,
)


def _is_credit(page: FoldedText, segment: NameSegment) -> bool:
    """Whether a picture's maker is named: "(Photo: X / Agency)"."""
    before = page.normal[max(0, segment.start - 24) : segment.start].rpartition("\n")[2]
    if _CREDIT.match(before.lstrip()):
        return True
    if ":" in before and (found := _CREDIT.search(before)) and ":" in found[0]:
        return True
    return page.normal[segment.end : segment.end + 3] == " / "


def _word_before(page: FoldedText, start: int) -> str:
    words = page.low[max(0, start - 16) : start].rsplit(None, 1)
    return words[-1] if words else ""
