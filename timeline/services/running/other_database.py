"""A database beside the one that settings name, for as long as something is done with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections


class NoDatabase(ValueError):
    """An address names no database; the message says which."""


@contextmanager
def opened(url: str, *, alias: str) -> Iterator[str]:
    """Have ``alias`` mean the database at an address (``sqlite:////path``, ``postgres://…``).

    Gives the alias back; its connection is closed and forgotten at the end. Raises ``NoDatabase``
    where the address has no form that is known. Nothing is connected to before it is used.
    """
    try:
        found = dj_database_url.parse(url)
    except ValueError as error:
        raise NoDatabase(f"{url} names no database") from error
    default = connections.databases[DEFAULT_DB_ALIAS]
    connections.databases[alias] = {**default, "OPTIONS": {}, **found}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]
