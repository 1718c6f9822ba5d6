"""Who may read what from another origin: programs the public addresses, nobody the rest."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.exports.formats import FORMATS
from timeline.queries.index import select

PUBLIC = [
    *(f"/events.{form.ending}" for form in FORMATS),
    "/cite.bib", "/events/opening/cite.ris", "/sources/report/cite.csl.json",
    "/actors.csv", "/outlets.csv", "/sources.csv", "/clocks.png", "/events/opening.png",
    "/sources/report.png",
    "/oembed?url=http://testserver/", "/api/openapi.json",
]  # fmt: skip
PAGES = ["/", "/events/opening/", "/compare/", "/quotes/", "/actors/", "/sources/report/", "/api/",
         "/embed/", "/embed/events/opening/", "/nothing/", "/admin/", "/admin/login/"]  # fmt: skip
ORIGIN = {"HTTP_ORIGIN": "https://elsewhere.example"}
ASKED = {"HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET"}


def allowed(response) -> list[str]:
    return [name for name in response.headers if name.startswith("Access-Control-Allow")]


# On PostgreSQL a transaction that a test never ends has no state to make an ETag of.
@pytest.mark.django_db(transaction=connection.vendor != "sqlite")
@pytest.mark.parametrize("address", PUBLIC)
def test_any_origin_may_read_the_public_addresses(address: str, client: Client, town: Town):
    select(Criteria())  # making the index is a change too
    response = client.get(address, **ORIGIN)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    # With "*" no browser sends or takes cookies, and none are offered.
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    assert {"ETag", "Link"} <= set(response["Access-Control-Expose-Headers"].split(", "))
    again = client.get(address, **ORIGIN, HTTP_IF_NONE_MATCH=response["ETag"])
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_preflight_is_answered(address: str, client: Client, town: Town):
    response = client.options(address, **ORIGIN, **ASKED)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "address", ["/events.json?actor=nobody", "/events.yaml", "/events/no one/cite.bib", "/oembed"]
)
def test_refusals_can_be_read_too(address: str, client: Client, town: Town):
    response = client.get(address, **ORIGIN)
    assert response.status_code in {400, 404}
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_and_nothing_of_the_desk_can_be_read(
    address: str, client: Client, admin_client: Client, town: Town
):
    for one in (client, admin_client):
        assert allowed(one.get(address, **ORIGIN)) == []
        assert allowed(one.options(address, **ORIGIN, **ASKED)) == []
