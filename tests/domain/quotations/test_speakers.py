"""The rules that find a speaker, each by a sentence or two."""

from __future__ import annotations

import pytest

from tests.domain.quotations.gold_quotes import named
from timeline.domain.quotations import FoundQuotation, find
from timeline.domain.text.document import Document

CAST = {
    "Anna Lind": "person",
    "Karl Berg": "person",
    "Mira Holt": "person",
    "Norway": "state",
    "Oslo": "state",
    "Treasury": "organisation",
}


def heard(text: str) -> list[FoundQuotation]:
    """What is found in a text about the cast."""
    return find(Document(text), names=named(text, CAST))


def last(text: str) -> FoundQuotation:
    """The last quotation of a text."""
    return heard(text)[-1]


BY_NAME = [
    # text, who speaks the last quotation, rule
    ("“We stay,” Anna Lind said.", "Anna Lind", "after-quote"),
    ("“We stay”, said Anna Lind.", "Anna Lind", "after-quote"),
    ("“We stay,” says Lind.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind told Berg.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind told reporters in Oslo.", "Anna Lind", "after-quote"),
    ("“We stay!” Lind said the plan was dead.", "Anna Lind", "after-quote"),
    ("“We stay,” Norway's foreign minister Anna Lind said.", "Anna Lind", "after-quote"),
    ("“We stay,” said the foreign minister, Anna Lind, in Oslo.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind, who had met Berg in Oslo, said.", "Anna Lind", "after-quote"),
    ("“We stay,” Anna Lind (Labour, Oslo) said.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind on Friday told Berg.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind wrote on Twitter.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind shrugs.", "Anna Lind", "after-quote"),
    ("“We stay,” Lind shoots back.", "Anna Lind", "after-quote"),
    ("“We stay,” according to Lind.", "Anna Lind", "according-to"),
    ("“We stay,” Lind was quoted as saying by the Treasury.", "Anna Lind", "after-quote"),
    ("“We stay” was said by Lind.", "Anna Lind", "after-quote"),
    ("Lind said: “We stay.”", "Anna Lind", "before-quote"),
    ("Lind said she would “stay” in Oslo.", "Anna Lind", "before-quote"),
    ("Lind told Berg that it was “over”.", "Anna Lind", "before-quote"),
    ("Lind called it “horrific” and left.", "Anna Lind", "before-quote"),
    ("Lind dismissed Berg's plan as “hot air”.", "Anna Lind", "before-quote"),
    ("Lind, calling it “horrific”, left.", "Anna Lind", "before-quote"),
    ("Calling it “horrific”, Lind left.", "Anna Lind", "before-quote"),
    ("Lind said it was late, adding that it was “over”.", "Anna Lind", "before-quote"),
    ("Lind spoke to Berg and told him it was “over”.", "Anna Lind", "before-quote"),
    ("According to Lind, the plan is “dead”.", "Anna Lind", "according-to"),
    ("The plan was condemned by Lind as “hot air”.", "Anna Lind", "before-quote"),
    ("The Treasury quoted Lind as saying it was “over”.", "Anna Lind", "before-quote"),
    ("The plan, Lind said, was “hot air”.", "Anna Lind", "before-quote"),
    ("The “cowardly” plan was dead, Lind said.", "Anna Lind", "trailing"),
    ("Lind was blunt: “We stay.”", "Anna Lind", "colon"),
    ("Lind's promise to “stay” did not hold.", "Anna Lind", "before-quote"),
    ("Asked about Berg, Lind said: “We stay.”", "Anna Lind", "before-quote"),
    ("Lind was told by Berg that it was “over”.", "Karl Berg", "before-quote"),
    ("Lind said Berg had told her: “Go.”", "Karl Berg", "before-quote"),
    ("Lind said Berg would call it “horrific”.", "Anna Lind", "before-quote"),
    ("After Berg warned of “ruin”, Lind said it was “over”.", "Anna Lind", "before-quote"),
    ("In a letter to Berg, Lind said it was “over”.", "Anna Lind", "before-quote"),
    ("Speaking in Oslo, Lind said it was “over”.", "Anna Lind", "before-quote"),
    ("The Treasury said it was “ready”.", "Treasury", "before-quote"),
    ("Norway has rejected the “ultimatum,” Lind said.", "Anna Lind", "after-quote"),
    ("OSLO — With the vote lost, Lind left, calling it “over”.", "Anna Lind", "before-quote"),
    ("OSLO — Lind said it was “over”.", "Anna Lind", "before-quote"),
    ("Lind: “We stay”", "Anna Lind", "label"),
    ("Lind: Berg ‘Begged’ for Votes", "Anna Lind", "label"),
    ("“We stay” – Lind", "Anna Lind", "headline"),
    ("“We stay”: Lind rejects deal", "Anna Lind", "headline"),
    ("Tax plan ‘dead’: Lind", "Anna Lind", "headline"),
    ("Lind ‘not worried’ by Berg", "Anna Lind", "headline"),
    ("Lind Rejects Plan, Says ‘No Deal’", "Anna Lind", "before-quote"),
    ("“We stay,” Lind said. “We always do.”", "Anna Lind", "same-paragraph"),
    ("“We stay,” Lind said, “and we wait.”", "Anna Lind", "before-quote"),
    ("“We stay.” “We wait,” Lind said. “We win.”", "Anna Lind", "same-paragraph"),
    ("Lind said:\n“We stay.", "Anna Lind", "label"),
    ("“We stay,” Lind said.\n“We always do.”", "Anna Lind", "previous-speaker"),
    ("Lind said: “We stay.\n“We wait.”", "Anna Lind", "continued"),
    ("“We stay.\n“We wait,” Lind said.", "Anna Lind", "after-quote"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "rule"), BY_NAME)
