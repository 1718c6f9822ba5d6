"""Finding names: the register's, and those that could be new in it."""

from __future__ import annotations

from bisect import bisect_right

from timeline.domain.lexicon.words import Words
from timeline.domain.names.abbreviations import Explained, explained
from timeline.domain.names.capitalised_words import (
    IS_CALENDAR,
    IS_DEMONYM,
    IS_FUNCTION,
    IS_HONORIFIC,
    IS_MODIFIER,
    IS_OFFICE,
    IS_ORDINARY,
    Word,
    capitalised,
)
from timeline.domain.names.found_names import Marks
from timeline.domain.names.gazetteer import Gazetteer, Match, Owner, Rank
from timeline.domain.names.name import Name
from timeline.domain.names.name_text import Page
from timeline.domain.names.ordinary_words import is_ordinary
from timeline.domain.names.organisations import Body, bodies
from timeline.domain.names.person_linking import Persons
from timeline.domain.names.persons import Whom
from timeline.domain.names.spellings import plain

_BESIDE = (
    IS_CALENDAR | IS_DEMONYM | IS_FUNCTION | IS_HONORIFIC | IS_MODIFIER | IS_OFFICE | IS_ORDINARY
)
"""What may stand right before a name without being of it."""

_PREFIXES = frozenset(
    "anti pro non ex then post pre sino russo anglo franco afro euro indo".split()
)


def find(text: str, register: Gazetteer) -> list[Name]:
    """The names in a text, in order; none overlaps another.

    The register's come first, by every name and spelling of theirs; then persons, bodies and states
    that it does not have, where the text tells that they are such: a name is rather left out than
    proposed wrongly. A surname alone is the person's whose full name stands nearest before it, else
    of the register's only bearer. A spelling one letter from one of the register's is proposed as
    its alias. Takes time in proportion to the text's length, whatever the register's size.
    """
    page = Page.of(text)
    marks = Marks(page, words=capitalised(page), matches=register.matches(page))
    # Bodies first, for they hide the names inside theirs.
    _tell_bodies(marks, register)
    Persons(marks, register).tell()
    _tell_rest(marks, register)
    return sorted(marks.names, key=lambda name: name.start)


def _tell_bodies(marks: Marks, register: Gazetteer) -> None:
    page, words, matches = marks.page, marks.words, marks.matches
    spelled = explained(page, words)
    told = {each.end: each for each in spelled}
    shorts: dict[str, Whom] = {}
    broad: dict[str, Whom] = {}
    for body in bodies(page, words, matches, spelled=spelled):
        if _is_known(body, words, matches):
            continue
        marks.hide(body.first, body.last)
        short = told.get(body.end)
        whom = _body(marks, register, body, short=short, broad=broad)
        if whom:
            marks.tell(body.start, body.end, whom)
            if short:
                shorts.setdefault(short.letters, whom)
    for number, match in enumerate(matches):
        short = told.get(match.end)
        if short and not marks.gone[number] and match.owner.kind == "organisation":
            shorts.setdefault(short.letters, _nearly(match.owner))
    if not shorts:
        return
    # Letters that the text has explained in brackets: "the IAEA".
    for at, word in enumerate(words):
        whom = shorts.get(page.even[word.start : word.end])
        rank = matches[word.known].owner.rank if word.known >= 0 else Rank.HIDDEN
        if whom and not word.taken and rank >= Rank.WORLD:
            marks.hide(at, at)
            marks.tell(word.start, word.end, whom)


def _is_known(body: Body, words: list[Word], matches: list[Match]) -> bool:
    """Whether one of the register's names is as long, or reaches beyond."""
    number = words[body.first].known
    if number >= 0 and matches[number].end >= body.end:
        return True
    last = words[body.last].known
    return last >= 0 and matches[last].end > body.end + 1


def _body(
    marks: Marks,
    register: Gazetteer,
    body: Body,
    *,
    short: Explained | None,
    broad: dict[str, Whom],
) -> Whom | None:
    """Whom a body's name names. ``broad``: those told before, by what many are called."""
    name = plain(marks.page.low[body.start : body.end])
    if body.sort == "hidden":
        return None
    if body.sort == "broad":
        return _broad(marks, body, name, broad)
    known = marks.words[short.word].known if short else -1
    if known >= 0:
        owner = marks.matches[known].owner
        if owner.kind == "organisation" and owner.key:
            # The letters are known, and these are what they stand for.
            return _nearly(owner)
    near = register.spellings.near(name)
    if near and register.actor(near).kind == "organisation":
        return Whom(alias_of=near, kind="organisation")
    whom = Whom(full=marks.written(body.start, body.end), kind="organisation")
    first = marks.words[body.first]
    if body.last > body.first + 1 and (first.labels & IS_DEMONYM or first.known >= 0):
        # "The Defence Ministry" is the "Russian Defence Ministry" of before.
        broad[plain(marks.page.low[first.end : body.end])] = whom
    return whom


def _broad(marks: Marks, body: Body, name: str, broad: dict[str, Whom]) -> Whom | None:
    """Whom a name names that many bodies have: with its state, or told before."""
    first = marks.words[body.first]
    if first.gap in ("'s ", "' "):
        known = marks.words[body.first - 1].known
        if known >= 0 and marks.matches[known].owner.kind == "state":
            start = marks.matches[known].start
            full = marks.written(start, body.end)
            broad[name] = Whom(full=full, kind="organisation")
    return broad.get(name)


def _nearly(owner: Owner) -> Whom:
    """An actor by a name that the register does not have; or a state or body that it hasn't."""
    return Whom(alias_of=owner.key, full="" if owner.key else owner.full, kind=owner.kind)


def _tell_rest(marks: Marks, register: Gazetteer) -> None:
    """Tell the register's matches that nothing has hidden."""
    for number, match in enumerate(marks.matches):
        owner = match.owner
        if marks.gone[number] or owner.rank is Rank.HIDDEN:
            continue
        if owner.rank >= Rank.ALSO and marks.page.is_heading(match.start):
            continue
        if _is_inside(marks, register, match):
            continue
        if owner.rank >= Rank.ALSO:
            marks.tell(match.start, match.end, _nearly(owner))
        elif all(each.key == owner.key for each in match.owners):
            marks.tell(match.start, match.end, Whom(actor=owner.key, kind=owner.kind))


def _is_inside(marks: Marks, register: Gazetteer, match: Match) -> bool:
    """Whether the words beside it make another's name: "New Mexico", "Dynamo Kyiv"."""
    page, words = marks.page, marks.words
    at = bisect_right(words, match.start, key=lambda word: word.start) - 1
    if at < 0 or words[at].end < match.start:
        return False
    word = words[at]
    if match.end < word.end or word.start < match.start:
        return not _is_compound(word, register)
    if at == 0 or word.gap != " ":
        return False
    before = words[at - 1]
    if before.taken or before.known >= 0:
        return False
    if before.low in Words.DIRECTIONS:
        return " " not in match.owner.shape
    if before.labels & _BESIDE or before.tail or before.low in page.lowers:
        return False
    return not page.is_heading(match.start) and not page.begins_sentence(before.start)


def _is_compound(word: Word, register: Gazetteer) -> bool:
    """Whether each part of "Russia-Ukraine" is a name, or a word."""
    return all(
        part in _PREFIXES or part in Words.DEMONYMS or is_ordinary(part) or register.has(part)
        for part in word.low.split("-")[:6]
    )
