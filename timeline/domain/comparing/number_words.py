"""Numbers in words as digits: "two hundred thousand", "a hundred and fifty", "two-thirds".

Texts are folded ones. Number words add up as they do in English: tens and ones to what is below a
hundred, hundreds to that, and so many thousands, millions and billions, each smaller than the last.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import prod

from timeline.domain.dates.date_words import ONE_DIGIT, TWO_DIGITS, any_of, number
from timeline.domain.lexicon.word_lists import groups, heads

DECIMALS = Decimal("0.000001")
"""How far a figure is told from another."""

_SMALL = rf"(?:{TWO_DIGITS}(?:[ -]{ONE_DIGIT})?|{ONE_DIGIT})"
_REST = rf"[ -](?:and[ -])?{_SMALL}(?![ -]hundred)"
_GROUP = rf"(?:(?:{_SMALL}|an?)[ -]hundred(?:{_REST})?(?![a-z])|{_SMALL})"
_WORD = re.compile(r"(?<![a-z-])(?!an?\b)[a-z]+(?:-[a-z]+)?(?![a-z-])")


def fractions_in_decimals(text: str) -> str:
    """A text that begins with a fraction in words, which is the figure itself, with its digits:
    "two-thirds", "about half of them"; none of "half-time", nor of "the first half".
    """
    return _fraction().sub(lambda found: found["bound"] + _fractions()[found["said"]], text)


def in_digits(text: str) -> str:
    """A text with digits for its numbers in words; what multiplies a number at its end stays a
    word, for it may be said of the number before it, too: "two to three million".
    """
    text = _between().sub(_both_in_digits, text)
    text = _run().sub(lambda found: _digits(found[0]) or found[0], text)
    return _WORD.sub(_word_in_digits, text)


def _both_in_digits(found: re.Match[str]) -> str:
    low, high = _digits(found["low"]), _digits(found["high"])
    return f"between {low} and {high}" if low and high else found[0]


def _word_in_digits(word: re.Match[str]) -> str:
    try:
        return str(number(word[0]))
    except KeyError:
        return "0" if word[0] == "zero" else word[0]


def _digits(run: str) -> str:
    """A run of number words in digits; empty where they don't add up."""
    words = [word for word in re.split("[ -]", run) if word != "and"]
    total = group = 0
    last = 0
    for word in words:
        if word == "hundred":
            group *= 100
        elif scale := _scales().get(word):
            if last and scale >= last:
                return ""
            total, group, last = total + group * scale, 0, scale
        else:
            value, below = number(word), group % 100
            if below and (below < 20 or below % 10 or value > 9):
                return ""
            group += value
    multipliers = _multipliers(words)
    times = prod(100 if word == "hundred" else _scales()[word] for word in multipliers)
    return " ".join([str((total + group) // times), *multipliers])


def _multipliers(words: list[str]) -> list[str]:
    """The words at a run's end that multiply all of it: both in "two hundred thousand", but only
    the last in "one million two hundred thousand".
    """
    at = len(words)
    while words[at - 1] == "hundred" or words[at - 1] in _scales():
        at -= 1
    is_sum = any(word in _scales() for word in words[:at])
    return words[max(at, len(words) - 1) if is_sum and words[-1] in _scales() else at :]


@cache
def _scales() -> dict[str, int]:
    return {
        word: int(head)
        for word, head in heads("figure_scales").items()
        if word.isalpha() and len(word) > 3 and int(head) >= 1000
    }


@cache
def _fractions() -> dict[str, str]:
    return {
        said: format((Decimal(over) / int(under)).quantize(DECIMALS).normalize(), "f")
        for head, members in groups("figure_fractions").items()
        for over, under in [head.split("/")]
        for member in members
        for said in {member, member.replace(" ", "-")}
    }


@cache
def _fraction() -> re.Pattern[str]:
    bounds = any_of(member for members in groups("figure_bounds").values() for member in members)
    return re.compile(
        rf"^(?P<bound>(?:(?:{bounds}|<~|[<>]=?|~)\s?)?)(?P<said>{any_of(_fractions())})"
        r"(?=\W*$|[.,;:!?)]| of\b| or (?:more|over|less|so)\b| at (?:least|most)\b)"
    )


@cache
def _run() -> re.Pattern[str]:
    return re.compile(_number_words())


@cache
def _between() -> re.Pattern[str]:
    words = _number_words()
    return re.compile(rf"\bbetween (?P<low>{words}) and (?P<high>{words})")


def _number_words() -> str:
    scale = rf"(?:{any_of(_scales())})(?![a-z])"
    return (
        rf"(?<![a-z-])(?<!half[ -])(?:{_GROUP}|an?(?=[ -]{scale}))"
        rf"(?:[ -]{scale}(?:[ -](?:and[ -])?{_GROUP}[ -]{scale})*(?:[ -](?:and[ -])?{_GROUP})?)?"
        r"(?![a-z-])"
    )
