"""Links mentions of persons to the register's actors, to spellings of theirs, or to nobody yet."""

from __future__ import annotations

from functools import cached_property

from timeline.domain.names import person_names
from timeline.domain.names.capitalised_words import (
    IS_CALENDAR,
    IS_GIVEN,
    IS_INITIAL,
    IS_ORDINARY,
    Word,
)
from timeline.domain.names.found_names import NameMentions
from timeline.domain.names.gazetteer import Gazetteer, GazetteerEntry, Match, Rank
from timeline.domain.names.ordinary_words import is_ordinary
from timeline.domain.names.person_names import NameSegment
from timeline.domain.names.persons import NamedEntity, SurnameIndex
from timeline.domain.names.roles import is_office
from timeline.domain.names.spellings import plain
from timeline.domain.names.surnames import PARTICLES, untitled
from timeline.domain.text.folded_text import FoldedText

SURE = 7
"""The letters of a lone word that is an alias by its spelling alone, with no cue beside it."""

_DATED = frozenset("in since by until till from early late mid last next this of on and to".split())
"""Before a month's name."""


def _is_name(entry: GazetteerEntry) -> bool:
    """Whether a spelling begins with a name or its particle, or with a title and a capital."""
    first, *_ = entry.shape.split()
    if first.islower() and first.partition("-")[0] not in PARTICLES:
        return False
    name, *_ = untitled(entry.shape.split())
    return not name.islower() or name == first


