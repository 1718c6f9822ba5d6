"""Finding names: the register's, and those that could be new in it."""

from __future__ import annotations

from bisect import bisect_right

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.abbreviations import ExplainedAbbreviation, explained_abbreviations
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
from timeline.domain.names.found_names import NameMentions
from timeline.domain.names.gazetteer import Gazetteer, GazetteerEntry, Match, Rank
from timeline.domain.names.name import Name
from timeline.domain.names.ordinary_words import is_ordinary
from timeline.domain.names.organisations import OrganisationSpan, organisation_spans
from timeline.domain.names.person_linking import PersonLinker
from timeline.domain.names.persons import NamedEntity
from timeline.domain.names.spellings import plain
from timeline.domain.text.document import Document

_BESIDE = (
    IS_CALENDAR | IS_DEMONYM | IS_FUNCTION | IS_HONORIFIC | IS_MODIFIER | IS_OFFICE | IS_ORDINARY
)
"""What may stand right before a name without being of it."""

_PREFIXES = frozenset(
    "anti pro non ex then post pre sino russo anglo franco afro euro indo".split()
)


def find(document: Document, register: Gazetteer) -> list[Name]:
    """The names in a text, in order; none overlaps another.

    The register's names come first, in every spelling of theirs; then persons, organisations and
    states that it does not have, where the text tells that they are such: a name is rather left
    out than proposed wrongly. A surname alone is the person's whose full name stands nearest
    before it, else that of the register's only actor of the name. A spelling one letter from one
    of the register's is proposed as its alias. Takes time in proportion to the text's length,
    whatever the register's size.
    """
    page = document.folded
    mentions = NameMentions(page, words=capitalised(page), matches=register.matches(page))
    # Bodies first, for they hide the names inside theirs.
    _add_organisations(mentions, register)
    PersonLinker(mentions, register).link()
    _add_rest(mentions, register)
    return sorted(mentions.names, key=lambda name: name.start)


def _add_organisations(mentions: NameMentions, register: Gazetteer) -> None:
    page, words, matches = mentions.page, mentions.words, mentions.matches
    spelled = explained_abbreviations(page, words)
    told = {each.end: each for each in spelled}
    shorts: dict[str, NamedEntity] = {}
    broad: dict[str, NamedEntity] = {}
    for body in organisation_spans(page, words, matches, spelled=spelled):
        if _is_known(body, words, matches):
            continue
        mentions.claim(body.first, body.last)
        short = told.get(body.end)
        entity = _body(mentions, register, body, short=short, broad=broad)
        if entity:
            mentions.add(body.start, body.end, entity)
            if short:
                shorts.setdefault(short.letters, entity)
    for number, match in enumerate(matches):
        short = told.get(match.end)
        if short and not mentions.claimed[number] and match.entry.kind == "organisation":
            shorts.setdefault(short.letters, _nearly(match.entry))
    if not shorts:
        return
    # Letters that the text has explained in brackets: "the IAEA".
    for at, word in enumerate(words):
        entity = shorts.get(page.normal[word.start : word.end])
        rank = matches[word.known].entry.rank if word.known >= 0 else Rank.HIDDEN
        if entity and not word.taken and rank >= Rank.WORLD:
            mentions.claim(at, at)
            mentions.add(word.start, word.end, entity)


def _is_known(body: OrganisationSpan, words: list[Word], matches: list[Match]) -> bool:
    """Whether a name of the register's covers an organisation's, or goes on beyond its end."""
    number = words[body.first].known
    if number >= 0 and matches[number].end >= body.end:
        return True
    last = words[body.last].known
    return last >= 0 and matches[last].end > body.end + 1


def _body(
    mentions: NameMentions,
    register: Gazetteer,
    body: OrganisationSpan,
    *,
    short: ExplainedAbbreviation | None,
    broad: dict[str, NamedEntity],
) -> NamedEntity | None:
    """The organisation that a span names, or ``None``.

    ``broad``: the organisations found before, by the general name that may repeat them.
    """
    name = plain(mentions.page.low[body.start : body.end])
    if body.sort == "hidden":
        return None
    if body.sort == "broad":
        return _broad(mentions, body, name, broad)
    known = mentions.words[short.word].known if short else -1
    if known >= 0:
        entry = mentions.matches[known].entry
        if entry.kind == "organisation" and entry.key:
            # The letters are known, and these are what they stand for.
            return _nearly(entry)
    near = register.spellings.near(name)
    if near and register.actor(near).kind == "organisation":
        return NamedEntity(alias_of=near, kind="organisation")
    entity = NamedEntity(full=mentions.text_of(body.start, body.end), kind="organisation")
    first = mentions.words[body.first]
    if body.last > body.first + 1 and (first.labels & IS_DEMONYM or first.known >= 0):
        # "The Defence Ministry" is the "Russian Defence Ministry" of before.
        broad[plain(mentions.page.low[first.end : body.end])] = entity
    return entity


def _broad(
    mentions: NameMentions, body: OrganisationSpan, name: str, broad: dict[str, NamedEntity]
) -> NamedEntity | None:
    """The organisation that "Security Council" means: its state's, or one found before."""
    first = mentions.words[body.first]
    if first.gap in ("'s ", "' "):
        known = mentions.words[body.first - 1].known
        if known >= 0 and mentions.matches[known].entry.kind == "state":
            start = mentions.matches[known].start
            full = mentions.text_of(start, body.end)
            broad[name] = NamedEntity(full=full, kind="organisation")
    return broad.get(name)


def _nearly(entry: GazetteerEntry) -> NamedEntity:
    """The actor of an entry as an alias to propose, or the state or organisation as a new one."""
    return NamedEntity(alias_of=entry.key, full="" if entry.key else entry.full, kind=entry.kind)


def _add_rest(mentions: NameMentions, register: Gazetteer) -> None:
    """Add the gazetteer's matches that no longer name has claimed."""
    for number, match in enumerate(mentions.matches):
        entry = match.entry
        if mentions.claimed[number] or entry.rank is Rank.HIDDEN:
            continue
        if entry.rank >= Rank.ALSO and mentions.page.is_heading(match.start):
            continue
        if _is_inside(mentions, register, match):
            continue
        if entry.rank >= Rank.ALSO:
            mentions.add(match.start, match.end, _nearly(entry))
        elif all(each.key == entry.key for each in match.entries):
            mentions.add(match.start, match.end, NamedEntity(actor=entry.key, kind=entry.kind))


def _is_inside(mentions: NameMentions, register: Gazetteer, match: Match) -> bool:
    """Whether the words beside it make another's name: "New Mexico", "Dynamo Kyiv"."""
    page, words = mentions.page, mentions.words
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
    if before.low in Lexicon.DIRECTIONS:
        return " " not in match.entry.shape
    if before.labels & _BESIDE or before.tail or before.low in page.lowers:
        return False
    return not page.is_heading(match.start) and not page.begins_sentence(before.start)


def _is_compound(word: Word, register: Gazetteer) -> bool:
    """Whether each part of "Russia-Ukraine" is a name, or a word."""
    return all(
        part in _PREFIXES or part in Lexicon.DEMONYMS or is_ordinary(part) or register.has(part)
        for part in word.low.split("-")[:6]
    )
