"""Figures as sources write them, read so that they can be compared: number, sign, unit and bound.

"€5 million" and "5,000,000 euros" are one figure; "$5m", "-5", "more than 5" and "5%" are others.
Numbers are read as English prints them: a comma, an apostrophe or a space parts thousands, a point
decimals. A comma that no three digits follow parts decimals, and several points part thousands.
Punctuation says nothing here; a sign of any other sort tells a figure from one without it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from timeline.domain.comparing.number_words import DECIMALS, fractions_in_decimals, in_digits
from timeline.domain.dates.date_words import any_of
from timeline.domain.lexicon.word_lists import groups, heads
from timeline.domain.text.folding import fold

_LAST_PLANE_OF_SIGNS = 0x1FFFF
_CURRENCY = "".join(
    char for char in map(chr, range(_LAST_PLANE_OF_SIGNS)) if unicodedata.category(char) == "Sc"
)
_CURRENCY = f"[{_CURRENCY}]"
"""Every sign of a currency that Unicode has."""
_DIGITS = (
    r"\d{1,3}(?:[,' ]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+"
    r"|\d+(?:[.,]\d+)?|(?<![\w.])\.\d+(?![\d.])"
)
_COMMA_PARTS_DECIMALS = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})")
_SHORT = {"m": 10**6, "b": 10**9, "t": 10**12}
"""Letters that multiply an amount of money; after another number they are units, or nothing."""
_VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FRACTION = re.compile(
    rf"(?<![\w.,'/])(?P<whole>\d+)(?:\s?(?P<after>[{_VULGAR}])|\s(?P<over>\d)/(?P<under>\d)(?![\w/]))"
    rf"|(?<![\w.,'/])(?<!\d\s)(?P<alone>[{_VULGAR}])"
)
"""A fraction with the whole number before it, if there is one: "2½", "1 1/2"; none of "1/2", which
may be one of two.
"""
_WORD_OR_SIGN = re.compile(r"[^\W_]+|[^\w\s]|_")
_PUNCTUATION_THAT_COUNTS = "%‰‱#@*/\\§¶†‡′″‴_"
_BEHIND = re.compile(
    r"^(?P<words>(?: [a-z-]+){1,3}),?(?P<more> or (?:more|over|less|fewer|so)| at (?:least|most))"
    r"[.!?]?$"
)
"""A bound behind what is counted, at the end: "100 people at least"."""
_FROM = re.compile(r"\b(between|from)\s*$")
_TO = {"-": ("between", "from", ""), "to": ("from", ""), "and": ("between",)}
"""What stands between two numbers that are one range, with what may stand before them."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """One number; ``scale`` is what it is to be multiplied by, 1 where nothing says so."""

    bound: str
    value: Decimal
    scale: int
    unit: str
    rest: str

    @property
    def amount(self) -> str:
        """The number in plain digits."""
        return format((self.value * self.scale).normalize() + 0, "f")


@lru_cache(maxsize=4096)
def comparable(value: str) -> str:
    """What a figure is compared by: the same text for two that say the same.

    Numbers become plain digits with sign, unit and bound; the words about them are folded. A value
    without a number is its words.
    """
    text = _spelt_alike(fold(_FRACTION.sub(_in_decimals, value)).strip())
    parts: list[str] = []
    end = 0
    last: _Figure | None = None
    for match in _pattern().finditer(text):
        figure, between = _figure(match), text[end : match.start()]
        started = _FROM.search(parts[-2]) if last and len(parts) > 1 else None
        if last and (started[1] if started else "") in _TO.get(between.strip(), ()):
            parts[-2:] = [_FROM.sub("", parts[-2]), _range(last, figure)]
            last = None
        else:
            parts += [between, _written(figure)]
            last = figure
        end = match.end()
    if not parts:
        return " ".join(_words(text)) or text
    rest = text[end:]
    if last and not last.bound and (behind := _BEHIND.match(rest)):
        parts[-1], rest = _written(replace(last, bound=_bound(behind["more"]))), behind["words"]
    words = (
        part if place % 2 else " ".join(_words(part)) for place, part in enumerate([*parts, rest])
    )
    return " ".join(filter(None, words))


def _spelt_alike(text: str) -> str:
    """A folded text with digits for numbers in words, and one sign for each unit and bound."""
    text = in_digits(fractions_in_decimals(text))
    text = _one_scale().sub(lambda match: "0.5 " if match["half"] else "1 ", text)
    units, bounds = heads("figure_units"), heads("figure_bounds")
    text = re.sub(r"(?<![\w.,])(\d+) and an? half(?![a-z])", r"\1.5", text)
    text = _units().sub(lambda match: units[match[1]], text)
    text = re.sub(rf"(?<![a-z-])half an? (?=%|{_CURRENCY}|k[mg]\b)", "0.5 ", text)
    text = _pounds().sub(r"\1 £", text)
    text = _bounds().sub(lambda match: bounds[match[1]], text)
    return re.sub(rf"\b(?:minus|negative) (?={_CURRENCY}?\.?\d)", "-", text)


def _in_decimals(found: re.Match[str]) -> str:
    """A fraction as a decimal number: "2.5" of "2½"; what is none as it was."""
    over, under = found["over"], found["under"]
    if over and not 0 < int(over) < int(under):
        return found[0]
    part = (
        Decimal(int(over)) / int(under)
        if over
        else Decimal(unicodedata.numeric(found["after"] or found["alone"]))
    )
    number = int(found["whole"] or 0) + part.quantize(DECIMALS)
    return format(number.normalize(), "f")


def _words(text: str) -> list[str]:
    """The words of a folded text, and the signs that say something."""
    found = ("and" if part == "&" else part for part in _WORD_OR_SIGN.findall(text))
    return [part for part in found if part.isalnum() or _says_something(part)]


def _says_something(sign: str) -> bool:
    category = unicodedata.category(sign)
    return sign in _PUNCTUATION_THAT_COUNTS or (category[0] == "S" and category != "Sk")


def _bound(behind: str) -> str:
    """The bound that is said behind a number."""
    last = behind.rsplit(maxsplit=1)[-1]
    return "~" if last == "so" else "<=" if last in ("less", "fewer", "most") else ">="


def _figure(match: re.Match[str]) -> _Figure:
    digits = match["digits"]
    if _COMMA_PARTS_DECIMALS.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    value = Decimal(re.sub("[,' ]", "", digits))
    unit, scale = match["before"] or match["after"] or "", match["scale"] or ""
    bound = match["bound"] or ""
    if match["more"]:
        bound = _bound(match["more"])
    is_short = scale in _SHORT and not unit
    times = 1 if not scale or is_short else _SHORT.get(scale) or _scales()[scale]
    sign = -1 if match["sign"] or match["inner"] else 1
    return _Figure(bound, sign * value, times, unit, f" {scale}" if is_short else "")


def _written(figure: _Figure) -> str:
    return f"{figure.bound}{figure.amount}{figure.unit}{figure.rest}"


def _range(low: _Figure, high: _Figure) -> str:
    """Two figures as one; unit and scale are often said once."""
    unit = high.unit or low.unit
    hundreds = 100 if high.scale in _hundreds().values() else 1
    if low.scale == 1 and low.value < high.value and not low.rest:
        low = replace(low, scale=high.scale)
    elif low.scale in (1, 100) and low.value * low.scale < high.value * hundreds > 100:
        # "One hundred to two hundred thousand", "fifty to two hundred thousand".
        low = replace(low, scale=low.scale * high.scale // hundreds)
    return f"{low.bound}{low.amount}..{high.amount}{unit}{high.rest}"


@cache
def _scales() -> dict[str, int]:
    return {word: int(head) for word, head in heads("figure_scales").items()} | _hundreds()


@cache
def _hundreds() -> dict[str, int]:
    """Hundreds of what is a scale itself: "hundred thousand"."""
    scales = {word: int(head) for word, head in heads("figure_scales").items() if word.isalpha()}
    return {
        f"hundred {word}": 100 * times
        for word, times in scales.items()
        if times >= 1000 and len(word) > 3
    }


@cache
def _one_scale() -> re.Pattern[str]:
    words = any_of(word for word in _scales() if len(word) > 3)
    return re.compile(rf"(?<![a-z-])(?:(?P<half>half)[ -])?an?[ -](?={words}(?![a-z]))")


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])({any_of(_members('figure_units'))})(?![a-z])")


@cache
def _bounds() -> re.Pattern[str]:
    words = any_of(_members("figure_bounds"))
    return re.compile(rf"(?<![a-z°])({words})\s?(?=[-+]?{_CURRENCY}?\s?\.?\d)")


@cache
def _pounds() -> re.Pattern[str]:
    """Pounds of which there are so many that they are money, unless it is said of what."""
    many = any_of(word for word, times in _scales().items() if times >= 10**6)
    return re.compile(rf"(?<![a-z])({many}|[mb]) pounds?(?! of\b)(?![a-z])")


def _members(name: str) -> Iterable[str]:
    return (member for members in groups(name).values() for member in members)


@cache
def _pattern() -> re.Pattern[str]:
    scales = any_of([*(s for s in _scales() if not s.isdigit()), *_SHORT])
    return re.compile(
        rf"(?P<bound><~|[<>]=?|~)?\s?(?P<sign>(?<![\w%.,)])-)?\+?"
        rf"(?:(?P<before>{_CURRENCY})\s?(?P<inner>-)?)?(?P<digits>{_DIGITS})"
        rf"(?:[\s-]?(?P<scale>{scales})(?![a-z]))?(?:\s?(?P<after>[%‰]|{_CURRENCY}))?"
        r"(?P<more>\+(?![\w+])|\sor\s(?:more|over|less|fewer|so)(?![a-z])|\sat\s(?:least|most)(?![a-z]))?"
    )
