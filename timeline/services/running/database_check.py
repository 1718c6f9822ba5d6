"""Whether the database that the settings name can be used, asked before anything is written to it.

The same is asked of another one that a command is given.

What is wrong is told in one sentence that begins with the setting, or with what else named it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, NotSupportedError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from timeline import env
from timeline.queries.database import process_lock


class BadSetup(Exception):
    """A mistake of setting up; the message is a sentence that names the setting."""


SETTING = "DATABASE_URL"


def check_database(alias: str = DEFAULT_DB_ALIAS, *, called: str = SETTING) -> None:
    """Raise ``BadSetup`` where the database can't be reached, or not be used by Retold.

    ``called`` is what named it, with which the sentence begins.
    """
    connection = connections[alias]
    begun_by_one = None
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        check_file(path, called=called)
        # Of two that turn a new file to its write-ahead log at once, SQLite tells one that it is
        # locked, however long that one would wait.
        if "memory" not in path.name and not (path.exists() and path.stat().st_size):
            begun_by_one = path
    with process_lock.exclusive(begun_by_one), _in_a_sentence(connection, called):
        connection.ensure_connection()
        if connection.vendor == "postgresql":
            _check_postgresql(connection, called)
        else:
            _ask(connection, "SELECT COUNT(*) FROM sqlite_master")
        _check_whose(connection, called)


def check_there(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Raise ``BadSetup`` where SQLite's file is not there: to connect would make an empty one."""
    connection = connections[alias]
    path = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and "memory" not in path.name and not path.exists():
        raise BadSetup(f"{SETTING} names {path}, which is not there")


def _check_whose(connection: BaseDatabaseWrapper, called: str) -> None:
    """Raise ``BadSetup`` where tables of ours are somebody else's: nothing of ours made them."""
    there = {*connection.introspection.table_names()}
    known = {*connection.introspection.django_table_names()}
    if MigrationRecorder.Migration._meta.db_table not in there and (theirs := there & known):
        raise BadSetup(
            f"{called} names a database that has tables of another program "
            f"({', '.join(sorted(theirs)[:3])}); name an empty one"
        )


@contextmanager
def _in_a_sentence(connection: BaseDatabaseWrapper, called: str) -> Iterator[None]:
    """Raise what is wrong with a database as a ``BadSetup`` that says which one it is."""
    try:
        yield
    except BadSetup as error:
        raise BadSetup(f"{error} ({_named(connection)})") from error
    except NotSupportedError as error:
        raise BadSetup(f"{called}: {error}") from error
    except DatabaseError as error:
        raise BadSetup(f"{called}: {_said(error)} ({_named(connection)})") from error


def _said(error: DatabaseError) -> str:
    """The last thing that a driver says of the first try: the rest is how it came to that."""
    line = str(error).strip().splitlines()[0]
    return line.rpartition("FATAL:")[2].strip().rstrip(".")


def _named(connection: BaseDatabaseWrapper) -> str:
    """What an address names, without its password."""
    is_ = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(is_["NAME"])
    where = str(is_["HOST"] or "a local socket") + (f", port {is_['PORT']}" if is_["PORT"] else "")
    return f"database {is_['NAME']}, user {is_['USER'] or 'not named'}, at {where}"


def check_file(path: Path, *, called: str = SETTING) -> None:
    """Raise ``BadSetup`` where SQLite could open no file; a typing error makes no folder."""
    if "memory" in path.name:
        return
    if not path.parent.is_dir():
        raise BadSetup(f"{called} names a file in {path.parent}, and there is no such folder")
    if path.is_dir():
        raise BadSetup(f"{called} names {path}, which is a folder; name a file in it")
    # One that is there and takes no writes is served as it is.
    if not path.exists() and env.is_read_only(path.parent):
        raise BadSetup(
            f"{called} names {path}, which is not there, and none can be made: its folder "
            "takes no writes"
        )


def _check_postgresql(connection: BaseDatabaseWrapper, called: str) -> None:
    [encoding] = _ask(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        raise BadSetup(
            f"{called} names a database in {encoding}, which can't hold every language: make one "
            "with ENCODING 'UTF8' and TEMPLATE template0"
        )
    [follows, reads] = _ask(
        connection, "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'"
    )
    if follows:
        beside = ", and the replica in DATABASE_REPLICA_URLS" * (called == SETTING)
        raise BadSetup(f"{called} names a replica: name the primary{beside}")
    if reads:
        raise BadSetup(f"{called} names a database that can only be read")
    _check_rights(connection, called)


def _check_rights(connection: BaseDatabaseWrapper, called: str) -> None:
    [makes_tables, makes_extensions, has_unaccent, is_there] = _ask(
        connection,
        "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),"
        " has_database_privilege(current_database(), 'CREATE'),"
        " EXISTS (SELECT FROM pg_extension WHERE extname = 'unaccent'),"
        " EXISTS (SELECT FROM pg_available_extensions WHERE name = 'unaccent')",
    )
    user = connection.settings_dict["USER"]
    if not makes_tables:
        raise BadSetup(
            f"{called} names the user {user}, who may make no tables there: have the database "
            f"be theirs (ALTER DATABASE … OWNER TO {user})"
        )
    if not has_unaccent and not is_there:
        raise BadSetup(
            f"{called} names a server without the extension unaccent: install postgresql-contrib "
            "there"
        )
    if not has_unaccent and not makes_extensions:
        raise BadSetup(
            f"{called} names the user {user}, who may not make the extension unaccent: have an "
            "administrator run CREATE EXTENSION unaccent in that database"
        )


def _ask(connection: BaseDatabaseWrapper, sql: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
