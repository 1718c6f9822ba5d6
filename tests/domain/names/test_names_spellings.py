"""Names one letter away from a known one, and evening a text to find names in it."""

from __future__ import annotations

import pickle

import pytest

from timeline.domain import names
from timeline.domain.names import spellings
from timeline.domain.names.spellings import Spellings
from timeline.domain.text import folded_text
from timeline.domain.text.document import Document

KNOWN = {"ida halvorsen": {"ida"}, "olle strand": {"olle"}}


def test_what_was_looked_up_before_is_told_the_same_and_forgotten_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spellings, "_MOST_SEEN", 3)
    known = Spellings.of(KNOWN)
    for _ in range(2):
        assert known.near("ida halvorson") == "ida"
        assert known.near("olle strant") == "olle"
        assert known.near("vera oster") == ""
        assert len(known._seen) <= 3


def test_few_odd_characters_and_many_are_made_even_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“Éva” said:\t‘no’ –\x85 Ægir — αΆ ﬁ\u200b…\r\nß İ"
    few = folded_text.FoldedText.of(text)
    monkeypatch.setattr(folded_text, "_FEW", 0)
    many = folded_text.FoldedText.of(text)
    assert (few.normal, few.low, few.apart) == (many.normal, many.low, many.apart)
    assert [few.place(at, at + 1) for at in range(len(few.normal))] == [
        many.place(at, at + 1) for at in range(len(many.normal))
    ]


def test_a_register_that_is_sent_to_another_process_finds_the_same() -> None:
    register = names.Gazetteer.of([names.KnownActor("ida", "person", ("Ida Halvorsen",))])
    text = "Ida Halvorsen met Ida Halvorson in Oslo."
    sent = pickle.loads(pickle.dumps(register))
    assert names.find(Document(text), sent) == names.find(Document(text), register) != []