def test_a_rule_finds_the_speaker(text, speaker, rule):
    spoken = last(text)
    assert spoken.speaker is not None
    assert (spoken.speaker.entity, spoken.rule) == (speaker, rule)
    assert not spoken.scare


GUESSED = [
    # text, who speaks the last quotation
    ("Lind left Oslo. “We stay,” she said.", "Anna Lind"),
    ("Lind met Berg. “We stay,” she said.", "Anna Lind"),
    ("Anna Lind met Berg. “We stay,” Karl Berg said. “We go,” she said.", "Anna Lind"),
    ("Karl Berg left. Anna Lind said no. “We stay,” he said.", "Karl Berg"),
    ("Mr Berg met Ms Lind. “We stay,” he said.", "Karl Berg"),
    ("Lind said she had called it “horrific”.", "Anna Lind"),
    ("After Lind arrived, she called it “horrific”.", "Anna Lind"),
    ("Mr Berg sat down. “Will you go?” asked Lind. “No,” he replied.", "Karl Berg"),
    ("Foreign minister Anna Lind met Berg, the mayor. “We stay,” the minister said.", "Anna Lind"),
    ("Foreign minister Anna Lind met Berg, the mayor. The mayor said it was “over”.", "Karl Berg"),
    ("President Anna Lind met Berg. “We stay,” the Norwegian leader said.", "Anna Lind"),
    ("According to Lind, Berg left. According to her, it was “over”.", "Anna Lind"),
    ("The Treasury met Lind. The Treasury left early. It called the plan “hot air”.", "Treasury"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), GUESSED)
def test_a_pronoun_or_a_description_is_a_guess(text, speaker):
    spoken = last(text)
    assert spoken.speaker is not None
    assert spoken.speaker.entity == speaker
    assert spoken.guessed
    assert spoken.confidence < 0.9


UNNAMED = [
    ("“We stay,” a spokesman said.", "a spokesman said"),
    ("“We stay,” said officials in Oslo.", "said officials in Oslo"),
    ("“We stay,” a spokesman for Lind told reporters.", "a spokesman for Lind told"),
    ("The ministry said it was “over”.", "The ministry said"),
    ("One diplomat close to Lind called it “horrific”.", "One diplomat close to Lind called"),
    ("The plan has been described as “horrific”.", "described"),
    ("Lind's spokesman said it was “over”.", "Lind’s spokesman said"),
]


@pytest.mark.parametrize(("text", "cue"), UNNAMED)
def test_whoever_has_no_name_keeps_the_cue(text, cue):
    spoken = last(text)
    assert (spoken.speaker, spoken.rule, spoken.scare) == (None, "unnamed", False)
    assert spoken.cue is not None
    assert text[slice(*spoken.cue)].replace("'", "’") == cue


def test_he_is_the_official_who_spoke_before_and_nobody_else():
    text = "Berg left. “We stay,” an official said. “We wait,” he said."
    assert [spoken.speaker for spoken in heard(text)] == [None, None]


