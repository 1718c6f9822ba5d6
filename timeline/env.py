"""Settings from the environment, each read once, by name and type.

Names begin with ``RETOLD_``, but for ``DATABASE_URL`` and ``PORT``. ``SECRET_KEY`` is generated
once into a file, the git-ignored ``.secrets`` unless ``RETOLD_SECRET_KEY_FILE`` names another,
unless ``RETOLD_SECRET_KEY`` gives one.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent
SECRETS_FILE = ROOT / ".secrets"

_YES, _NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class BadSetting(ValueError):
    """An environment variable whose value makes no sense; the message names it."""


def text(name: str, default: str = "") -> str:
    """A text, without white space around it; one that is empty is not set."""
    return os.environ.get(name, "").strip() or default


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


def number(
    name: str, default: int, *, least: int = 0, most: int = 10**9, given: int | None = None
) -> int:
    """A whole number from ``least`` to ``most``; ``given`` goes before what is set."""
    value = text(name) if given is None else str(given)
    if not value:
        return default
    if not value.isdecimal():
        raise BadSetting(f"{name} is “{value}”; say a whole number")
    if len(value) > 12 or int(value) > most:
        raise BadSetting(f"{name} is “{value}”; say {most} or less")
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


_HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")


def hosts(name: str, default: str) -> list[str]:
    """Host names, without scheme, path or port."""
    for host in words(name, default):
        if not _HOST.fullmatch(host):
            raise BadSetting(f"{name} says “{host}”; say host names alone, as timeline.example")
    return words(name, default)


def origins(name: str) -> list[str]:
    """Origins: a scheme and a host each."""
    for origin in words(name):
        parts = _parts(origin)
        if not parts or f"{parts.scheme}://{parts.netloc}" != origin or "@" in origin:
            raise BadSetting(f"{name} says “{origin}”; say origins, as https://timeline.example")
    return words(name)


def _parts(address: str) -> SplitResult | None:
    """An address of the web by its parts; ``None`` where it is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


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
    if value and not _parts(value):
        raise BadSetting(f"{name} is “{value}”; say an address, as https://login.example")
    return value


def proxy(name: str, *, given: str | None = None) -> str:
    """The address of a proxy, or "*" for whoever connects; empty where unset."""
    value = text(name) if given is None else given
    if value in {"", "*"}:
        return value
    try:
        address = ip_address(value)
    except ValueError:
        address = None
    # 0.0.0.0 is where one listens: nobody comes from there.
    if address is None or address.is_unspecified:
        raise BadSetting(f"{name} is “{value}”; say an address, as 127.0.0.1, or *")
    return str(address)


MOST_PORTS = 65_535
_MOST_WORKERS = 1_000


@dataclass(frozen=True, slots=True)
class Serving:
    """Where it is served, by how many processes, and which proxy is believed there.

    ``metrics``: the ports at which it tells what it counts, one for each process; none unless set.
    """

    host: str
    port: int
    workers: int
    proxy: str
    metrics: range


def serving(
    *,
    host: str | None = None,
    port: int | None = None,
    workers: int | None = None,
    proxied_by: str | None = None,
) -> Serving:
    """How it is served, by ``RETOLD_HOST``, ``PORT``, ``RETOLD_WORKERS``, ``RETOLD_PROXY`` and
    ``RETOLD_METRICS``; what is given goes before them.

    Behind TLS there is a proxy, and it is on this machine unless said otherwise.
    """
    number_of = number("RETOLD_WORKERS", 1, least=1, most=_MOST_WORKERS, given=workers)
    told = Serving(
        host=host or text("RETOLD_HOST") or "127.0.0.1",
        port=number("PORT", 8000, most=MOST_PORTS, given=port),
        workers=number_of,
        proxy=proxy("RETOLD_PROXY", given=proxied_by) or ("127.0.0.1" * flag("RETOLD_HTTPS")),
        metrics=_metrics(number_of),
    )
    if told.port in told.metrics:
        raise BadSetting(
            f"RETOLD_METRICS takes {_ports(told.metrics)}, and PORT is {told.port}; say another"
        )
    return told


def _metrics(workers: int) -> range:
    first = number("RETOLD_METRICS", 0, most=MOST_PORTS)
    ports = range(first, first + workers) if first else range(0)
    if first and ports[-1] > MOST_PORTS:
        raise BadSetting(
            f"RETOLD_METRICS is “{first}”, which for {workers} workers takes "
            f"{_ports(ports)}; say {MOST_PORTS - workers + 1} or less"
        )
    return ports


def _ports(ports: range) -> str:
    return f"port {ports[0]}" if len(ports) == 1 else f"ports {ports[0]} to {ports[-1]}"


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


