"""Happenings in running text, found with the real finders of dates, names and quotations."""

from __future__ import annotations

import pytest

from tests.steps import steps
from timeline.domain import names, quotations
from timeline.domain.dates.finding.date_finder import find as find_dates
from timeline.domain.events import event_finder
from timeline.domain.events.proposed_event import Proposed
from timeline.domain.text.document import Document
from timeline.domain.time import edtf

REGISTER = names.Gazetteer.of(
    [
        names.KnownActor("ida-berg", "person", ("Ida Berg", "Berg")),
        names.KnownActor("olle-strand", "person", ("Olle Strand", "Strand")),
        names.KnownActor("harbour-board", "organisation", ("Harbour Board", "the Harbour Board")),
        names.KnownActor("norland", "state", ("Norland",)),
    ]
)
PUBLISHED = edtf.parse("2023-05-05")  # a Friday


def propose(text: str) -> list[Proposed]:
    document = Document(text)
    found = names.find(document, REGISTER)
    return event_finder.propose(
        document,
        hits=find_dates(document, published=PUBLISHED),
        names=found,
        spoken=quotations.find(document, names=found),
        published=PUBLISHED,
    )


def told(text: str) -> list[tuple[str, str]]:
    """The kind and the date of each happening."""
    return [(p.kind, p.hit.interval.edtf if p.hit else "") for p in propose(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Board rejected the plan on Thursday.", [("refusal", "2023-05-04")]),
        ("The Harbour Board did not approve the plan.", [("refusal", "")]),
        ("Berg called for an inquiry on 3 May 2023.", [("request", "2023-05-03")]),
        ("Troops seized the port in March 2021.", [("military", "2021-03")]),
        ("Norland has sent food to the island.", [("support", "")]),
        ("Norland has sent a letter to the Board.", [("statement", "")]),
        ("Berg struck a deal with Norland on Monday.", [("decision", "2023-05-01")]),
        ("A car bomb killed two men on Monday.", [("incident", "2023-05-01")]),
        ("Berg tarmacked the square in 2019.", [("other", "2019")]),
        ("A fire destroyed the fish market in 2019.", [("incident", "2019")]),
        ("The old quay collapsed on Monday.", [("incident", "2023-05-01")]),
        ("Berg warned that the pier was unsafe.", [("warning", "")]),
        ("The ministers met in Oslo last month.", [("meeting", "2023-04")]),
        ("Born in Orm on March 3, 1933, Berg joined the Board.", []),
        ("Founded in 1831, the Board fined Norland on Monday.", [("decision", "2023-05-01")]),
    ],
)
def test_a_verb_says_what_kind_of_thing_happened_and_the_clause_when(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Board would reject any plan.",
        "Berg may resign.",
        "Norland is a country of islands.",
        "Nobody knows how deep the channel is.",
        "The plan to attack the problem is sound.",
        "There is no risk of invasion.",
        "HARBOUR BOARD REJECTS PLAN",
    ],
)
def test_what_might_be_or_simply_is_tells_nothing(text: str) -> None:
    assert told(text) == []


def test_a_sentence_that_tells_two_things_gives_two() -> None:
    text = "When the storm closed the bridge in 2019, Berg ordered a new one in May 2021."
    assert told(text) == [("incident", "2019"), ("decision", "2021-05")]


def test_what_is_said_takes_no_date_from_the_day_on_which_it_was_said() -> None:
    text = "Berg said on Thursday that Norland rejected the plan."
    proposed = propose(text)
    refusal = next(p for p in proposed if p.kind == "refusal")
    assert refusal.hit is None
    statement = next(p for p in proposed if p.kind == "statement")
    assert statement.hit is not None
    assert statement.hit.interval.edtf == "2023-05-04"


def test_a_noun_tells_a_happening_once() -> None:
    text = "The Norland invasion changed all. The invasion was long. Berg recalled the invasion."
    assert [p.title for p in propose(text) if p.kind == "military"] == [
        "The Norland invasion changed all"
    ]


def test_a_noun_takes_the_date_beside_it_and_a_verb_the_one_of_its_clause() -> None:
    text = "In an interview with The Post on Monday, Berg recalled that the quay closed in 2020."
    assert told(text) == [("interview", "2023-05-01"), ("decision", "2020")]


def test_since_a_day_when_something_happened_dates_that_by_the_day() -> None:
    text = "Hundreds have fled the coast since 24 April, when Norland ordered the evacuation."
    assert ("incident", "2023-04-24/..") in told(text)
    assert ("decision", "2023-04-24") in told(text)


