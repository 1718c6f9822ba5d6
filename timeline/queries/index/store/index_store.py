"""Keeping the index true: what each request is answered from, and when it is made anew."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError, Error, OperationalError

from timeline.queries.index.segments import extraction, register_names
from timeline.queries.index.segments.column_store import MemoryColumns
from timeline.queries.index.segments.event_segment import numbered
from timeline.queries.index.segments.extraction import Columns
from timeline.queries.index.segments.snapshot import SnapshotSeries, Texts
from timeline.queries.index.store import journal
from timeline.queries.index.store.journal import Glance, Version, snapshot
from timeline.queries.index.store.makeshift import MakeshiftIndex
from timeline.queries.index.store.mapped_file import Mapped, TornFile, write
from timeline.queries.index.store.process_lock import alone
from timeline.queries.index.text import full_text
from timeline.queries.index.text.full_text import TextsAtHand
from timeline.queries.index.text.text_scan import ScannedTexts, SqlTexts

REBUILT_AT = 5_000
"""Touched events from which on a new base is made, while the old one still answers."""
MOST_TOUCHED = 50_000
"""Touched events from which on the old base does not answer any more."""

LOOKED_THROUGH = 2_000
"""Events up to which a search looks at every text."""

BUILT_APART = 100_000
"""Events from which on a worker has another process build a base: that takes memory for good."""

BEHIND = 10.0
"""For how many seconds a replica may be behind a base before its requests go elsewhere."""

_log = logging.getLogger(__name__)


class ReplicaBehind(OperationalError):
    """A replica has not got yet what the index is made of; another database may answer."""


@dataclass(frozen=True)
class BaseSegment:
    """All events as they were at a version."""

    shelf: MemoryColumns | Mapped
    token: str
    version: Version


@dataclass(frozen=True)
class HeldSnapshot:
    """What answers, until the next look shows that the journal went on.

    ``version``: what the whole is true to. ``patch``: what was touched since the base was made.
    """

    base: BaseSegment
    whole: SnapshotSeries
    version: Version
    last: tuple[int, int]
    patch: Columns | None = None


class IndexStore:
    """Keeps the index of one database, for all threads of a process."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._held: HeldSnapshot | None = None
        self._own: WeakKeyDictionary[BaseDatabaseWrapper, HeldSnapshot] = WeakKeyDictionary()
        self._makeshift = MakeshiftIndex()
        self._lock = threading.Lock()
        self._working: threading.Thread | None = None
        self._passed_over = ""

    def whole(self) -> SnapshotSeries:
        """All events as the database has them now, as far as this connection sees."""
        connection = connections[self.alias]
        if connection.in_atomic_block:
            return self._within_transaction(connection)
        held = self._held
        if held is not None and self._is_current(held, self._look(connection, held)):
            return held.whole
        with self._lock:
            return self._makeshift.whole(connection) or self._fresh(connection)

    def rebuild(self) -> None:
        """Make a new base now, and have it answer."""
        with alone(self.path):
            base = self._built(connections[self.alias])
        with self._lock:
            self._held = self._of(base, connections[self.alias])
        self._index_texts()

    def is_ready(self) -> bool:
        """Whether there is a base to answer from that need not be made first."""
        return self._held is not None or self._loaded(connections[self.alias]) is not None

    def drop(self) -> None:
        """Let go of what is held, and of the file: the next request makes it anew."""
        with self._lock:
            self._held = None
            if self.path:
                self.path.unlink(missing_ok=True)

    def settle(self) -> None:
        """Wait for what is done aside."""
        if self._working:
            self._working.join()

    @property
    def path(self) -> Path | None:
        """The base's file; ``None`` where the database is in memory alone."""
        folder = getattr(settings, "RETOLD_INDEX_DIR", "")
        given = connections[self.alias].settings_dict
        name = str(given["NAME"])
        if connections[self.alias].vendor == "sqlite":
            if ":memory:" in name or "mode=memory" in name:
                return None
            return Path(folder or Path(name).parent, f"{Path(name).name}.index")
        return Path(folder or Path(settings.BASE_DIR, ".index"), f"{name}.index")

    def _fresh(self, connection: BaseDatabaseWrapper) -> SnapshotSeries:
        """What answers from now on, be it a makeshift, or ``DatabaseError``; the lock is held."""
        try:
            fresh = self._refreshed(connection).whole
        except ReplicaBehind:
            raise
        except DatabaseError as error:
            if (whole := self._makeshift.make(connection)) is None:
                raise
            _log.warning("the index is in memory alone: %s", error)
            return whole
        self._makeshift = MakeshiftIndex()
        return fresh

    def _look(self, connection: BaseDatabaseWrapper, held: HeldSnapshot) -> Glance:
        return journal.glance(connection, token=held.base.token, since=held.version)

    def _is_current(self, held: HeldSnapshot, look: Glance) -> bool:
        newest = look.newest in {held.base.token, self._passed_over}
        return look.alive and look.last == held.last and newest

    def _refreshed(self, connection: BaseDatabaseWrapper) -> HeldSnapshot:
        """What answers from now on; the lock is held."""
        held = self._held
        look = self._look(connection, held) if held else None
        if held and look and self._is_current(held, look):
            return held
        if held is None or look is None or not look.alive:
            self._held = None  # what is of no use shall not take up space while another is made
            held = self._of(self._loaded(connection) or self._made(connection), connection)
        elif look.newest not in {held.base.token, self._passed_over}:
            found = self._loaded(connection)
            if found and found.token == look.newest:
                held = self._of(found, connection)
            else:
                self._passed_over = look.newest  # another machine's
        fresh = self._patched(held, connection)
        if fresh is None:
            _log.info("so much was touched that the index is made anew")
            fresh = self._of(self._made(connection), connection)
        self._held = fresh
        if len(fresh.whole.touched) > REBUILT_AT:
            apart = self.path is not None and len(fresh.base.shelf.array("pk")) > BUILT_APART
            self._aside(self._rebuild_apart if apart else self.rebuild)
        return fresh

    def _rebuild_apart(self) -> None:
        """Have another process make a new base, which the next look finds."""
        build(self.alias)

    def _patched(self, held: HeldSnapshot, connection: BaseDatabaseWrapper) -> HeldSnapshot | None:
        """The same with what was touched since; ``None`` where that is too much."""
        with snapshot(connection):
            look = self._look(connection, held)
            version = journal.now(connection)
            since = held.base.version
            every = journal.touched(connection, since=since, most=MOST_TOUCHED)
            recent = journal.touched(connection, since=held.version, most=MOST_TOUCHED)
            if every is None or recent is None:
                return None
            names = held.whole.register
            if journal.NAMES in recent:
                names = register_names.read(connection)
            every.discard(journal.NAMES)
            recent.discard(journal.NAMES)
            read = extraction.read(connection, ids=sorted(recent)) if recent else None
        patch = held.patch
        if read is not None:
            patch = patch.replaced(recent, newer=read) if patch else read
        return HeldSnapshot(
            held.base,
            self._whole(held.base, names, touched=sorted(every), patch=patch),
            version,
            look.last,
            patch,
        )

    def _within_transaction(self, connection: BaseDatabaseWrapper) -> SnapshotSeries:
        """The same for a transaction that may have changed something itself.

        What it sees may yet be rolled back, so that nobody else is answered from it, and it is
        worked out from the base each time that the journal went on.
        """
        own = self._own.get(connection)
        shared = self._held
        if own is None and shared is None and (base := self._loaded(connection)):
            shared = self._of(base, connection)
        for held in (own, shared):
            if held is None:
                continue
            look = self._look(connection, held)
            if look.alive and held is own and look.last == held.last:
                return held.whole
            if look.alive:
                fresh = self._patched(self._of(held.base, connection), connection)
                if fresh is not None:
                    self._own[connection] = fresh
                    return fresh.whole
        token = journal.register(connection, of=journal.BASE)
        fresh = self._of(self._read(connection, token)[0], connection)
        self._own[connection] = fresh
        return fresh.whole

    def _of(self, base: BaseSegment, connection: BaseDatabaseWrapper) -> HeldSnapshot:
        """A base alone, as it was when it was made."""
        look = journal.glance(connection, token=base.token, since=base.version)
        names = register_names.read(connection)
        whole = self._whole(base, names, touched=(), patch=None)
        return HeldSnapshot(base, whole, base.version, look.last)

    def _whole(
        self,
        base: BaseSegment,
        names: register_names.RegisterNames,
        *,
        touched: list[int] | tuple[()],
        patch: Columns | None,
    ) -> SnapshotSeries:
        shelf = numbered(patch) if patch is not None else None
        return SnapshotSeries(
            base.shelf,
            self._texts(base),
            names,
            touched=touched,
            patch=shelf,
            patch_texts=ScannedTexts(shelf, alias=self.alias, ids=list(touched)) if shelf else None,
        )

    def _texts(self, base: BaseSegment) -> Texts:
        if self.path is None or not _has_texts(base.shelf):
            return ScannedTexts(base.shelf, alias=self.alias)
        return TextsAtHand(
            full_text.searched(base.shelf, alias=self.alias, path=self.path, version=base.version),
            SqlTexts(base.shelf, alias=self.alias),
            missing=lambda: self._aside(self._index_texts),
        )

    def _loaded(self, connection: BaseDatabaseWrapper) -> BaseSegment | None:
        """The base in the file, where the database knows it."""
        if not self.path:
            return None
        try:
            found = Mapped(self.path)
        except FileNotFoundError:
            return None
        except (OSError, TornFile, ValueError, KeyError) as error:
            _log.warning("the index is made anew: %s", error)
            return None
        if journal.is_replica(connection):
            self._wait_for(connection, token=found.token, version=found.version)
        look = journal.glance(connection, token=found.token, since=found.version)
        return BaseSegment(found, found.token, found.version) if look.alive else None

    def _wait_for(self, connection: BaseDatabaseWrapper, *, token: str, version: Version) -> None:
        """Wait until a replica has got what a base that the primary knows is made of.

        Raises ``ReplicaBehind`` where that takes too long.
        """
        if not journal.is_known(connections[DEFAULT_DB_ALIAS], token=token):
            return
        end = time.monotonic() + BEHIND
        while not journal.reaches(connection, token=token, version=version):
            if time.monotonic() > end:
                raise ReplicaBehind(f"{self.alias} is behind the index")
            time.sleep(0.02)

    def _made(self, connection: BaseDatabaseWrapper) -> BaseSegment:
        """A new base, by this process or by another that was at it already."""
        with alone(self.path) as waited:
            found = self._loaded(connection) if waited else None
            return found or self._built(connection)

    def _built(self, connection: BaseDatabaseWrapper) -> BaseSegment:
        """A new base, on disk where it can be."""
        token = journal.register(connection, of=journal.BASE)
        base, shelf = self._read(connection, token)
        self._catch_up_texts(shelf)
        journal.follow(connection, token=token, version=base.version)
        if journal.is_replica(connection):
            self._wait_for(connection, token=token, version=base.version)
        if not self.path:
            return base
        # What a process left that was killed at it; no other writes now.
        for left in self.path.parent.glob(f"{self.path.name}.{journal.BASE}-*.new"):
            left.unlink(missing_ok=True)
        try:
            write(self.path, shelf, token=token, version=base.version)
            found = Mapped(self.path)
        except OSError as error:
            _log.warning("the index can't be kept on disk: %s", error)
            return base
        return BaseSegment(found, found.token, found.version) if found.token == token else base

    def _read(
        self, connection: BaseDatabaseWrapper, token: str
    ) -> tuple[BaseSegment, MemoryColumns]:
        with snapshot(connection):
            version = journal.now(connection)
            read = extraction.read(connection)
        shelf = numbered(read)
        return BaseSegment(shelf, token, version), shelf

    def _index_texts(self) -> None:
        if self._held and self.path and _has_texts(self._held.base.shelf):
            with self._alone_at_texts(self.path):
                full_text.bring_up_to_date(alias=self.alias, path=self.path)

    def _catch_up_texts(self, shelf: MemoryColumns) -> None:
        """Have the texts be as far as a base before anybody searches by it."""
        if self.path and _has_texts(shelf):
            try:
                with self._alone_at_texts(self.path):
                    full_text.catch_up(alias=self.alias, path=self.path)
            except DatabaseError as error:
                _log.error("the texts could not be brought up to date: %s", error)

    @staticmethod
    def _alone_at_texts(path: Path) -> AbstractContextManager[bool]:
        return alone(path.with_name(f"{path.name}.{journal.TEXTS}"))

    def _aside(self, work: Callable[[], None]) -> None:
        """Do what takes long in a thread of its own, while what is held answers."""
        if self._working and self._working.is_alive():
            return
        self._working = threading.Thread(target=self._quietly, args=[work], daemon=True)
        self._working.start()

    def _quietly(self, work: Callable[[], None]) -> None:
        try:
            work()
        except (Error, sqlite3.Error, OSError) as error:
            _log.error("the index could not be made anew: %s", error)
        except Exception:  # noqa: BLE001 - nobody else would tell of it
            _log.exception("the index could not be made anew")
        finally:
            connections[self.alias].close()


def _has_texts(shelf: MemoryColumns | Mapped) -> bool:
    """Whether there are so many events that their texts have an index."""
    return len(shelf.array("pk")) > LOOKED_THROUGH


def build(alias: str) -> None:
    """Make a new base of a database in a process of its own. Raises where that fails."""
    subprocess.run(  # noqa: S603 - its words are our own
        [sys.executable, "-m", "django", "index", "--database", alias],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )


_keepers: dict[str, IndexStore] = {}
_all = threading.Lock()


def of(alias: str) -> IndexStore:
    """The keeper of a database's index."""
    with _all:
        return _keepers.setdefault(alias, IndexStore(alias))