class PersonLinker:
    """Finds the persons of one text: first the full names, then the surnames that repeat them."""

    def __init__(self, mentions: NameMentions, register: Gazetteer):
        self.mentions = mentions
        self.page = mentions.page
        self.words = mentions.words
        self.matches = mentions.matches
        self.register = register
        self.surnames = SurnameIndex()
        self.unsure: list[NameSegment] = []
        """What may be names in full, but nothing beside them tells."""
        self.firsts: set[int] = set()
        self.lasts: set[int] = set()
        """The numbers of the words that begin and end persons' names in full."""

    def link(self) -> None:
        """Add a mention for each person found."""
        self._link_described()
        segments = person_names.segments(self.page, self.words, self.matches)
        alone = {
            self.words[each.last].low
            for each in segments
            if each.words == 1 or person_names.is_doubtful(self.words, each)
        }
        single = []
        for segment in segments:
            if self._is_surname(segment):
                single.append(self._part(segment, segment.last, segment.last))
            else:
                single += self._link_full_name(segment, alone=alone)
        for segment in self.unsure:
            if self._is_beside_person(segment):
                self._add_person(segment)
        self.surnames.sort()
        for segment in sorted(single, key=lambda each: each.start):
            self._link_surname(segment)

    def _is_surname(self, segment: NameSegment) -> bool:
        """Whether it is one word, but for particles: "De la Motte"."""
        return segment.first == segment.last or all(
            word.low in PARTICLES and word.known < 0
            for word in self.words[segment.first : segment.last]
        )

    def _link_described(self) -> None:
        """Add the persons whom the register lists by a description: "the Mayor of Storvik"."""
        for number, match in enumerate(self.matches):
            entry = match.entry
            if self.mentions.claimed[number] or entry.kind != "person":
                continue
            if not _is_name(entry):
                self.mentions.claim_match(number)
                entity = NamedEntity(actor=entry.key, kind=entry.kind)
                role = self._role(NameSegment(0, 0, match.start, match.end), match)
                self.mentions.add(match.start, match.end, entity, role=role)

    # Named in full.

    def _link_full_name(self, segment: NameSegment, *, alone: set[str]) -> list[NameSegment]:
        """Add a name of several words; give back the part that has to be linked as a surname."""
        for word in reversed(self.words[segment.first : segment.last + 1]):
            if word.known >= 0 and self.matches[word.known].entry.kind == "person":
                return self._link_around_match(segment, word.known, alone=alone)
        if person_names.is_person(self.page, self.words, segment, alone=alone):
            self._add_person(segment)
        elif not self.page.is_heading(segment.start):
            near = self._near_actor(segment)
            if near and near.kind == "person":
                self._add_full_name(segment, near)
            elif near:
                self.mentions.claim(segment.first, segment.last)
                self.mentions.add(segment.start, segment.end, near)
            elif person_names.is_doubtful(self.words, segment):
                return [self._part(segment, segment.last, segment.last)]
            else:
                self.unsure.append(segment)
        return []

    def _is_beside_person(self, segment: NameSegment) -> bool:
        """Whether "and" joins a segment to a person's full name: "X Y and Emil Stroud"."""
        after = segment.last + 1
        if self.words[segment.first].gap == " and " and segment.first - 1 in self.lasts:
            return True
        return after in self.firsts and self.words[after].gap == " and "

    def _link_around_match(
        self, segment: NameSegment, number: int, *, alone: set[str]
    ) -> list[NameSegment]:
        """Add a name of several words, some of which are a name of the register's."""
        match = self.matches[number]
        inner = [
            at for at in range(segment.first, segment.last + 1) if self.words[at].known == number
        ]
        part = self._part(segment, inner[0], inner[-1])
        left, right = inner[0] > segment.first, inner[-1] < segment.last
        if self._is_full(match.entry) or not (left or right):
            # In full: the words beside it are somebody else's, or a heading's.
            return self._link_match(number, part)
        if left and not right:
            for entry in match.entries:
                if self._is_given_of(self.words[segment.first], entry):
                    self._add_full_name(segment, NamedEntity(actor=entry.key, kind=entry.kind))
                    return []
        if not self._is_longer(segment, left=left):
            return self._link_match(number, part)
        named = person_names.is_person(self.page, self.words, segment, alone=alone)
        self.mentions.claim(segment.first, segment.last)
        if named or left:
            self._add_person(segment)
        return []

    def _is_full(self, entry: GazetteerEntry) -> bool:
        """Whether it is a name in full, not a surname with or without a title."""
        return entry.rank is Rank.WRITTEN and len(untitled(entry.shape.split())) > 1

    def _is_longer(self, segment: NameSegment, *, left: bool) -> bool:
        """Whether words beside a surname make it another's name: "Boris Johnson"."""
        first = self.words[segment.first]
        if person_names.is_doubtful(self.words, segment):
            return False
        if left and first.labels & (IS_GIVEN | IS_INITIAL):
            return True
        if self.page.is_heading(segment.start):
            return False
        return not left or not self.page.begins_sentence(first.start)

    def _link_match(self, number: int, segment: NameSegment) -> list[NameSegment]:
        """Add an actor named in full; give back the segment where it is a surname alone."""
        match = self.matches[number]
        entry = match.entry
        if not self._is_full(entry):
            if segment.words == 1:
                return [segment]
            # A title, or particles, and the surname.
            low = self.words[segment.last].low
            entity, _ = self.surnames.of(low, match, start=segment.start)
        else:
            entity = NamedEntity(actor=entry.key, kind=entry.kind)
            normal = " ".join(untitled(self.page.normal[match.start : match.end].split()))
            self.surnames.add(normal, start=match.start, entity=entity)
            self.firsts.add(segment.first)
            self.lasts.add(segment.last)
        self.mentions.claim(segment.first, segment.last)
        if entity:
            self.mentions.add(match.start, match.end, entity, role=self._role(segment, match))
        return []

    def _is_given_of(self, word: Word, entry: GazetteerEntry) -> bool:
        """Whether a word is the actor's given name, or its first letter with a dot."""
        for name in self.register.actor(entry.key).names:
            parts = untitled(FoldedText.of(name).low.split())
            if len(parts) > 1 and (
                parts[0] == word.low or (word.labels & IS_INITIAL and parts[0][0] == word.low[0])
            ):
                return True
        return False

    def _add_person(self, segment: NameSegment) -> None:
        """Add a person named in full whom the register does not have, or not in this spelling."""
        near = self._near_actor(segment)
        normal = self.page.normal[segment.start : segment.end]
        if near and near.kind == "person":
            self._add_full_name(segment, near)
        elif entity := self.surnames.ending(normal):
            self.mentions.claim(segment.first, segment.last)
            self.mentions.add(segment.start, segment.end, entity, role=self._role(segment))
        else:
            full = self.mentions.text_of(segment.start, segment.end)
            self._add_full_name(segment, NamedEntity(full=full, kind="person"))

    def _add_full_name(self, segment: NameSegment, entity: NamedEntity) -> None:
        self.firsts.add(segment.first)
        self.lasts.add(segment.last)
        self.mentions.claim(segment.first, segment.last)
        normal = self.page.normal[segment.start : segment.end]
        self.surnames.add(normal, start=segment.start, entity=entity)
        self.mentions.add(segment.start, segment.end, entity, role=self._role(segment))

    def _near_actor(self, segment: NameSegment) -> NamedEntity | None:
        """The register's actor whose name is one letter away, or ``None``."""
        key = self.register.spellings.near(plain(self.page.low[segment.start : segment.end]))
        return NamedEntity(alias_of=key, kind=self.register.actor(key).kind) if key else None

    def _part(self, segment: NameSegment, first: int, last: int) -> NameSegment:
        """The segment of some of its words, with the office and title that stand beside these."""
        part = NameSegment(first, last, self.words[first].start, self.words[last].end)
        role = segment.role
        if first == segment.first or self._is_surname(segment):
            part.titled = segment.titled
            part.role = role
        if role and not role.before:
            part.role = role if last == segment.last else None
        return part

    def _role(self, segment: NameSegment, match: Match | None = None) -> str:
        role = segment.role
        if match is not None and (role is None or not role.before):
            # "President Zelensky" may be a name of the register's, and tells the office.
            normal = self.page.normal[match.start : match.end]
            kept = untitled(normal.split())
            title = normal[: len(normal) - len(" ".join(kept))].strip()
            if title and is_office(title.split()[-1].lower()):
                return self.mentions.text_of(match.start, match.start + len(title))
        return self.mentions.text_of(role.start, role.end) if role else ""

    # Named by one word.

    def _link_surname(self, segment: NameSegment) -> None:
        word = self.words[segment.first]
        if word.taken:
            return
        match = self.matches[word.known] if word.known >= 0 else None
        entity, family = self.surnames.of(word.low, match, start=segment.start)
        start = match.start if match else segment.start
        if match is None:
            if family and self.page.low.endswith(family, 0, segment.end):
                start = segment.end - len(family)
            entity = entity or self._unknown_surname(word, segment)
        elif not self._is_name_here(word):
            entity = None
        if match is not None or entity:
            self.mentions.claim(segment.first, segment.last)
        if entity:
            self.mentions.add(start, segment.end, entity, role=self._role(segment))

    def _is_name_here(self, word: Word) -> bool:
        """Whether a word that is a name and a word, or a date, is the name here."""
        if not (word.labels & (IS_CALENDAR | IS_ORDINARY) or is_ordinary(word.low)):
            return True
        if word.labels & IS_CALENDAR and self._is_date(word):
            return False
        return word.low in self.surnames or not self.page.begins_sentence(word.start)

    def _is_date(self, word: Word) -> bool:
        if self.page.normal[word.end : word.end + 2][-1:].isdigit():
            return True
        before = self.page.low[max(0, word.start - 12) : word.start].split()
        day = before[-1:] and before[-1].isdigit() and len(before[-1]) <= 2
        return bool(before) and (before[-1] in _DATED or bool(day))

    def _unknown_surname(self, word: Word, segment: NameSegment) -> NamedEntity | None:
        """Somebody named by one word whom neither text nor register has in full."""
        low, page = word.low, self.page
        if len(low) < 3 or word.labels & IS_INITIAL or low in page.lowers:
            return None
        acting = person_names.is_speaking(page, segment.end)
        near = self._near_actor(segment)
        sure = len(low) >= SURE or acting or segment.titled or segment.role
        if near and (near.kind == "person" or not segment.titled):
            if sure or near.alias_of in self.mentions.actors:
                return near
        surface = self.mentions.text_of(segment.start, segment.end)
        if surface.isupper() or page.is_shouted(segment.start):
            return None
        if segment.titled:
            return NamedEntity(full=surface, kind="person")
        if not acting or word.labels & IS_GIVEN or page.is_heading(segment.start):
            return None
        if page.begins_sentence(segment.start) and low not in self._within:
            return None
        return NamedEntity(full=surface)

    @cached_property
    def _within(self) -> frozenset[str]:
        """The words that have a capital where no sentence begins."""
        begins = self.page.begins_sentence
        return frozenset(word.low for word in self.words if not begins(word.start))
