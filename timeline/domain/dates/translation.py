"""Date phrases of other languages in English words, so that the same rules read them.

A language has a list ``dates`` in its folder of the lexicon. Read are dates in figures and with
the names of months, seasons and weekdays, alone or as a range, with the words before them that
change them ("seit", "до", "fin"); no weekday by itself, and what counts from another day only where
"today", "yesterday" or "tomorrow" is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from timeline.domain.dates.date_words import YEAR, any_of
from timeline.domain.lexicon.word_lists import groups
from timeline.domain.time.formatting import MONTHS, SEASONS, WEEKDAYS

LANGUAGES = {
    "de": "German", "fr": "French", "pl": "Polish", "ru": "Russian", "uk": "Ukrainian",
}  # fmt: skip
"""The languages whose dates are read, beside English, by their BCP 47 tags."""

LONGEST = 120
"""The characters that a phrase may have."""

_PLAIN = str.maketrans(dict.fromkeys("‘’ʼ′", "'") | dict.fromkeys("–—‑", "-"))
_SEASONS = tuple(SEASONS.values())
_LEADS = ("since", "until", "before", "after", "about")
_PARTS = ("beginning of", "middle of", "end of")
_COUNTED = ("today", "yesterday", "tomorrow")
_DROPPED = ("in", "year")
_AFTER_PART = [[part] for part in _PARTS]
"""What the hyphen of "mi-mars" follows, which is no dash of a range."""
_LABELS = ("published", "updated", "by")
_ENDING = r"(?:\.|er\b|re\b|-?(?:го|е|є|ше)\b)?"
_FIGURES = rf"(?:[0-9]{{1,2}}\.\s?[0-9]{{1,2}}\.\s?|[0-9]{{1,2}}/[0-9]{{1,2}}/){YEAR}(?![0-9])"


class TranslatedPhrase(NamedTuple):
    """A date phrase of a text: its characters there, the end exclusive, and its words in English.

    ``has_year``: whether it names a year.
    """

    start: int
    end: int
    english: str
    has_year: bool


def in_english(phrase: str, *, language: str) -> str:
    """A phrase's words in English; empty where they are no date's, in that language."""
    if len(phrase) > LONGEST or language not in LANGUAGES:
        return ""
    return _words_of(language).english(phrase.strip(" .,;:").translate(_PLAIN))


def translations(phrase: str) -> dict[str, str]:
    """What a phrase is in English, by the name of each language whose date words it is made of.

    None for one of figures alone, which no language has to itself.
    """
    if not re.search(r"[^\W\d_]", phrase):
        return {}
    found = {called: in_english(phrase, language=code) for code, called in LANGUAGES.items()}
    return {called: english for called, english in found.items() if english}


def phrases(text: str, *, language: str) -> Iterator[TranslatedPhrase]:
    """The date phrases of a text in one of ``LANGUAGES``, in order, none over another.

    A year by itself is one only beside a word that says so, a month by itself only after a word
    that leads to a date.
    """
    words = _words_of(language)
    for match in words.in_text.finditer(text.translate(_PLAIN)):
        if english := words.english(match[0]):
            has_year = re.search(rf"(?<!\d){YEAR}(?!\d)", english) is not None
            # The dot of "року." ends the sentence, that of "р." an abbreviation.
            end = match.end() - (re.search(r"\w{3}\.\Z", match[0]) is not None)
            yield TranslatedPhrase(match.start(), end, english, has_year)


def in_imprint(line: str, *, language: str) -> str:
    """A line of a byline or a publication line with its label and its dates in English.

    "Von Jonas Weidner" is "By Jonas Weidner", "Опубліковано 4 березня 2022" "Published 4 March
    2022"; any other line, and one of another language than ``LANGUAGES``, is as it was.
    """
    if language not in LANGUAGES or len(line) > 4 * LONGEST:
        return line
    words = _words_of(language)
    made: list[str] = []
    done = 0
    for found in phrases(line, language=language):
        made += [words.with_labels(line[done : found.start], before_date=True), found.english]
        done = found.end
    made.append(line[done:] if made else words.with_labels(line, before_date=False))
    return words.clock.sub("at ", "".join(made))


def stated_month(phrase: str, *, language: str) -> int:
    """The number of the one month that a phrase names in a language; 0 for none, or for several."""
    words = _words_of(language)
    found = {words.named.get(word.lower()) for word in words.token.findall(phrase)}
    months = found.intersection(MONTHS)
    return MONTHS.index(months.pop()) + 1 if len(months) == 1 else 0


@cache
def _words_of(language: str) -> _DateWords:
    return _DateWords.of(language)


@dataclass(frozen=True)
class _DateWords:
    """The words of dates in one language, in lower case; patterns of them are made once asked for.

    ``lists``: the file's. ``named``: what a month, a season or another word of its own is in
    English. ``roles``: what else a word may say: "from", "since", "in" … ``labels``: what those of
    a byline and of a date are in English. ``token``: one word or figure of a phrase. ``in_text``: a
    phrase among other words. ``label``: such a label. ``clock``: the word before a time of day.
    """

    lists: dict[str, tuple[str, ...]]
    named: dict[str, str]
    roles: dict[str, frozenset[str]]
    labels: dict[str, str]

    @classmethod
    def of(cls, language: str) -> _DateWords:
        """The words of the language's list ``dates``."""
        lists = groups("dates", language=language)
        named = {
            word: head
            for head in (*MONTHS, *WEEKDAYS, *_SEASONS, *_PARTS, *_COUNTED)
            for word in lists[head]
        }
        roles: dict[str, frozenset[str]] = {}
        for role in ("from", "to", *_LEADS, *_DROPPED):
            for word in lists[role]:
                roles[word] = roles.get(word, frozenset()) | {role}
        labels = {word: head.title() for head in _LABELS for word in lists[head]}
        return cls(lists, named, roles, labels)

    @cached_property
    def token(self) -> re.Pattern[str]:
        every = any_of([*self.named, *self.roles])
        return re.compile(
            rf"{_FIGURES}|{YEAR}-[0-9]{{2}}-[0-9]{{2}}|[0-9]+{_ENDING}"
            rf"|(?:{every})(?![^\W\d_])\.?|[-,]|\S+?\b|\S",
            re.IGNORECASE,
        )

    @cached_property
    def in_text(self) -> re.Pattern[str]:
        return re.compile(_in_text(self.lists), re.IGNORECASE)

    @cached_property
    def label(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?P<word>{any_of(self.labels)})(?=\s?:|\s|\Z)", re.IGNORECASE)

    @cached_property
    def clock(self) -> re.Pattern[str]:
        before = any_of(self.lists["at"])
        return re.compile(
            rf"(?<!\w)(?:{before})\.?\s(?=[0-9]{{1,2}}[:.h][0-9]{{2}})", re.IGNORECASE
        )

    def with_labels(self, words: str, *, before_date: bool) -> str:
        """Words with the label that they begin with, and that they end with before a date, in
        English.
        """
        plain = words.translate(_PLAIN)

        def said(match: re.Match[str]) -> str:
            begins = not plain[: match.start()].strip()
            ends = before_date and not plain[match.end() :].strip(" :")
            return (
                self.labels[match["word"].lower()]
                if begins or ends
                else words[slice(*match.span())]
            )

        return self.label.sub(said, plain) if self.label.search(plain) else words

    def english(self, phrase: str) -> str:
        """A phrase in English; empty where a word is no date's, or none of them tells a date."""
        words = [word.lower().rstrip(".") for word in self.token.findall(phrase)]
        said: list[str] = []
        tells = False
        for at, word in enumerate(words):
            if word in self.named:
                said.append(self.named[word])
                tells = tells or self.named[word] not in (*WEEKDAYS, *_PARTS)
            elif word in self.roles:
                roles = self.roles[word]
                tells = tells or "year" in roles
                spans = any("to" in self.roles.get(later, ()) for later in words[at + 1 :])
                said.append(_said(roles, begins=not said, spans=spans))
            elif word in "-,":
                said.append("-" if word == "-" and said[-1:] not in _AFTER_PART else "")
            elif not (figures := _figures(word)):
                return ""
            else:
                said.append(figures)
                # A year by itself is one in any language.
                tells = tells or not figures.isdigit() or (len(figures) == 4 and len(words) > 1)
        english = " ".join(word for word in said if word)
        return english.replace(" - ", "-" if english[:1].isdigit() else " – ") if tells else ""


