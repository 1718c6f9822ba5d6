"""How an editor changes a proposal before accepting it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.admin.review.reviewing import HTMX, address, card, choose, of, of_review, page
from tests.web.markup import read
from timeline.models import Actor, Article, Decision, Proposal
from timeline.services.proposals import review


def filled_in(desk: Client, article: Article, words: str, **changes: Any) -> dict[str, Any]:
    """The fields of the edit form as a browser would send them, and changes to them."""
    root = page(desk, article, proposal=of(article, words).pk, do="edit")
    form = root.one("form", id="edit-form")
    fields: dict[str, Any] = {"what": "edit"}
    for box in form.all("input"):
        if box.get("type") != "checkbox":
            fields[box["name"]] = box.get("value")
        elif "checked" in box.attributes:
            fields.setdefault(box["name"], []).append(box.get("value") or "on")
    for area in form.all("textarea"):
        fields[area["name"]] = "".join(str(child) for child in area.children).lstrip("\n")
    for select in form.all("select"):
        chosen = select.all("option", selected="")
        fields[select["name"]] = chosen[0]["value"] if chosen else ""
    return {key: value for key, value in {**fields, **changes}.items() if value is not None}


def edited(desk: Client, article: Article, words: str, **changes: Any) -> Any:
    fields = filled_in(desk, article, words, **changes)
    return desk.post(address(article, "decide"), fields, follow=True)


def test_saving_an_edit_as_it_is_changes_nothing(desk, article):
    for words in ("refuses", "warns", "rust", "opened"):
        before = Proposal.objects.filter(title__contains=words).values().get()
        edited(desk, article, words)
        assert Proposal.objects.filter(pk=before["id"]).values().get() == before
    assert not Decision.objects.exists()


def test_an_edit_changes_title_kind_words_and_terms(desk, article):
    changes = {
        "edit-title": "No bridge before spring", "edit-kind": "decision",
        "edit-says": "It stays shut.", "edit-terms": None,
    }  # fmt: skip
    edited(desk, article, "refuses", **changes)
    proposal = of(article, "No bridge before spring")
    assert (proposal.kind, proposal.says, proposal.terms) == ("decision", "It stays shut.", ())
    assert "An editor’s words." in card(page(desk, article, proposal=proposal.pk))


def test_a_date_is_typed_in_words_that_count_from_publication(desk, article):
    changes = {"edit-date": "last Monday", "edit-reason": "The minutes say so."}
    edited(desk, article, "refuses", **changes)
    proposal = of(article, "refuses")
    assert (proposal.edtf, proposal.phrase) == ("2022-03-07", "on Thursday")
    assert proposal.inferred_reason == "The minutes say so."


def test_another_phrase_of_the_passage_is_read_anew(desk, article):
    edited(desk, article, "opened", **{"edit-phrase": "3 March"})
    proposal = of(article, "opened")
    assert (proposal.phrase, proposal.edtf) == ("3 March", "2022-03-03")
    edited(desk, article, "opened", **{"edit-phrase": ""})
    proposal = of(article, "opened")
    assert (proposal.phrase, proposal.edtf) == ("", "")


@pytest.mark.parametrize(
    ("words", "changes", "told"),
    [
        ("refuses", {"edit-title": ""}, "This field is required."),
        ("refuses", {"edit-date": "2022-03-09"}, "Say why this date is put in the place"),
        ("refuses", {"edit-date": "one fine day"}, "is not read as a date"),
        ("refuses", {"edit-phrase": "on Sunday"}, "These words are not in the passage."),
        ("refuses", {"edit-kind": "party"}, "Select a valid choice"),
        ("refuses", {"quote-0-excerpt": "It is open"}, "These are not the words as printed."),
        ("refuses", {"quote-0-excerpt": "shut " * 20}, "A quote of 20 words; 15 at most."),
        ("refuses", {"quote-0-speaker": ""}, "Say who said this"),
        ("refuses", {"quote-0-told_by": "mayor"}, "Leave this empty where speakers"),
        ("rust", {"actor-0-kind": ""}, "Say what this is"),
        ("rust", {"actor-0-name": " "}, "Give a name."),
        ("rust", {"actor-more-name": "A. Stranger"}, "Say what this is"),
    ],
)
def test_an_edit_that_cannot_be_kept_comes_back_with_the_reason_beside_it(
    words, changes, told, desk, article
):
    before = list(Proposal.objects.values())
    response = edited(desk, article, words, **changes)
    assert response.status_code == 422
    assert told in of_review(response).one("form", id="edit-form").words
    assert list(Proposal.objects.values()) == before
    fields = filled_in(desk, article, words, **changes)
    root = read(desk.post(address(article, "decide"), fields, **HTMX).content.decode())
    assert told in root.one("form", id="edit-form").words


def test_a_new_spelling_may_be_somebody_new_after_all(desk, article):
    changes = {"actor-0-who": "new", "actor-0-kind": "person", "actor-0-name": "Oll Strand"}
    edited(desk, article, "warns", **changes)
    choose(desk, article, "accept", "warns")
    assert Actor.objects.get(name="Oll Strand").slug == "oll-strand"


def test_somebody_new_may_be_known_after_all(desk, article, cast):
    edited(desk, article, "rust", **{"actor-0-name": "Olle Strand"})
    choose(desk, article, "accept", "rust")
    assert Actor.objects.count() == 2
    assert set(cast.engineer.aliases.values_list("name", flat=True)) == {"Pia Lund"}


def test_one_more_actor_is_added(desk, article, cast):
    edited(desk, article, "opened", **{"actor-more-name": "Olle Strand"})
    choose(desk, article, "new", "opened")
    event = of(article, "opened").event
    assert event is not None
    assert [part.actor for part in event.participations.all()] == [cast.engineer]


def test_a_quote_is_given_to_another_of_the_register(desk, article, cast):
    changes = {"quote-0-speaker": "engineer", "quote-0-excerpt": "it stays shut"}
    edited(desk, article, "refuses", **changes)
    choose(desk, article, "accept", "refuses")
    mention = of(article, "refuses").mention
    assert mention is not None
    quote = mention.quotes.get()
    assert (quote.speaker, quote.words) == (cast.engineer, "it stays shut")


def test_what_was_decided_meanwhile_is_not_edited(desk, article):
    fields = filled_in(desk, article, "refuses", **{"edit-title": "Another"})
    review.reject(of(article, "refuses"), by=None)
    root = of_review(desk.post(address(article, "decide"), fields))
    assert "This proposal was rejected already" in root.one("p", of="errornote").words
    assert root.one("input", name="edit-title")["value"] == "Another"
    assert not Proposal.objects.filter(title="Another").exists()


def test_an_edit_is_accepted_along_with_its_proposal(desk, article):
    title = {"edit-title": "No bridge before spring"}
    edited(desk, article, "refuses", what="edit-accept", **title)
    proposal = of(article, "No bridge before spring")
    assert proposal.state == Proposal.State.ACCEPTED
    assert proposal.mention.event.title == "No bridge before spring"
    decided = Decision.objects.order_by("pk").values_list("what", flat=True)
    assert list(decided) == ["edit", "accept"]


def test_an_edit_that_can_not_be_accepted_yet_stands_as_it_was_typed(desk, article):
    Article.objects.update(confirmed=False)
    title = {"edit-title": "No bridge before spring"}
    answer = edited(desk, article, "refuses", what="edit-accept", **title)
    assert "Confirm the article&#x27;s title, outlet and date first." in answer.content.decode()
    form = read(answer.content.decode()).one("form", id="edit-form")
    assert form.one("input", id="id_edit-title")["value"] == "No bridge before spring"
    assert of(article, "refuses").state == Proposal.State.OPEN
    assert not Decision.objects.exists()
