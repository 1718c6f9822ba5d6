"""schema.org's JSON-LD context, as far as our exports use it, so that no test asks the network.

The real one, at schema.org/docs/jsonldcontext.jsonld, has each of its terms by name; these are
those that carry a type, and for all else the vocabulary, as it has it itself.
"""

from __future__ import annotations

from typing import Any

VOCABULARY = "http://schema.org/"

CONTEXT: dict[str, Any] = {
    "@context": {
        "type": "@type",
        "id": "@id",
        "@vocab": VOCABULARY,
        "schema": VOCABULARY,
        "dcterms": "http://purl.org/dc/terms/",
        "url": {"@id": "schema:url", "@type": "@id"},
        "startDate": {"@id": "schema:startDate", "@type": "Date"},
        "endDate": {"@id": "schema:endDate", "@type": "Date"},
        "datePublished": {"@id": "schema:datePublished", "@type": "Date"},
    }
}

TYPES = {
    "Book", "Claim", "Country", "CreativeWork", "Event", "NewsArticle", "Organization", "Person",
    "Place", "Quotation", "VideoObject",
}  # fmt: skip

PROPERTIES = {
    "about": {"Event", "CreativeWork"},
    "appearance": {"Claim"},
    "author": {"CreativeWork"},
    "creator": {"CreativeWork"},
    "creditText": {"CreativeWork"},
    "datePublished": {"CreativeWork"},
    "description": {"Thing"},
    "disambiguatingDescription": {"Thing"},
    "endDate": {"Event"},
    "firstAppearance": {"Claim"},
    "hasPart": {"CreativeWork"},
    "headline": {"CreativeWork"},
    "keywords": {"Event", "CreativeWork", "Organization", "Place"},
    "location": {"Event", "Organization"},
    "name": {"Thing"},
    "publisher": {"CreativeWork"},
    "startDate": {"Event"},
    "temporal": {"CreativeWork"},
    "text": {"CreativeWork"},
    "url": {"Thing"},
}
"""Which types may have a property, by the vocabulary's ``domainIncludes`` (release 29.0)."""

WORKS = {"Book", "Claim", "CreativeWork", "NewsArticle", "Quotation", "VideoObject"}
"""The types that are a ``CreativeWork``."""


def kinds(name: str) -> set[str]:
    """A type with all that it is a kind of."""
    return {name, "Thing"} | ({"CreativeWork"} if name in WORKS else set())
