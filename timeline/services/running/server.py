"""The production server: waitress, set so that slow clients don't stop it.

A client that sends its headers a byte at a time costs a socket here, not a thread, so a thousand
of them may hang while eight threads go on answering. What waitress can't refuse is more slow
clients than that; a site that draws them stands behind a proxy.

HEAD is answered without a body, which waitress would send, as it leaves that to the application and
Django to the server. When it is told to stop, it first sends what is begun.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from timeline.env import MOST_PORTS, Serving

THREADS = 8
"""How many requests are answered at the same time."""
CONNECTIONS = 1000
"""How many clients may be connected, where the system lets us open files for them all."""
OTHER_FILES = 100
"""Open files kept free for databases, static files and logs."""
IDLE_SECONDS = 30
"""Seconds after which a connection on which nothing comes or goes is closed."""
STOPS_WITHIN = 10
"""Seconds for which it goes on to send what is begun, once it was told to stop."""
_LOOKED_AT = 0.5
"""Seconds after which an idle server looks whether it was told to stop."""
_TRIMMED_EVERY = 4.0
"""Seconds after which memory is given back, which takes some milliseconds."""
LARGEST_REQUEST = 32 * 1024 * 1024
"""Bytes that the body of a request may have."""
PROXY_HEADERS = ("x-forwarded-for", "x-forwarded-proto")
"""What a proxy is believed. The host is ``Host`` alone: a proxy that sets no ``X-Forwarded-Host``
passes on whatever a client has made up."""


class CannotListen(Exception):
    """The address can't be served from; the message says why, and what would help."""


@dataclass(frozen=True)
class Server:
    """A socket that is bound: ``url`` answers as soon as ``run`` is called."""

    url: str
    bound: socket.socket
    proxy: str

    def run(self, application: Any, *, under: int = 0) -> None:
        """Serve a WSGI application until Ctrl-C or SIGTERM, and then end quietly.

        ``under``: the process that keeps this one, if any, without which it ends too.
        """
        if not under:
            collect_seldom()
        channels: dict[int, Any] = {}
        proxied = {"trusted_proxy": self.proxy, "trusted_proxy_headers": PROXY_HEADERS}
        server = create_server(
            _without_bodies_of_head(application),
            map=channels,
            sockets=[self.bound],
            threads=THREADS,
            connection_limit=_connections_allowed(),
            backlog=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            max_request_body_size=LARGEST_REQUEST,
            asyncore_use_poll=True,  # select() stops at 1,024 open files
            ident=None,
            clear_untrusted_proxy_headers=True,
            **(proxied if self.proxy else {}),
        )
        server.channel_class = _Channel
        _serve(server, channels, under)


def listen(*, host: str, port: int, proxy: str = "") -> Server:
    """Bind ``host`` and ``port`` (0: any free port).

    ``proxy`` is the address of a proxy whose ``X-Forwarded-`` headers are believed, or ``*`` for
    whoever connects; everyone else's are dropped. Raises ``CannotListen``.
    """
    _give_memory_back()
    bound = _bound(host, port)
    return Server(_url(*bound.getsockname()[:2]), bound, proxy)


class _Task(WSGITask):
    """A request being answered, of which waitress would mark the end of a body also for HEAD."""

    def build_response_header(self) -> bytes:
        header: bytes = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False
        return header


class _Channel(HTTPChannel):
    """A connection."""

    task_class = _Task


def _without_bodies_of_head(application: Any) -> Any:
    """A WSGI application that answers HEAD with headers alone.

    Django leaves that to the server, and waitress sends the body all the same, which whoever asked
    takes for the answer to what they ask next.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body: Any = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer


def try_to_listen(serving: Serving) -> None:
    """Raise ``CannotListen`` where one of the addresses to serve from can't be had now."""
    with ExitStack() as bound:
        bound.enter_context(_bound(serving.host, serving.port))
        for port in serving.metrics:
            with _named_metrics(port):
                bound.enter_context(_bound(serving.host, port))


def tell_metrics(*, host: str, port: int) -> None:
    """Answer Prometheus at a port of its own, which no proxy passes on. Raises ``CannotListen``."""
    from prometheus_client import start_http_server

    with _named_metrics(port):
        try:
            start_http_server(port, addr=host)
        except OSError as error:
            raise CannotListen(_why(error, host=host, port=port)) from error


@contextmanager
def _named_metrics(port: int) -> Iterator[None]:
    """Have what is said of a port that can't be had name the setting that wants it."""
    try:
        yield
    except CannotListen as error:
        told = str(error).partition(".")[0]
        raise CannotListen(f"RETOLD_METRICS wants port {port}: {told}.") from error


