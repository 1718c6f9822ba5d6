"""Tense cues: words beside a date phrase that point it to the future, or to the past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from timeline.domain.dates.finding.printed_lines import is_caption, is_headline, opens_entry
from timeline.domain.dates.finding.tense_words import (
    ABLE,
    AFTER_DUE,
    AHEAD,
    ASIDE,
    BE,
    BEFORE_A_STEM,
    BEFOREHAND,
    BEHIND,
    BIDS,
    CALLS,
    CLOSE,
    DIRECTLY,
    LASTED,
    LEADS_AHEAD,
    MAYBE,
    MAYBE_REACHES,
    NO_VERB,
    NOT_PAST,
    PERCEIVED,
    PRESENT,
    PROMISED,
    PUT_OFF,
    STEMS,
    TELLING,
    TO_COME,
    UNDER_WAY,
)
from timeline.domain.dates.verb_tenses import announcing_verb, happened_then, is_suffered
from timeline.domain.lexicon.word_lists import members
from timeline.domain.text.typography import straightened

REACH = 160
"""The characters looked at on either side of a phrase."""

_SENTENCE_END = re.compile(
    r"(?<![. ][A-Za-z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…][\"'’”)\]]{0,3}\s{1,9}"
    r"(?=[\"'“‘(]{0,2}[A-Z0-9])|\n\s{0,9}\n|[.!?:]\s{0,9}\n"
)
"""A dot after one letter or a short capitalised word, "a.m.", "Sen.", ends no sentence here."""
_MARKS = ".!?…:\n"
_MARK = re.compile(f"[{_MARKS}]")
"""What a sentence may end at."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")

_CANCELLED = re.compile(
    r" (?:was|were|has been|have been|had been) (?:abruptly |later )?"
    r"(?:cancell?ed|called off|postponed|scrapped|put off)\b"
)
_LEADING = members("tense_words", "leads to a phrase")
_LAST_WORD = re.compile(r"(?P<word>[A-Za-z]+)[ -][\"'“‘(]*\Z")
LONGEST_LEAD = 16
"""The characters before a phrase that hold the longest of these words."""
_LEAD_IN = re.compile(
    r"(?:\A|(?<![. ][A-Za-z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…:][\"'’”)]{0,3}\s|\n)"
    rf"[\"'“‘(]{{0,2}}(?:(?:{'|'.join(sorted(_LEADING))})[ -]){{0,4}}\Z",
    re.IGNORECASE,
)
LEADS = 64
_STARTING = re.compile(
    r"(?:\A|\W)(?P<word>starting|beginning|effective|from|come) (?:on )?\Z", re.IGNORECASE
)
"""What makes a phrase that opens a sentence one to come, unless the verb is in the past."""
_SINCE = re.compile(
    r"(?:\A|\W)since (?:at least )?(?:the )?(?:early |late |mid-)?\Z", re.IGNORECASE
)
_THEN = re.compile(
    r" (?P<verb>will|won['’]t|(?:is|are) (?:to|due|expected|scheduled|set|likely|going))\b"
)
"""A verb right after a phrase whose subject it ends: "the summit on Friday will …"."""

_ENDING = frozenset("until till through thru".split())
_PART_OF = re.compile(
    r"\b(?:the )?(?:very )?(?:start|beginning|end|close|middle) of (?:the )?\Z", re.IGNORECASE
)
"""What a phrase may begin with: of "until the end of May" it is "until" that leads to it."""
_NOT = re.compile(r"(?:\b(?:not|never|nobody|none|nothing)\b|n['’]t\b|\bno one\b)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:is|are|will|can|may|must|runs?|lasts?|stays?|remains?|continues?|goes|shows|valid|open"
    r"|closed|shut|available)\b"
)
"""What says that something which goes on "through June" is still to end."""
_KEPT = re.compile(
    r"[^.!?]{0,100}?(?:\b(?:and|but) (?:have|has|did|kept|done)\b|\bsince(?: then)?[.,;])"
)
"""What says, after a promise and its date, that it was kept."""
_BIDDING = re.compile(
    r"[“\"‘](?:Please |Do not |Don['’]t |Let us |Let['’]s |Everyone )?(?P<verb>[A-Za-z]+)\b"
    r"[^.!?“”\"]*\Z"
)


