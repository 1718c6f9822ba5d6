"""After a change the most requested pages are made again, before anybody asks for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections

from timeline.queries import clock
from timeline.queries.database.data_version import DataVersion, state
from timeline.queries.publishing.scope import Scope, reading
from timeline.web.kept import answer_store, most_requested

_State = tuple[DataVersion, date]
"""What pages follow from: the state of the data, and the day."""
NAME = "pages made ahead"
_LOOKED_AT = 1.0
"""Seconds after which it looks whether something has changed."""
_ENDS_WITHIN = 5.0
"""Seconds in which the page that it is at should be made, once it is told to stop."""


@contextmanager
def making_ahead(application: Any) -> Iterator[None]:
    """While it lasts, a thread has a WSGI application make such pages, and then ends.

    One process of a machine is enough: what it makes is kept for all of them.
    """
    if answer_store.NAME not in settings.CACHES:
        yield
        return
    ends = threading.Event()
    thread = threading.Thread(target=_make, args=(application, ends), name=NAME, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join(_ENDS_WITHIN)


def _make(application: Any, ends: threading.Event) -> None:
    before = None
    while not ends.wait(_LOOKED_AT):
        # Before anybody asks there is nothing to make.
        now = _state() if most_requested.are_any() else None
        if now and before and now != before:
            make_again(application, ends, now)
        before = now or before
    connections.close_all()


def make_again(application: Any, ends: threading.Event, now: _State) -> None:
    """Make the most requested pages of this state of the data, until there is another.

    It rests after each for as long as that took: who reads meanwhile has the processor before it.
    """
    for environ in most_requested.requests():
        began = time.perf_counter()
        _ask(application, environ)
        if ends.wait(time.perf_counter() - began) or _state() != now:
            return


def _state() -> _State | None:
    close_old_connections()
    with reading(Scope.PUBLIC):
        found = state()
    return (found, clock.today()) if found else None


def _ask(application: Any, environ: dict[str, Any]) -> None:
    """Have a page made; what goes wrong with it is told where somebody asks for it."""
    with suppress(Exception):
        answer = application(environ, lambda *_: None)
        try:
            for _ in answer:
                pass
        finally:
            answer.close()