def _said(roles: frozenset[str], *, begins: bool, spans: bool) -> str:
    """What a word says in English, at the beginning of a phrase or within; empty for nothing."""
    if not begins:
        return "to" if "to" in roles else ""
    if spans and "from" in roles:
        return "from"
    return next((lead for lead in _LEADS if lead in roles), "")


def _figures(word: str) -> str:
    """A word of figures in English: "05.02.2024" with the day first; empty where it is none."""
    if match := re.fullmatch(rf"([0-9]{{1,2}})[./]\s?([0-9]{{1,2}})[./]\s?({YEAR})", word):
        month = int(match[2])
        return f"{int(match[1])} {MONTHS[month - 1]} {match[3]}" if 1 <= month <= 12 else ""
    if re.fullmatch(rf"{YEAR}(?:-[0-9]{{2}}-[0-9]{{2}})?", word):
        return word
    match = re.fullmatch(rf"([0-9]{{1,2}}){_ENDING}", word)
    return match[1] if match else ""


def _in_text(lists: dict[str, tuple[str, ...]]) -> str:
    """The pattern of a date phrase among other words."""

    def words(*heads: str) -> str:
        return rf"(?:{any_of(word for head in heads for word in lists[head])})(?![^\W\d_])\.?"

    fill = rf"(?:{words('in')}\s?)?"
    weekday = rf"(?:{words(*WEEKDAYS)},?\s{fill})?"
    part = rf"(?:{words(*_PARTS)}[\s-]{fill})?"
    month = words(*MONTHS)
    sure_year = (
        rf"(?:{YEAR}\s?-\s?)?{YEAR}\s?{words('year')}"
        rf"|{words('year')}\s{YEAR}(?:\s?-\s?{YEAR})?(?![0-9])"
    )
    year = rf"(?:{sure_year}|{YEAR}(?![0-9]))"
    stated = (
        rf"{weekday}(?:[0-9]{{1,2}}{_ENDING}\s?{month}(?:,?\s{fill}{year})?"
        rf"|{_FIGURES}(?:\s?{words('year')})?)"
        rf"|{month},?\s{fill}{year}|{words(*_SEASONS)}\s{fill}{year}"
        rf"|{YEAR}-[0-9]{{2}}-[0-9]{{2}}(?![0-9-])"
    )
    # Elsewhere a figure after "since" may count something: "od 2000 osób".
    goes_on = rf"|\s(?:{any_of(lists['after a year'])})\b" if "after a year" in lists else ""
    bare_year = rf"{YEAR}(?![0-9])(?=\s?(?:[.,;:!?)»\"]|\Z){goes_on})" if goes_on else "(?!)"
    to = rf"(?:\s?-\s?|\s{words('to')}\s{fill})"
    span = (
        rf"(?:{words('from')}\s{fill})?(?:{part}(?:{stated}|{month}|{YEAR})|[0-9]{{1,2}}{_ENDING})"
        rf"{to}{part}(?:{stated}|{sure_year}|{bare_year})"
    )
    lead = rf"(?:{words(*_LEADS)}\s{fill})?"
    led = rf"(?:{words('in a month', *_LEADS)}\s{fill}{part}|{words(*_PARTS)}[\s-]{fill})"
    alone = rf"{lead}{fill}{part}(?:{stated}|{sure_year})|{led}(?:{month}|{bare_year})"
    return rf"(?<![\w.,/-])(?:{span}|{alone})(?![^\W_]|[.,/][0-9]|\s?%)"
