"""Addresses of selections: criteria in, the address that shows them out."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from timeline.domain.criteria import Criteria

Parameters = Iterable[tuple[str, str]]
"""An address's parameters, each with its value, in their order."""


def query(criteria: Criteria, *, more: Parameters = (), start: int = 0) -> str:
    """The criteria as an address's query, with its question mark; empty for no criteria.

    ``more`` are a page's own parameters, and ``start`` is the position from which a list goes on.
    """
    return _query([*criteria.parameters(), *more, *([("start", str(start))] if start else [])])


def of_selection(
    criteria: Criteria, *, view: str = "event-list", more: Parameters = (), start: int = 0
) -> str:
    """The address at which a view shows these criteria, from a position on."""
    return reverse(view) + query(criteria, more=more, start=start)


def of_view(view: str, parameters: Parameters) -> str:
    """The address of a view with these parameters."""
    return reverse(view) + _query(list(parameters))


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
