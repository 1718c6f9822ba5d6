"""A reader's filter, kept from page to page by the addresses themselves: no cookie holds it.

Pages that show a selection have the filter as their own parameters. The others, whose parameters
may mean something else (``kind`` of an actor), carry it whole in one, ``kept``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

from timeline.templatetags.retold import address
from timeline.web.timeline.filter_form import FilterForm, as_of

PARAMETER = "kept"
"""What pages without a filter of their own carry a reader's filter in."""

_FILTERED = frozenset(
    ["event-list", "event-detail", "comparison-list", "disagreement-list", "quote-list"]
)
"""Views that show a selection."""
_LONGEST = 2_000
_Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """What a page keeps: ``pairs`` of parameter and value, in their order, and the day ``as_of``
    that the reader stands on, empty for now.
    """

    pairs: _Pairs = ()
    as_of: str = ""

    def query(self, view: str, own: dict[str, Any]) -> str:
        """What follows a view's address so that the filter is kept; ``own`` are its parameters."""
        kept = _encoded(self, is_filtered=view in _FILTERED)
        given = "&".join(filter(None, (urlencode(own), kept)))
        return f"?{given}" if given else ""

    @classmethod
    def of_parameters(cls, given: Sequence[tuple[str, str]]) -> KeptFilter:
        """The filter that a selection's parameters say."""
        pairs = tuple(pair for pair in given if pair[0] != "as_of")
        return cls(pairs, dict(given).get("as_of", ""))

    def address(self, view: str, *args: str, **own: str) -> str:
        """The address of a page that keeps the filter; ``own`` are its parameters."""
        return address(view, *args) + self.query(view, own)

    @property
    def carried(self) -> _Pairs:
        """The same as the one parameter of a page that has no filter of its own."""
        return ((PARAMETER, urlencode(self.pairs)),) if self.pairs else ()


@lru_cache(maxsize=64)
def _encoded(kept: KeptFilter, *, is_filtered: bool) -> str:
    """What is kept as an address's query: a page has hundreds of links that carry it."""
    stands = [("as_of", kept.as_of)] if kept.as_of else []
    return urlencode([*(kept.pairs if is_filtered else kept.carried), *stands])


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: ``kept``, the filter that this page is shown with or carries."""
    return {"kept": of(request)}


def of(request: HttpRequest) -> KeptFilter:
    """The filter that a page is shown with or carries."""
    match = request.resolver_match
    if match is not None and match.url_name in _FILTERED:
        given = [(name, value) for name, some in request.GET.lists() for value in some]
    else:
        given = parse_qsl(request.GET.get(PARAMETER, ""))
    names = FilterForm.base_fields.keys() | {"from"}
    pairs = tuple((n, v) for n, v in given if v and n in names - {"as_of"})
    if len(urlencode(pairs)) > _LONGEST:
        pairs = ()
    day = as_of(request)
    return KeptFilter(pairs, day.isoformat() if day else "")
