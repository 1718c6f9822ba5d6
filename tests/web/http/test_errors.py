"""The pages for what is not there and for what went wrong."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.counting import queries_of
from tests.web.markup import page
from timeline.urls import handler404, handler500
from timeline.urls import urlpatterns as ours

__all__ = ["handler404", "handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    """A view with a fault."""
    raise RuntimeError("a secret of the house")


urlpatterns = [path("broken/", broken), *ours]


@pytest.mark.urls(__name__)
def test_a_fault_is_told_with_a_page_of_our_own_and_no_secret(client: Client, db: None):
    client.raise_request_exception = False
    fault = page(client, "/broken/", status=500)
    assert fault.texts("h1") == ["Something went wrong"]
    assert fault.one("head").texts("title") == ["Something went wrong · Retold"]
    assert "secret" not in fault.words
    assert "default-src 'none'" in client.get("/broken/")["Content-Security-Policy"]


@pytest.mark.urls(__name__)
def test_the_page_for_a_fault_needs_no_database(client: Client, db: None):
    client.raise_request_exception = False
    assert queries_of(lambda: client.get("/broken/")) == 0


def test_what_is_not_there_has_a_page_of_our_own_with_a_way_on(client: Client, db: None):
    missing = page(client, "/no/such/page/", status=404)
    assert missing.texts("h1") == ["Nothing at this address"]
    assert missing.one("main").one("a")["href"] == "/"
    assert missing.one("nav", aria_label="Main")


@pytest.mark.parametrize(
    "address", ["/events/%00/", "/events/" + "a" * 5000 + "/", "/actors/é/", "/sources/../"]
)
def test_strange_addresses_are_not_found(address: str, client: Client, db: None):
    page(client, address, status=404)