class TenseCue(NamedTuple):
    """What the words beside a date phrase say of its tense; all is empty where they say nothing.

    ``ahead``: the words that point the phrase to the future ("will", "due to"). ``behind``: the
    verb that points it to the past ("said"). ``opens``: whether the cue stands to the right of a
    phrase that opens its sentence. ``begun``: "since" stands before the phrase, so its day has
    been. ``cancelled``: the words that planned something which the text says is cancelled; its day
    may have been or be to come.
    """

    ahead: str = ""
    behind: str = ""
    opens: bool = False
    cancelled: str = ""
    begun: bool = False


def cue_beside(text: str, start: int, end: int) -> TenseCue:
    """The tense cue of the phrase from the offset ``start`` up to, not with, ``end`` of a text.

    It is the nearest cue to the left in the same sentence. A phrase that opens its sentence takes
    the first verb after it: "On Tuesday voters will …". Only ``REACH`` characters are looked at.
    """
    cue = _cue_of_words(text, start, end)
    if opens_entry(text, start, end):
        tells = _first_verb(text[end : end + REACH].lstrip(" -–—:\n"))
        return cue if tells.ahead else TenseCue(begun=True)
    if cue.ahead.lower() in PRESENT and (is_headline(text, start) or is_caption(text, start)):
        return TenseCue()
    return cue


def _words_before(text: str, start: int) -> str:
    before = text[max(0, start - REACH) : start]
    return _PART_OF.sub("", before) if before.endswith(("of ", "of the ")) else before


