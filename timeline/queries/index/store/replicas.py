"""Waiting for a replica: it may be behind a base that the primary knows already."""

from __future__ import annotations

import time

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from timeline.queries.database.replica_routing import is_replica
from timeline.queries.index.changes import journal
from timeline.queries.index.store.base_files import BaseSegment


class ReplicaBehind(OperationalError):
    """A replica has not got yet what the index is made of; another database may answer."""


BEHIND = 10.0
"""For how many seconds a replica may be behind a base before its requests go elsewhere."""


def wait_for(connection: BaseDatabaseWrapper, base: BaseSegment) -> None:
    """Wait until a replica has all that a base that the primary knows is made of.

    Of any other database there is nothing to wait for. Raises ``ReplicaBehind`` where a replica
    takes longer than ``BEHIND``.
    """
    primary = connections[DEFAULT_DB_ALIAS]
    if not is_replica(connection.alias) or not journal.is_known(primary, token=base.token):
        return
    end = time.monotonic() + BEHIND
    while not journal.reaches(connection, token=base.token, version=base.version):
        if time.monotonic() > end:
            raise ReplicaBehind(f"{connection.alias} is behind the index")
        time.sleep(0.02)
