"""Making an installation ready to serve: this release's tables and triggers, and a story to begin
with.

Where nothing is to be done, nothing is written, nor is what loads a story imported. Of several
starts at once one does it, and the others find it done.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from timeline import env
from timeline.models import DigestRecord, Event, Source, Story
from timeline.queries import index
from timeline.queries.database import data_version, private_files, process_lock
from timeline.services.running.backup import back_up
from timeline.services.running.database_check import BadSetup, check_database

KEPT = 5
"""Backups made before migrations that stay, the newest."""


def make_ready(tell: Callable[[str], object]) -> None:
    """Migrate after a backup where there is anything to lose, make the triggers that are missing
    or another release's, and load the shipped story once.

    ``tell`` is given a line for each thing done. The shipped story is for an archive that has no
    story, nothing that one could tell, and has never had the shipped one; ``RETOLD_STORY=none``
    leaves that empty too. Raises ``BadSetup`` before anything is written, or where tables can't be
    made as this release has them, and ``NotBackedUp``, when nothing is migrated.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    file = _file_of(connection)
    check_folders()
    check_database()
    env.secret_key()  # nothing is amiss: now a new one may be written
    if not _takes_writes(file):
        tell(f"{file}, or its folder, takes no writes: it can be read as it is.")
        return
    with _alone(connection):
        _keep_private(file)
        _migrate(connection, tell)
        # A release may have other triggers and the same tables.
        index.follow_changes(DEFAULT_DB_ALIAS)
        data_version.count_changes(using=DEFAULT_DB_ALIAS)
        _load_story(tell)


def check_folders(*, make: bool = False) -> None:
    """Raise ``BadSetup`` where a folder that a setting names can't be written to, or be made.

    Raises ``BadSetting`` where a key would have to be kept, and can't be. With ``make`` those
    that are served from are made. Nothing is asked of folders where the
    database's file takes no writes either.
    """
    if not _takes_writes(_file_of(connections[DEFAULT_DB_ALIAS])):
        return
    for name in ("RETOLD_INDEX_DIR", "RETOLD_EXPORT_DIR", "RETOLD_BACKUP_DIR"):
        if told := env.text(name):
            folder = Path(told)
            try:
                if make and name != "RETOLD_BACKUP_DIR":
                    private_files.make_folder(folder)
                _try_to_write(folder)
            except OSError as error:
                raise BadSetup(
                    f"{name} names {folder}, where nothing can be written: {error.strerror}"
                ) from error
    if key := env.key_to_be_made():
        try:
            _try_to_write(key.parent)
        except OSError as error:
            raise env.no_key_kept(key, error.strerror or str(error)) from error


def _try_to_write(folder: Path) -> None:
    """Raise ``OSError`` where nothing can be written in a folder, or where it would be made."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    # It has no name, and is gone with its end.
    TemporaryFile(dir=there).close()


def _takes_writes(file: Path | None) -> bool:
    """Whether the database can be written to, as far as that is up to SQLite's file."""
    return not (file and file.exists() and env.is_read_only(file))


def _migrate(connection: BaseDatabaseWrapper, tell: Callable[[str], object]) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if _holds_work():
            path = back_up(Path(settings.BACKUPS, NAME), keep=KEPT)
            tell(f"Backed up to {path}, before the tables of this release are made")
        told = StringIO()
        try:
            call_command("migrate", interactive=False, no_color=True, stdout=told)
        except DatabaseError as error:
            # Django names the migration before it applies it.
            name = told.getvalue().rpartition("Applying ")[2].partition("...")[0]
            raise BadSetup(
                f"The migration {name} failed, and what it did was undone: "
                f"{' '.join(str(error).split())}"
            ) from error
        tell("The database has the tables of this release.")


def _load_story(tell: Callable[[str], object]) -> None:
    if settings.FIRST_STORY == "shipped" and _may_take_the_shipped_story():
        from timeline.services.digest.load_digest import load

        tell(f"The shipped story: {load(settings.FIXTURES).counts}")


NAME = "before-migrating-%Y%m%dT%H%M%S.zip"
"""How such a backup is called."""


_STARTING = 0x7E701D
"""The number of PostgreSQL's lock that a start holds, the same in every release."""


@contextmanager
def _alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Have the other starts on the same database wait until this one is done."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_STARTING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_STARTING])
    else:
        # No transaction, in which SQLite's tables couldn't be migrated.
        with process_lock.exclusive(_file_of(connection)):
            yield


def _file_of(connection: BaseDatabaseWrapper) -> Path | None:
    """Where SQLite's database is, unless it is in memory; ``None`` for others."""
    database = Path(str(connection.settings_dict["NAME"]))
    return database if connection.vendor == "sqlite" and "memory" not in database.name else None


def _keep_private(database: Path | None) -> None:
    """Have SQLite's database, with what lies beside it, be for its owner's eyes alone."""
    if database is None:
        return
    # One that is yet to be made would get the rights that the shell gives to any file.
    if not database.exists():
        database.touch(mode=0o600)
    for path in [database, *database.parent.glob(f"{database.name}[-.]*")]:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)


def _holds_work() -> bool:
    """Whether there is a row of the record, or an account."""
    there = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    return any(
        models.QuerySet(model).using(DEFAULT_DB_ALIAS).order_by().values("pk")[:1].exists()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in there
        # The shipped kinds come with the tables.
        and model._meta.db_table != "timeline_kind"
        and (model._meta.app_label == "timeline" or model._meta.db_table == "auth_user")
    )


def _may_take_the_shipped_story() -> bool:
    """Whether there is no story, nothing that one could tell, and never was the shipped one.

    Events without a story are a user's, among whom the shipped ones would be strangers.
    """
    if any(model.objects.exists() for model in (Story, Event, Source)):
        return False
    from timeline.services.digest.digest_files import name_of

    return not DigestRecord.objects.filter(digest=name_of(settings.FIXTURES)).exists()