SCARE = [
    "A so-called “peace march” met Lind.",
    "Lind said the so-called “peace march” was late.",
    "Norway began its “special operation” in May.",
    "A general nicknamed “the Cook” met Lind.",
    "Lind avoids the word “war” these days.",
    "Lind made the film “Grey Zone” in Oslo.",
    "Lind leads a group known as “the Nine”.",
    "Lind spoke on “Morning Oslo” first.",
]


@pytest.mark.parametrize("text", SCARE)
def test_a_term_or_a_title_is_nobody_s_words(text):
    spoken = last(text)
    assert (spoken.scare, spoken.speaker) == (True, None)


@pytest.mark.parametrize(
    "text",
    ["Lind called it “horrific”.", "Lind described a “grim hour”.", "Lind spoke of “war”."],
)
def test_a_word_quoted_after_a_verb_of_speech_is_speech(text):
    spoken = last(text)
    assert (spoken.scare, spoken.speaker and spoken.speaker.entity) == (False, "Anna Lind")


def _nested(text: str) -> tuple[str | None, str | None]:
    spoken = last(text)
    told_by = spoken.told_by.entity if spoken.told_by else None
    return (spoken.speaker.entity if spoken.speaker else None), told_by


def test_words_within_words_are_another_s_told_by_the_speaker():
    assert _nested("“Berg rang me. He said: ‘Go.’ I went,” Lind said.") == (
        "Karl Berg",
        "Anna Lind",
    )
    assert _nested("Berg rang. “He said: ‘Go.’” Lind recalled.") == ("Karl Berg", "Anna Lind")
    assert _nested("“And I said: ‘No.’” Lind recalled.") == ("Anna Lind", None)
    assert _nested("“They told me: ‘Go.’” Lind recalled.") == (None, "Anna Lind")


def test_as_somebody_put_it_within_words_is_that_one_s_words():
    text = "“As Berg, the mayor then, put it, we will not sell the bridge,” Lind said."
    outer, inner = heard(text)
    assert (outer.speaker and outer.speaker.entity, outer.told_by) == ("Anna Lind", None)
    assert inner.words == "we will not sell the bridge"
    assert inner.speaker is not None
    assert inner.told_by is not None
    assert (inner.speaker.entity, inner.told_by.entity) == ("Karl Berg", "Anna Lind")


def test_whoever_relays_a_statement_tells_it():
    assert _nested("Lind recalled how Berg had called it “hot air”.") == ("Karl Berg", "Anna Lind")
    assert _nested("Lind cited Berg, who said it was “over”.") == ("Karl Berg", "Anna Lind")
    assert _nested("According to Lind, Berg said: “Go.”") == ("Karl Berg", "Anna Lind")
    assert _nested("Lind said it was late, and Berg called it “over”.") == ("Karl Berg", None)
    assert _nested("The Treasury said Berg had called it “over”.") == ("Karl Berg", None)


def test_a_name_that_nobody_told_of_speaks_all_the_same():
    spoken = last("“We stay,” Ingrid Solheim said. “We wait,” Solheim said.")
    assert spoken.speaker is not None
    assert spoken.speaker.entity == "Ingrid Solheim"


def test_questions_and_answers_have_the_one_who_is_asked_answer():
    text = "We met Anna Lind in Oslo.\nQ: “Do you stay?”\nA: “I do.”"
    question, answer = heard(text)
    assert (question.speaker, question.rule) == (None, "unnamed")
    assert answer.speaker is not None
    assert (answer.speaker.entity, answer.guessed) == ("Anna Lind", True)


def test_what_a_quotation_says_of_itself_is_in_the_text():
    text = "Lind said: “We ‘stay’.”\n\nBerg: “No.\n“Never.” He left."
    for spoken in heard(text):
        assert text[spoken.start : spoken.end] == spoken.words
        assert 0 <= spoken.confidence <= 1
        if spoken.cue:
            assert text[slice(*spoken.cue)].strip()


@pytest.mark.parametrize("text", ["", " ", "No words are quoted.", "“”", '" "', "‘", "It’s."])
def test_a_text_without_quotations_has_none(text):
    assert heard(text) == []


def test_with_no_names_at_all_every_quotation_is_still_found():
    assert [s.words for s in find(Document("“A b,” he said. ‘C d,’ it read."), names=[])] == [
        "A b,",
        "C d,",
    ]
