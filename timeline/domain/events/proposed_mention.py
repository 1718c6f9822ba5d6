"""A mention that a text seems to hold, before a person has said yes: from the finders to review."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from timeline.domain.text.excerpt import short
from timeline.domain.time.intervals import UNDATED, Interval

if TYPE_CHECKING:
    from timeline.domain.names.name import Name
    from timeline.domain.quotations.found_quotation import FoundQuotation

LIKELY = 0.5
"""The confidence from which a proposal is shown first; the others are kept apart as less likely."""


class _Sendable:
    """Values sent between processes in half the time that dataclasses take by themselves."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class ProposedActor(_Sendable):
    """Who is named in a passage.

    ``whom`` is what the passage's quotes call them. ``actor``: the register's key; else
    ``alias_of``: the key of whom ``name`` is likely to be another spelling; else somebody new.
    ``kind`` is empty where the text doesn't say what they are, ``role`` their office as written,
    ``spellings`` the passage's words for them. One without ``keep`` is left out on accepting.
    """

    whom: str
    actor: str = ""
    alias_of: str = ""
    name: str = ""
    kind: str = ""
    role: str = ""
    spellings: tuple[str, ...] = ()
    keep: bool = False

    @classmethod
    def each_of(
        cls, names: Iterable[Name], *, taking_part: Collection[str] | None = None
    ) -> tuple[Self, ...]:
        """Everybody named, once, in order of appearance.

        ``taking_part``: the ``entity`` of those who do something in it, or to whom it is done; the
        others are left out on accepting. ``None``: all of them do.
        """
        by_whom: dict[str, list[Name]] = {}
        for name in names:
            by_whom.setdefault(name.entity, []).append(name)
        return tuple(
            cls._of(whom, same, takes_part=taking_part is None or whom in taking_part)
            for whom, same in by_whom.items()
        )

    @classmethod
    def _of(cls, whom: str, names: list[Name], *, takes_part: bool) -> Self:
        first = names[0]
        return cls(
            whom,
            first.actor,
            first.alias_of,
            first.full or first.surface,
            next((name.kind for name in names if name.kind), ""),
            next((name.role for name in names if name.role), ""),
            tuple(dict.fromkeys(name.surface for name in names)),
            # Whom the register doesn't know is taken in only where the text says what they are.
            takes_part and bool(first.actor or first.alias_of or (first.kind and first.role)),
        )

    def chosen(self, *, keep: bool, kind: str = "") -> ProposedActor:
        """The same, kept or left out, and of this kind where it has none."""
        return replace(self, keep=keep, kind=self.kind or kind)

    @property
    def known(self) -> str:
        """The register's key of who this is, or is likely to be; empty for somebody new."""
        return self.actor or self.alias_of

    @property
    def what(self) -> str:
        """One of "known", "alias" for a new spelling of somebody known, and "new"."""
        return "known" if self.actor else "alias" if self.alias_of else "new"


@dataclass(frozen=True, slots=True)
class ProposedQuote(_Sendable):
    """Words said in a passage.

    ``words``: as printed, between these characters of the text; ``excerpt``: those proposed as the
    quote. ``speaker`` and ``told_by`` are the ``whom`` of an actor or empty; ``guessed`` is told of
    a speaker who isn't written beside the words. One without ``keep`` is left out on accepting.
    ``language``: the tag of the words' own, empty where it is the text's or can't be told.
    """

    words: str
    excerpt: str
    start: int
    end: int
    speaker: str = ""
    told_by: str = ""
    rule: str = ""
    confidence: float = 0
    guessed: bool = False
    keep: bool = False
    language: str = ""

    @classmethod
    def of(cls, found: FoundQuotation) -> Self:
        """The quote of a quotation found; a term in quotation marks is not kept."""
        return cls(
            found.words,
            short(found.words),
            found.start,
            found.end,
            found.speaker.entity if found.speaker else "",
            found.told_by.entity if found.told_by else "",
            found.rule,
            round(found.confidence, 3),
            found.guessed,
            found.speaker is not None and not found.scare,
        )


@dataclass(frozen=True, slots=True)
class ProposedTerm(_Sendable):
    """The ``words`` that a passage chooses for a thing, its ``subject``."""

    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class OtherReading(_Sendable):
    """Another date, as EDTF, that a phrase may mean; ``label`` says which in a few words."""

    label: str
    edtf: str


@dataclass(frozen=True, slots=True)
class EventMatch(_Sendable):
    """An event, by its key, that a passage may tell; how likely, from 0 to 1, and why."""

    event: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedMention(_Sendable):
    """What one passage of a text seems to tell of one happening.

    ``start`` and ``end``: the passage's characters in the text, the end exclusive; ``focus_start``
    and ``focus_end``: those of the clause that tells the happening. ``paragraph`` counts the text's
    non-empty lines from 1. ``passage``: the text's words; ``says``: as many of them as readers may
    see. ``interval``: what ``phrase``, which begins at ``phrase_start``, was read as among the
    words around it, by ``rule``, for the reason ``because``. ``confidence``: from 0 to 1.
    ``matches``: events that it is likely to tell, the likeliest first; ``event_id``: the key of the
    one that it is taken to tell.
    """

    start: int
    end: int
    focus_start: int
    focus_end: int
    paragraph: int
    passage: str
    title: str
    kind: str
    says: str
    phrase: str = ""
    phrase_start: int | None = None
    rule: str = ""
    because: str = ""
    interval: Interval = UNDATED
    alternatives: tuple[OtherReading, ...] = ()
    actors: tuple[ProposedActor, ...] = ()
    quotes: tuple[ProposedQuote, ...] = ()
    terms: tuple[ProposedTerm, ...] = ()
    confidence: float = 0
    matches: tuple[EventMatch, ...] = ()
    event_id: int | None = None

    @property
    def new_actors(self) -> bool:
        """Whether it names anybody whom the register doesn't know by that name."""
        return any(not actor.actor for actor in self.actors)
