"""Addresses of selections: criteria in, the address that shows them out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from timeline.domain.criteria import Criteria


def query(criteria: Criteria, *, start: int = 0) -> str:
    """The criteria as an address's query, with its question mark; empty for no criteria."""
    pairs = criteria.parameters()
    if start:
        pairs.append(("start", str(start)))
    return f"?{urlencode(pairs)}" if pairs else ""


def of_selection(criteria: Criteria, *, view: str = "event-list", start: int = 0) -> str:
    """The address at which a view shows these criteria, from a position on."""
    return reverse(view) + query(criteria, start=start)
