"""The characters that a text keeps: none that control, none that turn the writing about."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = r"\x01-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff"
_TURNING = r"\u202a-\u202e\u2066-\u2069"
_HALF = r"\ud800-\udfff"
_DROPPED = re.compile(rf"[\0{_CONTROL}{_HALF}{_TURNING}]")


_CONTROLLING = re.compile(r"[\0-\t\v-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""A text that XML, iCalendar and spreadsheets can hold: no control character but line breaks.

    Each line break is one ``\n``, a tab a space; everything else, of any script, stays.
    """
    if text.isprintable():  # most are, and are done with here
        return text
    even = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROLLING.sub("", even)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with plain line ends and without what no article prints, and what was dropped.

    Dropped, each with a sentence that tells how many: NUL, other control characters, halves of
    characters, and the marks that override or isolate the direction of writing, which can make a
    text read as it is not written. Letters of every direction stay, as do joiners. Line ends of
    every kind become the plain one, without a word.
    """
    if text.isprintable():  # most lines and fields are, and are done with here
        return text, ()
    notes = []
    text = _LINE_END.sub("\n", text.replace("\r\n", "\n"))
    if _DROPPED.search(text) is None:
        return text, ()
    for characters, one, many in (
        (r"\0", "NUL character was", "NUL characters were"),
        (_CONTROL, "control character was", "control characters were"),
        (_HALF, "broken character was", "broken characters were"),
        (
            _TURNING,
            "mark that turns the direction of writing was",
            "marks that turn the direction of writing were",
        ),
    ):
        text, count = re.subn(f"[{characters}]", "", text)
        if count:
            notes.append(f"{count:,} {one if count == 1 else many} dropped.")
    return text, tuple(notes)
