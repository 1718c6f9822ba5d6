"""Outlets by what texts and files call them."""

from __future__ import annotations

from timeline.domain.text.folding import fold
from timeline.models import Outlet, OutletAlias


def as_compared(name: str) -> str:
    """A name as names are compared: capitals, accents and kinds of hyphens aside."""
    return fold(name).strip()


def outlets_by_name() -> dict[str, Outlet]:
    """All outlets by their names and aliases, as these are compared.

    A name counts before another's alias, and an alias that several have leads to none of them.
    """
    found: dict[str, Outlet] = {}
    for outlet in Outlet.objects.all():
        found.setdefault(as_compared(outlet.name), outlet)
    also: dict[str, set[Outlet]] = {}
    for alias in OutletAlias.objects.select_related("outlet"):
        also.setdefault(as_compared(alias.name), set()).add(alias.outlet)
    return {name: of.pop() for name, of in also.items() if len(of) == 1} | found
