"""One quotation in several wordings: which quotes are the same words, and where they differ.

Two quotes of one speaker are one quotation where ``same_quotation`` finds the same words in both,
with case, punctuation, typographic marks, accents and known spellings of names aside. Nothing here
knows a story: names come with the call, as a mapping from a spelling (``normalised``) to whatever
stands for the one who is named.

What counts is the words that mean something, "content": all but the commonest English ones. Two
wordings of one occasion are one quotation if they are

- the same words;
- near: ``NEAR`` of both is in both (twice what they share by all they have), ``SHARED`` of content;
- a part as printed: all of the shorter in one run of the longer, ``PARTIAL`` of content;
- a part with gaps: all of the shorter, in order, in a stretch of the longer at most ``STRETCH``
  times its length, ``SHARED`` of content;
- overlapping: one ends as the other begins, ``OVERLAP`` of content.

What was said again on another occasion is the same words with ``SAID_AGAIN`` of content, near, or
a part with ``PARTIAL_ELSEWHERE``. Where words are missing or others, both must deny as often: "we
will send them" is not "we will not send them". Two that are not the same words share two words of
content in a row, which keeps the search from comparing every quote with every other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from timeline.domain.lexicon.word_lists import members
from timeline.domain.text.folding import fold, word_list
from timeline.domain.text.typography import straightened

NEAR = 0.75
SHARED = 3
PARTIAL = 2
PARTIAL_ELSEWHERE = 4
OVERLAP = 4
SAID_AGAIN = 3
STRETCH = 1.5

CROWD = 24
"""Wordings that share a pair of words are all compared up to this many; beyond, each with as many
neighbours in alphabetical order, so that a set phrase does not make the work quadratic."""

LONGEST = 300
"""The characters that normalised words have at most."""

Names = Mapping[str, str]

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:['’ʼ](?:[^\W_][\u0300-\u036f]*)+)*")
_COMMON = members("uninformative_words", "of quotations")
_DENIALS = frozenset("not no never nor neither none nobody nothing cannot without".split())


def normalised(words: str) -> str:
    """Words without case, accents, punctuation and typographic marks, with single spaces.

    Two that differ in nothing else are equal. At most ``LONGEST`` characters.
    """
    if words.isascii() and "'" not in words:
        # The same words, in a seventh of the time: a record has a million quotes.
        found = word_list(words)
    else:
        found = [straightened(word) for word in _WORD.findall(fold(words))]
    return (" ".join(found) or fold(words).strip())[:LONGEST].strip()


class WordingToken(NamedTuple):
    """A word, or a name of several words, in a text.

    ``text`` is it with all that follows up to the next (and, for the first, all before it), so
    that the texts of all make the whole. ``bare`` is it as written, ``key`` what it is compared by.
    """

    text: str
    bare: str
    key: str


def tokens(words: str, names: Names | None = None) -> list[WordingToken]:
    """The tokens of a text, in order; none where it has no word."""
    found = list(_WORD.finditer(words))
    keys = [_key(match[0]) for match in found]
    starts = [0, *(match.start() for match in found[1:]), len(words)]
    longest = max((name.count(" ") + 1 for name in names), default=0) if names else 0
    made, at = [], 0
    while at < len(found):
        size, key = _named(keys[at : at + longest], names or {}) or (1, keys[at])
        bare = straightened(words[found[at].start() : found[at + size - 1].end()])
        made.append(WordingToken(words[starts[at] : starts[at + size]], bare, key))
        at += size
    return made


@dataclass(frozen=True, slots=True)
class AlignedPiece:
    """A stretch of two wordings side by side: what the first has there, and what the second.

    ``same``: the same words, though punctuation may differ. Otherwise either may be empty.
    """

    first: str
    second: str
    same: bool


def compare(first: str, second: str, *, names: Names | None = None) -> list[AlignedPiece]:
    """Two wordings word by word, in order; their texts are the pieces' texts, joined.

    Names known to be one are aligned, but a name that is written otherwise differs, as does a word
    in other letters ("Nato", "NATO").
    """
    one, other = tokens(first, names), tokens(second, names)
    if not one or not other:
        same = normalised(first) == normalised(second)
        return [AlignedPiece(first, second, same=same)] if first or second else []
    found: list[AlignedPiece] = []
    keys = [token.key for token in one], [token.key for token in other]
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [
                AlignedPiece(x.text, y.text, same=x.bare == y.bare)
                for x, y in zip(one[a:b], other[c:d], strict=True)
            ]
        else:
            gone, come = one[a:b], other[c:d]
            found.append(AlignedPiece(_text(gone), _text(come), same=False))
    return [
        AlignedPiece("".join(p.first for p in run), "".join(p.second for p in run), same)
        for same, group in groupby(found, key=lambda piece: piece.same)
        for run in [list(group)]
    ]


def same_quotation(
    first: str, second: str, *, names: Names | None = None, together: bool = True
) -> bool:
    """Whether two wordings of one speaker are one quotation, by the table above.

    ``together``: of the same occasion. Words said again on another must be more to be the same.
    """
    return (
        _likeness(
            _PreparedWording(first, names), _PreparedWording(second, names), together=together
        )
        > 0
    )


class _PreparedWording:
    """A wording prepared for being compared: ``keys`` are its words, ``content`` those that count.

    ``pairs`` are the words of content that follow each other, common words between them aside;
    ``denials`` counts the words that deny.
    """

    __slots__ = ("content", "denials", "key", "keys", "pairs")

    def __init__(self, words: str, names: Names | None) -> None:
        self.key = normalised(words)
        self.keys = tuple(token.key for token in tokens(words, names))
        self.content = tuple(key for key in self.keys if key not in _COMMON)
        self.pairs = frozenset(pairwise(self.content))
        self.denials = sum(map(_denies, self.keys))


def _likeness(first: _PreparedWording, second: _PreparedWording, *, together: bool) -> float:
    """How surely two wordings are one quotation: 0 where they are not, else up to 2.

    The greater of two is the one to believe: the share of the shorter that stands in the longer,
    and the share of both that is in both.
    """
    if first.key == second.key or (first.keys and first.keys == second.keys):
        return 2.0 if together or len(first.content) >= SAID_AGAIN else 0.0
    if first.pairs.isdisjoint(second.pairs):
        return 0.0
    # In one order whichever comes first, since SequenceMatcher's answer depends on it.
    short, long = sorted((first, second), key=lambda words: (len(words.keys), words.keys))
    counted = len(set(short.content) & set(long.content))
    as_printed = _holds(long.keys, short.keys)
    if counted < SHARED and not as_printed:
        return 0.0
    match = _Match(short, long)
    elsewhere = PARTIAL_ELSEWHERE
    if (
        (as_printed and match.counted >= (PARTIAL if together else elsewhere))
        or (match.is_near and match.counted >= SHARED)
        or (match.is_stretched and match.counted >= (SHARED if together else elsewhere))
        or (together and match.overlap >= OVERLAP)
    ):
        return match.ratio + match.shared / len(short.keys)
    return 0.0


class _Match:
    """What a shorter and a longer wording share, word for word and in order."""

    def __init__(self, short: _PreparedWording, long: _PreparedWording) -> None:
        self.short, self.long = short, long
        matcher = SequenceMatcher(None, short.keys, long.keys, autojunk=False)
        self.blocks = [block for block in matcher.get_matching_blocks() if block.size]
        self.shared = sum(block.size for block in self.blocks)
        self.counted = sum(_content(short.keys[b.a : b.a + b.size]) for b in self.blocks)
        self.ratio = 2 * self.shared / (len(short.keys) + len(long.keys))

    @property
    def is_near(self) -> bool:
        """Whether most of both is in both, and neither denies what the other says."""
        return self.ratio >= NEAR and self.short.denials == self.long.denials

    @property
    def is_stretched(self) -> bool:
        """Whether all of the shorter is in a stretch of the longer that denies nothing more."""
        if self.shared < len(self.short.keys):
            return False
        start, end = self.blocks[0].b, self.blocks[-1].b + self.blocks[-1].size
        denied = sum(map(_denies, self.long.keys[start:end]))
        return end - start <= STRETCH * self.shared and denied == self.short.denials

    @property
    def overlap(self) -> int:
        """The words of content with which one ends and the other begins."""
        ends = len(self.short.keys), len(self.long.keys)
        return max(
            (
                _content(self.short.keys[b.a : b.a + b.size])
                for b in self.blocks
                if (b.a + b.size == ends[0] and b.b == 0) or (b.b + b.size == ends[1] and b.a == 0)
            ),
            default=0,
        )


class Utterance(NamedTuple):
    """A quote to be grouped. ``occasion`` is what it was said at: the event."""

    speaker: Hashable
    occasion: Hashable
    words: str


class EditorsChoice(NamedTuple):
    """An editor's word: two normalised wordings of a speaker are one quotation, or are two."""

    speaker: Hashable
    one: str
    other: str
    joined: bool


