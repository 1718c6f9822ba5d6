"""Date phrases found in running text: what each hit says, and how much work it takes."""

from __future__ import annotations

import gc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.dates.gold_dates import SENTENCES
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.dates.rules.rule import Unreadable
from timeline.domain.text.document import Document
from timeline.domain.time import edtf

FRIDAY = edtf.parse("2022-03-04")


def found(text, published=FRIDAY):
    return [(hit.surface, hit.interval.edtf) for hit in find(Document(text), published=published)]


def others(text, published=FRIDAY):
    hits = find(Document(text), published=published)
    return [(other.label, other.interval.edtf) for hit in hits for other in hit.alternatives]


def test_a_hit_tells_its_words_place_rule_and_reason():
    text = "The mayor said on Thursday that it was over."
    hit = find(Document(text), published=FRIDAY)[0]
    assert text[hit.start : hit.end] == hit.surface == "Thursday"
    assert (hit.rule, hit.problem, hit.cue) == ("weekday", "", "")
    assert hit.because == "Published on Friday 4 March 2022; the Thursday before is 3 March 2022."


def test_a_word_that_points_to_the_future_is_named():
    hit = find(Document("They will meet on Monday."), published=FRIDAY)[0]
    assert (hit.interval.edtf, hit.cue) == ("2022-03-07", "will")
    assert find(Document("It will be seen in 2023."), published=FRIDAY)[0].cue == ""


@pytest.mark.parametrize("published", [None, edtf.parse("")])
def test_without_a_publication_date_a_relative_phrase_is_an_undated_hit(published):
    hits = find(Document("On Friday and in May 2019 he wrote."), published=published)
    assert [(hit.surface, hit.interval.edtf) for hit in hits] == [
        ("Friday", ""), ("May 2019", "2019-05"),
    ]  # fmt: skip
    assert hits[0].problem == "“Friday” needs the publication date, which is not stated"
    assert hits[0].alternatives == hits[0].anchors == ()


def test_a_wide_publication_date_gives_a_wide_reading():
    assert found("They met in June.", edtf.parse("2022-07/2022-09")) == [("June", "2022-06")]
    assert found("They met on Friday.", edtf.parse("2022-03-01/2022-03-05")) == [
        ("Friday", "2022-02-25/2022-03-04")
    ]


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("He left on Friday.",
         [("the week before", "2022-02-25"), ("the week after", "2022-03-11")]),
        ("He left in May 2019.", []),
        ("He left on Feb. 24.",
         [("the year before", "2021-02-24"), ("the year after", "2023-02-24")]),
        ("Since January he hid.",
         [("the year before", "2021-01/.."), ("the year after", "2023-01/..")]),
        ("He left last month.", [("the month after", "2022-03"), ("the month before", "2022-01")]),
        ("He left yesterday.", [("the day after", "2022-03-04"), ("the day before", "2022-03-02")]),
        ("He left on 04/05/2021.", [("day first", "2021-05-04"), ("month first", "2021-04-05")]),
    ],
)  # fmt: skip
def test_each_hit_has_what_else_it_may_mean(text, alternatives):
    assert sorted(others(text)) == sorted(alternatives)


def test_the_likeliest_alternative_comes_first():
    assert others("He left on Friday.")[0] == ("the week before", "2022-02-25")
    assert others("They will meet on Monday.")[0] == ("the week before", "2022-02-28")


def test_a_phrase_that_looks_back_may_mean_an_earlier_date():
    text = "He wrote in May 2016. He spoke in June 2019. That month she fell ill."
    hit = find(Document(text), published=FRIDAY)[-1]
    assert hit.interval.edtf == "2019-06"
    assert [(a.label, a.interval.edtf) for a in hit.alternatives] == [
        ("counted from May 2016", "2016-05")
    ]


def test_that_year_is_not_the_year_of_the_paper():
    text = "He fled in 2014, he said on Thursday. That year the bank failed."
    assert found(text)[-1] == ("That year", "2014")


