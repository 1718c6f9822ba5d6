"""Words beside a date phrase that point it to the future, or to the past."""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 160
"""The characters looked at on either side of a phrase."""

_SENTENCE_END = re.compile(
    r"(?<![. ][A-Za-z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…][\"'’”)\]]{0,3}\s{1,9}"
    r"(?=[\"'“‘(]{0,2}[A-Z0-9])|\n\s{0,9}\n|[.!?:]\s{0,9}\n"
)
"""A dot after one letter or a short capitalised word, "a.m.", "Sen.", ends no sentence here."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")

_AHEAD = frozenset(
    "will shall won't expected scheduled slated planned plans plan planning intends intend hopes "
    "hopeful upcoming forthcoming coming tomorrow until till begins starts opens resumes expires "
    "takes enters returns closes leaves arrives meets hosts faces ends meet begin arrive "
    "depart convenes reopens airs goes".split()
)
_STEMS = frozenset("meet begin arrive depart".split())
"""Said of more than one, of what is to come: "ministers meet on Monday"; not after "to", "did"."""
_MAYBE = frozenset("would should could must might may can".split())
"""What points ahead unless "have" or "not" follows, and not far: what "would open" is near it."""
_ABLE = frozenset("could can may might".split())
_PERCEIVED = (["seen"], ["heard"], ["found"], ["felt"], ["reached"])
_MAYBE_REACHES = 10
"""The words between such a verb and a phrase that it still points ahead."""
_LEADS_AHEAD = frozenset(
    "is are am due set expected scheduled plans plan planning hopes hope hoping wants want vowed "
    "vows promised promises pledged pledges agreed agrees going slated likely ready "
    "prepares preparing intends intend aims aiming seeks seeking need needs supposed bound about "
    "poised unlikely deadline expects expect threatened threatens vowing invited".split()
)
"""What makes "to" and a verb a thing to come: "is to", "plans to"."""
_BEHIND = frozenset(
    "said told was were had did been went came took made gave got saw met left won lost held began "
    "became fell rose led sent spoke wrote found brought fought shot struck hit beat broke chose "
    "drew drove flew froze grew knew paid ran sank sat sold spent stood swore taught thought threw "
    "understood withdrew fled died built bought caught felt kept laid meant put quit sought shook "
    "stole swept wore wound arose says tells".split()
)
_AFTER_DUE = frozenset(
    "address air announce appear arrive assume attend back be become begin brief chair close "
    "come compete complete conclude cut debut decide deliver depart dock drop end expire face "
    "fall fight finish fly get give go graduate hear hold host issue join land lapse launch "
    "lead leave make marry meet move open pass pay play present publish race receive release "
    "reopen replace reply report resume retire return rise rule run sail serve set settle shut "
    "sign speak spend stand start step stop submit succeed swear take testify tour travel turn "
    "undergo unveil visit vote wed win".split()
)
"""What is "due to" happen; "due to rain on Monday" only says why."""
_BEFOREHAND = frozenset("previously originally initially".split())
"""Before "planned", which then was a plan for a time that may be over."""
_SUFFERED = (
    r"(?:accident|ambush|arrest|attack|blast|blaze|bombing|collapse|collision|crash|death|derailment"
    r"|earthquake|explosion|killing|massacre|murder|quake|raid|riot|shooting|slaying|stabbing)s?"
)
_AFTER_SUFFERED = re.compile(rf"\b{_SUFFERED} (?:late |early )?(?:on |in )?\Z")
_BEFORE_SUFFERED = re.compile(rf"['’]s (?:\w{{1,20}} ){{0,2}}{_SUFFERED}\b")
"""What is never announced: it has been, though it "will be investigated"."""
_CANCELLED = re.compile(
    r" (?:was|were|has been|have been|had been) (?:abruptly |later )?"
    r"(?:cancell?ed|called off|postponed|scrapped|put off)\b"
)
_DIRECTLY = frozenset("by effective payable starting beginning".split())
"""What points ahead where nothing farther left points behind."""
_TO_COME = frozenset("to due expected scheduled set going".split())
_BE = frozenset("be being get is are".split())
_BEFORE_A_STEM = frozenset("to will would may might could should can must shall not".split())
"""Before "hit" and "put", which are their own past."""
_NO_VERB = frozenset(
    "the a an his her their its our my your this that these those all some any each both about "
    "from in on at which whom where which".split()
)
_LEAD_IN = re.compile(
    r"(?:\A|(?<![. ][A-Za-z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…:][\"'’”)]{0,3}\s|\n)"
    r"[\"'“‘(]{0,2}(?:(?:on|in|by|early|late|next|this|the|from|starting|beginning|later|and|but"
    r"|until|till|since|before|after)[ -]){0,4}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands beside a phrase: the words that point it ahead, or a verb that points behind.

    ``opens``: whether it was found to the right of a phrase that opens its sentence.
    ``cancelled``: what planned something for the time that is off; the time may be over or not.
    """

    ahead: str = ""
    behind: str = ""
    opens: bool = False
    cancelled: str = ""


