"""Odd requests to the desk, as a broken browser, a scanner or a curious hand may send them.

The same seed gives the same requests. ``tests/admin/test_odd_requests.py`` sends some hundred; a
drill may send as many as it likes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

NOUNS = (
    "source", "event", "actor", "outlet", "story", "mention", "quote", "article", "wordingchoice",
    "digestrecord",
)  # fmt: skip
KEYS = (
    "1", "2", "0", "-1", "999", "9" * 30, "a", "x", "%", "1.5", "1e9", "٣", "add", "_5F", "\0",
    "' OR 1=1", "1,2", "None", "9223372036854775808", "..", "é", "%00",
)  # fmt: skip
VALUES = (
    "", "%", "x", "-1", "0", "1", "9" * 30, "9223372036854775808", "1.5", "\0", "\ud7ff", "on",
    "None", "[]", "{}", "2022-13-45", "9999-12-31", "0000", "yesterday" * 30, "<b>", "é" * 400,
    "\u202e", "null", "1,2", "a" * 5000, "stated", "mine", "٣",
)  # fmt: skip
COUNTS = ("0", "1", "3", "200", "99999", "-1", "x", "", "1.5", "9" * 30)
LIST_NAMES = (
    "q", "p", "o", "all", "e", "_popup", "_to_field", "when", "outlet", "actor", "source", "kind",
    "kind__exact", "disputed__exact", "earliest__year", "earliest__month", "earliest__day",
    "taken_in_at__year", "waiting", "passage", "precision", "rule", "speaker", "id__in", "pk__in",
    "slug__regex", "page", "proposal", "show", "part", "do", "history_id",
)  # fmt: skip
PLACES = (
    "", "add/", "{key}/", "{key}/change/", "{key}/history/", "{key}/history/{key}/",
    "{key}/delete/", "{key}/decide/", "{key}/details/", "{key}/replace/", "{key}/remove/",
)  # fmt: skip
ACTIONS = ("delete_selected", "merge_selected", "join_selected", "part_selected", "x", "")


@dataclass(frozen=True, slots=True)
class OddRequest:
    """A request: how, where, and with which fields, each with one value or several."""

    method: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)


def odd_requests(
    number: int, *, seed: int, forms: Mapping[str, Mapping[str, Any]]
) -> Iterator[OddRequest]:
    """So many odd requests.

    ``forms``: the fields of pages as a browser would send them, by the pages' addresses; half of
    the requests are one of these with a few fields made odd.
    """
    chance = random.Random(seed)
    for _ in range(number):
        if forms and chance.random() < 0.5:
            yield _spoiled(chance, *chance.choice(sorted(forms.items())))
        else:
            yield _strange(chance)


def _spoiled(chance: random.Random, path: str, fields: Mapping[str, Any]) -> OddRequest:
    sent = dict(fields)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(sent)) if sent else "x"
        match chance.randrange(5):
            case 0:
                sent.pop(name, None)
            case 1:
                counts = [each for each in sorted(sent) if each.endswith("_FORMS")]
                sent[chance.choice(counts or [name])] = chance.choice(COUNTS)
            case 2:
                sent[name] = [chance.choice(VALUES), chance.choice(VALUES)]
            case 3:
                sent[f"choose:{chance.choice(('own', 'mention:1', 'x'))}:{name}"] = "mine"
            case _:
                sent[name] = chance.choice(VALUES)
    return OddRequest("post", path, sent)


def _strange(chance: random.Random) -> OddRequest:
    noun, place = chance.choice(NOUNS), chance.choice(PLACES)
    key = chance.choice(KEYS).replace("%", "%25").replace("\0", "%00").replace(" ", "%20")
    path = f"/admin/timeline/{noun}/{place.format(key=key)}"
    if place == "" and chance.random() < 0.3:
        fields: dict[str, Any] = {
            "action": chance.choice(ACTIONS),
            "_selected_action": [chance.choice(KEYS) for _ in range(chance.randint(1, 3))],
            "keep": chance.choice(KEYS),
            "index": chance.choice(COUNTS),
        }
        if chance.random() < 0.5:
            fields["post"] = "yes"
        return OddRequest("post", path, fields)
    if chance.random() < 0.1:
        path = chance.choice(
            ("/admin/autocomplete/", "/admin/read-date/", f"/admin/r/{noun}/{key}/")
        )
        asked = ("app_label", "model_name", "field_name", "term", "phrase", "published", "mention")
        fields = {name: chance.choice((*VALUES, *NOUNS, "timeline")) for name in asked}
        return OddRequest("get", path, fields)
    names = chance.sample(LIST_NAMES, chance.randint(0, 3))
    fields = {name: chance.choice((*VALUES, *KEYS)) for name in names}
    return OddRequest(chance.choice(("get", "get", "post")), path, fields)