def _give_memory_back() -> None:
    """Have large arrays go back to the system when they are done with, where the C library can.

    glibc would raise the size from which on it does so after the first such array, and keep what
    the index works with from then on.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, 256 * 1024)
        # One heap for all threads, so that what one has done with is there for the next: they take
        # turns in Python anyway.
        mallopt(_ARENA_MAX, 1)


def _trim() -> Callable[[], object]:
    """What gives pages of memory back that nothing is in any more, where the C library can.

    What answers are made of leaves holes between what is kept, with a million events some 25 MB.
    At 10,000 events, with the one heap for all, the process holds 60 MB less after 250 requests.
    """
    with suppress(OSError, AttributeError):
        return partial(ctypes.CDLL(None).malloc_trim, 0)
    return lambda: None


def collect_seldom() -> None:
    """Look for garbage that refers to itself after many more objects than Python would.

    What is loaded once is left out of it: walking through all of it took a page a tenth of a second
    now and then. What answers leave, records that refer to each other, is looked through after a
    few of them: after more, whoever asked next waited for all. At 10,000 events a request takes 0.8
    to 0.9 of the processor's time for it, and the process 40 to 60 MB more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 3, 60)


# As glibc's malloc.h has them.
_MMAP_THRESHOLD = -3
_ARENA_MAX = -8


def _bound(host: str, port: int) -> socket.socket:
    if port > MOST_PORTS:  # a system may take the rest of it, and say nothing
        raise CannotListen(f"PORT is {port}; ports end at {MOST_PORTS}.")
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=CONNECTIONS)
    except (OSError, UnicodeError) as error:
        raise CannotListen(_why(error, host=host, port=port)) from error


def _serve(server: Any, channels: dict[int, Any], under: int) -> None:
    """Serve until told to stop, and then send what is begun.

    Signals set a mark that is looked at between requests' bytes. An exception, as waitress waits
    for, is lost where it is raised within what passes over exceptions, such as the end of an
    object.
    """
    told = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # Nothing here may take a lock, as ``threading.Event`` does: signals come in pairs, from the
        # terminal and from make, and the second would wait for what its first was doing with it.
        nonlocal told
        told = True

    numbers = (signal.SIGTERM, signal.SIGINT)
    for number in numbers:
        signal.signal(number, stop)
    trim, trimmed = _trim(), time.monotonic()
    while not told and (not under or os.getppid() == under):
        server.asyncore.loop(timeout=_LOOKED_AT, map=channels, use_poll=True, count=1)
        if time.monotonic() > trimmed + _TRIMMED_EVERY:
            trim()
            trimmed = time.monotonic()
    _send_what_is_begun(server, channels)
    server.task_dispatcher.shutdown(timeout=1)
    # Python ends its own handlers before it ends: one more signal would kill it then. One that came
    # while it is told to pass signals over would be complained of.
    signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    for number in numbers:
        signal.signal(number, signal.SIG_IGN)


def _send_what_is_begun(server: Any, channels: dict[int, Any]) -> None:
    """Take no more, and go on until all that was asked for is sent, or the time is up."""
    wasyncore.dispatcher.close(server)  # its socket alone: threads wake the loop as before
    until = time.monotonic() + STOPS_WITHIN
    while server.active_channels and time.monotonic() < until:
        for channel in list(server.active_channels.values()):
            asked = channel.requests or (channel.request and channel.request.headers_finished)
            if not asked and not channel.total_outbufs_len:
                channel.will_close = True
        server.asyncore.loop(timeout=0.1, map=channels, use_poll=True, count=1)


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - shown, not bound
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _why(error: Exception, *, host: str, port: int) -> str:
    number = None if isinstance(error, socket.gaierror) else getattr(error, "errno", None)
    match number:
        case errno.EADDRINUSE:
            another = port + 1 if port < MOST_PORTS else 8000
            return f"Port {port} is in use. Stop what uses it, or take another: PORT={another}"
        case errno.EACCES:
            return f"This user may not open port {port}. Take one above 1023: PORT=8000"
        case None | errno.EADDRNOTAVAIL:
            return f"RETOLD_HOST is “{host}”, which is no address of this machine."
        case _:
            return f"RETOLD_HOST and PORT: can't listen on {host}, {port} ({os.strerror(number)})."


def _connections_allowed() -> int:
    """How many connections to hold: a thousand, or as many as the system lets us open files for.

    The limit on open files is raised for it where the system allows; some begin at 256.
    """
    if sys.platform == "win32":
        return CONNECTIONS
    import resource

    wanted = CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return CONNECTIONS
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted - OTHER_FILES, 1)
