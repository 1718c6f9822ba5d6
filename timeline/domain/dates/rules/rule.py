"""What a rule is: a name, a pattern, and a function from a match to what was found.

A rule's pattern matches a whole phrase of its kind without the words that lead to it ("in", "on
the"). It has no anchors, so that it can also be looked for in running text. Patterns are linear in
the length of the text: no repeat inside a repeat.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from timeline.domain.dates.date_words import FLAGS
from timeline.domain.time.formatting import say, weekday_day
from timeline.domain.time.intervals import Interval


class Unreadable(Exception):
    """A rule knows the phrase but can't give it a date; the message says why, without a stop."""


class NeedsPublication(Unreadable):
    """The phrase is deictic, it counts from the day of publication, and none is given."""


class NeedsAntecedent(Unreadable):
    """The phrase is anaphoric, it looks back to a date named before, and none fits or is given."""


class RuleMatch(NamedTuple):
    """What a rule found: the interval, why, in whole sentences, and the rule's name.

    The name is empty where it is the one that the rule has in its table.
    """

    interval: Interval
    because: str
    rule: str = ""


class ReferenceTime(NamedTuple):
    """What a phrase is read against: the time of publication, and what stands around the phrase.

    ``day``: the day of publication, if it is known. ``named``: the date that the text named before
    the phrase, if there is one. ``ahead``: a word such as "will" or "until" points the phrase to
    the future; ``behind``: a verb points it to the past. ``cancelled``: what was planned for that
    day is off, so the nearest such day is meant, before publication or after. ``begun``: "since"
    stands before the phrase, so its day has been. ``in_text``: the phrase was found in running
    text and not typed into a field; there a month without a year is the nearest one, and EDTF is
    not expected.
    """

    day: date | None = None
    named: Interval | None = None
    ahead: bool = False
    behind: bool = False
    cancelled: bool = False
    begun: bool = False
    in_text: bool = False

    @property
    def published(self) -> date:
        """The day of publication; raises ``NeedsPublication`` where it is not known."""
        if self.day is None:
            raise NeedsPublication
        return self.day

    @property
    def antecedent(self) -> Interval:
        """The date named before; raises ``NeedsAntecedent`` where there is none."""
        if self.named is None:
            raise NeedsAntecedent("looks back to a date named before it, and there is none")
        return self.named

    @property
    def publication(self) -> str:
        """The opening of a sentence that counts from the day of publication."""
        return f"Published on {weekday_day(self.published)}"

    @property
    def looks_back(self) -> str:
        """The opening of a sentence that looks back to the date named before."""
        return f"It looks back to “{say(self.antecedent)}”, the date named before"

    @property
    def which_way(self) -> str:
        """How ``nearest`` is to choose among days that come again: as the words around point."""
        return "ahead" if self.ahead else "past" if self.behind else "near"

    def deictic(self, match: re.Match[str], interval: Interval, rule: str = "") -> RuleMatch:
        """What a phrase counted from the day of publication is, and the sentence that says so."""
        return RuleMatch(interval, f"{self.publication}; {_is(match, interval)}", rule)

    def anaphoric(self, match: re.Match[str], interval: Interval, rule: str = "") -> RuleMatch:
        """What a phrase counted from the date named before is, and the sentence that says so."""
        return RuleMatch(interval, f"{self.looks_back}; {_is(match, interval)}", rule)

    def in_place_of_antecedent(
        self, match: re.Match[str], interval: Interval, rule: str
    ) -> RuleMatch:
        """What a phrase that would look back is where it counts from publication after all."""
        because = f"{self.publication}, and no date is named before; {_is(match, interval)}"
        return RuleMatch(interval, because, rule)

    def compared(self, match: re.Match[str], interval: Interval) -> RuleMatch:
        """What a phrase is whose figures are compared with those of the date named before."""
        because = f"It is compared with {say(self.antecedent)}; {_is(match, interval)}"
        return RuleMatch(interval, because, "quarter-before")

    def looking_ahead(self) -> ReferenceTime:
        """The same, with a word to the left that points to the future.

        A verb that points to the past is stronger: "Until Friday nobody knew".
        """
        return self._replace(ahead=not self.behind)


def quoted(match: re.Match[str]) -> str:
    """The words that a rule matched, in quotation marks."""
    return f"“{match[0]}”"


def _is(match: re.Match[str], interval: Interval) -> str:
    return f"{quoted(match)} is {say(interval)}."


Resolve = Callable[[re.Match[str], ReferenceTime], RuleMatch | None]


@dataclass(frozen=True)
class Patterned:
    """What is known by a name, and by a pattern whose case never matters, given as its text."""

    name: str
    pattern_text: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled where a phrase is first read: many a process reads none."""
        return re.compile(self.pattern_text, FLAGS)


@dataclass(frozen=True)
class Rule(Patterned):
    """A kind of date phrase that stands alone: "4 March 2022", "Friday", "that same month".

    ``resolve`` gives ``None`` where the words fit and the meaning doesn't, so that a later rule is
    tried; it raises ``Unreadable`` where no later rule may be. ``in_text``: whether the phrase is
    also looked for in running text. ``whole``: whether its words state all of the date, so that
    nothing around them changes it.
    """

    resolve: Resolve
    in_text: bool = True
    whole: bool = False


Inner = Callable[[str, ReferenceTime], RuleMatch | None]
"""Reads the phrase inside a frame; ``None`` where nothing reads it."""


ResolveAround = Callable[[re.Match[str], ReferenceTime, Inner], RuleMatch | None]


@dataclass(frozen=True)
class Frame(Patterned):
    """Words around another date phrase: "since …", "early …", "between … and …".

    ``resolve`` also gets the reader of what is inside.
    """

    resolve: ResolveAround


def stating(*rules: Rule) -> tuple[Rule, ...]:
    """Rules whose words state a date whole."""
    return tuple(replace(rule, whole=True) for rule in rules)
