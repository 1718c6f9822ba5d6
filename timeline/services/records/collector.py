"""Python's collector of unreachable objects, held back while much is made that is to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Collect nothing meanwhile: what only grows would be walked over and over.

    What nothing refers to any more is still freed, but for objects that refer to each other.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