def test_at_the_time_is_no_date_where_none_is_near():
    assert found("He was a boy at the time.") == []
    far = "It was 1994. " + "Nobody came. " * 200
    assert found(f"{far}He was a boy at the time.") == [("1994", "1994")]


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("Since Feb. 24 they hid.", [("Feb. 24", "2022-02-24")]),
        ("It ran from March to May 2019.", [("March", "2019-03"), ("May 2019", "2019-05")]),
        ("It ran from 3 to 5 May 2019.", [("3", "2019-05-03"), ("5 May 2019", "2019-05-05")]),
        ("The early 1980s were dark.", [("1980s", "198X")]),
    ],
)
def test_the_plain_dates_inside_a_phrase_are_kept(text, anchors):
    hit = find(Document(text), published=FRIDAY)[0]
    assert [(text[a.start : a.end], a.interval.edtf) for a in hit.anchors] == anchors


def test_the_year_is_that_of_the_paper_unless_one_is_named_just_before():
    assert found("In 2019 it lost money; sales for the year were nil.")[-1] == ("the year", "2019")
    far = "In 2019 it lost money. " + "Nobody came. " * 20
    assert found(f"{far}Sales for the year were nil.")[-1] == ("the year", "2022")


def test_days_listed_before_a_year_of_their_own_are_not_read_as_of_this_one():
    hit = find(Document("It hailed on May 9, 10 and 11, 2019."), published=FRIDAY)[0]
    assert (hit.interval.edtf, hit.alternatives) == ("2019-05-09", ())
    assert hit.because.startswith("It takes its year from the list that it stands in.")
    assert found("It hailed on May 9, 10 and 11.")[1:] == [
        ("10", "2021-05-10"), ("11", "2021-05-11"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left", "gap"),
    [
        ("the .Agenda 2030", "Agenda", " "),
        ("O’Brien’s, 2030", "O’Brien’s", ", "),
        ("R&D-2030", "R&D", "-"),
        ("a..b 2030", "b", " "),
        ("… 2030", "", "… "),
        ("2030", "", ""),
    ],
)
def test_the_word_to_the_left_is_whole_and_without_marks(text, left, gap):
    around = Surroundings(text, len(text) - 4, len(text))
    assert (around.left, around.left_gap) == (left, gap)


def test_a_line_that_was_broken_does_not_break_a_date():
    text = "The council of the town met for the last time on March\n18, 2019, and closed."
    assert found(text) == [("March\n18, 2019", "2019-03-18")]
    assert found("Closed in March\n2019 was dry.") == [("March", "2022-03"), ("2019", "2019")]


def test_a_sentence_that_ends_ends_a_date():
    assert found("He left in May. 2019 was dry.")[1] == ("2019", "2019")
    assert found("He left in Nov. 2019.") == [("Nov. 2019", "2019-11")]


OF_THE_NEWS = ("years-earlier", "the-year", "this-year", "day-of-month")


@pytest.mark.parametrize(("published", "sentence", "dates"), SENTENCES)
def test_alone_a_phrase_reads_as_in_its_text_unless_the_text_says_why(published, sentence, dates):
    """A hyphen between years is typed as a dash: in EDTF "2021-22" is a summer."""
    hits = find(Document(sentence), published=edtf.parse(published))
    for hit in hits:
        says_why = hit.cue or any(
            why in hit.because
            for why in ("the nearest", "looks back", "takes its", "is compared with", "The time")
        )
        if says_why or not hit.interval.is_dated:
            continue
        surface = hit.surface.replace("-", "–") if hit.rule == "years" else hit.surface
        try:
            alone = read(surface, published=edtf.parse(published)).interval
        except UnreadablePhrase:
            # "The third quarter", "the 24th": of the news, which a phrase alone has none of.
            assert hit.rule.startswith("quarter-") or hit.rule in OF_THE_NEWS, hit
            continue
        assert alone == hit.interval, hit


WORDS = st.sampled_from(
    "the a last next this that same of in on at to until since before after between and or from "
    "early mid late end beginning week month year century days years ago later earlier today 4 31 "
    "2022 0001 9999 Feb. March May 1990s 19th Friday Mon. weekend spring – - / ' \" , . ; ( ) \n "
    "Q1 quarter first will said 12/11/2022 2022-03-04 nineteen ninety-four Christmas Easter".split(
        " "
    )
)
TEXTS = st.text() | st.lists(WORDS, max_size=30).map(" ".join)
PUBLISHED = st.sampled_from([None, FRIDAY, edtf.parse("2022"), edtf.parse("0001-01-01"),
                             edtf.parse("9999-12-31"), edtf.parse("2022/..")])  # fmt: skip


@given(TEXTS, PUBLISHED)
@example("On Friday", FRIDAY)
def test_hits_come_in_order_apart_and_whole_whatever_the_text(text, published):
    done = 0
    for hit in find(Document(text), published=published):
        assert done <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.surface
        assert hit.interval.is_dated != bool(hit.problem)
        assert len(hit.alternatives) <= 4
        assert hit.interval not in [other.interval for other in hit.alternatives]
        done = hit.end


def test_a_letter_that_is_two_in_lower_case_moves_nothing():
    text = "İİİ İzmir: on 4 March 2022 it hailed in İstanbul, on Friday in Iğdır."
    hits = find(Document(text), published=FRIDAY)
    assert [hit.surface for hit in hits] == ["4 March 2022", "Friday"]
    assert [text[hit.start : hit.end] for hit in hits] == ["4 March 2022", "Friday"]


def test_what_was_published_before_the_attacks_does_not_name_them():
    text = "The line went dead on 9/11, and nobody noticed."
    assert find(Document(text), published=edtf.parse("1999-12-01")) == []
    (hit,) = find(Document(text), published=edtf.parse("2005-03-03"))
    assert hit.interval.edtf == "2001-09-11"


HOSTILE = [
    "1 ", "March ", "the ", " ", "2022", "-", " - ", "between ", "between March and ", "2022 ",
    "2022-", "1/1/", "from March to ", "early ", "the end of the ", "Friday, ", "last year of ",
    "that year ", "three days after ", "\n", "1990s ", "March 1-", "1-1 March ", "or March ",
    "until until Friday ", "twenty ", "’", "a day later ", "2022–", "of that year ", "A", "م ",
    "\0", "May 1, 2 and 3, ", "1, 2, ", "Theresa May ", "the third quarter a year ago ", "$1 ",
    "on the 24th ", "for the year ", "would be ", "due to ", "9/11 attacks ", "year-ago ",
    "May 3, 7 and ", "in '92 ", "March and ", "in two weeks ", "a week ago Friday ",
    "the first Monday of May ", "the quarter ", "1988 period ", "May and June, ",
    "planned for Friday was cancelled ", "said, \" ", "explosion on ", "2012 Summer Winter ",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(words):
    """Counted in rules tried and phrases read, each on a stretch of bounded length."""

    def steps(length):
        total = 0

        def count(number):
            nonlocal total
            total += number

        find(Document((words * (length // len(words) + 1))[:length]), published=FRIDAY, count=count)
        return total

    short, long = steps(2_000), steps(8_000)
    assert long <= 4 * short + 600
    # No window is tried but at a word, none twice, and few phrases are read at each.
    assert long <= 8_000 / 2 * 130


def test_the_five_documents_have_every_date_right_and_no_false_one(documents):
    expected = {
        "000": ("2025", ["2022", "2022"]),
        "001": ("2025-09/2025-12", ["2022", "2022-02", "199X", "2025-09", "2025-09"]),
        "002": ("2025-11-05", ["2025-11-05", "2022", "2025-09", "2025-10"]),
        "003": ("2025-09/2025-12",
                ["2025-09", "2025-08-30/2025-12-27", "2022-02", "2022-02", "2022-02/.."]),
        "004": ("2022-03-04", ["2022-03-04", "2022-02-24/..", *["2022-03-04"] * 3]),
    }  # fmt: skip
    for path in sorted(documents.glob("*.txt")):
        published, dates = expected[path.name[:3]]
        hits = find(Document(path.read_text(encoding="utf-8")), published=edtf.parse(published))
        assert [hit.interval.edtf for hit in hits] == dates, path.name


def test_what_cannot_be_read_keeps_nothing_alive():
    text = "It began the week before, on Monday and that same month; they met two days earlier."
    gc.collect()
    gc.disable()
    try:
        assert [hit.problem for hit in find(Document(text)) if hit.problem]
        assert [one for one in gc.get_objects() if type(one) is Unreadable] == []
    finally:
        gc.enable()
