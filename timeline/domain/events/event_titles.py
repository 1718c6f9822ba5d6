"""A title for a proposed event, from the words of its main clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.dates import clock_words
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events.event_verbs import Trigger
from timeline.domain.text.passages import excerpt

LONGEST = 120
"""The characters of a title, at most."""
_SHORTEST, _FRONT_LENGTH, _LONGEST_SUBJECT = 30, 40, 60

_LEADS = re.compile(
    r"(?:(?:and|but|also|however|that|when|while|because|where|although|"
    r"who|which|whom|how|why|whether|then|therefore|meanwhile|moreover|later|once|though|if)"
    r"\b[, ]*|[•,;:–—\s-]+|\([^()]{1,30}\):)",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:after|before|during|in|on|at|following|amid|for|as|under|despite|according to)"
    r"\b[^,]{0,80}, +(?=\S+ \S)"
    # "Exactly 110 years after the opening, …"
    r"|(?:[\w-]+ ){1,4}(?:years?|months?|weeks?|days?|hours?)"
    r" (?:after|before|later|earlier|since)\b[^,]{0,60}, +(?=\S+ \S)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|they|it|who|which)\b", re.IGNORECASE)
_PREPOSITION_LEFT = re.compile(
    r"(?:(?:\A|\s+)(?:on|in|at|by|since|during|of|from|until|earlier|late|early|the|and|that|to|a|an"
    r"|(?:night|evening|morning|afternoon|hours|eve|day|week|weekend|start|beginning|middle|end|course)"
    r" of))+$",
    re.IGNORECASE,
)
"""What a date leaves behind that is taken out: "on", "in the early hours of"."""
_CUT = re.compile(
    r"[,;:–—‘“\"\x00.]|\b(?:that|which|who|when|about|he|she|they|has|have|was|were|is|how|as|to|"
    r"might|would|will|could|after|before|while|and|\w+ed)\b"
)
_AROUND = " ,;:–—-.•"
_PARTICIPLE = re.compile(
    r"(?:having|\w{3,}(?<!th|rn)ing|alarmed|asked|based|given|faced)\b", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?:who|which|that|it|he|she|they|this|these|those|nobody|no one|none)", re.IGNORECASE
)
"""Subjects of which a title doesn't say who or what did it."""
_FRONT_WORD = re.compile(
    r"(?:after|before|during|in|on|at|following|amid|for|as|under|despite|by|from|with|since)\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:on|in|at|by|during|since|from|after|before|late|early)\b", re.IGNORECASE
)
_AFTER_FRONT = re.compile(r"\A.*\b(?=(?:he|she|it|they)\Z)|\A.*\Z", re.IGNORECASE)
_NO_SUBJECT = frozenset("and but also then later now not only who which that".split())
_SAID_BY = re.compile(r", [^,“”\"]{2,50} (?:said|says|reported|announced|confirmed)\Z")
_LOOSE_END = re.compile(r"(?: (?:so|that|and|but|as|of|the|a|an|to|in|on|for|with|by|from))+\Z")
_MEASURE_LEFT = re.compile(r", (?:\w+ ){1,3}(?:minute|hour|day|week|month|year)s?\Z|,? and again\Z")
"""What is left of "…, a week before he was to speak" and of "…, and again in May"."""
_PHRASE_END = re.compile(
    r"(?=[,;–—])| (?=(?:and|but|who|which|that|after|before|when|while|as|because|with|for|in|on|at"
    r"|by|from|to|of|over|during|amid|where)\b)"
)


def of_speech(speaker: str, words: str) -> str:
    """The title of what somebody said: the name and the first words."""
    return f"{speaker}: “{excerpt(words, longest=LONGEST - len(speaker) - 4).rstrip('.,;')}”"


