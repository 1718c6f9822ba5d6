"""A database beside the one that settings name, for as long as something is done with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections

from timeline import env

_KINDS = frozenset(["sqlite", "postgres", "postgresql"])


class NoDatabase(ValueError):
    """An address names no database; the message says which."""


@contextmanager
def opened(url: str, *, alias: str, called: str = "The address") -> Iterator[str]:
    """Have ``alias`` mean the database at an address (``sqlite:////path``, ``postgres://…``).

    Gives the alias back; its connection is closed and forgotten at the end. Raises ``NoDatabase``
    where the address has no form that is known; ``called`` is what it is called there. Nothing is
    connected to before it is used.
    """
    if url.partition(":")[0] not in _KINDS:
        # Not the address: it may hold a password.
        raise NoDatabase(
            f"{called} names no database that Retold knows; say "
            "postgres://user:password@host/name, or sqlite:////folder/file"
        )
    try:
        found = dj_database_url.parse(url)
        if env.is_torn(url):
            raise ValueError
    except ValueError as error:
        raise NoDatabase(
            f"{called} is no address: characters such as @ / : # in a password are written "
            "%40 %2F %3A %23, and a port is a number"
        ) from error
    if url.startswith("sqlite") and "OPTIONS" in found:
        raise NoDatabase(f"{called} names no file; say sqlite:////folder/file, with nothing behind")
    default = connections.databases[DEFAULT_DB_ALIAS]
    connections.databases[alias] = {**default, "OPTIONS": {}, **found}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]
