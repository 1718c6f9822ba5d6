"""The API: its document, its page, how it refuses, and a machine that tries all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import Case
from schemathesis.config import SchemathesisConfig as Config
from schemathesis.generation.meta import TestPhase
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests import story
from tests.story import Town
from tests.web.markup import HTMX, page
from tests.web.test_safety import POLICY, assert_runs_nothing
from timeline.exports.formats import FORMATS
from timeline.models import Event, Source, Tag
from timeline.web.api.api_endpoints import endpoints
from timeline.web.api.openapi import document as made
from timeline.web.urls import urlpatterns

DOCUMENT = "/api/openapi.json"
PROBLEM = "application/problem+json"


def document(client: Client) -> dict[str, Any]:
    response = client.get(DOCUMENT)
    assert response["Content-Type"] == "application/json"
    return response.json()


def parameters_of(client: Client, path: str) -> dict[str, dict[str, Any]]:
    told = document(client)["paths"][path]["get"]["parameters"]
    return {parameter["name"]: parameter for parameter in told}


def test_the_document_is_openapi_31(client: Client, db: None):
    told = document(client)
    assert told["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(told).validate()
    assert told["servers"] == [{"url": "http://testserver"}]


def test_every_format_and_every_other_address_for_programs_is_in_it(client: Client, db: None):
    paths = set(document(client)["paths"])
    assert {f"/events.{form.ending}" for form in FORMATS} <= paths
    assert {"/cite.bib", "/events/{slug}/cite.csl.json", "/sources/{slug}/cite.ris"} <= paths
    assert {"/clocks.png", "/events/{slug}.png", "/oembed", DOCUMENT, "/actors.csv"} <= paths
    # What is no page, nor the desk's, is told: an address that somebody adds has to be.
    names = {pattern.name for pattern in urlpatterns}
    pages = {name for name in names if name.endswith(("-list", "-detail", "-page"))}
    frames = {name for name in names if name.startswith("embed-")}
    at_the_desk = {"drafts-switch"}
    assert names - pages - frames - at_the_desk == {endpoint.view for endpoint in endpoints()}


def test_the_filters_parameters_are_those_of_the_form(client: Client, town: Town):
    told = parameters_of(client, "/events.json")
    names = "actor outlet kind tag place box match from to q surely disputed retold corroborated "
    names += "importance as_of sort start"
    assert set(told) == set(names.split())
    assert told["kind"]["schema"]["items"]["format"] == "kind-slug"
    assert told["sort"]["schema"]["enum"] == ["", "newest", "importance", "first-hand", "sources"]
    assert told["actor"]["explode"] is True
    assert told["q"]["schema"]["maxLength"] == 200
    assert "start" not in parameters_of(client, "/events.csv")


def keys_of(schema: dict[str, Any], everything: dict[str, Any], at: str = "") -> set[str]:
    """Every property that a schema tells of, by its way: ``events[].mentions[].says``."""
    if "$ref" in schema:
        schema = everything[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return {key for each in schema["anyOf"] for key in keys_of(each, everything, at)}
    if schema.get("type") == "array":
        return keys_of(schema["items"], everything, f"{at}[]")
    found = set()
    for name, told in schema.get("properties", {}).items():
        found |= {f"{at}.{name}", *keys_of(told, everything, f"{at}.{name}")}
    return found


def keys_in(value: Any, at: str = "") -> set[str]:
    """Every key of a value, by its way."""
    if isinstance(value, list):
        return {key for each in value for key in keys_in(each, f"{at}[]")}
    if not isinstance(value, dict):
        return set()
    return {f"{at}.{name}" for name in value} | {
        key for name, each in value.items() for key in keys_in(each, f"{at}.{name}")
    }


def test_the_schema_of_events_has_what_events_have_and_no_more(client: Client, town: Town):
    for edition, place in (("The Herald", "Storvik"), ("The Post", "Sundet")):
        mention = town.opening.mentions.get(source__outlet__name=edition)
        mention.details.create(aspect="place", subject="where", value=place)
    mention.terms.create(subject="the war", words="the operation")
    for source in Source.objects.all():
        source.draws_on.add(*Source.objects.exclude(pk=source.pk))
    Event.objects.filter(pk=town.fire.pk).update(chosen_edtf="2022", chosen_reason="So it is.")
    Tag.objects.create(slug="sea", name="Sea").events.add(town.fire)
    town.cast.story.sources.set(Source.objects.all())
    town.cast.story.chapters.create(heading="The fire")
    told = document(client)
    operation = told["paths"]["/events.json"]["get"]["responses"]["200"]
    schema = operation["content"]["application/json"]["schema"]
    body = client.get("/events.json").json()
    assert keys_in(body) == keys_of(schema, told["components"]["schemas"])


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/events.json?actor=nobody", "actor"),
        ("/events.csv?from=whenever", "from"),
        ("/events.ics?kind=party", "kind"),
        ("/events.json?start=-1", "start"),
        ("/events.json?start=%D9%A3", "start"),
        ("/events.json?surely=perhaps", "surely"),
        ("/events.atom?q=" + "a" * 201, "q"),
        ("/clocks.png?outlet=nowhere", "outlet"),
        ("/cite.bib?from=2023&to=2022", "to"),
        ("/actors.csv?kind=ghost", "kind"),
        ("/oembed", "url"),
        ("/oembed?url=http://testserver/&maxwidth=0", "maxwidth"),
        ("/oembed?url=http://testserver/&format=yaml", "format"),
    ],
)
def test_what_is_not_understood_is_a_problem_that_names_it(
    address: str, named: str, client: Client, town: Town
):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
    told = response.json()
    assert (told["type"], told["title"], told["status"]) == ("about:blank", "Bad Request", 400)
    assert list(told["errors"]) == [named]
    assert all(isinstance(message, str) and message for message in told["errors"][named])
    assert named in told["detail"]


@pytest.mark.parametrize(
    "address",
    ["/events.yaml", "/cite.doc", "/events/nowhere/cite.bib", "/events/nowhere.png",
     "/sources/nowhere.png", "/oembed?url=https://elsewhere.example/"],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(address: str, client: Client, town: Town):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
    assert response.json()["title"] == "Not Found"
    assert "Content-Disposition" not in response


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_another_method_is_refused_and_told_which_there_are(
    method: str, client: Client, town: Town
):
    response = getattr(client, method)("/events.json")
    assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_fault_of_ours_is_a_problem_without_a_secret(client: Client, town: Town, monkeypatch):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("timeline.web.embed.shared_picture.of_selection", broken)
    client.raise_request_exception = False
    response = client.get("/clocks.png")
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert b"secret" not in response.content


def test_pages_keep_pages_of_their_own_for_what_is_not_there(client: Client, db: None):
    assert client.get("/nothing/")["Content-Type"].startswith("text/html")
    assert client.get("/events/nowhere/")["Content-Type"].startswith("text/html")


def test_next_is_said_in_the_header_too(client: Client, db: None):
    story.crowd(60)
    first = client.get("/events.json?actor=everyman")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    last = client.get(first.json()["next"])
    assert last.json()["next"] is None
    assert "Link" not in last


def test_the_page_tells_the_document_and_runs_under_the_policy(client: Client, db: None):
    told, root = document(client), page(client, "/api/")
    assert_runs_nothing(root)
    assert [words.split()[0] for words in root.one("main").texts("summary")] == list(told["paths"])
    for path, methods in told["paths"].items():
        shown = root.one("details", id=methods["get"]["operationId"])
        if told_of := {parameter["name"] for parameter in methods["get"]["parameters"]}:
            rows = shown.all("table")[0].all("th", scope="row")
            assert {row.words.split()[0] for row in rows} == told_of, path
    schemas = {heading["id"] for heading in root.all("h3")}
    assert schemas == {f"schema-{name}" for name in told["components"]["schemas"]}
    links = {link["href"] for link in root.all("a") if link["href"].startswith("#schema-")}
    assert {link.removeprefix("#") for link in links} <= schemas
    response = client.get("/api/")
    assert {each.strip() for each in response["Content-Security-Policy"].split(";")} == POLICY
    assert page(client, "/api/", **HTMX)


def test_what_the_page_offers_to_try_works(client: Client, town: Town):
    offered = [link["href"] for link in page(client, "/api/").all("a") if link.words == "Try it"]
    assert "/events.json" in offered
    for address in offered:
        response = client.get(address)
        assert response.status_code == 200, address
        response.getvalue()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Leave the test's connection open, and its transaction with it, when a request has ended."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


KNOWN = {
    "actor-slug": ["mayor", "engineer"],
    "outlet-slug": ["herald", "post", "not-stated"],
    "event-slug": ["opening", "storm", "fire-on-the-ferry"],
    "source-slug": ["report", "column"],
    "tag-slug": ["sea"],
    "place-slug": ["storvik"],
    "box": ["", "22.1,44.4,40.2,52.4", "170,-50,-170,10"],
    "kind-slug": ["incident", "other"],
    # Whichever of them a range starts and ends with, it holds 4 March 2022.
    "date-phrase": ["", "2022", "March 2022", "4 March 2022", "2022-03-04", "2020s"],
    "page-address": ["http://testserver/", "http://testserver/events/opening/?as_of=2023"],
}
"""What only the data can tell to be right, by the format that the document gives it."""

for _name, _values in KNOWN.items():
    schemathesis.openapi.format(_name, st.sampled_from(_values))


def alike(document: dict[str, Any]) -> list[str]:
    """The addresses that take the parameters of an earlier one, and so have the same reader."""
    met, found = set(), []
    for path, methods in document["paths"].items():
        parameters = json.dumps(methods["get"].get("parameters"))
        if parameters in met:
            found.append(path)
        met.add(parameters)
    return found


def machine_for(document: dict[str, Any]) -> Any:
    """What tries every address, and a schema's limits one by one at the first that has it.

    They are refused or taken before a database is asked, so on SQLite alone.
    """
    no_limits = {"phases": {"coverage": {"enabled": False}}}
    asked = [{**no_limits, "include-path": alike(document)}]
    settings = no_limits if connection.vendor == "postgresql" else {"operations": asked}
    loaded = schemathesis.openapi.from_dict(document, config=Config.from_dict(settings))
    loaded.app = get_wsgi_application()
    return loaded


machine = machine_for(made("http://testserver"))
PHASES = [Phase.generate] if connection.vendor == "postgresql" else list(Phase)


@machine.parametrize()
@settings(max_examples=15, database=None, phases=PHASES, suppress_health_check=list(HealthCheck))
def test_a_machine_that_tries_every_address_finds_nothing(
    case: Case, town: Town, one_connection: None
):
    # It is run for one example after another.
    Tag.objects.get_or_create(slug="sea", defaults={"name": "Sea"})[0].events.add(town.fire)
    # Where it goes through a schema's limits one by one it does not ask which slugs there are, and
    # may be told that there is no such actor.
    is_blind = case.meta is not None and case.meta.phase.name is TestPhase.COVERAGE
    case.call_and_validate(
        base_url="http://testserver",
        # It reads no compressed answer in one process with us; those have tests of their own.
        headers={"Accept-Encoding": "identity"},
        excluded_checks=[positive_data_acceptance] if is_blind else [],
    )


def test_the_document_is_small_enough_to_be_fetched_by_hand(client: Client, db: None):
    response = client.get(DOCUMENT, headers={"Accept-Encoding": "br"})
    assert len(response.content) < 12_000
    assert json.loads(client.get(DOCUMENT).content)
