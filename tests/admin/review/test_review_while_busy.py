"""Another process writes while an editor reviews: what was typed stands on the page that comes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.admin.review.reviewing import HTMX, address, of, of_review
from tests.locked import writing_elsewhere
from tests.web.markup import Element
from timeline.models import Article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def impatient(settings: Any) -> None:
    settings.SAVE_WAITS = settings.READ_WAITS = 0.2


def busy(desk: Client, article: Article, role: str, sent: dict[str, Any]) -> Element:
    with writing_elsewhere():
        response = desk.post(address(article, role), sent)
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    page = of_review(response)
    assert "Busy, try again." in page.words
    return page


def sent_by(form: Element) -> dict[str, str]:
    """What a form of the page would send."""
    found = {}
    for each in form.inside():
        if each.tag == "textarea":
            found[each["name"]] = "".join(map(str, each.children)).removeprefix("\n")
        elif each.tag == "select":
            chosen = each.all("option", selected="") or each.all("option")
            found[each["name"]] = chosen[0]["value"]
        elif each.tag == "input" and (
            (is_text := each.get("type") not in ("checkbox", "radio"))
            or "checked" in each.attributes
        ):
            found[each["name"]] = each.get("value") or ("" if is_text else "on")
    return found


def test_an_edit_stands_as_it_was_typed_and_is_saved_from_there(desk, article):
    proposal = of(article, "refuses")
    opened = desk.get(address(article), {"proposal": proposal.pk, "do": "edit"})
    sent = sent_by(of_review(opened).one("form", id="edit-form")) | {"what": "edit"}
    page = busy(desk, article, "decide", sent | {"edit-title": "The council says no"})
    again = sent_by(page.one("form", id="edit-form"))
    assert again["edit-title"] == "The council says no"
    assert again["edit-says"] == sent["edit-says"]
    desk.post(
        address(article, "decide"), again | {"what": "edit", "edit-title": "It says no again"}
    )
    proposal.refresh_from_db()
    assert proposal.title == "It says no again"


def test_details_stand_as_they_were_typed_and_are_confirmed_from_there(desk, article):
    form = {"action": address(article, "details")}
    opened = of_review(desk.get(address(article))).one("form", **form)
    page = busy(desk, article, "details", sent_by(opened) | {"authors": "Nils Moe and another"})
    again = sent_by(page.one("form", **form))
    assert again["authors"] == "Nils Moe and another"
    article.refresh_from_db()
    assert article.authors == "Nils Moe"
    assert desk.post(address(article, "details"), again).status_code == 302
    article.refresh_from_db()
    assert article.authors == "Nils Moe and another"


def test_a_choice_is_not_made_and_can_be_made_again(desk, article):
    proposal = of(article, "refuses")
    sent = {"what": "reject", "proposal": proposal.pk}
    busy(desk, article, "decide", sent)
    with writing_elsewhere():
        assert desk.post(address(article, "decide"), sent, **HTMX).status_code == 503
    proposal.refresh_from_db()
    assert proposal.state == "open"
    desk.post(address(article, "decide"), sent)
    proposal.refresh_from_db()
    assert proposal.state == "rejected"
