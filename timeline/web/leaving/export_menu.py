"""What a list offers under "Use it elsewhere", and the selection behind each of its addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest

from timeline.domain.criteria import Criteria
from timeline.exports.exported_selection import ExportedSelection, Record
from timeline.exports.formats import FORMATS, Format
from timeline.queries.index import select
from timeline.queries.selection import Selection as Selected
from timeline.templatetags.retold import address
from timeline.web.http import addresses, story_scope
from timeline.web.leaving import page_citations
from timeline.web.timeline.filter_form import FilterRequest

FEED = "atom"
"""The ending of the format that readers of feeds follow, which the page's head names."""


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """A purpose, with the format that serves it and its address, from the root and absolute.

    ``holds`` says how much is in it: "12 rows", "the newest 100 of 420 tellings".
    """

    purpose: str
    name: str
    field: str
    holds: str
    url: str
    address: str


@dataclass(frozen=True, slots=True)
class ExportMenu:
    """The menu, and the list's own feed."""

    uses: list[ExportOffer]
    feed: str


def export_menu(request: HttpRequest, selected: Selected) -> ExportMenu:
    """What a list offers; each address has the list's own filter."""
    criteria, scope = selected.criteria, story_scope.of(request)
    # Formats that count alike are counted once.
    counts = {form.count: form.count(selected) for form in FORMATS}
    return ExportMenu(
        uses=[
            ExportOffer(
                purpose=form.purpose,
                name=form.name,
                field=f"use-{form.ending.replace('.', '-')}",
                holds=_holds(form, counts[form.count], selected.count),
                url=_address(criteria, form.ending),
                address=request.build_absolute_uri(scope.to_share(_address(criteria, form.ending))),
            )
            for form in FORMATS
        ],
        feed=scope.to_share(_address(criteria, FEED)),
    )


def exported_selection(
    request: HttpRequest, asked: FilterRequest, *, ending: str
) -> ExportedSelection:
    """The selection as an export in a format tells it, with this host's addresses: within the story
    if the export's own address names it, so that one that was written down long ago stays as it is.
    """
    criteria, scope = asked.criteria, story_scope.of(request)
    page = page_citations.selection_page(request, criteria)
    then = addresses.query(criteria.unfiltered)

    @cache
    def around(noun: str, begins: Callable[[str], str], then: str = "") -> tuple[str, str]:
        return addresses.around_slug(request, f"{noun}-detail", begins, then)

    def page_of(record: Record) -> str:
        before, after = around(str(record._meta.model_name), scope.as_asked, then)
        return f"{before}{record.slug}{after}"

    def id_of(record: Record) -> str:
        before, after = around(str(record._meta.model_name), scope.outside)
        return f"{before}{record.slug}{after}"

    def own_from(position: int) -> str:
        path = _address(criteria, ending, start=position)
        return request.build_absolute_uri(scope.as_asked(path))

    return ExportedSelection(
        selected=select(criteria),
        title=page.title,
        about=" ".join(page.notes),
        page=request.build_absolute_uri(scope.as_asked(addresses.of_selection(criteria))),
        own=own_from(asked.start),
        page_of=page_of,
        id_of=id_of,
        own_from=own_from,
        start=asked.start,
    )


def _holds(form: Format, count: int, total: int) -> str:
    counted = f"{count:,} {_nouns(form.noun, count)}"
    if form.most is not None and count > form.most:
        return f"the {form.cut} {form.most:,} of {counted}"
    left_out = total - count
    if form.leaves_out and left_out:
        return f"{counted}; left out: {left_out:,} {_nouns('event', left_out)} {form.leaves_out}"
    return counted


def _nouns(noun: str, count: int) -> str:
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _address(criteria: Criteria, ending: str, *, start: int = 0) -> str:
    return address("event-export", ending) + addresses.query(criteria, start=start)
