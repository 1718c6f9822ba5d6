"""Title, outlet and date of an article, confirmed on the page of its review."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import proposals
from tests.admin.review.reviewing import address, message, of, of_review, page
from tests.cast import Cast
from timeline.models import Article, Outlet, Source
from timeline.services.proposals import review


@pytest.fixture
def unconfirmed(cast: Cast) -> Article:
    return proposals.set_out(confirmed=False, outlet=cast.herald)


def details(article: Article, **changes: Any) -> dict[str, Any]:
    names = (
        "title", "authors", "url", "outlet_basis", "outlet_reason", "edtf", "published_basis",
        "published_reason",
    )  # fmt: skip
    fields = {name: getattr(article, name) for name in names}
    return {**fields, "outlet": article.outlet_id or "", "new_outlet": "", **changes}


def confirm(desk: Client, article: Article, **changes: Any) -> Any:
    fields = details(article, **changes)
    response = desk.post(address(article, "details"), fields, follow=True)
    article.refresh_from_db()
    return response


def test_confirming_takes_the_details_as_they_are_read(desk, unconfirmed):
    before = list(unconfirmed.proposals.values_list("pk", flat=True))
    response = confirm(desk, unconfirmed)
    assert "Details confirmed." in message(response)
    assert unconfirmed.confirmed
    assert list(unconfirmed.proposals.values_list("pk", flat=True)) == before


def test_another_outlet_is_inferred_and_has_its_reason(desk, unconfirmed, cast):
    response = confirm(desk, unconfirmed, outlet=cast.post.pk)
    assert response.status_code == 422
    assert "Where does the document state it?" in response.content.decode()
    assert not unconfirmed.confirmed
    assert unconfirmed.outlet == cast.herald
    confirm(
        desk, unconfirmed, outlet=cast.post.pk, outlet_basis="inferred", outlet_reason="Its font."
    )
    assert (unconfirmed.outlet, unconfirmed.outlet_basis) == (cast.post, "inferred")


def test_another_date_is_inferred_and_has_its_reason(desk, unconfirmed):
    assert confirm(desk, unconfirmed, edtf="4 March 2022").status_code == 422
    reason = {"published_reason": "The page's foot says so."}
    confirm(desk, unconfirmed, edtf="4 March 2022", published_basis="inferred", **reason)
    assert (unconfirmed.edtf, unconfirmed.published_basis) == ("2022-03-04", "inferred")


def test_what_was_overlooked_is_stated_once_the_editor_says_where(desk, unconfirmed):
    reason = {"published_reason": "In the last line."}
    confirm(desk, unconfirmed, edtf="2022-03-12", **reason)
    assert (unconfirmed.edtf, unconfirmed.published_basis) == ("2022-03-12", "stated")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": " "}, "Give it a title"),
        ({"edtf": "one fine day"}, "is not read as a date"),
        ({"outlet_basis": "not-stated"}, "Say how the outlet is known."),
        ({"published_basis": "not-stated"}, "Say how the date is known."),
        ({"outlet_basis": "inferred", "outlet_reason": " "}, "Say why this outlet is inferred."),
        ({"published_basis": "inferred", "published_reason": ""}, "Say why this date is inferred."),
        ({"outlet": "999999"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"new_outlet": "The Echo"}, "Choose an outlet from the list or name one, not both."),
    ],
)
def test_details_that_contradict_themselves_are_refused_in_a_sentence(
    changes, told, desk, unconfirmed
):
    response = confirm(desk, unconfirmed, **changes)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not unconfirmed.confirmed
    assert unconfirmed.title == proposals.LINES[0]


def test_an_article_without_outlet_and_date_is_confirmed_all_the_same(desk, unconfirmed):
    confirm(desk, unconfirmed, outlet="", edtf="")
    assert unconfirmed.confirmed
    assert (unconfirmed.outlet, unconfirmed.outlet_basis) == (None, "not-stated")
    assert (unconfirmed.edtf, unconfirmed.published_basis) == ("", "not-stated")


def test_an_outlet_not_listed_is_added_on_confirming(desk, cast):
    article = proposals.set_out(confirmed=False)
    article.site = "The Evening Echo"
    article.save()
    form = page(desk, article).one("form", id="details-form")
    assert form.one("input", name="new_outlet")["value"] == "The Evening Echo"
    (chosen,) = form.one("select", name="outlet_basis").all("option", selected="")
    assert chosen["value"] == "stated"
    named = {"new_outlet": "The Evening Echo", "outlet_basis": "stated"}
    confirm(desk, article, **named)
    echo = Outlet.objects.get(name="The Evening Echo")
    assert (article.outlet, article.outlet_basis, echo.slug) == (echo, "stated", "the-evening-echo")


def test_a_name_that_is_listed_is_that_outlet(desk, cast):
    article = proposals.set_out(confirmed=False)
    named = {"new_outlet": "the herald", "outlet_basis": "inferred", "outlet_reason": "Its font."}
    confirm(desk, article, **named)
    assert article.outlet == cast.herald
    assert Outlet.objects.count() == 2


def test_adding_an_outlet_takes_the_right_to(client, cast):
    article = proposals.set_out(confirmed=False)
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="change_article"))
    client.force_login(clerk)
    named = {"new_outlet": "The Echo", "outlet_basis": "inferred", "outlet_reason": "Its font."}
    assert confirm(client, article, **named).status_code == 422
    assert not Outlet.objects.filter(name="The Echo").exists()


def test_another_date_has_what_is_open_proposed_anew(desk, unconfirmed):
    review.reject(of(unconfirmed, "refuses"), by=None)
    before = set(unconfirmed.proposals.values_list("pk", flat=True))
    rejected = of(unconfirmed, "refuses").pk
    changes = {"edtf": "2022-04-08", "published_reason": "In the last line."}
    assert "proposed anew" in message(confirm(desk, unconfirmed, **changes))
    after = set(unconfirmed.proposals.values_list("pk", flat=True))
    assert before & after == {rejected}


def test_once_the_source_is_there_its_details_are_changed_in_it(desk, article):
    review.accept(of(article, "refuses"), by=None)
    root = page(desk, article)
    assert root.all("form", id="details-form") == []
    source = Source.objects.get(title=proposals.LINES[0])
    links = [link["href"] for link in root.all("a")]
    assert reverse("admin:timeline_source_change", args=[source.pk]) in links
    assert reverse("source-detail", args=[source.slug]) in links
    response = confirm(desk, article, title="Another")
    form = of_review(response).one("form", id="details-form")
    assert "Its source exists by now" in form.words
    assert form.one("input", name="title")["value"] == "Another"
    article.refresh_from_db()
    assert article.title == proposals.LINES[0]
