"""Events as linked data, read back by pyld with schema.org's context at hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from pyld import jsonld

from tests.cast import Cast
from tests.exports import schema_org
from tests.exports.told import DATES, HOSTILE, dated_events, hostile_events, written
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.exports.schema_jsonld import PREFIXES
from timeline.models import Mention, Source

EVENT = "https://retold.example/events/{}/"
SCHEMA = schema_org.VOCABULARY
DCTERMS_DATE = "http://purl.org/dc/terms/date"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


# Their context and ours in one, but for the other names that theirs has for @id and @type.
_OURS = {
    **{
        name: value
        for name, value in schema_org.CONTEXT["@context"].items()
        if name not in {"id", "type"}
    },
    **PREFIXES,
}


def _at_hand(url: str, options: dict[str, Any]) -> dict[str, Any]:
    assert url.rstrip("/") == "https://schema.org", f"asked for {url}"
    return {"contextUrl": None, "documentUrl": url, "document": schema_org.CONTEXT,
            "contentType": "application/ld+json"}  # fmt: skip


def nodes(criteria: Criteria | None = None) -> dict[str, dict[str, Any]]:
    """What a processor of JSON-LD makes of the file: nodes by ``@id``, in schema.org's words."""
    document = json.loads(written("jsonld", criteria))
    expanded = jsonld.expand(document, {"documentLoader": _at_hand})
    compacted = jsonld.compact(jsonld.flatten(expanded), _OURS, {"graph": True})
    return {node["@id"]: node for node in compacted["@graph"]}


def test_an_event_its_claims_and_where_they_appear(cast: Cast):
    found = nodes()
    opening = found[EVENT.format("opening")]
    assert opening["@type"] == "Event"
    assert opening["name"] == "The bridge opens"
    assert (opening["startDate"], opening["endDate"]) == ("2022-03-01", "2022-03-03")
    assert opening["dcterms:date"] == {"@type": "edtf:EDTF", "@value": "2022-03-01/2022-03-03"}
    assert opening["about"] == [
        {"@id": "https://retold.example/actors/mayor/"},
        {"@id": "https://retold.example/actors/engineer/"},
    ]
    claims = {node["text"]: node for node in found.values() if node["@type"] == "Claim"}
    told = claims["It opened."]
    assert told["about"] == {"@id": EVENT.format("opening")}
    assert told["appearance"] == {"@id": "https://retold.example/sources/report/"}
    assert "firstAppearance" not in told
    assert told["temporal"] == "on Thursday"
    assert told["dcterms:date"] == {"@type": "edtf:EDTF", "@value": "2022-03-03"}
    relayed = claims["Yes."]
    assert relayed["appearance"] == {"@id": "https://retold.example/sources/column/"}
    assert relayed["firstAppearance"] == {"@id": "https://retold.example/sources/report/"}
    report = found["https://retold.example/sources/report/"]
    assert (report["@type"], report["headline"]) == ("NewsArticle", "Bridge opens at last")
    assert report["datePublished"] == "2022-03-04"
    assert found[report["publisher"]["@id"]]["name"] == "The Herald"


def test_a_quote_has_its_speaker_and_who_tells_it(cast: Cast):
    found = nodes()
    (claim,) = [node for node in found.values() if node.get("text") == "It opened."]
    quotes = [found[part["@id"]] for part in claim["hasPart"]]
    assert [(q["@type"], q["text"], found[q["creator"]["@id"]]["name"]) for q in quotes] == [
        ("Quotation", "the bridge is ours", "Mayor Ida Berg"),
        ("Quotation", "it will hold", "Olle Strand"),
    ]
    assert [q.get("creditText") for q in quotes] == [None, "As told by Mayor Ida Berg"]


def test_what_was_inferred_or_not_stated_is_no_fact(town: Town):
    found = nodes()
    column = found["https://retold.example/sources/column/"]
    assert {"publisher", "datePublished", "dcterms:date"} & set(column) == set()
    assert column["creditText"] == "The Post (inferred); Published March 2022 (inferred)"
    leaflet = found["https://retold.example/sources/to-all-who-cross/"]
    assert leaflet["creditText"] == "Publisher not stated"
    (claim,) = [n for n in found.values() if n.get("text") == "It was drawn on a napkin."]
    assert "dcterms:date" not in claim
    assert claim["disambiguatingDescription"] == "Date: the 1990s (inferred)"