def beside(text: str, start: int, end: int) -> Cue:
    """The nearest cue to the left of a phrase, in its sentence.

    A phrase that opens its sentence takes the first verb after it: "On Tuesday voters will …".
    """
    before = text[max(0, start - REACH) : start]
    after = text[end : end + REACH]
    if _AFTER_SUFFERED.search(before) or _BEFORE_SUFFERED.match(after):
        return Cue()
    cuts = [match.end() for match in _SENTENCE_END.finditer(before)]
    if _LEAD_IN.search(before) or (cuts and _LEAD_IN.search("\n" + before[cuts[-1] :])):
        return _first(after)
    left = _WORD.findall(before[cuts[-1] if cuts else 0 :])[-20:]
    cue = _last(left)
    if (
        not cue.behind
        and left
        and left[-1].lower() in _DIRECTLY
        and text[start].isalpha()
        and not text[end - 1].isdigit()
    ):
        return Cue(ahead=left[-1])
    if [word.lower() for word in left[-3:]] in (["as", "early", "as"], ["as", "soon", "as"]):
        return Cue(ahead=" ".join(left[-3:]))
    if left and left[-1] in ("is", "are"):
        return Cue(ahead=left[-1])
    if cue.ahead == "would" and after[:2] in ("'s", "’s"):
        # "He said he would forget Friday's defeat": the defeat has been.
        return Cue()
    return Cue(cancelled=cue.ahead) if cue.ahead and _CANCELLED.match(after) else cue


def _last(left: list[str]) -> Cue:
    """What the nearest of the words says that says anything."""
    lower = [word.lower().replace("’", "'") for word in left]
    for index in range(len(left) - 1, -1, -1):
        place = _Place(left, lower, index)
        for says in (_ahead, _maybe, _due, _purpose, _behind):
            cue = says(place)
            if cue is not None:
                return cue
    return Cue()


@dataclass(frozen=True, slots=True)
class _Place:
    """A word among those to the left of a phrase."""

    left: list[str]
    lower: list[str]
    index: int

    @property
    def written(self) -> str:
        return self.left[self.index]

    @property
    def word(self) -> str:
        return self.lower[self.index]

    @property
    def before(self) -> str:
        return self.lower[self.index - 1] if self.index else ""

    @property
    def after(self) -> str:
        return self.lower[self.index + 1] if self.index + 1 < len(self.lower) else ""

    @property
    def reach(self) -> int:
        """The words from it to the phrase, itself counted."""
        return len(self.left) - self.index


def _ahead(place: _Place) -> Cue | None:
    word, before = place.word, place.before
    if word == "ahead":
        near = place.after != "of" or place.reach <= _CLOSE
        return Cue(ahead=place.written) if near else None
    if word == "set":
        return Cue(ahead=place.written) if place.after in ("for", "to") else None
    if word not in _AHEAD and not word.endswith("'ll"):
        return None
    if before == "been":
        return Cue(behind=f"been {place.written}")
    is_name = word == "will" and place.written[0].isupper() and place.index > 0
    is_noun = word in ("plan", "plans") and before in ("the", "a", "his", "its", "their")
    is_stem = word in _STEMS and before in _BEFORE_A_STEM | {"did", "didn't"}
    if word == "planned" and before in _BEFOREHAND:
        return Cue(behind=f"{before} {word}")
    is_aside = (before, word) == _ASIDE
    return None if is_name or is_noun or is_stem or is_aside else Cue(ahead=place.written)