def test_words_quoted_are_one_proposal_with_its_speaker_however_many_sentences() -> None:
    text = "“We are late. We know it. We shall hurry,” Berg said on Thursday."
    (proposed,) = propose(text)
    assert proposed.title == "Berg: “We are late. We know it. We shall hurry”"
    assert [quote.words for quote in proposed.quotes] == [
        "We are late. We know it. We shall hurry,"
    ]
    assert {name.actor for name in proposed.names} == {"ida-berg"}
    assert proposed.hit is not None


def test_what_stands_in_a_quotation_is_not_told_as_having_happened() -> None:
    (proposed,) = propose("“Norland attacked us in 2020,” Berg said.")
    assert proposed.kind == "statement"
    assert proposed.hit is None


def test_quotations_that_follow_each_other_by_one_speaker_are_one_proposal() -> None:
    text = "Berg called it “shameful”. “It must end,” Berg said."
    (proposed,) = propose(text)
    assert [quote.words for quote in proposed.quotes] == ["shameful", "It must end,"]


def test_a_pronoun_stands_for_the_person_named_before() -> None:
    text = "Olle Strand spoke in Oslo. He rejected the plan of the Harbour Board."
    refusal = next(p for p in propose(text) if p.kind == "refusal")
    assert refusal.title.startswith("Olle Strand rejected the plan")
    assert refusal.names[0].actor == "olle-strand"


def test_a_title_leaves_out_the_date_and_what_leads_to_it() -> None:
    text = "However, after the storm, the Harbour Board closed the quay on Thursday."
    (proposed,) = propose(text)
    assert proposed.title == "The Harbour Board closed the quay"


def test_a_heading_that_was_run_into_a_sentence_is_no_part_of_it() -> None:
    text = "Board Rejects Plan For New Quay In March, Olle Strand proposed another one."
    (proposed,) = propose(text)
    assert proposed.kind == "proposal"
    assert proposed.title == "Olle Strand proposed another one"


def test_each_proposal_is_tied_to_its_passage_and_to_the_clause_in_it() -> None:
    text = "It rained.\n\nWhen the storm closed the bridge, Berg ordered a new one.\n"
    closing, ordering = propose(text)
    assert closing.start == ordering.start == text.index("When")
    assert closing.paragraph == 2
    assert "storm closed the bridge" in text[slice(*closing.focus)]
    assert "ordered" in text[slice(*ordering.focus)]


def test_a_date_and_a_known_actor_make_it_surer() -> None:
    (plain,) = propose("They rejected the plan.")
    (named,) = propose("Berg rejected the plan.")
    (dated,) = propose("Berg rejected the plan on Thursday.")
    assert plain.confidence < named.confidence < dated.confidence


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "…", "“", "“”", "said " * 50, "Berg said " * 50, ", and " * 200, "“a” " * 200],
)
def test_strange_texts_break_nothing(text: str) -> None:
    for proposed in propose(text):
        assert 0 <= proposed.start < proposed.end <= len(text)


HOSTILE = [
    "said ",
    "and ",
    ", ",
    "that ",
    "when he said ",
    "The Board rejected ",
    "attack of the ",
    "“no” ",
    "“",
    "after 3 May ",
    "Berg ",
    "He said that Berg said. ",
    "interview, ",
    "A ",
    "; ",
    "with which ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    def work(times: int) -> int:
        text = unit * times
        found = names.find(Document(text), REGISTER)
        spoken = quotations.find(Document(text), names=found)
        return steps(
            lambda: event_finder.propose(Document(text), hits=[], names=found, spoken=spoken)
        )

    assert work(2_400) <= 2.4 * work(1_200) + 500


CHRONOLOGY = """12 January 2018 - Engineers report cracks in the wall.
5 February 2018, 22:40 - A siren wakes the town; 300 people flee.
10-12 March 2018 - Repairs begin; two workers are hurt.
2019
Jan. 9: The army evacuates the lower town.
Summer 2020 - The lake is drained; the mill burns down.
21 Oct. 2020 (evening): The minister steps down.
On 3 May 2021 the court met. Guards arrested 12 of the owners.

Monday, September 5, 2022, 9:30 a.m.
Norvik Steel and Halden Iron announce a deal.
"""


def test_each_line_of_a_chronology_has_its_own_date_and_no_line_that_of_another():
    by_title = {p.title: p.hit.interval.edtf if p.hit else "" for p in propose(CHRONOLOGY)}
    assert by_title == {
        "Engineers report cracks in the wall": "2018-01-12",
        "300 people flee": "2018-02-05T22:40:00",
        "Repairs begin": "2018-03-10/2018-03-12",
        "Two workers are hurt": "2018-03-10/2018-03-12",
        "The army evacuates the lower town": "2019-01-09",
        "The lake is drained": "2020-22",
        "The mill burns down": "2020-22",
        "The minister steps down": "2020-10-21",
        "The court met": "2021-05-03",
        "Guards arrested 12 of the owners": "",
        "Norvik Steel and Halden Iron announce a deal": "2022-09-05T09:30:00",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nobody says that what stands behind an "if" came true.
        ("Berg will resign if the party loses the election in June.", []),
        ("The plan fails if Norland won the case in May.", []),
        ("The plan fails unless the Board attacked her on Monday.", []),
        # What has been since is not of the day on which it began.
        (
            "The strike began on 26 April 2023 and has blocked 40 ships.",
            [("other", "2023-04-26"), ("refusal", "")],
        ),
        ("The Board met on Monday and rejected the plan.",
         [("meeting", "2023-05-01"), ("refusal", "2023-05-01")]),
    ],
)  # fmt: skip
def test_what_is_only_supposed_or_goes_on_has_no_day_of_another_clause(text, expected):
    assert told(text) == expected