def is_torn(url: str) -> bool:
    """Whether an address of a server is torn apart by a character of its password: a / ? or #
    ends the host, so that what follows, up to the "@", would be taken for a name and be shown.
    """
    parts = urlsplit(url)
    return bool(parts.netloc) and "@" in f"{parts.path}{parts.query}{parts.fragment}"


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
        more = parts.path.strip("/") or parts.query or parts.fragment
    except (KeyError, ValueError):
        host, port, more = "", 0, ""
    if not host or more:
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


def sender(name: str) -> str:
    """Who mail is from, ``Retold <retold@paper.example>`` or the address alone; empty where unset.

    Raises ``BadSetting`` where it is no address that a mail server could take.
    """
    value = text(name)
    _, found = parseaddr(value)
    user, _, domain = found.rpartition("@")
    # What is no address it makes one of, as by leaving spaces out.
    is_one = (
        user and _HOST.fullmatch(domain) and value in {found, f"{value.partition('<')[0]}<{found}>"}
    )
    if value and not is_one:
        raise BadSetting(f"{name} is “{value}”; say an address, as retold@paper.example")
    return value


def cache(name: str) -> str:
    """Where answers are kept: the address of a Redis, "none" for nowhere, empty where unset."""
    value = text(name)
    if value in {"", "none"}:
        return value
    from redis import ConnectionPool, RedisError

    try:
        # What it can't be given, such as an option that there is not, it says only once it is used.
        ConnectionPool.from_url(value).make_connection()
        path = urlsplit(value).path.strip("/")
        known = value.startswith("unix://") or not path or path.isdecimal()
    except (ValueError, TypeError, RedisError):
        known = False
    if not known:
        # Not the value: it may hold a password.
        raise BadSetting(f"{name} names no Redis; say redis://host:6379/0, or none")
    return value


def is_read_only(path: Path) -> bool:
    """Whether what is there, or the folder of a file, takes no writes from whoever runs this."""
    disk = os.statvfs(path).f_flag & os.ST_RDONLY
    places = [path] if path.is_dir() else [path, path.parent]
    return bool(disk) or not all(os.access(place, os.W_OK) for place in places)


def key_to_be_made() -> Path | None:
    """The file of a key that is yet to be made; ``None`` where one is given, or kept there."""
    path = _key_file()
    return None if text("RETOLD_SECRET_KEY") or path.exists() else path


def check_secret_key() -> None:
    """Raise ``BadSetting`` where ``secret_key`` would, as far as can be told without writing."""
    path = key_to_be_made()
    if path is None:
        secret_key()
    elif not path.parent.is_dir():
        raise no_key_kept(path, "there is no such folder")
    elif is_read_only(path.parent):
        raise no_key_kept(path, "its folder takes no writes")


def secret_key() -> str:
    """The key that signs sessions: ``RETOLD_SECRET_KEY``, else what the file has, made once.

    Raises ``BadSetting`` where it could be guessed, and the site is served with TLS.
    """
    given = text("RETOLD_SECRET_KEY")
    key = given or _kept_key(_key_file())
    if flag("RETOLD_HTTPS") and (len(key) < _KEY_LENGTH or len(set(key)) < _KEY_CHARACTERS):
        raise BadSetting(
            f"{'RETOLD_SECRET_KEY' if given else 'RETOLD_SECRET_KEY_FILE'} has a key that can be "
            f"guessed, and whoever does logs in as anybody; say {_KEY_LENGTH} random characters, "
            "or more"
        )
    return key


_KEY_LENGTH, _KEY_CHARACTERS = 32, 8
"""How long a key is at least, and how many different characters it has."""


def _key_file() -> Path:
    return Path(text("RETOLD_SECRET_KEY_FILE") or SECRETS_FILE)


def no_key_kept(path: Path, why: str) -> BadSetting:
    """What is said where a file can't be made that a key would be kept in."""
    return BadSetting(
        f"No key can be kept in {path} ({why}); name one in RETOLD_SECRET_KEY, or another place in "
        "RETOLD_SECRET_KEY_FILE"
    )


def _kept_key(path: Path) -> str:
    try:
        # Exclusive creation: of two processes that start at once, one writes and both read it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"SECRET_KEY={secrets.token_urlsafe(48)}\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise no_key_kept(path, error.strerror or str(error)) from error
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no text"
        raise BadSetting(f"RETOLD_SECRET_KEY_FILE is {path}, which can't be read: {why}") from error
    for line in lines:
        name, _, value = line.partition("=")
        if name == "SECRET_KEY" and value:
            return value
    raise BadSetting(
        f"RETOLD_SECRET_KEY_FILE: {path} holds no SECRET_KEY; delete the file to have one made"
    )


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
