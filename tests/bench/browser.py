"""What a reader waits for, in Chromium: from a click on a filter to the list, and the first page.

A click's time is from the event's own time stamp to the frame after the new list is in the page; a
page's from the start of its loading to the frame after its ``load``, or, of the others, after the
library says that it has drawn.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.bench import drawn_elsewhere, machine, stories
from tests.bench.pages import at
from tests.bench.results import table
from tests.bench.serving import Client, Server
from tests.browser import chromium
from tests.exports.timelinejs_itself import NotHere

ROUNDS = 3
CLICKED = {"actor": 5, "outlet": 3, "kind": 4, "disputed": 1, "retold": 1, "corroborated": 1}
ELSEWHERE = (1_000, 3_000, 10_000)
LIMIT = 60
"""Seconds after which a page that is not drawn is given up."""

_WATCH = """
addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => {
  window.drawn = performance.now();
})));
addEventListener("click", event => {
  if (!event.target.matches || !event.target.matches("#filters input")) return;
  const before = document.getElementById("event-results"), start = event.timeStamp;
  window.shown = null;
  const seen = new MutationObserver(() => {
    if (document.getElementById("event-results") === before) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.shown = performance.now() - start; }));
  });
  seen.observe(document.body, {childList: true, subtree: true});
}, true);
"""
_SHOWN = """() => new Promise(told => {
  const look = () => window.shown ? told(window.shown) : setTimeout(look, 5);
  look();
})"""
_IS_DRAWN = _SHOWN.replace("shown", "drawn")
_BOXES = """() => [...document.querySelectorAll("#filters input[type=checkbox]")]
  .filter(box => box.checkVisibility()).map(box => [box.name, box.id])"""


def measure(made: stories.Stories, sizes: Sequence[int], *, folder: Path) -> str:
    """Measure; the part of the results, as Markdown."""
    path = chromium.find()
    assert path, f"No Chromium. What helps: {chromium.command()}"
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        stack.callback(browser.close)
        version = browser.version
        servers = {}
        for events in sizes:
            database = made.indexed(events, to=folder / "browser")
            servers[events] = stack.enter_context(Server(database))
            Client(servers[events].url).get("/")
        clicks = _clicks(browser, servers)
        firsts = {events: _first(browser, server.url) for events, server in servers.items()}
        try:
            others = _elsewhere(browser, made, folder)
        except NotHere as error:
            others = [[str(error), "", ""]]
    return "\n\n".join(
        [
            (
                f"Chromium {version}. Load of the machine {machine.load()}. Milliseconds from a"
                " click on a filter to the list shown, over"
                f" {len(next(iter(clicks.values())))} clicks, sizes by turns; and from the start of"
                " loading to the first page drawn, nothing cached, the median of"
                f" {ROUNDS}."
            ),
            table(
                ["events", "click p50", "p95", "slowest", "first page"],
                [
                    [
                        f"{events:,}",
                        *(f"{ms:.0f}" for ms in (at(found, 50), at(found, 95), max(found))),
                        f"{firsts[events]:.0f}",
                    ]
                    for events, found in clicks.items()
                ],
            ),
            "Others, given the dated events of the same stories whole: milliseconds until drawn.",
            table(["events", *drawn_elsewhere.NAMES], others),
        ]
    )


def _open(browser: Browser, stack: ExitStack) -> Page:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC"
    )
    stack.callback(context.close)
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_default_timeout(LIMIT * 1000)
    return page


def _clicks(browser: Browser, servers: dict[int, Server]) -> dict[int, list[float]]:
    """For each size milliseconds from click to list; every filter is put on and taken off again."""
    found: dict[int, list[float]] = {events: [] for events in servers}
    with ExitStack() as stack:
        pages = {}
        for events, server in servers.items():
            pages[events] = _open(browser, stack)
            pages[events].goto(f"{server.url}/")
        boxes = {events: _chosen(page) for events, page in pages.items()}
        most = min(len(some) for some in boxes.values())
        for number in range(-1, ROUNDS * most):
            for events, page in pages.items():
                box = page.locator(f'[id="{boxes[events][number % most]}"]')
                for _ in ("on", "off"):
                    box.click()
                    shown = page.evaluate(_SHOWN)
                    if number >= 0:  # the first is to get warm
                        found[events].append(shown)
    return found


def _chosen(page: Page) -> list[str]:
    """The boxes to click."""
    seen: list[tuple[str, str]] = page.evaluate(_BOXES)
    return [
        box
        for name, most in CLICKED.items()
        for box in [box for of, box in seen if of == name][:most]
    ]


def _first(browser: Browser, url: str) -> float:
    times = []
    for _ in range(ROUNDS):
        with ExitStack() as stack:
            page = _open(browser, stack)
            page.goto(f"{url}/")
            times.append(page.evaluate(_IS_DRAWN))
    return statistics.median(times)


def _elsewhere(browser: Browser, made: stories.Stories, folder: Path) -> list[list[str]]:
    root = drawn_elsewhere.fetched(folder / "elsewhere")
    rows = []
    late: set[str] = set()
    for events in ELSEWHERE:
        with Server(made.copy(events, to=folder / "elsewhere-data")) as server:
            told = json.loads(
                Client(server.url).get("/events.timelinejs.json", accept="identity").body
            )
        count = drawn_elsewhere.give(root, told)
        row = [f"{events:,} ({count:,} dated)"]
        with drawn_elsewhere.served(root) as url:
            for name in drawn_elsewhere.NAMES:
                seen = "" if name in late else _drawn(browser, f"{url}/{name}.html")
                if not seen:
                    late.add(name)
                row.append(seen or f"not within {LIMIT} s")
                print(events, name, row[-1], flush=True)
        rows.append(row)
    return rows


def _drawn(browser: Browser, url: str) -> str:
    """Milliseconds until drawn, the median; empty where that takes too long."""
    times: list[float] = []
    for _ in range(ROUNDS):
        with ExitStack() as stack:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(LIMIT * 1000)
            try:
                page.goto(url, wait_until="commit")
                page.wait_for_function("window.drawn", polling=100)
                times.append(page.evaluate("window.drawn"))
            except PlaywrightError:
                return ""
        if times[0] > LIMIT * 250:
            break  # once is enough of what takes that long
    return f"{statistics.median(times):,.0f}"
