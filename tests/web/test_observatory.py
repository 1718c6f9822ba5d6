"""The site's headers, scored by the rules that the HTTP Observatory has published.

developer.mozilla.org/en-US/observatory/docs/tests_and_scoring: from 100, what is missing takes
points off, and what is done beyond that adds some where nothing much is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.story import Town
from tests.web.markup import page

HALF_A_YEAR = 15_768_000


@pytest.fixture(autouse=True)
def tls(settings: pytest.FixtureRequest) -> None:
    """What ``RETOLD_HTTPS=1`` sets."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def _points(client: Client, address: str) -> Iterator[tuple[str, int]]:
    """What each rule gives or takes, by its name."""
    plain = client.get(address)
    to = plain.get("Location", "")
    yield "redirection", 0 if plain.status_code in (301, 302) and to.startswith("https:") else -20
    answer = client.get(address, secure=True)
    yield "strict-transport-security", _transport(answer.get("Strict-Transport-Security", ""))
    yield "content-security-policy", _policy(answer.get("Content-Security-Policy", ""))
    yield "cookies", _cookies(answer)
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    yield "referrer-policy", 5 if answer.get("Referrer-Policy") in private else -5
    yield "x-content-type-options", 0 if answer.get("X-Content-Type-Options") == "nosniff" else -5
    framed = "frame-ancestors" in answer.get("Content-Security-Policy", "")
    yield "x-frame-options", 5 if framed else 0 if "X-Frame-Options" in answer else -20
    open_to_all = answer.get("Access-Control-Allow-Credentials") == "true"
    yield "cross-origin-resource-sharing", -50 if open_to_all else 0
    of_others = [
        script
        for script in page(client, address, secure=True).all("script")
        if re.match(r"(?:https?:)?//", script.get("src")) and not script.get("integrity")
    ]
    yield "subresource-integrity", -5 if of_others else 0
    kept = answer.get("Cross-Origin-Resource-Policy") in {"same-origin", "same-site"}
    yield "cross-origin-resource-policy", 10 if kept else 0


def _transport(header: str) -> int:
    seconds = re.search(r"max-age=(\d+)", header)
    if not seconds:
        return -20
    return 0 if int(seconds[1]) >= HALF_A_YEAR else -10


def _policy(header: str) -> int:
    if not header:
        return -25
    directives = {name: values for name, *values in map(str.split, header.split(";"))}
    fallback = directives["default-src"]
    for name in ("script-src", "style-src", "object-src"):
        values = directives.get(name, fallback)
        if {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:", "http:"} & set(values):
            return -20
    return 10 if fallback == ["'none'"] else 5


def _cookies(answer: HttpResponse) -> int:
    given = answer.cookies.values()
    if not all(cookie["secure"] for cookie in given):
        return -20
    if not all(cookie["httponly"] for cookie in given if "session" in cookie.key):
        return -30
    return 5 if given and all(cookie["samesite"] for cookie in given) else 0


@pytest.mark.parametrize("address", ["/", "/events/opening/", "/compare/", "/admin/login/"])
def test_every_page_scores_a_hundred_and_more(address: str, client: Client, town: Town):
    points = dict(_points(client, address))
    assert [rule for rule, given in points.items() if given < 0] == []
    assert 100 + sum(points.values()) >= 120


def test_what_no_page_needs_is_denied_to_all_and_copying_a_link_is_not(client: Client, town: Town):
    denied = client.get("/", secure=True)["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} <= set(denied)
    assert not [feature for feature in denied if "clipboard" in feature or "fullscreen" in feature]


def test_other_names_are_bound_only_where_that_is_asked(client: Client, town: Town, settings):
    transport = "Strict-Transport-Security"
    assert client.get("/", secure=True)[transport] == "max-age=31536000"
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    asked = Client().get("/", secure=True)[transport]
    assert asked == "max-age=31536000; includeSubDomains; preload"
