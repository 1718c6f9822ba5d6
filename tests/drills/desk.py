"""An editor who fills in the desk's pages over HTTP, as a browser would send them."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import html
from urllib3 import encode_multipart_formdata

from tests.drills.place import Place

NAME = "mira"
PATIENCE = 60
"""Seconds after which an answer is not waited for any more."""
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Answer:
    """What came: 0 for the status where nothing did. ``seconds``: how long it took."""

    status: int
    body: str = ""
    location: str = ""
    seconds: float = 0.0


@dataclass
class Visitor:
    """Somebody with cookies of a site; logged in once they say so."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, list[str]]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields, doseq=True).encode())

    def send(self, path: str, name: str, data: bytes) -> Answer:
        """Send a file with the page's form, in its one box for files."""
        answer = self.get(path)
        if answer.status != 200:
            return answer
        form = max(html.fromstring(answer.body).forms, key=lambda one: len(list(one.inputs)))
        [box] = [each.name for each in form.inputs if each.get("type") == "file"]
        token = dict(form.fields)["csrfmiddlewaretoken"]
        fields = {"csrfmiddlewaretoken": token, box: (name, data)}
        body, kind = encode_multipart_formdata(fields)
        return self._ask("POST", path, body, kind)

    def form(self, path: str) -> Fields:
        """The fields of the page's largest form, with what they are filled with."""
        answer = self.get(path)
        if answer.status != 200:
            raise NoForm(f"{path} answered {answer.status}")
        form = max(html.fromstring(answer.body).forms, key=lambda one: len(list(one.inputs)))
        found: Fields = {}
        for element in form.inputs:
            if element.name:
                found.setdefault(element.name, []).extend(_values(element))
        return found

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        kind: str = "application/x-www-form-urlencoded",
    ) -> Answer:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = kind
        started = time.perf_counter()
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            told = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, seconds=time.perf_counter() - started)
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {
                name: one.value for name, one in SimpleCookie(line).items() if name != "messages"
            }
        seconds = time.perf_counter() - started
        return Answer(response.status, told, response.headers.get("Location", ""), seconds)


def _values(element: Any) -> list[str]:
    """What a browser would send of an element of a form."""
    kind = element.get("type", "")
    if kind in ("submit", "button", "image", "reset", "file"):
        return []
    if kind in ("checkbox", "radio") and element.get("checked") is None:
        return []
    value = element.value
    if element.tag == "select":
        return [str(one) for one in (value if element.multiple else [value]) if one is not None]
    # The first line break of a text area is the markup's.
    return [str(value or "").removeprefix("\n")]


class NoForm(Exception):
    """A page with a form did not come; the message says which."""


def hired(place: Place) -> Mapping[str, str]:
    """The cookies of an editor who has an account at a place, and has logged in there."""
    password = employed(place)
    with place.serve() as serving:
        return logged_in(serving.address, password)


def employed(place: Place) -> str:
    """The password of an editor who has an account at a place."""
    code, told = place.manage("make_editor", "--name", NAME, "--reset-password")
    password = re.search(r"Its password, shown this once: (\S+)", told)
    assert password, (code, told)
    return password[1]


def logged_in(address: str, password: str) -> Mapping[str, str]:
    """The cookies of that editor, who has just logged in. Raises ``NoForm`` where that fails."""
    visitor = Visitor(address)
    path = "/admin/login/"
    fields = {**visitor.form(path), "username": [NAME], "password": [password]}
    answer = visitor.post(path, fields)
    if answer.status != 302:
        raise NoForm(f"logging in was answered {answer.status}")
    return visitor.cookies


@dataclass(frozen=True)
class About:
    """What new sources tell of: an event, and somebody who speaks, by their keys."""

    event: int
    actor: int

    @staticmethod
    def of(place: Place) -> About:
        """The first of each that a place has."""
        sql = "SELECT (SELECT MIN(id) FROM timeline_event), (SELECT MIN(id) FROM timeline_actor)"
        return About(*place.query(sql)[0])


def told_by(title: str, *, about: About) -> dict[str, list[str]]:
    """What makes a new source of a title, with a mention of an event and a quote in it."""
    mention, quote = "mentions-0", "mentions-0-quotes-0"
    fields = {
        "title": title, "slug": title.lower().replace(" ", "-"),
        f"{mention}-event": str(about.event), f"{mention}-says": title, f"{mention}-position": "0",
        f"{mention}-paragraph": "1", f"{mention}-phrase": "", f"{mention}-inferred": "",
        f"{quote}-words": title, f"{quote}-position": "0", f"{mention}-via": "",
        f"{quote}-speaker": str(about.actor),
        **_management("mentions", 1), **_management(f"{mention}-quotes", 1),
        **_management(f"{mention}-terms", 0), **_management(f"{mention}-details", 0),
    }  # fmt: skip
    return {name: [value] for name, value in fields.items()}


def _management(prefix: str, total: int) -> dict[str, str]:
    return {
        f"{prefix}-TOTAL_FORMS": str(total), f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0", f"{prefix}-MAX_NUM_FORMS": "1000",
    }  # fmt: skip


def saved(editor: Visitor, title: str, *, about: About) -> Answer:
    """Save a new source with its mention and quote; 302 says that it is saved."""
    path = "/admin/timeline/source/add/"
    try:
        return editor.post(path, {**editor.form(path), **told_by(title, about=about)})
    except NoForm:
        return Answer(0)


SAVED = """
SELECT s.title,
  (SELECT COUNT(*) FROM timeline_mention m WHERE m.source_id = s.id),
  (SELECT COUNT(*) FROM timeline_quote q JOIN timeline_mention m ON q.mention_id = m.id
     WHERE m.source_id = s.id),
  (SELECT COUNT(*) FROM timeline_historicalsource h WHERE h.id = s.id)
FROM timeline_source s WHERE s.title LIKE 'Drill%'
"""


def amiss(place: Place, acknowledged: set[str], refused: set[str]) -> list[str]:
    """What is wrong with the sources that were saved so: lost, there twice, or half there.

    ``refused`` are those of which an answer said that they are not saved.
    """
    there = [str(row[0]) for row in place.query(SAVED)]
    half = [row for row in place.query(SAVED) if tuple(row[1:]) != (1, 1, 1)]
    return [
        *place.unsound(),
        *("an acknowledged save is lost" for _ in acknowledged - set(there)),
        *("a save is there twice" for _ in range(len(there) - len(set(there)))),
        *("a save is half there" for _ in half),
        *("a save that was refused is there" for _ in refused & set(there)),
    ]
