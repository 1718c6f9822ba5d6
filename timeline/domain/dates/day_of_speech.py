"""When quoted words were said: "“We lost today,” she said on Monday" has "today" be that Monday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import MONTH, WEEKDAY
from timeline.domain.lexicon.word_lists import members

QUOTED = 400
"""The characters of a quotation on either side of a word in it."""
_REACH = 160
"""The characters beside a quotation in which stands who said it, and when."""
_MARK = re.compile(r"[“”\"«»]")
_OPENS, _EITHER = "“«", '"'
_STOP = re.compile(r"[.!?;][\"'”’)\]]{0,3}\s|\n")
_SAYS = re.compile(rf"\b(?:{'|'.join(sorted(members('date_context', 'says on a day')))})\b")
_ASIDE = re.compile(
    r",? \b(?:about|after|as|because|before|since|that|when|where|which|while|who|whose)\b"
)
"""What a day after it is the day of something else by: "said the man who was held on Monday"."""
_DAY = re.compile(
    rf"\b(?:(?P<next>next |this coming )?(?P<weekday>{WEEKDAY})(?!['’]s)"
    r"|(?P<before>yesterday|last night)"
    rf"|(?P<other>{MONTH}|today|tonight|tomorrow|ago|earlier|later|last|[12]\d{{3}}))\b",
    date_words.FLAGS,
)


def quotation_around(text: str, start: int) -> tuple[int, int] | None:
    """Where the quotation's words begin, and where they end, in which an offset stands, if any.

    Both marks stand in its paragraph, within ``QUOTED`` characters.
    """
    first = max(text.rfind("\n", 0, start) + 1, start - QUOTED)
    opened = -1
    for mark in _MARK.finditer(text, first, start):
        is_open = mark[0] in _OPENS or (mark[0] == _EITHER and opened < 0)
        opened = mark.end() if is_open else -1
    if opened < 0:
        return None
    closed = _MARK.search(text, start, start + QUOTED)
    if closed is None or closed[0] in _OPENS or "\n" in text[start : closed.start()]:
        return None
    return opened, closed.start()


def day_of_speech(text: str, start: int, *, published: date) -> date | None:
    """The day on which the words around an offset were said, where they are quoted.

    It is the one weekday, or "yesterday", that the rest of the sentence has beside a verb of
    saying. ``None`` where no day is told, or it takes more than that to say which.
    """
    quoted = quotation_around(text, start)
    if quoted is None:
        return None
    opened, closed = quoted
    before = _STOP.split(text[max(0, opened - 1 - _REACH) : opened - 1])[-1]
    beside = [_ASIDE.split(before)[0] if _SAYS.search(before) else ""]
    # A quotation that is a sentence of its own has its verb before it.
    is_whole = text[closed - 1] in ".!?" or text[closed + 1 : closed + 2] in (".", "")
    if not (is_whole and before.strip()):
        after = _STOP.split(text[closed + 1 : closed + 1 + _REACH])[0]
        after = _ASIDE.split(_MARK.split(after)[0])[0]
        beside.append(after if _SAYS.search(after) else "")
    days = [found for words in beside for found in _DAY.finditer(words)]
    if len(days) != 1 or days[0]["other"] or days[0]["next"]:
        return None
    if days[0]["before"]:
        return published - timedelta(days=1)
    back = (published.weekday() - date_words.weekday(days[0]["weekday"])) % 7
    return published - timedelta(days=back)