def grouped(
    utterances: Iterable[Utterance], *, names: Names, choices: Iterable[EditorsChoice] = ()
) -> list[list[int]]:
    """Utterances that are one quotation, as lists of their positions, all in the order given.

    Likeness runs from one to the next, the surest first, and an editor's choices before all; two
    that an editor parted are never in one list, however they are linked. The last few answers are
    kept, since they depend on nothing else.
    """
    groups = _grouped(tuple(utterances), tuple(sorted(names.items())), tuple(choices))
    return [list(group) for group in groups]


@dataclass(slots=True)
class _Node:
    """A wording of a speaker, wherever it is told; a short one, at one occasion."""

    words: _PreparedWording
    occasions: set[Hashable]
    members: list[int]


@lru_cache(maxsize=16)
def _grouped(
    utterances: tuple[Utterance, ...],
    names: tuple[tuple[str, str], ...],
    choices: tuple[EditorsChoice, ...],
) -> tuple[tuple[int, ...], ...]:
    known = dict(names)
    nodes: dict[Hashable, dict[Hashable, _Node]] = defaultdict(dict)
    prepared: dict[str, _PreparedWording] = {}
    for position, (speaker, occasion, text) in enumerate(utterances):
        words = prepared.get(text) or prepared.setdefault(text, _PreparedWording(text, known))
        is_short = len(words.content) < SAID_AGAIN
        place = (words.key, occasion) if is_short else words.key
        node = nodes[speaker].setdefault(place, _Node(words, set(), []))
        node.occasions.add(occasion)
        node.members.append(position)
    found: list[tuple[int, ...]] = []
    for speaker, places in nodes.items():
        said = list(places.values())
        chosen = [choice for choice in choices if choice.speaker == speaker]
        for group in _linked(said, chosen):
            found.append(tuple(sorted(m for index in group for m in said[index].members)))
    return tuple(sorted(found))


