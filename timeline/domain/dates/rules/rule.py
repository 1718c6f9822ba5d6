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
from typing import NamedTuple

from timeline.domain.dates.date_words import FLAGS
from timeline.domain.time.formatting import weekday_day
from timeline.domain.time.intervals import Interval


class Unreadable(Exception):
    """A rule knows the phrase but can't give it a date; the message says why, without a stop."""


class NeedsPublication(Unreadable):
    """The phrase counts from the day of publication, and none is given."""


class NeedsNamed(Unreadable):
    """The phrase looks back to a date named before, and none is given, or not a fitting one."""


class Ground(NamedTuple):
    """What a phrase is read against.

    ``day``: the day of publication. ``before``: the date that the text named before. ``ahead``: a
    word to the left, such as "will" or "until", points to the future. ``behind``: a verb to the
    left points to the past. ``cancelled``: what was planned for it is off, and the nearer one is
    meant, behind or ahead. ``begun``: it is that since which something is, and has been.
    ``in_text``: the phrase was found in running text, where a month without
    a year is the nearest one, and nothing is typed in an archive's format.
    """

    day: date | None = None
    before: Interval | None = None
    ahead: bool = False
    behind: bool = False
    cancelled: bool = False
    begun: bool = False
    in_text: bool = False

    @property
    def published(self) -> date:
        """The day of publication; raises ``NeedsPublication`` without one."""
        if self.day is None:
            raise NeedsPublication
        return self.day

    @property
    def named(self) -> Interval:
        """The date named before; raises ``NeedsNamed`` without one."""
        if self.before is None:
            raise NeedsNamed("looks back to a date named before it, and there is none")
        return self.before

    @property
    def publication(self) -> str:
        """The opening of a sentence that counts from the day of publication."""
        return f"Published on {weekday_day(self.published)}"

    def looking_ahead(self) -> Ground:
        """The same ground, with a word to the left that points to the future.

        A verb that points to the past is stronger: "Until Friday nobody knew".
        """
        return self._replace(ahead=not self.behind)


class RuleMatch(NamedTuple):
    """What a rule found: the interval, why, in whole sentences, and the rule's name.

    The name is empty where it is the name that the rule has in its table.
    """

    interval: Interval
    because: str
    rule: str = ""


Resolve = Callable[[re.Match[str], Ground], RuleMatch | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of date phrase that stands alone: "4 March 2022", "Friday", "that same month".

    ``resolve`` gives ``None`` where the words fit and the meaning doesn't, so that a later rule is
    tried; it raises ``Unreadable`` where no later rule may. ``in_text``: whether its words, met in
    running text, are a date often enough to be looked for there. ``whole``: whether they state a
    date whole, so that nothing around them changes it.
    """

    name: str
    pattern: re.Pattern[str]
    resolve: Resolve
    in_text: bool = True
    whole: bool = False


Inner = Callable[[str, Ground], RuleMatch | None]
"""Reads the phrase inside a frame; ``None`` where nothing reads it."""


ResolveAround = Callable[[re.Match[str], Ground, Inner], RuleMatch | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """Words around another date phrase: "since …", "early …", "between … and …".

    ``resolve`` also gets the reader of what is inside.
    """

    name: str
    pattern: re.Pattern[str]
    resolve: ResolveAround


def rule(name: str, pattern: str, resolve: Resolve, *, in_text: bool = True) -> Rule:
    """A rule from its pattern's text; case never matters."""
    return Rule(name, re.compile(pattern, FLAGS), resolve, in_text)


def stating(*rules: Rule) -> tuple[Rule, ...]:
    """Rules whose words state a date whole."""
    return tuple(replace(rule, whole=True) for rule in rules)


def frame(name: str, pattern: str, resolve: ResolveAround) -> Frame:
    """A frame from its pattern's text; case never matters."""
    return Frame(name, re.compile(pattern, FLAGS), resolve)


def quoted(match: re.Match[str]) -> str:
    """The words that a rule matched, in quotation marks."""
    return f"“{match[0]}”"