def test_a_title_has_nothing_left_of_the_words_around_a_date():
    text = "A dam burst on the night of October 30. A bridge fell in the early hours of Tuesday."
    assert [p.title for p in propose(text)] == ["A dam burst", "A bridge fell"]


def test_who_did_it_has_to_be_told_for_a_happening_to_be_likely():
    text = (
        "Nobody was hurt on Monday. It reopened on Monday. A builder, who said last month no, won."
    )
    found = {p.title: p.confidence for p in propose(text)}
    assert max(found.pop("Nobody was hurt"), found.pop("It reopened")) < 0.5
    assert "Said" not in found


def test_a_date_before_an_article_is_that_of_the_clause():
    text = "On 3 May 2023 a fire broke out. The following day the Board met."
    assert told(text) == [("incident", "2023-05-03"), ("meeting", "2023-05-04")]


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("12:15 Two men were rescued last night.", "Two men were rescued", "2023-05-04"),
        ("At 12:15 two men were rescued on Monday.", "Two men were rescued", "2023-05-01T12:15:00"),
        ("9.40 a.m. – Police arrested two men on Monday.", "Police arrested two men", "2023-05-01"),
    ],
)
def test_when_a_live_report_tells_is_not_when_it_happened(text, title, date):
    [found] = propose(text)
    assert found.hit
    assert (found.title, found.hit.interval.edtf) == (title, date)


def test_clauses_that_an_and_joins_keep_their_own_dates_and_titles():
    text = (
        "On 9 April 1940 Norland seized the station, and in 1943 saboteurs blew up the viaduct. "
        "On 30 September 1989, exactly 110 years after the opening, the last train left Orm."
    )
    assert [(p.title, p.hit.interval.edtf if p.hit else "") for p in propose(text)] == [
        ("Norland seized the station", "1940-04-09"),
        ("Saboteurs blew up the viaduct", "1943"),
        ("The last train left Orm", "1989-09-30"),
    ]


def test_a_body_before_the_office_of_somebody_is_not_who_acted():
    text = (
        "The Norland army chief, Ida Berg, who visited the town on Monday, called for an inquiry "
        "on Tuesday. Lars Dahl, whose brother died in 2014, was not there."
    )
    called = next(p for p in propose(text) if p.kind == "request")
    assert called.title == "Ida Berg called for an inquiry"
    assert "ida-berg" in called.taking_part
    assert "norland" not in called.taking_part
    died = next(p for p in propose(text) if "brother" in p.title.lower())
    assert died.confidence < 0.5


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The party, which has backed Berg's cabinet, called the plan “a farce” on Monday.",
            "The party called the plan “a farce”",
        ),
        ("Berg's cabinet fell on Monday.", "Berg's cabinet fell"),
        ("The bank, which raised rates in 2021, meets on Thursday.", "The bank raised rates"),
    ],
)
def test_nobody_acts_who_is_only_named_within_another_s_doing(text, title):
    found = propose(text)[-1]
    assert (found.title, found.taking_part) == (title, frozenset())


def test_a_date_of_a_thing_dates_the_thing_alone():
    told = propose("The party has backed him since the vote of 12 September 2021.")
    assert not [p.title for p in told if p.hit and p.confidence > 0.5]
    [left] = propose("Berg resigned on Monday, a week before he was to speak.")
    assert left.title == "Berg resigned"
