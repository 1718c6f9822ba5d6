"""What the tests of formats tell: dates of every kind, and words that are up to no good."""

from __future__ import annotations

from tests import story
from timeline.domain.criteria import Criteria
from timeline.exports.exported_selection import ExportedSelection, Record
from timeline.exports.formats import FORMATS, Format
from timeline.models import Event, Mention, Outlet, Source
from timeline.queries.index import select

HOST = "retold.example"

DATES = {
    "day": "2022-03-04",
    "month": "2022-02",
    "season": "2021-24",
    "year": "2021",
    "about": "1968~",
    "decade": "199X",
    "century": "18XX",
    "first-century": "00XX",
    "early": "0476-09-04",
    "early-year": "0800",
    "span": "2022-03-01/2022-03-03",
    "months": "2025-09/2025-12",
    "last": "9999-12-31",
    "to-the-last": "9999-12-30/9999-12-31",
    "onwards": "2022-02-24/..",
    "until": "../2014-06",
    "hour": "2022-03-06T09:40:00",
    "moment": "2022-03-07T01:30:00+02:00",
    "undated": "",
}
"""A date of each kind as EDTF, by the slug of the event that has it."""

HOSTILE = [
    "<script>window.alive = 1</script>",
    "\"'><img src=x onerror=window.alive=1>",
    "http://x.example/'onmouseover='window.alive=1",
    "www.x.example/'onmouseover='window.alive=1' a@x.example",
    "</title></textarea>]]></feed><svg/onload=window.alive=1>",
    "&lt;b&gt; &amp;amp; {{ 7|add:7 }}",
    "=HYPERLINK(\"http://x.example\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1", "-1", "\t=1",
    "one\nBEGIN:VEVENT\r\nEND:VCALENDAR\rtwo",
    "a; b, c: d\\n \\ end",
    "The scans lie in C:\\North and \\N",
    "<r>so the clerk wrote it</r>",
    "<r><t>so he wrote it</t></r>",
    "\x01\x02\x0b\x1b\x7f\x85\ufffe\uffff control",
    "שלום \u202eevil\u202c עולם مرحبا",
    "🌉👩‍👩‍👧 " * 30,
    "東京で起きたこと。" * 20,
    "{\"@id\": \"javascript:window.alive=1\"}",
]  # fmt: skip
"""Titles, and all else that has words, which formats may trip over."""


def dated_events() -> dict[str, Event]:
    """An event for each of ``DATES``, told by one newspaper on 4 January 2026; by slug."""
    sheet = story.source("Almanac", outlet=story.outlet("The Echo"), published="2026-01-04")
    made = {}
    for slug, edtf in DATES.items():
        event = Event.objects.create(slug=slug, title=f"Of {slug}", kind="meeting")
        story.tell(event, sheet, edtf=edtf, says=f"It is {slug}.")
        event.refresh_from_db()
        made[slug] = event
    return made


def hostile_events() -> list[Event]:
    """An event for each of ``HOSTILE``, in which every text is those words."""
    made = []
    for number, words in enumerate(HOSTILE):
        paper = Outlet.objects.create(slug=f"paper-{number}", name=f"{words[:100]} {number}")
        someone = story.actor(f"Someone {number}")
        someone.name, someone.description = words[:120], words
        someone.save()
        sheet = Source.objects.create(
            slug=f"sheet-{number}", title=words[:300], authors=words[:300], outlet=paper,
            outlet_basis="stated", document=words[:200], edtf="", published_basis="not-stated",
        )  # fmt: skip
        event = Event.objects.create(
            slug=f"hostile-{number}", title=words[:200], summary=words, place=story.at(words[:120])
        )
        event.participations.create(actor=someone)
        mention = Mention.objects.create(
            event=event, source=sheet, via=sheet, inferred=f"2022-03-{number + 1:02}",
            inferred_reason=words, phrase=words[:200], says=words, paragraph=1,
        )  # fmt: skip
        story.quote(mention, someone, words[:300])
        event.refresh_from_db()
        made.append(event)
    return made


def selection(criteria: Criteria | None = None, *, title: str = "The bridge") -> ExportedSelection:
    """A selection as the site at ``HOST`` tells it."""

    def page_of(record: Record) -> str:
        return f"https://{HOST}/{record._meta.model_name}s/{record.slug}/"

    return ExportedSelection(
        selected=select(criteria or Criteria()),
        title=title,
        about="",
        page=f"https://{HOST}/",
        own=f"https://{HOST}/events",
        page_of=page_of,
        id_of=page_of,
        own_from=lambda position: f"https://{HOST}/events?start={position}",
    )


def written(ending: str, criteria: Criteria | None = None, *, title: str = "The bridge") -> bytes:
    """A whole file in a format."""
    (form,) = [form for form in FORMATS if form.ending == ending]
    return whole(form, selection(criteria, title=title))


def whole(form: Format, told: ExportedSelection) -> bytes:
    """All of what a format writes, as bytes."""
    return b"".join(
        piece.encode() if isinstance(piece, str) else piece for piece in form.write(told)
    )
