"""A watch over a page: what it complains of, and what it asks of others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, Request, Response

Opener = Callable[..., AbstractContextManager[Page]]


def watch_of(page: Page) -> Watch:
    """The watch over a page that a fixture opened."""
    watch: Watch = page._retold_watch  # type: ignore[attr-defined]
    return watch


class Watch:
    """What a page complained of. ``allow`` lets a complaint that holds these words pass."""

    def __init__(self, page: Page, *, origin: str) -> None:
        self.complaints: list[str] = []
        self._allowed: list[str] = []
        self._origin = origin
        page._retold_watch = self  # type: ignore[attr-defined]
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def allow(self, words: str) -> None:
        """Expect complaints that hold these words."""
        self._allowed.append(words)

    def verdict(self) -> list[str]:
        """The complaints that nobody expected."""
        return [
            each for each in self.complaints if not any(words in each for words in self._allowed)
        ]

    def _console(self, kind: str, text: str) -> None:
        # A violation of the policy is told in the console, as an error.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self._origin}/", "data:", "blob:", "about:")):
            self.complaints.append(f"elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        # Pages may be refused on purpose; what pages are made of may not.
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.url}")
