"""The word lists are in order, say each thing once, and are read when they are first asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from babel import Locale

from timeline.domain.dates.translation import LANGUAGES
from timeline.domain.lexicon.verb_forms import forms
from timeline.domain.lexicon.word_lists import FOLDER, Lazy, entries, groups, heads
from timeline.domain.time.formatting import MONTHS, WEEKDAYS

LISTS = sorted((FOLDER / "en").glob("*.txt"))
TAGS = {
    "event_nouns": set(
        "interview publication meeting military incident support decision request refusal "
        "statement".split()
    ),
    "first_names": {"f", "m"},
    "honorifics": {"abbreviated", "f", "m"},
    "grammar": set(
        "auxiliary modal being adverb time preposition of-noun of-office lead subordinator "
        "conjunction relative determiner indefinite naming parting plain-office".split()
    ),
    "office_words": {"before", "of"},
    "offices": {"abbreviated", "one", "part", "f", "m"},
    "organisation_words": set(
        "body opener broad paper site site-opener occasion speaks".split()
    ),
    "text_nouns": {"writing", "said", "title", "work"},
    "verbs": set(
        "say call move gesture tells statement warning request refusal decision proposal meeting "
        "military incident support publication other reports person asks answers listens "
        "object".split()
    ),
}  # fmt: skip
"""What the members of a list's groups may be, where they say what the head is."""


def _lines(name: str) -> list[str]:
    text = (FOLDER / "en" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_in_order_and_says_nothing_twice(path):
    written = [line.partition(":")[0].strip() for line in _lines(path.stem)]
    if not all(groups(path.stem).values()):
        # Where each head names a group, their order may say which comes first.
        assert written == sorted(written, key=lambda head: (head.casefold(), head))
    assert len(written) == len(set(written))
    assert all(len(members) == len(set(members)) for members in groups(path.stem).values())


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_begins_with_what_it_is(path):
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert all(line.strip() == line and line for line in _lines(path.stem))


@pytest.mark.parametrize("name", TAGS)
def test_a_group_says_only_what_its_list_tells_of(name):
    assert set().union(*groups(name).values()) == TAGS[name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_dates_hold_all_names_of_months_and_days_that_babel_has(language):
    listed, locale = groups("dates", language=language), Locale(language)
    assert all(len(words) == len(set(words)) for words in listed.values())
    for kind in ("format", "stand-alone"):
        months, days = locale.months[kind]["wide"], locale.days[kind]["wide"]
        for number, month in enumerate(MONTHS, 1):
            assert months[number].lower() in listed[month]
        for number, day in enumerate(WEEKDAYS):
            assert days[number].lower().replace("ʼ", "'") in listed[day]


def test_a_group_is_its_head_and_its_members():
    assert groups("states")["Turkey"] == ("Türkiye",)
    assert heads("states")["Türkiye"] == heads("states")["Turkey"] == "Turkey"
    assert entries("verbs", "warning") < entries("verbs")
    assert {"warn", "threaten"} <= entries("verbs", "warning")


def test_no_demonym_tells_of_a_state_by_another_than_its_usual_name():
    states = {state for told in groups("demonyms").values() for state in told}
    others = set(heads("states")) - set(groups("states"))
    assert not states & others


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        groups("no_such_list")


def test_what_is_lazy_is_made_once_and_when_it_is_asked_for():
    made = []

    def make():
        made.append("made")
        return frozenset({"a"})

    class Lists:
        words = Lazy(make)

    assert made == []
    assert Lists.words is Lists.words
    assert made == ["made"]


def test_no_list_is_read_at_import_but_that_of_abbreviations():
    code = (
        "import timeline.domain.names, timeline.domain.quotations\n"
        "from timeline.domain.lexicon.word_lists import groups\n"
        "groups('abbreviations')\n"
        "assert groups.cache_info().misses == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("verb", "written"),
    [
        ("say", "say says said saying"),
        ("carry", "carry carries carried carrying"),
        ("agree", "agree agrees agreed agreeing"),
        ("call for", "call for|calls for|called for|calling for"),
        ("label", "label labels labelled labeled labelling labeling"),
        ("veto", "veto vetoes vetoed vetoing"),
    ],
)
def test_a_verb_has_all_its_forms(verb, written):
    assert set(forms(verb)) == set(written.split("|") if "|" in written else written.split())


def test_a_form_that_is_both_is_the_past():
    assert forms("hit") == {"hit": "past", "hits": "present", "hitting": "ing"}
