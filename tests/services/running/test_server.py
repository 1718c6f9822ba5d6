"""What the server says of an address it can't serve from, and whom it believes."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from timeline.services.running import server


def _nothing(environ, start_response):
    return []


@pytest.mark.parametrize(
    ("host", "port", "told"),
    [
        ("127.0.0.1", 70_000, "ports end at 65535"),
        ("no.such.host.invalid", 0, "RETOLD_HOST is “no.such.host.invalid”"),
        ("192.0.2.1", 0, "RETOLD_HOST is “192.0.2.1”"),
    ],
)
def test_an_address_that_will_not_do_is_told_in_a_sentence(host: str, port: int, told: str):
    with pytest.raises(server.CannotListen, match=told):
        server.listen(_nothing, host=host, port=port)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.0.2.1", "http://192.0.2.1:8000"),
    ],
)
def test_the_address_shown_is_one_that_a_browser_opens(host: str, shown: str):
    assert server._url(host, 8000) == shown


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="glibc alone can")
def test_memory_that_nothing_is_in_any_more_is_given_back():
    blocks = [bytes(3_000) for _ in range(30_000)]
    kept = blocks[::50]  # in every page or two of them one, so that none is at the end
    del blocks
    before = resident()
    server._trim()()
    assert len(kept) == 600
    assert before - resident() > 40


def resident() -> float:
    """What this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