def _cue_of_words(text: str, start: int, end: int) -> TenseCue:
    before = _words_before(text, start)
    after = text[end : end + REACH]
    if is_suffered(before, after):
        return TenseCue()
    cut = _last_cut(before)
    opens = "\n" + before[cut:] if cut else before
    if _may_lead(before) and (_leads_in(before[-LEADS:]) or (cut and _leads_in(opens[-LEADS:]))):
        return _cue_of_opening(before, after)
    left = _WORD.findall(before[cut:])[-20:]
    if left and left[-1].lower() in _ENDING:
        return _cue_of_end(left, before[cut:])
    cue = _nearest_cue(left)
    if cue == TenseCue() and (bid := _BIDDING.search(before)) and bid["verb"].lower() in BIDS:
        return TenseCue(ahead=bid["verb"])
    if cue.ahead.split(" ")[0].lower() in PROMISED and _KEPT.match(after):
        return TenseCue()
    if (
        not cue.behind
        and left
        and left[-1].lower() in DIRECTLY
        and text[start].isalpha()
        and not text[end - 1].isdigit()
    ):
        return TenseCue(ahead=left[-1])
    if [word.lower() for word in left[-3:]] in (["as", "early", "as"], ["as", "soon", "as"]):
        return TenseCue(ahead=" ".join(left[-3:]))
    if _SINCE.search(before[-LEADS // 2 :]):
        return TenseCue(begun=True)
    if len(left) > 1 and left[-1] in ("to", "for") and left[-2].lower() in PUT_OFF:
        return cue if "had" in left[-4:] else TenseCue(ahead=left[-2])
    if left and left[-1] in ("is", "are"):
        return TenseCue(ahead=left[-1])
    if cue.ahead == "would" and after[:2] in ("'s", "’s"):
        # "He said he would forget Friday's defeat": the defeat has been.
        return TenseCue()
    if cue.ahead:
        return TenseCue(cancelled=cue.ahead) if _CANCELLED.match(after) else cue
    return _cue_of_tense(cue, left, after)


def _cue_of_end(left: list[str], before: str) -> TenseCue:
    """The cue of what something went on until: ahead, unless it is told that it did."""
    word, cue = left[-1], _nearest_cue(left[:-1])
    verb = cue.behind.lower()
    through = word.lower() in ("through", "thru") and verb not in PUT_OFF
    if through and not verb and not _GOES_ON.search(before):
        return TenseCue()
    if verb and (through or verb in LASTED or _NOT.search(before)):
        return TenseCue(behind=cue.behind, opens=True)
    return TenseCue(ahead=word)


def _cue_of_tense(cue: TenseCue, left: list[str], after: str) -> TenseCue:
    """The cue of a phrase that no word points ahead: what the tense of the verb before it says."""
    if cue == TenseCue() and (then := _THEN.match(after)):
        return TenseCue(ahead=then["verb"])
    between = _since(left, cue) if cue.behind else left
    if cue == TenseCue() or cue.behind in ("says", "tells"):
        verb = announcing_verb(between, after)
        return TenseCue(ahead=verb) if verb else cue
    happened = cue.behind and happened_then(cue.behind, between, after)
    return cue._replace(begun=True) if happened else cue


def _since(left: list[str], cue: TenseCue) -> list[str]:
    """The words after the verb that points behind."""
    return left[len(left) - left[::-1].index(cue.behind) :] if cue.behind in left else []


def _may_lead(before: str) -> bool:
    """Whether the last word before a phrase lets it open its sentence: most do not."""
    last = _LAST_WORD.search(before[-LONGEST_LEAD:])
    return last is None or last["word"].lower() in _LEADING


def _leads_in(before: str) -> bool:
    """Whether nothing but such words stands between a sentence's beginning and a phrase."""
    last = max(map(before.rfind, _MARKS))
    return bool((last > 0 and _LEAD_IN.match(before, last)) or _LEAD_IN.match(before))


def _cue_of_opening(before: str, after: str) -> TenseCue:
    """The cue of a phrase that opens its sentence."""
    if _SINCE.search(before[-LEADS // 2 :]):
        return TenseCue(begun=True)
    cue = _first_verb(after)
    start = None if cue.behind else _STARTING.search(before[-LEADS:])
    return TenseCue(ahead=start["word"], opens=True) if start else cue


def _last_cut(before: str) -> int:
    """Where the sentence begins that the end of a text is in; 0 where it begins before it."""
    cut = 0
    for mark in _MARK.finditer(before):
        if end := _SENTENCE_END.match(before, mark.start()):
            cut = end.end()
    return cut


def _nearest_cue(left: list[str]) -> TenseCue:
    """The cue of the nearest word to the left that is one."""
    lower = straightened(" ".join(left)).lower().split()
    for index in range(len(left) - 1, -1, -1):
        word = lower[index]
        if word in TELLING or word.endswith("'ll"):
            first = 0
        elif word.endswith("ed"):
            first = _CUES.index(_behind)
        else:
            continue
        place = _WordAtLeft(left, lower, index)
        for says in _CUES[first:]:
            cue = says(place)
            if cue is not None:
                return cue
    return TenseCue()


@dataclass(slots=True)
class _WordAtLeft:
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


def _ahead(place: _WordAtLeft) -> TenseCue | None:
    word, before = place.word, place.before
    if word == "ahead":
        near = place.after != "of" or place.reach <= CLOSE
        return TenseCue(ahead=place.written) if near else None
    if word in CALLS and place.after == "for":
        if "had" in place.lower[max(0, place.index - 2) : place.index]:
            return TenseCue(behind=f"had {word}")
        return TenseCue(ahead=f"{place.written} for") if place.reach <= MAYBE_REACHES else None
    if word in ("set", "forecast"):
        return TenseCue(ahead=place.written) if place.after in ("for", "to") else None
    if word == "likely" or (word in UNDER_WAY and place.before in ("is", "are", "am")):
        near = place.reach <= (CLOSE - 1 if word == "likely" else MAYBE_REACHES)
        return TenseCue(ahead=place.written) if near else None
    if word not in AHEAD and not word.endswith("'ll"):
        return None
    if before == "been":
        return TenseCue(behind=f"been {place.written}")
    is_name = word == "will" and place.written[0].isupper() and place.index > 0
    is_noun = word in ("plan", "plans") and before in ("the", "a", "his", "its", "their")
    is_stem = word in STEMS and before in BEFORE_A_STEM | {"did", "didn't"}
    if word == "planned" and before in BEFOREHAND:
        return TenseCue(behind=f"{before} {word}")
    is_aside = (before, word) == ASIDE
    return None if is_name or is_noun or is_stem or is_aside else TenseCue(ahead=place.written)


def _maybe(place: _WordAtLeft) -> TenseCue | None:
    """What "would", "could" and their like say of a phrase, where they say anything."""
    word, after = place.word, place.after
    if word == "couldn't" or (word == "could" and after == "not"):
        return TenseCue(behind=word)
    if word not in MAYBE:
        return None
    if after == "have":
        return TenseCue(behind=f"{word} have")
    if not place.written[0].islower() or place.reach > MAYBE_REACHES:
        return None
    if word in ABLE and (after not in AFTER_DUE or after == "hear" or _is_perceived(place)):
        return None
    return TenseCue(ahead=word)


def _is_perceived(place: _WordAtLeft) -> bool:
    """Whether something "could be seen", which it was."""
    return place.after == "be" and place.lower[place.index + 2 : place.index + 3] in PERCEIVED


def _due(place: _WordAtLeft) -> TenseCue | None:
    if place.word != "due" or (place.after == "to" and place.reach > 2):
        return None
    return TenseCue(behind="been due") if place.before == "been" else TenseCue(ahead=place.written)


def _purpose(place: _WordAtLeft) -> TenseCue | None:
    """What "to" and a verb say: "is to", "plans to", "due to"."""
    if place.word != "to" or not place.after or not _may_be_verb(place.left[place.index + 1]):
        return None
    before = place.before
    if before not in LEADS_AHEAD or (before == "due" and place.after not in AFTER_DUE):
        return None
    if place.index > 1 and place.lower[place.index - 2] == "been":
        return TenseCue(behind=f"been {before}")
    return TenseCue(ahead=f"{place.left[place.index - 1]} to")


def _behind(place: _WordAtLeft) -> TenseCue | None:
    if (place.word, place.after) == ("according", "to"):
        return TenseCue(behind=place.written)
    if (place.word, place.after) == ("followed", "by") or (place.before, place.word) == ASIDE:
        return None
    return TenseCue(behind=place.written) if _points_behind(place.written, place.before) else None


_CUES = (_ahead, _maybe, _due, _purpose, _behind)


def _points_behind(found: str, before: str) -> bool:
    """Whether a word is a verb in the past, with what stands before it."""
    word = found.lower()
    if before in BE:
        return False
    if word in BEHIND:
        return before not in BEFORE_A_STEM
    adjective = before in NO_VERB or before.endswith("ly") or before == "still"
    return _in_the_past(word) and found[0].islower() and not adjective


def _first_verb(following: str) -> TenseCue:
    cut = _SENTENCE_END.search(following)
    right = _WORD.findall(following[: cut.start()] if cut else following)[:14]
    lower = straightened(" ".join(right)).lower().split()
    for found, word, after in zip(right, lower, [*lower, ""][1:], strict=True):
        if word in ("will", "shall", "won't", "must", "should") or word.endswith("'ll"):
            return TenseCue(ahead=found, opens=True)
        if word in ("is", "are") and (after in TO_COME or after == "to"):
            return TenseCue(ahead=f"{found} {after}", opens=True)
        if word in ("plans", "plan") and after == "to":
            return TenseCue(ahead=found, opens=True)
        if word in BEHIND or (found[0].islower() and _in_the_past(word)):
            return TenseCue(behind=found, opens=True)
        if word in ("who", "which", "that"):
            return TenseCue()
    return TenseCue()


def _in_the_past(word: str) -> bool:
    """Whether a word looks like a regular verb in the past: "agreed", and not "need"."""
    return word.endswith("ed") and len(word) > 4 and word not in NOT_PAST


def _may_be_verb(word: str) -> bool:
    return word[0].islower() and word.lower() not in NO_VERB and not word.endswith("ing")
