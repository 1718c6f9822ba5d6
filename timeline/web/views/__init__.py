"""A view for each address: it reads the request, calls the room of its subject, and renders.

What depends on more than one subject is put together here; nothing is worked out here. An address
names its view, whose module is imported once it is asked for: a start needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponseBase


def view(name: str) -> Callable[..., HttpResponseBase]:
    """The view that a module of this room has: "events.event_list", say."""
    module, _, function = name.rpartition(".")

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found: Callable[..., HttpResponseBase] = getattr(import_module(asked.__module__), function)
        return found(request, *args, **kwargs)

    asked.__module__, asked.__name__ = f"{__name__}.{module}", function
    return asked