def _linked(said: Sequence[_Node], choices: Iterable[EditorsChoice]) -> list[list[int]]:
    """The nodes of one speaker in groups, as positions."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(said):
        by_key[node.words.key].append(index)
    joined: list[tuple[int, int]] = []
    apart: dict[int, set[int]] = defaultdict(set)
    for choice in choices:
        for a in by_key.get(choice.one, ()):
            for b in by_key.get(choice.other, ()):
                if choice.joined:
                    joined.append((a, b))
                else:
                    apart[a].add(b)
                    apart[b].add(a)
    sure = sorted(
        (-score, a, b) for a, b in _candidates(said) if (score := _score(said[a], said[b])) > 0
    )
    group_of = list(range(len(said)))
    groups = {index: [index] for index in group_of}
    for a, b in [*joined, *((a, b) for _, a, b in sure)]:
        one, other = group_of[a], group_of[b]
        if one == other or any(not apart[x].isdisjoint(groups[other]) for x in groups[one]):
            continue
        if len(groups[one]) < len(groups[other]):
            one, other = other, one
        for index in groups[other]:
            group_of[index] = one
        groups[one] += groups.pop(other)
    return list(groups.values())


def _score(first: _Node, second: _Node) -> float:
    together = not first.occasions.isdisjoint(second.occasions)
    return _likeness(first.words, second.words, together=together)


def _candidates(said: Sequence[_Node]) -> Iterator[tuple[int, int]]:
    """Nodes worth comparing: those that are the same, or share two words of content in a row."""
    sharing: dict[Hashable, list[int]] = defaultdict(list)
    for index, node in enumerate(said):
        for pair in node.words.pairs or (node.words.keys,):
            sharing[pair].append(index)
    seen: set[tuple[int, int]] = set()
    for indexes in sharing.values():
        near: Iterable[tuple[int, int]] = combinations(indexes, 2)
        if len(indexes) > CROWD:
            indexes = sorted(indexes, key=lambda index: said[index].words.keys)
            near = (
                (a, b) for at, a in enumerate(indexes) for b in indexes[at + 1 : at + 1 + CROWD]
            )
        for a, b in near:
            seen.add((a, b) if a < b else (b, a))
    yield from sorted(seen)


@lru_cache(maxsize=20_000)
def _key(word: str) -> str:
    return normalised(word)


def _named(keys: Sequence[str], names: Names) -> tuple[int, str] | None:
    """How many of the first words are a known name, at most, and what stands for it."""
    for size in range(len(keys), 0, -1):
        if name := names.get(" ".join(keys[:size])):
            # No word is written like this, so that a name's sign is never taken for a word.
            return size, f"<{name}>"
    return None


def _holds(long: Sequence[str], short: Sequence[str]) -> bool:
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


def _content(keys: Iterable[str]) -> int:
    return sum(key not in _COMMON for key in keys)


def _denies(key: str) -> bool:
    return key in _DENIALS or key.endswith("n't")


def _text(run: Iterable[WordingToken]) -> str:
    return "".join(token.text for token in run)
