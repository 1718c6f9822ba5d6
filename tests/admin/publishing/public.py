"""What readers may meet, as values: whoever may change nothing public leaves them as they are."""

from __future__ import annotations

from typing import Any

from timeline.models import (
    Actor,
    Alias,
    Article,
    Detail,
    Event,
    Mention,
    Outlet,
    OutletAlias,
    Participation,
    Place,
    PlaceAlias,
    Quote,
    Source,
    Story,
    Tag,
    Tagging,
    Term,
    WordingChoice,
)
from timeline.services.records.publishing import is_public

_ALL = (
    Actor, Alias, Article, Detail, Event, Mention, Outlet, OutletAlias, Participation, Place,
    PlaceAlias, Quote, Source, Story, Tag, Tagging, Term, WordingChoice,
)  # fmt: skip


def what_is_public() -> dict[str, dict[str, Any]]:
    """The values of each public row by its name; links between rows among them."""
    rows = [row for model in _ALL for row in model._base_manager.all() if is_public(row)]
    public = {(type(row), row.pk) for row in rows}
    found = {}
    for row in rows:
        values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields}
        for link in row._meta.many_to_many:
            linked = link.value_from_object(row)
            values[link.name] = sorted(
                other.pk for other in linked if (type(other), other.pk) in public
            )
        found[f"{row._meta.model_name} {row.pk}"] = values
    return found
