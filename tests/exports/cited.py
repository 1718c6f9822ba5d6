"""What the tests of citations cite, and its text in each format."""

from __future__ import annotations

from typing import Any

import rispy
from hypothesis import strategies as st

from timeline.exports.citations import bibtex as bibtex_format
from timeline.exports.citations import csl as csl_format
from timeline.exports.citations import ris as ris_format
from timeline.exports.citations.citation import Citation, CitedKind, of_sources
from timeline.queries.registers import relays

HOSTILE = st.text(max_size=40) | st.text(
    "\\{}$&#_%~^\"'`-@=,;*<>\r\n\t\x00\x85\u2028 aZ", max_size=20
)


def citation(title: str = "A bridge", **fields: Any) -> Citation:
    """A citation of a newspaper's article, with other fields as given."""
    address = "https://retold.example/sources/a-bridge/"
    usual: dict[str, Any] = {
        "kind": CitedKind.NEWSPAPER_ARTICLE,
        "permalink": address,
        "url": address,
    }
    return Citation(**{"key": "source-a-bridge", "title": title, **usual, **fields})


def bibtex(cited: list[Citation]) -> str:
    return "".join(bibtex_format.bibtex(cited))


def csl_json(cited: list[Citation]) -> str:
    return "".join(csl_format.csl_json(cited))


def ris(cited: list[Citation]) -> str:
    return "".join(ris_format.ris(cited))


def cite(*told: relays.Relay, relation: str = "") -> list[Citation]:
    return list(
        of_sources(
            told,
            telling={relay.source.pk for relay in told},
            permalink=lambda source: f"https://retold.example/{source.slug}",
            relation=relation,
        )
    )


def read_ris(text: str) -> list[dict[str, Any]]:
    """Records by rispy's own names."""
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    return rispy.loads(text)
