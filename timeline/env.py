"""Settings from the environment, each read once, by name and type.

Names begin with ``RETOLD_``, but for ``DATABASE_URL`` and ``PORT``. ``SECRET_KEY`` is generated
once into a file, the git-ignored ``.secrets`` unless ``RETOLD_SECRET_KEY_FILE`` names another,
unless ``RETOLD_SECRET_KEY`` gives one.
"""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent
SECRETS_FILE = ROOT / ".secrets"

_YES, _NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class BadSetting(ValueError):
    """An environment variable whose value makes no sense; the message names it."""


def text(name: str, default: str = "") -> str:
    """A text, without white space around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no: 1, true, yes, on, or 0, false, no, off, or empty."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadSetting(f"{name} is “{value}”; say 1 or 0")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, ``least`` or more."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        raise BadSetting(f"{name} is “{value}”; say a whole number")
    if int(value) < least:
        raise BadSetting(f"{name} is “{value}”; say {least} or more")
    return int(value)


def one_of(name: str, words: tuple[str, ...]) -> str:
    """One of some words, the first of them unless the setting says another."""
    value = text(name) or words[0]
    if value not in words:
        raise BadSetting(f"{name} is “{value}”; say {' or '.join(words)}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list: words by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Host names, without scheme, path or port."""
    for host in words(name, default):
        bare = host.removeprefix("[").removesuffix("]") if host.startswith("[") else host
        if "/" in host or (":" in host and bare == host):
            raise BadSetting(f"{name} says “{host}”; say host names alone, as timeline.example")
    return words(name, default)


def origins(name: str) -> list[str]:
    """Origins: a scheme and a host each."""
    for origin in words(name):
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise BadSetting(f"{name} says “{origin}”; say origins, as https://timeline.example")
    return words(name)


def time_zone(name: str) -> str:
    """A time zone by its name in the tz database, UTC unless set."""
    value = text(name) or "UTC"
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSetting(f"{name} is “{value}”; say a zone, as Europe/Kyiv") from error
    return value


def address(name: str) -> str:
    """The address of a site, http or https, without a slash at its end; empty where unset."""
    value = text(name).rstrip("/")
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise BadSetting(f"{name} is “{value}”; say an address, as https://login.example")
    return value


def proxy(name: str) -> str:
    """The address of a proxy, or "*" for whoever connects; empty where unset."""
    value = text(name)
    try:
        return value if value in {"", "*"} else str(ip_address(value))
    except ValueError as error:
        raise BadSetting(f"{name} is “{value}”; say an address, as 127.0.0.1, or *") from error


@dataclass(frozen=True, slots=True)
class Serving:
    """Where it is served, by how many processes, and which proxy is believed there."""

    host: str
    port: int
    workers: int
    proxy: str


def serving() -> Serving:
    """How it is served, by ``RETOLD_HOST``, ``PORT``, ``RETOLD_WORKERS`` and ``RETOLD_PROXY``.

    Behind TLS there is a proxy, and it is on this machine unless said otherwise.
    """
    return Serving(
        host=text("RETOLD_HOST") or "127.0.0.1",
        port=number("PORT", 8000),
        workers=number("RETOLD_WORKERS", 1),
        proxy=proxy("RETOLD_PROXY") or ("127.0.0.1" * flag("RETOLD_HTTPS")),
    )


def need(*names: str, beside: str) -> None:
    """Raise ``BadSetting`` for the first of some settings that is empty; ``beside`` wants them."""
    for name in names:
        if not text(name):
            raise BadSetting(f"{name} is not set, and {beside} wants it")


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail: ``tls`` from the first byte on, ``starttls`` after a greeting."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool


_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(name: str) -> MailServer | None:
    """A mail server's address, ``smtp+tls://user:password@host:587``; ``None`` where unset.

    ``smtp+tls`` is STARTTLS, ``smtps`` TLS from the start, ``smtp`` neither.
    """
    value = text(name)
    if not value:
        return None
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port or _MAIL_PORTS[parts.scheme]
    except (KeyError, ValueError):
        host, port = "", 0
    if not host:
        # Not the value: it may hold a password.
        raise BadSetting(f"{name} names no mail server; say smtp+tls://user:password@host:587")
    return MailServer(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp+tls",
    )


def cache(name: str) -> str:
    """Where answers are kept: the address of a Redis, "none" for nowhere, empty where unset."""
    value = text(name)
    if value and value != "none" and value.partition("://")[0] not in {"redis", "rediss", "unix"}:
        # Not the value: it may hold a password.
        raise BadSetting(f"{name} names no Redis; say redis://host:6379/0, or none")
    return value


def is_read_only(path: Path) -> bool:
    """Whether what is there, or the folder of a file, takes no writes from whoever runs this."""
    disk = os.statvfs(path).f_flag & os.ST_RDONLY
    places = [path] if path.is_dir() else [path, path.parent]
    return bool(disk) or not all(os.access(place, os.W_OK) for place in places)


def secret_key() -> str:
    """The key that signs sessions: ``RETOLD_SECRET_KEY``, else what the file has, made once."""
    if given := text("RETOLD_SECRET_KEY"):
        return given
    path = Path(text("RETOLD_SECRET_KEY_FILE") or SECRETS_FILE)
    try:
        # Exclusive creation: of two processes that start at once, one writes and both read it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"SECRET_KEY={secrets.token_urlsafe(48)}\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise BadSetting(
            f"No key can be kept in {path} ({error.strerror}); name one in RETOLD_SECRET_KEY, or "
            "another place in RETOLD_SECRET_KEY_FILE"
        ) from error
    for line in path.read_text().splitlines():
        name, _, value = line.partition("=")
        if name == "SECRET_KEY" and value:
            return value
    raise BadSetting(f"{path.name} holds no SECRET_KEY; delete the file to have one made")


def newer_sqlite() -> bool:
    """Put pysqlite3's SQLite in the place of Python's, where it is installed; whether it is.

    SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections write as the log
    is reset (sqlite.org/wal.html, "the WAL-reset bug"); Debian 12's is among them. Must run before
    anything imports ``sqlite3``; where pysqlite3 has no wheel, a system check says what is used.
    """
    try:
        import pysqlite3
    except ImportError:
        return False
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return True
