"""What office the text says that a person holds, to tell whom "the minister" stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.domain.names.name import Name
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution.speaker_phrases import SpeakerPhrase
from timeline.domain.quotations.speech_verbs import VERBS

_WINDOW = 110
_MENTIONS = 8
_ASIDE = re.compile(r", (?:who (?:is|was) )?[^,.;:!?\n“”\"–—]{1,80}")
_PARTING = frozenset("and but by with to when while as if who after before from at".split())
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+){0,4}")
_LEADER = frozenset(
    "leader president premier prime chancellor chief king queen chairman chairwoman chair "
    "taoiseach head ruler governor mayor monarch prince first secretary boss dictator "
    "strongman".split()
)
_ALIKE: dict[str, frozenset[str]] = {
    "leader": _LEADER,
    "chief": frozenset(
        "chief secretary secretary-general director head commander boss president".split()
    ),
    "boss": frozenset(
        "chief secretary secretary-general director head boss chairman executive".split()
    ),
    "head": frozenset("head chief director president chair chairman chairwoman secretary".split()),
    "premier": frozenset("premier prime pm".split()),
    "pm": frozenset("prime premier pm".split()),
    "diplomat": frozenset("diplomat ambassador envoy minister foreign secretary".split()),
    "lawmaker": frozenset(
        "lawmaker mp senator sen rep representative congressman congresswoman deputy mep".split()
    ),
    "legislator": frozenset("lawmaker legislator mp senator sen rep congressman deputy".split()),
    "politician": _LEADER | frozenset("politician mp senator minister candidate lawmaker".split()),
    "official": frozenset("official secretary minister director adviser aide deputy chief".split()),
    "spokesperson": frozenset("spokesman spokeswoman spokesperson".split()),
    "senator": frozenset("senator sen".split()),
    "congressman": frozenset("congressman rep representative".split()),
    "congresswoman": frozenset("congresswoman rep representative".split()),
    "general": frozenset("general gen commander".split()),
    "governor": frozenset("governor gov".split()),
    "pontiff": frozenset({"pope"}),
    "monarch": frozenset("king queen".split()),
    "secretary-general": frozenset("secretary-general general secretary".split()),
    "candidate": frozenset("candidate nominee challenger".split()),
    "nominee": frozenset("candidate nominee".split()),
    "adviser": frozenset("adviser advisor aide".split()),
    "advisor": frozenset("adviser advisor aide".split()),
    "mp": frozenset("mp lawmaker backbencher".split()),
}  # fmt: skip


class Offices:
    """The words of office beside each person's first mentions in a text."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self.text = text
        self.names = names
        self._told: dict[str, frozenset[str]] = {}
        self._mentions: dict[str, list[int]] = {}
        for index, name in enumerate(names):
            mentions = self._mentions.setdefault(name.whom, [])
            if len(mentions) < _MENTIONS:
                mentions.append(index)

    def fits(self, name: Name, source: SpeakerPhrase) -> int:
        """How many of a description's words stand beside the name; 0 where its noun doesn't."""
        roles = self.of(name)
        alike = _ALIKE.get(source.head, frozenset()) | {source.head}
        if not alike & roles:
            return 0
        score = 3 if source.head in roles else 2
        for word in source.words[:-1]:
            if word in speech_words.DETERMINERS or word == source.head or len(word) < 3:
                continue
            if word in roles or any(word[:5] == role[:5] for role in roles if len(word) > 4):
                score += 1
        return score

    def of(self, name: Name) -> frozenset[str]:
        """The words beside the first mentions of a person, in lower case."""
        known = self._told.get(name.whom)
        if known is None:
            words: set[str] = set()
            for index in self._mentions.get(name.whom, ()):
                words.update(self._beside(index))
            known = self._told[name.whom] = frozenset(words)
        return known

    def _beside(self, index: int) -> Iterator[str]:
        """The words of office beside a mention, whole and in parts."""
        name = self.names[index]
        begin = max(0, name.start - _WINDOW)
        for other in self.names[max(0, index - 4) : index]:
            if other.kind == "person":
                begin = max(begin, other.end)
        words = _WORD.findall(name.role.lower())
        for word in reversed(_WORD.findall(self.text[begin : name.start])):
            low = word.lower()
            verb = VERBS.get(low)
            if (verb is not None and not verb.noun and word == low) or low in _PARTING:
                break
            words.append(low)
        aside = _ASIDE.match(self.text, name.end, min(len(self.text), name.end + _WINDOW))
        beside = _WORD.findall(aside[0]) if aside else []
        if not any((verb := VERBS.get(word)) and not verb.noun for word in beside):
            words += [word.lower() for word in beside]
        for word in words:
            yield word
            if word.endswith(("’s", "'s")):
                yield word[:-2]
            if "-" in word:
                yield from word.split("-")
