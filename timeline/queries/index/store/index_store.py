"""The index of one database in a process: what each request is answered from, kept up to date."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from functools import partial
from weakref import WeakKeyDictionary

from django.db import DatabaseError, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database import deadlines
from timeline.queries.index.changes import journal
from timeline.queries.index.changes.journal import Glance
from timeline.queries.index.segments.snapshot import SnapshotSeries
from timeline.queries.index.store import base_files, base_texts, building, building_apart
from timeline.queries.index.store.base_files import BaseSegment
from timeline.queries.index.store.makeshift import MakeshiftIndex
from timeline.queries.index.store.patching import (
    HeldSeries,
    patched,
    unpatched,
    unpublished_events,
)
from timeline.queries.index.store.replicas import ReplicaBehind
from timeline.queries.publishing.scope import Scope, reading

REBUILT_AT = 5_000
"""Touched events from which on a new base is made, while the old one still answers."""

_log = logging.getLogger(__name__)


class IndexStore:
    """Keeps the index of one database, for all threads of a process: of what is public."""

    scope = Scope.PUBLIC

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._held: HeldSeries | None = None
        self._in_transaction: WeakKeyDictionary[BaseDatabaseWrapper, HeldSeries] = (
            WeakKeyDictionary()
        )
        self._makeshift = MakeshiftIndex()
        self._lock = threading.Lock()
        self._background: threading.Thread | None = None
        self._passed_over = ""

    def series(self) -> SnapshotSeries:
        """All events as the database has them now, as far as this connection sees.

        Where there is no base, or too much was touched since, one is made first, which takes long.
        """
        with reading(self.scope):
            return self._series()

    def _series(self) -> SnapshotSeries:
        connection = connections[self.alias]
        if connection.in_atomic_block:
            return self._within_transaction(connection).series
        held = self._held
        if held is not None and self._is_current(held, held.glance(connection)):
            return held.series
        with deadlines.suspended(), self._lock:
            return self._makeshift.series(connection) or self._fresh(connection)

    def rebuild(self) -> None:
        """Make a new base now, and have it answer."""
        base = building.made_anew(connections[self.alias])
        with self._lock:
            self._held = self._unpatched(base, connections[self.alias])
        self._index_texts()

    def is_ready(self) -> bool:
        """Whether there is a base to answer from that need not be made first."""
        return self._held is not None or building.known(connections[self.alias]) is not None

    def base(self, connection: BaseDatabaseWrapper) -> BaseSegment:
        """The base that answers now, made first where there is none."""
        with reading(self.scope), deadlines.suspended(), self._lock:
            return self._refreshed(connection).base

    def wait(self) -> None:
        """Wait for what is done in the background."""
        if self._background:
            self._background.join()

    def _fresh(self, connection: BaseDatabaseWrapper) -> SnapshotSeries:
        """What answers from now on; the lock is held.

        Where the database can't be told of a new base, up to ``makeshift.MOST`` events are answered
        for all the same; of more, the error is raised.
        """
        try:
            fresh = self._refreshed(connection).series
        except ReplicaBehind:
            raise
        except DatabaseError as error:
            if (series := self._makeshift.make(connection)) is None:
                raise
            _log.warning("the index is in memory alone: %s", error)
            return series
        self._makeshift = MakeshiftIndex()
        return fresh

    def _is_current(self, held: HeldSeries, look: Glance) -> bool:
        newest = look.newest in {held.base.token, self._passed_over}
        return look.alive and look.last == held.last and newest

    def _refreshed(self, connection: BaseDatabaseWrapper) -> HeldSeries:
        """What answers from now on; the lock is held."""
        held = self._held
        look = held.glance(connection) if held else None
        if held and look and self._is_current(held, look):
            return held
        if held is None or look is None or not look.alive:
            self._held = None  # what is of no use shall not take up space while another is made
            base = building.known(connection) or building.made(connection)
            held = self._unpatched(base, connection)
        elif look.newest not in {held.base.token, self._passed_over}:
            found = building.known(connection)
            if found and found.token == look.newest:
                held = self._unpatched(found, connection)
            else:
                self._passed_over = look.newest  # another machine's
        fresh = self._patched(held, connection)
        if fresh is None:
            _log.info("so much was touched that the index is made anew")
            held = self._unpatched(building.made(connection), connection)
            fresh = self._patched(held, connection) or held
        self._held = fresh
        if len(fresh.series.touched) > REBUILT_AT:
            self._in_background(self._rebuild_apart if self._is_built_apart else self.rebuild)
        return fresh

    @property
    def _is_built_apart(self) -> bool:
        """Whether another process is to make the next base."""
        return (
            base_files.path_of(self.alias) is not None
            and self._held is not None
            and len(self._held.base.columns.array("pk")) > building_apart.BUILT_APART
        )

    def _rebuild_apart(self) -> None:
        """Have another process make a new base, which the next look finds."""
        building_apart.build_in_process(self.alias)

    def _within_transaction(self, connection: BaseDatabaseWrapper) -> HeldSeries:
        """What answers a transaction, which may have changed something itself.

        What it sees may yet be rolled back, so that nobody else is answered from it, and it is
        worked out from the base each time that the journal went on.
        """
        own = self._in_transaction.get(connection)
        if own is not None:
            look = own.glance(connection)
            if look.alive and look.last == own.last:
                return own
        patches = (
            self._patched(self._unpatched(base, connection), connection)
            for base in self._bases(own, connection)
        )
        fresh = next(filter(None, patches), None)
        if fresh is None:
            read = self._unpatched(building.read(connection, scope=self.scope), connection)
            fresh = self._patched(read, connection) or read
        self._in_transaction[connection] = fresh
        return fresh

    def _bases(
        self, own: HeldSeries | None, connection: BaseDatabaseWrapper
    ) -> Iterator[BaseSegment]:
        """The bases that a transaction may start from, as far as the database knows them."""
        for held in (own, self._held):
            if held and journal.is_known(connection, token=held.base.token):
                yield held.base
        if self._held is None and (base := building.known(connection)):
            yield base

    def _patched(self, held: HeldSeries, connection: BaseDatabaseWrapper) -> HeldSeries | None:
        """What is held with what was touched since; ``None`` where that is too much."""
        return patched(held, connection)

    def _unpatched(self, base: BaseSegment, connection: BaseDatabaseWrapper) -> HeldSeries:
        texts = base_texts.texts_of(
            base, alias=self.alias, missing=lambda: self._in_background(self._index_texts)
        )
        return unpatched(base, connection, texts=texts)

    def _index_texts(self) -> None:
        if self._held:
            base_texts.bring_up_to_date(self._held.base, alias=self.alias)

    def _in_background(self, work: Callable[[], None]) -> None:
        """Do what takes long in a thread of its own, while what is held answers."""
        if self._background and self._background.is_alive():
            return
        self._background = threading.Thread(target=self._logged, args=[work], daemon=True)
        self._background.start()

    def _logged(self, work: Callable[[], None]) -> None:
        try:
            with reading(self.scope):
                work()
        except (Error, sqlite3.Error, OSError) as error:
            _log.error("the index could not be made anew: %s", error)
        except Exception:  # noqa: BLE001 - nobody else would tell of it
            _log.exception("the index could not be made anew")
        finally:
            connections[self.alias].close()


class WholeStore(IndexStore):
    """Keeps the index of the whole archive: the public base, and in the patch all events of which
    anything is unpublished. Where these are too many, a base of its own, in memory.
    """

    scope = Scope.WHOLE

    def __init__(self, public: IndexStore) -> None:
        super().__init__(public.alias)
        self._public = public
        self._own = ""

    def _is_current(self, held: HeldSeries, look: Glance) -> bool:
        return look.last == held.last and self._may_go_on(held, look)

    def _may_go_on(self, held: HeldSeries, look: Glance) -> bool:
        return look.alive and look.newest in {held.base.token, self._passed_over}

    def _refreshed(self, connection: BaseDatabaseWrapper) -> HeldSeries:
        held = self._held
        look = held.glance(connection) if held else None
        if held and look and self._is_current(held, look):
            return held
        goes_on = held and look and self._may_go_on(held, look)
        fresh = self._patched(held, connection) if held and goes_on else None
        if fresh is None:
            fresh = self._anew(connection)
            # A base of one's own is the newest until another is made, and goes on beside that.
            self._passed_over = fresh.glance(connection).newest
        self._held = fresh
        return fresh

    def _anew(self, connection: BaseDatabaseWrapper) -> HeldSeries:
        base = self._public.base(connection)
        if fresh := self._patched(self._unpatched(base, connection), connection):
            return fresh
        own = building.read(connection, scope=self.scope)
        self._own = own.token
        return self._unpatched(own, connection)

    def _patched(self, held: HeldSeries, connection: BaseDatabaseWrapper) -> HeldSeries | None:
        if held.base.token == self._own:
            return patched(held, connection)
        return patched(held, connection, beside=partial(unpublished_events, connection))

    def _bases(
        self, own: HeldSeries | None, connection: BaseDatabaseWrapper
    ) -> Iterator[BaseSegment]:
        yield from super()._bases(own, connection)
        yield from self._public._bases(None, connection)


_stores: dict[tuple[str, Scope], IndexStore] = {}
_all = threading.Lock()


def of(alias: str, scope: Scope = Scope.PUBLIC) -> IndexStore:
    """The store of a database's index, of what is public or of the whole archive."""
    with _all:
        public = _stores.setdefault((alias, Scope.PUBLIC), IndexStore(alias))
        if scope is Scope.PUBLIC:
            return public
        return _stores.setdefault((alias, scope), WholeStore(public))
