"""Where a sentence's clauses begin, and which words are not even asked."""

from __future__ import annotations

import random

from timeline.domain.events import clauses
from timeline.domain.events.clauses import ClauseRelation, ClauseWords
from timeline.domain.events.event_words import EventWords
from timeline.domain.lexicon.english import Lexicon
from timeline.domain.text.document import Document

_SOME = (
    "the board minister Olle Ida quay ferry he who which that when while after before since until "
    "and but with how whether said says added noted , , ; – in March was had would not to visiting"
).split()


def test_no_word_that_could_open_a_clause_is_passed_over() -> None:
    dice = random.Random(5)
    verbs = sorted(verb for verb in EventWords.VERBS if " " not in verb)
    opened = 0
    for _ in range(4_000):
        text = " ".join(dice.choice((*_SOME, dice.choice(verbs))) for _ in range(14))
        words = ClauseWords.of(Document(text), [])
        lower = words.lower
        for at in range(1, len(lower)):
            for fronted in (False, True):
                if clauses._opens(text, words, at, dice.randrange(at), fronted=fronted) is None:
                    continue
                opened += 1
                asked = lower[at] in clauses._OPENING
                assert asked or lower[at - 1] in {",", *Lexicon.REPORTING}, (text, lower[at])
    assert opened > 4_000


def test_a_clause_has_its_words_with_the_marks_and_without() -> None:
    text = "The board, he said, shut the quay when a ferry sank."
    said, *_, side = clauses.clauses(text, ClauseWords.of(Document(text), []))
    assert [word for word in said.words.lower if word not in said.bare.lower] == [",", ","]
    places = map(said.bare.span, range(len(said.bare.lower)))
    assert [text[start:end].lower() for start, end in places] == said.bare.lower
    assert side.relation is ClauseRelation.SIDE
    assert side.until(text.index("sank")) == ["when", "a", "ferry"]
