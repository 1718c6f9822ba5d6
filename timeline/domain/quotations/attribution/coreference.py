"""Whom a pronoun or a description stands for, by what the text has told so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.name import Name
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution.genders import Gender, of_given_name, of_noun, of_title
from timeline.domain.quotations.attribution.office_holders import OfficeHolders
from timeline.domain.quotations.attribution.speaker_phrases import SpeakerPhrase
from timeline.domain.quotations.sentence_tokens import Tokeniser
from timeline.domain.quotations.speech_words import SpeechWords

_PEOPLES = ("ians", "cans", "crats", "ists", "tives", "ories", "ish", "ese", "ian", "als")
_RECENT = 40
_NEAR = 160
_KEPT = 12


class Speaker(NamedTuple):
    """Who speaks. ``name`` is ``None`` for one whom the text doesn't name; ``head``: by what noun.

    ``sure``: how sure it is that the name is the right one, from 0 to 1; ``guessed``: whether it is
    inferred from a pronoun or a description.
    """

    name: Name | None
    head: str = ""
    sure: float = 1.0
    guessed: bool = False

    @property
    def is_person(self) -> bool:
        """Whether the speaker may be one person."""
        if self.name is not None:
            return self.name.kind in ("person", "")
        return self.head in Lexicon.OFFICES

    def is_other_than(self, other: Speaker | None) -> bool:
        """Whether two speakers are surely not the same."""
        if other is None or other.name is None or self.name is None:
            return other is None or other.name is not self.name
        return self.name.entity != other.name.entity


class CoreferenceResolver:
    """Finds the person or body that a pronoun or a description in one text stands for.

    It has to be told each sentence's subject and speaker in the text's order, with ``note``: who
    was noted last is the likeliest.
    """

    def __init__(self, tokens: Tokeniser) -> None:
        self.text = tokens.text
        names = self.names = tokens.names
        self.starts = [name.start for name in names]
        self.salient: list[Speaker] = []
        self._genders: dict[str, Gender] = {}
        self._offices = OfficeHolders(tokens)
        self._fullest: dict[str, str] = {}
        for name in names:
            if len(name.surface) > len(self._fullest.get(name.entity, "")):
                self._fullest[name.entity] = name.surface
            self._title(name)
        self._pronouns: Iterable[tuple[int, Gender]] = ()
        self._votes: dict[str, int] | None = None

    def learn(self, pronouns: Iterable[tuple[int, Gender]]) -> None:
        """Learn whom the text calls "he" or "she", by the pronouns outside quotations.

        A pronoun counts for the person who was named last before it, if not long before. They are
        looked at when a gender is asked for that nothing else tells.
        """
        self._pronouns = pronouns

    def _vote(self, name: Name) -> int:
        """By how many more pronouns a person is "she" than "he"."""
        if self._votes is None:
            self._votes = self._counted()
        return self._votes.get(name.entity, 0)

    def _counted(self) -> dict[str, int]:
        votes: dict[str, int] = {}
        for offset, gender in self._pronouns:
            for name in self.before(offset, most=4):
                if name.kind not in ("person", ""):
                    continue
                if offset - name.end < _NEAR and name.kind == "person":
                    votes[name.entity] = votes.get(name.entity, 0) + (1 if gender == "f" else -1)
                break
        return votes

    def note(self, speaker: Speaker | None) -> None:
        """Take note of a sentence's subject or speaker; ``None`` changes nothing."""
        if speaker is None:
            return
        if self.salient and not self.salient[-1].is_other_than(speaker) and speaker.name:
            self.salient.pop()
        self.salient.append(speaker)
        if len(self.salient) > _KEPT:
            del self.salient[0]

    def speaker(
        self,
        source: SpeakerPhrase,
        *,
        other_than: Speaker | None = None,
        nearest: Speaker | None = None,
    ) -> Speaker | None:
        """The speaker that a phrase stands for.

        ``nearest``: the one that the same sentence speaks of already. ``other_than``: who it
        can't be. ``None``: nobody is found for a pronoun.
        """
        if source.name is not None:
            return Speaker(source.name)
        if source.kind == "description":
            return self._described(source)
        if source.head in speech_words.SINGULAR_PRONOUNS:
            return self._singular(source, other_than, nearest)
        if source.head in ("they", "it"):
            if nearest is not None and nearest.name is not None:
                return Speaker(nearest.name, sure=0.8, guessed=True)
            return self._several(source.head)
        return None

    def gender(self, name: Name) -> Gender:
        """A person's, where a title, a noun of office or the given name tells it."""
        known = self._genders.get(name.entity)
        if known is not None:
            return known
        found: Gender = ""
        words = (name.full or self._fullest.get(name.entity, name.surface)).split()
        if len(words) > 1:
            found = of_given_name(words[0])
        if not found:
            found = next((g for word in name.role.lower().split() if (g := of_noun(word))), "")
        if not found and (vote := self._vote(name)):
            found = "f" if vote > 0 else "m"
        self._genders[name.entity] = found
        return found

    def _title(self, name: Name) -> None:
        """Learn a person's gender from "Mr" or "Mrs" before the name."""
        if name.start >= 3 and self.text[name.start - 1] == " ":
            before = self.text[max(0, name.start - 12) : name.start - 1].rsplit(None, 1)
            if before and (gender := of_title(before[-1])):
                self._genders[name.entity] = gender
        elif " " in name.surface and (gender := of_title(name.surface.split(None, 1)[0])):
            self._genders[name.entity] = gender

    def before(self, offset: int, *, most: int = _RECENT) -> Iterator[Name]:
        """The names before an offset, the nearest first."""
        last = bisect_left(self.starts, offset)
        for index in range(last - 1, max(-1, last - 1 - most), -1):
            yield self.names[index]

    def _fits(self, name: Name, wanted: Gender) -> bool:
        if name.kind not in ("person", ""):
            return False
        gender = self.gender(name)
        return not gender or not wanted or gender == wanted

    def _singular(
        self, source: SpeakerPhrase, other_than: Speaker | None, nearest: Speaker | None
    ) -> Speaker | None:
        wanted: Gender = "f" if source.head == "she" else "m"
        candidates = [*self.salient[::-1]]
        if nearest is not None:
            candidates.insert(0, nearest)
        for place, speaker in enumerate(candidates):
            if other_than is not None and not speaker.is_other_than(other_than):
                continue
            sure = 0.85 if place < 2 else 0.65
            if speaker.name is not None:
                if self._fits(speaker.name, wanted):
                    return Speaker(speaker.name, sure=sure, guessed=True)
            elif speaker.is_person and of_noun(speaker.head) in ("", wanted):
                return Speaker(None, speaker.head, sure, guessed=True)
        excluded = other_than.name.entity if other_than and other_than.name else None
        for name in self.before(source.start):
            if name.entity != excluded and name.kind == "person" and self._fits(name, wanted):
                return Speaker(name, sure=0.5, guessed=True)
        return None

    def _several(self, pronoun: str) -> Speaker | None:
        for speaker in reversed(self.salient[-4:]):
            if speaker.name is None:
                return Speaker(None, speaker.head, 0.6, guessed=True)
            if speaker.name.kind != "person":
                return Speaker(speaker.name, sure=0.6, guessed=True)
        return Speaker(None, pronoun, 0.5, guessed=True)

    def _described(self, source: SpeakerPhrase) -> Speaker:
        unnamed = Speaker(None, source.head)
        first = source.words[0] if source.words else ""
        if first in SpeechWords.INDEFINITE or source.head in SpeechWords.PLURAL_PEOPLE:
            return unnamed
        if source.proper is not None and (name := self._untold(source.proper)) is not None:
            return Speaker(name, sure=0.8)
        person = source.head in Lexicon.OFFICES or source.head.endswith("-year-old")
        if not person and not source.head.endswith(("ian", "ish", "ese")):
            return unnamed
        if any(
            speaker.name is None and speaker.head == source.head for speaker in self.salient[-4:]
        ):
            return unnamed
        asked = self._offices.asked(source)
        best: list[Name] = []
        best_score = 0
        wanted = of_noun(source.head)
        seen: set[str] = set()
        for name in self._candidates(source.start):
            if name.entity in seen or name.kind not in ("person", ""):
                continue
            seen.add(name.entity)
            gender = self.gender(name)
            if wanted and gender and wanted != gender:
                continue
            score = self._offices.fit(name, asked)
            if score and score >= best_score:
                best = [name] if score > best_score else [*best, name]
                best_score = score
        if len(best) > 1:
            # Two hold the office: it is the one whom the paragraph names, or nobody knows who.
            named = self._named_in_paragraph(source.start)
            best = [name for name in best if name.entity in named]
            if len(best) != 1:
                return unnamed
        if best:
            return Speaker(best[0], sure=0.8 if best_score > 2 else 0.6, guessed=True)
        return self._without_office(source) or unnamed

    def _named_in_paragraph(self, offset: int) -> set[str]:
        """The entities that a paragraph names before an offset."""
        first = bisect_left(self.starts, self.text.rfind("\n", 0, offset) + 1)
        return {name.entity for name in self.names[first : bisect_left(self.starts, offset)]}

    def _untold(self, place: tuple[int, int]) -> Name | None:
        """A name that was not given, made of words in capitals before a verb of speech."""
        start, end = place
        words = self.text[start:end]
        last = words.split()[-1]
        if last.lower().endswith(_PEOPLES) or not last[0].isalpha() or len(last) < 3:
            return None
        before = self.text[max(0, start - 3) : start].rstrip(" \"“‘'")
        if (not before or before[-1] in ".!?”’\n:") and last.endswith("s"):
            return None
        full = self._fullest.setdefault(last, words)
        return Name(start, end, words, full=full)

    def _candidates(self, offset: int, *, most: int = _RECENT) -> Iterator[Name]:
        for speaker in reversed(self.salient):
            if speaker.name is not None:
                yield speaker.name
        yield from self.before(offset, most=most)
        if most == _RECENT:
            yield from self.names[:_RECENT]

    def _without_office(self, source: SpeakerPhrase) -> Speaker | None:
        """The last person spoken of of whom the text tells no other office."""
        wanted = of_noun(source.head)
        for speaker in self.salient[:-3:-1]:
            if speaker.name is not None and self._free(speaker.name, source, wanted):
                return Speaker(speaker.name, sure=0.6, guessed=True)
        if source.head not in SpeechWords.HELD_BY_ONE:
            return None
        if not SpeechWords.AROUND_OFFICES.issuperset(source.words[:-1]):
            return None
        seen: set[str] = set()
        for name in self._candidates(source.start, most=12):
            if name.entity not in seen and self._free(name, source, wanted):
                return Speaker(name, sure=0.5, guessed=True)
            seen.add(name.entity)
        return None

    def _free(self, name: Name, source: SpeakerPhrase, wanted: Gender) -> bool:
        """Whether a description may be of a person, by gender and by offices told."""
        if name.kind not in ("person", ""):
            return False
        gender = self.gender(name)
        if wanted and gender and wanted != gender:
            return False
        if source.head.endswith(("-year-old", "ian", "ish", "ese")):
            return True
        return not (self._offices.of(name) or self._offices.is_told_apart(name, source.head))
