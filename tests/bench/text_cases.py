"""Cases of a sentence or two: a passage asked about, and what a careful reader says; see ``cases``.

``{"id", "what": "date" | "quote" | "proposal", "published", "text", "ask", "right"}``. ``ask`` lies
in the phrase asked about. ``right``: EDTF, or ``none`` where there is no date, a day where the hour
isn't asked; of a quotation the speaker, ``-`` for nobody who is named, ``~`` for a term; of a
proposal its date.
"""

from __future__ import annotations

from typing import Any

from tests.bench.annotated_events import propose
from tests.bench.annotated_quotes import called, find_in, same_person
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.text.document import Document
from timeline.domain.time import edtf

NONE = "none"


def judged(case: dict[str, Any]) -> tuple[str, bool]:
    """What is found, in the notation of ``right``, and whether it is right."""
    start = case["text"].index(case["ask"])
    got = _FOUND[case["what"]](case, start, start + len(case["ask"]))
    right = case.get("right", "")
    if case["what"] != "quote" and "T" not in right:
        got = got.partition("T")[0]
    speaks = case["what"] == "quote" and right not in ("-", "~") and got not in ("-", "~")
    return got, same_person(got, right) if speaks else got == right


def _date(case: dict[str, Any], start: int, end: int) -> str:
    """The date of the phrase that lies over most of the passage."""
    hits = find(Document(case["text"]), published=edtf.parse(case["published"]))
    over = [hit for hit in hits if hit.start < end and start < hit.end]
    most = max(over, key=lambda hit: min(hit.end, end) - max(hit.start, start), default=None)
    return most.interval.edtf or NONE if most else NONE


def _speaker(case: dict[str, Any], start: int, end: int) -> str:
    over = [said for said in find_in(case["text"]) if said.start < end and start < said.end]
    if not over or over[0].scare:
        return "~"
    return called(over[-1]) or "-"


def _event_date(case: dict[str, Any], start: int, end: int) -> str:
    """The date of the proposal with the shortest clause that lies over the passage."""
    over = [
        one for one in propose(case["text"], published=case.get("published", ""))
        if one.focus_start < end and start < one.focus_end
    ]  # fmt: skip
    shortest = min(over, key=lambda one: one.focus_end - one.focus_start, default=None)
    return shortest.interval.edtf or NONE if shortest else NONE


_FOUND = {"date": _date, "quote": _speaker, "proposal": _event_date}
