"""Curves, dots and bars of the chart as SVG."""

from __future__ import annotations

from tests.web.markup import read
from timeline.web.timeline.clock_marks import Curve, Dot, Rail, bars, marks, strands

HOSTILE = "'\"><script>alert(1)</script>"
RAIL = Rail(3.5, 8.0, before=False)


def test_words_stay_words_and_the_first_curve_alone_is_reached_by_tab() -> None:
    curves = [Curve("M0 0", HOSTILE, 2, "fire", HOSTILE), Curve("M1 1", "B", None, "flood", "A")]
    page = read(strands(curves))
    assert page.texts("title") == [f"{HOSTILE}: told by {HOSTILE}", "A: told by B"]
    assert [(a["href"], a["data-event"], a["tabindex"]) for a in page.all("a")] == [
        ("/events/fire/", "fire", "0"),
        ("/events/flood/", "flood", "-1"),
    ]
    assert [path["class"] for path in page.all("path")] == [
        "reach", "curve outlet-2", "reach", "curve outlet-unstated",
    ]  # fmt: skip


def test_a_day_is_a_full_dot_and_more_is_a_ring_with_a_bar() -> None:
    dots = [
        Dot(5.0, HOSTILE, full=False, bar=RAIL, open_end=True, event="fire"),
        Dot(6.5, "B", full=True, event="flood"),
        Dot(7.0, "C", full=False, bar=RAIL, open_end=True, colour=3),
    ]
    page = read(marks(dots, 42))
    assert page.texts("title") == [HOSTILE, "B", "C"]
    assert [(c["class"], c.get("data-event"), c["cx"], c["cy"]) for c in page.all("circle")] == [
        ("mark mark-ring", "fire", "5.0", "42"),
        ("mark", "flood", "6.5", "42"),
        ("mark outlet-3 mark-ring", "", "7.0", "42"),
    ]
    page = read(bars(dots, 42))
    assert [(p["class"], p.get("data-event"), p["d"]) for p in page.all("path")] == [
        ("bar bar-open", "fire", "M3.5 42H8.0"),
        ("bar outlet-3", "", "M3.5 42H8.0"),
    ]