@pytest.mark.parametrize(
    ("slug", "start", "end"),
    [
        ("day", "2022-03-04", "2022-03-04"),
        ("hour", "2022-03-06T09:40:00", None),
        ("moment", "2022-03-07T01:30:00+02:00", None),
        ("month", "2022-02", "2022-02"),
        ("decade", "1990", "1999"),
        ("first-century", "0001", "0099"),
        ("early", "0476-09-04", "0476-09-04"),
        ("months", "2025-09", "2025-12"),
        ("onwards", "2022-02-24", None),
        ("until", None, "2014-06"),
        ("undated", None, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(slug, start, end, db: None):
    dated_events()
    event = nodes()[EVENT.format(slug)]
    assert (event.get("startDate"), event.get("endDate")) == (start, end)
    assert event.get("dcterms:date", {"@value": ""})["@value"] == DATES[slug]


@pytest.mark.parametrize(
    ("kind", "work"),
    [("article", "NewsArticle"), ("memoir", "Book"), ("video-message", "VideoObject"),
     ("interview", "CreativeWork"), ("other", "CreativeWork")],
)  # fmt: skip
def test_each_kind_of_source_has_a_type(kind: str, work: str, cast: Cast):
    Source.objects.filter(slug="report").update(kind=kind)
    assert nodes()["https://retold.example/sources/report/"]["@type"] == work


def test_types_have_only_properties_that_the_vocabulary_gives_them(town: Town):
    town.cast.report.authors = "Ida Berg, Olle Strand"
    town.cast.report.url = "https://herald.example/1"
    town.cast.report.save()
    for node in nodes().values():
        assert node["@type"] in schema_org.TYPES
        for name in set(node) - {"@id", "@type", "dcterms:date"}:
            allowed = schema_org.PROPERTIES[name]
            assert allowed & schema_org.kinds(node["@type"]), f"{node['@type']} {name}"


def test_everything_that_is_referred_to_is_there_once(town: Town):
    graph = json.loads(written("jsonld"))["@graph"]
    ids = [node["@id"] for node in graph]
    assert len(set(ids)) == len(ids)
    referred = {
        part["@id"]
        for node in graph
        for value in node.values()
        for part in (value if isinstance(value, list) else [value])
        if isinstance(part, dict) and "@id" in part
    }
    assert referred <= set(ids)


def test_as_of_a_day_it_is_of_the_same_things(cast: Cast):
    found = nodes(Criteria(as_of=date(2022, 3, 4)))
    assert found[EVENT.format("opening")]["startDate"] == "2022-03-03"
    assert "https://retold.example/sources/column/" not in found


def test_a_date_is_a_date_and_an_edtf_one_to_machines(cast: Cast):
    expanded = jsonld.expand(json.loads(written("jsonld")), {"documentLoader": _at_hand})
    event = next(node for node in expanded if node["@type"] == [f"{SCHEMA}Event"])
    assert event[f"{SCHEMA}startDate"] == [{"@type": f"{SCHEMA}Date", "@value": "2022-03-01"}]
    assert event[DCTERMS_DATE] == [{"@type": EDTF, "@value": "2022-03-01/2022-03-03"}]


def test_hostile_words_are_values_and_nothing_else(db: None):
    hostile_events()
    found = nodes()
    for number, words in enumerate(HOSTILE):
        event = found[EVENT.format(f"hostile-{number}")]
        assert event["name"] == words[:200]
        claim = found[f"{event['@id']}#telling-1"]
        assert (claim["text"], claim["temporal"]) == (words, words[:200])
    assert all(node_id.startswith(("https://retold.example/", "_:")) for node_id in found)


def test_nothing_is_an_empty_graph(db: None):
    assert json.loads(written("jsonld"))["@graph"] == []
    assert not Mention.objects.exists()
