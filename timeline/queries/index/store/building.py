"""Making a base: read from the database, numbered, and written to its file."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database.process_lock import exclusive
from timeline.queries.index.changes import journal
from timeline.queries.index.changes.journal import snapshot
from timeline.queries.index.segments import extraction
from timeline.queries.index.segments.event_segment import numbered
from timeline.queries.index.store import base_files, base_texts, replicas
from timeline.queries.index.store.base_files import BaseSegment
from timeline.queries.index.store.table_sizes import count_anew
from timeline.queries.publishing.scope import Scope, reading


def known(connection: BaseDatabaseWrapper) -> BaseSegment | None:
    """The base in the file, where the database knows it."""
    base = base_files.load(base_files.path_of(connection.alias))
    if base is None:
        return None
    replicas.wait_for(connection, base)
    return base if journal.is_known(connection, token=base.token) else None


def made(connection: BaseDatabaseWrapper) -> BaseSegment:
    """A new base, by this process or by another that was at it already."""
    with exclusive(base_files.path_of(connection.alias)) as waited:
        return (known(connection) if waited else None) or built(connection)


def made_anew(connection: BaseDatabaseWrapper) -> BaseSegment:
    """A base that is newer than the file's now, by this process or by another that is at one."""
    path = base_files.path_of(connection.alias)
    before = base_files.load(path)
    with exclusive(path) as waited:
        base = known(connection) if waited else None
        if base is not None and (before is None or base.token != before.token):
            return base
        return built(connection)


def built(connection: BaseDatabaseWrapper) -> BaseSegment:
    """A new base by this process, on disk where it can be. For one process at a time."""
    base = read(connection)
    base_texts.catch_up(base, alias=connection.alias)
    journal.follow(connection, token=base.token, version=base.version)
    replicas.wait_for(connection, base)
    path = base_files.path_of(connection.alias)
    return base_files.save(path, base) if path else base


def read(connection: BaseDatabaseWrapper, *, scope: Scope = Scope.PUBLIC) -> BaseSegment:
    """A new base in memory, which the database knows from before it is read; of public rows."""
    token = journal.register(connection, of=journal.BASE)
    count_anew(journal.writer(connection))
    with reading(scope), snapshot(connection):
        version = journal.now(connection)
        rows = extraction.read(connection)
    return BaseSegment(numbered(rows), token, version)
