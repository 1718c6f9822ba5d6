"""What every page says of when it was last changed."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from timeline.queries.last_changed import last_changed


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: ``changed``, when anything in the record was; asked where it is shown.

    A view whose page shows one record sets its own on the request: what is said for every template
    comes after a view's own words, in Jinja2.
    """
    return {"changed": cache(getattr(request, "last_changed", last_changed))}