def of_verb(
    text: str, trigger: Trigger, *, hits: Sequence[Hit], subject: str, end: int | None = None
) -> tuple[str, bool]:
    """The title of what a clause's verb tells: subject, verb and what follows, without its date.

    ``subject`` stands in for a pronoun, and for a subject that the clause leaves out. ``end``:
    where its words end, if not with the clause. Gives also whether the title has a subject.
    """
    clause = trigger.clause
    first = trigger.first if trigger.first >= 0 else trigger.start
    begins = clause.start
    for hit in hits:
        front = begins <= hit.start and hit.end <= first and hit.start - begins <= _FRONT_LENGTH
        owns = text.startswith(("'s ", "’s "), hit.end)
        if front and not owns and _BEFORE_DATE.match(text, begins):
            # "On the night of 14 April a guard heard …"
            begins = hit.end
    told = _lead_out(_without(text, begins, first, hits))
    if clause.lead and told.lower().startswith(f"{clause.lead} "):
        told = _lead_out(told[len(clause.lead) + 1 :])
    apposed = told.rstrip().endswith(",") and "," in told.rstrip(" ,")
    told = _shortened(_own_subject(told), longest=_LONGEST_SUBJECT) + "," * apposed
    if not told or _PRONOUN.fullmatch(told):
        told = subject or told
    does = _without(text, first, end or clause.end, hits)
    if trigger.is_relative:
        # "The bank, which raised rates, meets …": what the bank does is no more of that.
        does = does.partition(",")[0]
    if not trigger.speaks:
        does = _SAID_BY.sub("", does)
    whole = bool(told) and not _NO_NAME.fullmatch(told) and not _PARTICIPLE.match(told)
    whole = whole and clause.lead != "whose"
    return _tidy(f"{told} {does}"), whole


def _own_subject(words: str) -> str:
    """The words before a verb without what stands in front of the subject."""
    words = words.strip(_AROUND)
    if front := _FRONT.match(f"{words} x"):
        words = words[front.end() :]
    if _PARTICIPLE.match(words) and ", " in words:
        words = words.rpartition(", ")[2]
    if _FRONT_WORD.match(words):
        # "In it", "After talks": no subject by itself.
        words = words.rpartition(", ")[2] if ", " in words else _AFTER_FRONT.sub("", words)
    return "" if words.lower() in _NO_SUBJECT else words


def of_entry(text: str, start: int, end: int, *, hits: Sequence[Hit]) -> str:
    """The title of an entry of a chronology: its words without its date."""
    return _tidy(_lead_out(_without(text, start, end, hits)))


def of_words(text: str, start: int, end: int) -> str:
    """The title of what stands between two characters."""
    return _tidy(_lead_out(" ".join(text[start:end].split())))


def _lead_out(words: str) -> str:
    while end := (match.end() if (match := _LEADS.match(words)) else clock_words.leading(words)):
        words = words[end:]
    return words


def of_noun(
    text: str, trigger: Trigger, *, hits: Sequence[Hit], first: int, subject: str = ""
) -> str:
    """The title of what a noun tells: the noun with the words that qualify it on both sides.

    ``first``: the character from which its own words begin. ``subject``: whose it is, where
    nothing qualifies it. Where nobody knows whose, the title is the clause in its own words.
    """
    end = min(trigger.clause.end, trigger.end + 60)
    for hit in hits:
        if trigger.end <= hit.start < end:
            end = hit.start
    words = text[first:end]
    if match := _CUT.search(words, trigger.end - first):
        words = words[: match.start()]
    words = _PREPOSITION_LEFT.sub("", words.strip())
    if " " not in words:
        if not subject:
            return of_words(text, trigger.clause.start, trigger.clause.end)
        words = f"{subject}’s {words.lower()}"
    return _tidy(words)


def _without(text: str, start: int, end: int, hits: Sequence[Hit]) -> str:
    pieces, at = [], start
    for hit in hits:
        if start <= hit.start and hit.end <= end and hit.start >= at:
            left, at = text[at : hit.start].rstrip(), hit.end
            if text.startswith(("'s ", "’s "), at):
                # "In Sunday's election" is "in the election".
                left, at = f"{left} the", at + 2
            else:
                left = _PREPOSITION_LEFT.sub("", left)
            pieces.append(left)
    pieces.append(text[at:end])
    words = " ".join(" ".join(pieces).split())
    return words.replace(" ,", ",").replace(" ;", ";").replace(" .", ".")


def _shortened(words: str, *, longest: int = LONGEST) -> str:
    """The words up to where a phrase of theirs ends, so that no title is cut off within one."""
    if len(words) <= longest:
        return words
    ends = [
        match.start()
        for match in _PHRASE_END.finditer(words, min(_SHORTEST, longest // 4), longest + 1)
        if match.start() <= longest
    ]
    return words[: ends[-1]] if ends else excerpt(words, longest=longest)


def _tidy(words: str) -> str:
    words = _LOOSE_END.sub("", _MEASURE_LEFT.sub("", _shortened(words.strip(_AROUND))))
    for opening, closing in ("“”", "‘’", '""', "()", "[]"):
        if words.count(opening) != words.count(closing) or (
            opening == closing and words.count(opening) % 2
        ):
            words = words.replace(opening, "").replace(closing, "") if opening != "‘" else words
    words = words.strip(_AROUND)
    return words[:1].upper() + words[1:]
