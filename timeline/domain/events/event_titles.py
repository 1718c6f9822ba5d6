"""A title for a proposed event, from the words of its main clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events.event_verbs import Trigger
from timeline.domain.text.passages import excerpt

LONGEST = 90

_LEADS = re.compile(
    r"(?:(?:and|but|also|however|that|when|while|because|where|although|"
    r"who|which|whom|how|why|whether|then|therefore|meanwhile|moreover|later|once|though|if)"
    r"\b[, ]*|[•,;:–—\s-]+)",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:after|before|during|in|on|at|following|amid|for|as|under|despite|according to)"
    r"\b[^,]{0,80}, +(?=\S+ \S)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|they|it|who|which)\b", re.IGNORECASE)
_PREPOSITION_LEFT = re.compile(
    r"(?:\s+(?:on|in|at|by|since|during|of|from|until|earlier|late|early|the|and|that|to|a|an))+$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[,;:–—‘“\"\x00.]|\b(?:that|which|who|when|about|he|she|they|has|have|was|were|is|how|as|to|"
    r"might|would|will|could|after|before|while|and|\w+ed)\b"
)
_AROUND = " ,;:–—-.•"


def of_speech(speaker: str, words: str) -> str:
    """The title of what somebody said: the name and the first words."""
    return f"{speaker}: “{excerpt(words, longest=LONGEST - len(speaker) - 4).rstrip('.,;')}”"


def of_verb(
    text: str, trigger: Trigger, *, hits: Sequence[Hit], subject: str, end: int | None = None
) -> str:
    """The title of what a clause's verb tells: the clause without its lead-in and its date.

    ``subject`` stands in for a pronoun, and for a subject that the clause leaves out. ``end``:
    where its words end, if not with the clause.
    """
    clause = trigger.clause
    end = end or clause.end
    words = _lead_out(_without(text, clause.start, end, hits))
    if clause.lead and words.lower().startswith(f"{clause.lead} "):
        words = _lead_out(words[len(clause.lead) + 1 :])
    front = _FRONT.match(words)
    if front and text[trigger.start : trigger.end] not in front[0]:
        words = _lead_out(words[front.end() :])
    if match := _PRONOUN.match(words):
        words = f"{subject or match[0]}{words[match.end() :]}"
    elif text[trigger.start : trigger.end].lower().startswith(words[:3].lower()) and subject:
        words = f"{subject} {words}"
    return _tidy(words)


def of_words(text: str, start: int, end: int) -> str:
    """The title of what stands between two characters."""
    return _tidy(_lead_out(" ".join(text[start:end].split())))


def _lead_out(words: str) -> str:
    while match := _LEADS.match(words):
        words = words[match.end() :]
    return words


def of_noun(
    text: str, trigger: Trigger, *, hits: Sequence[Hit], first: int, subject: str = ""
) -> str:
    """The title of what a noun tells: the noun with the words that qualify it on both sides.

    ``first``: the character from which its own words begin. ``subject``: whose it is, where
    nothing qualifies it.
    """
    end = min(trigger.clause.end, trigger.end + 60)
    for hit in hits:
        if trigger.end <= hit.start < end:
            end = hit.start
    words = text[first:end]
    if match := _CUT.search(words, trigger.end - first):
        words = words[: match.start()]
    words = _PREPOSITION_LEFT.sub("", words.strip())
    if " " not in words and subject:
        words = f"{subject}’s {words.lower()}"
    return _tidy(words)


def _without(text: str, start: int, end: int, hits: Sequence[Hit]) -> str:
    pieces, at = [], start
    for hit in hits:
        if start <= hit.start and hit.end <= end and hit.start >= at:
            left = _PREPOSITION_LEFT.sub("", text[at : hit.start].rstrip())
            pieces.append(left)
            at = hit.end
    pieces.append(text[at:end])
    words = " ".join(" ".join(pieces).split())
    return words.replace(" ,", ",").replace(" ;", ";").replace(" .", ".")


def _tidy(words: str) -> str:
    words = excerpt(words.strip(_AROUND), longest=LONGEST)
    for opening, closing in ("“”", "‘’", '""', "()", "[]"):
        if words.count(opening) != words.count(closing) or (
            opening == closing and words.count(opening) % 2
        ):
            words = words.replace(opening, "").replace(closing, "") if opening != "‘" else words
    words = words.strip(_AROUND)
    return words[:1].upper() + words[1:]
