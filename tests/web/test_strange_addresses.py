"""Made-up query strings, hundreds of them, and no page that breaks."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.story import Town
from tests.web.markup import HTMX, text_of

NAMES = ["actor", "outlet", "kind", "match", "from", "to", "q", "surely", "disputed", "retold",
         "start", "sort", "page", "per_page", "corroborated", "as_of"]  # fmt: skip
KNOWN = ["mayor", "engineer", "herald", "not-stated", "incident", "any", "all", "1", "0", "on",
         "name", "-event_count", "first-hand", "published", "2022", "March 2022", "yesterday",
         "1990s", "2022-03-04", "4/3/22", "9999-12-31", "0001-01-01", "../2022", "2022/..", "199X",
         '"a', "a AND", "bridge", "\0", "-1", "999999999", "1e9", "٣", "%00", "[]"]  # fmt: skip
NUMBERS = st.integers(-(10**30), 10**30).map(str) | st.floats().map(str)
TEXT = st.text(max_size=60) | st.text("0123456789-/. :tTzZ~?%X", max_size=20)
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(NAMES) | st.text(max_size=8),
        st.sampled_from(KNOWN) | NUMBERS | TEXT,
    ),
    max_size=7,
)
# Encoded as a browser does, with a name's values repeated, or bytes as they come.
QUERIES = (
    PAIRS.map(lambda pairs: urlencode(pairs, errors="surrogatepass"))
    | st.lists(st.sampled_from(NAMES).flatmap(lambda n: TEXT.map(lambda v: (n, v))), max_size=4)
    .map(lambda pairs: urlencode(pairs * 3, errors="surrogatepass"))
    | st.text("actorfmq=&%+;[]0123456789abcdef-", max_size=60)
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "allowed", "strings"),
    [
        ("/", {200}, 250),
        ("/events.json", {200, 400}, 150),
        ("/actors/", {200}, 100),
        ("/sources/", {200}, 100),
    ],
)
def test_no_query_string_breaks_a_page(
    path: str, allowed: set[int], strings: int, client: Client, cast: Cast
):
    # PostgreSQL reads the same strings; it is asked for what it alone may refuse, such as NUL.
    @settings(max_examples=strings if connection.vendor == "sqlite" else 60)
    @given(QUERIES, st.booleans())
    def holds(query: str, partly: bool) -> None:
        response = client.get(path, QUERY_STRING=query, **(HTMX if partly else {}))
        assert response.status_code in allowed
        assert text_of(response)

    holds()


def test_no_query_string_breaks_an_event_or_an_export(client: Client, town: Town):
    @settings(max_examples=60 if connection.vendor == "sqlite" else 30)
    @given(QUERIES)
    def holds(query: str) -> None:
        assert client.get("/events/opening/", QUERY_STRING=query).status_code == 200
        for path in ("/events.csv", "/actors.csv", "/outlets.csv", "/sources.csv"):
            response = client.get(path, QUERY_STRING=query)
            assert response.status_code in {200, 400}
            assert text_of(response)

    holds()