_ASIDE = ("as", "planned")
_CLOSE = 3
"""The words from "ahead" to a phrase that it points at: "ahead of the Sunday …"."""


def _maybe(place: _Place) -> Cue | None:
    """What "would", "could" and their like say of a phrase, where they say anything."""
    word, after = place.word, place.after
    if word == "couldn't" or (word == "could" and after == "not"):
        return Cue(behind=word)
    if word not in _MAYBE:
        return None
    if after == "have":
        return Cue(behind=f"{word} have")
    if not place.written[0].islower() or place.reach > _MAYBE_REACHES:
        return None
    if word in _ABLE and (after not in _AFTER_DUE or after == "hear" or _is_perceived(place)):
        return None
    return Cue(ahead=word)


def _is_perceived(place: _Place) -> bool:
    """Whether something "could be seen", which it was."""
    return place.after == "be" and place.lower[place.index + 2 : place.index + 3] in _PERCEIVED


def _due(place: _Place) -> Cue | None:
    if place.word != "due" or (place.after == "to" and place.reach > 2):
        return None
    return Cue(behind="been due") if place.before == "been" else Cue(ahead=place.written)


def _purpose(place: _Place) -> Cue | None:
    """What "to" and a verb say: "is to", "plans to", "due to"."""
    if place.word != "to" or not place.after or not _may_be_verb(place.left[place.index + 1]):
        return None
    before = place.before
    if before not in _LEADS_AHEAD or (before == "due" and place.after not in _AFTER_DUE):
        return None
    if place.index > 1 and place.lower[place.index - 2] == "been":
        return Cue(behind=f"been {before}")
    return Cue(ahead=f"{place.left[place.index - 1]} to")


def _behind(place: _Place) -> Cue | None:
    if (place.word, place.after) == ("according", "to"):
        return Cue(behind=place.written)
    if (place.word, place.after) == ("followed", "by") or (place.before, place.word) == _ASIDE:
        return None
    return Cue(behind=place.written) if _points_behind(place.written, place.before) else None


def _points_behind(found: str, before: str) -> bool:
    """Whether a word is a verb in the past, with what stands before it."""
    word = found.lower()
    if before in _BE:
        return False
    if word in _BEHIND:
        return before not in _BEFORE_A_STEM
    adjective = before in _NO_VERB or before.endswith("ly") or before == "still"
    return _in_the_past(word) and found[0].islower() and not adjective


def _first(following: str) -> Cue:
    cut = _SENTENCE_END.search(following)
    right = _WORD.findall(following[: cut.start()] if cut else following)[:14]
    for index, found in enumerate(right):
        word = found.lower().replace("’", "'")
        after = right[index + 1].lower() if index + 1 < len(right) else ""
        if word in ("will", "shall", "won't") or word.endswith("'ll"):
            return Cue(ahead=found, opens=True)
        if word in ("is", "are") and after in _TO_COME:
            return Cue(ahead=f"{found} {after}", opens=True)
        if word in ("plans", "plan") and after == "to":
            return Cue(ahead=found, opens=True)
        if word in _BEHIND or _in_the_past(word):
            return Cue(behind=found, opens=True)
        if word in ("who", "which", "that"):
            return Cue()
    return Cue()


def _in_the_past(word: str) -> bool:
    """Whether a word looks like a regular verb in the past: "agreed", and not "need"."""
    return word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST


_NOT_PAST = frozenset(
    "succeed proceed exceed indeed speed breed bleed greed hundred hatred sacred naked wicked "
    "united so-called shed embed".split()
)


def _may_be_verb(word: str) -> bool:
    return word[0].islower() and word.lower() not in _NO_VERB and not word.endswith("ing")
