"""Strands, dots, bars and names of the chart as SVG."""

from __future__ import annotations

from tests.web.markup import read
from timeline.web.timeline.clock_marks import Dot, Rail, RailName, bars, marks, names, strands
from timeline.web.timeline.clock_size import TALL, WIDE
from timeline.web.timeline.clock_strands import Strand

HOSTILE = "'\"><script>alert(1)</script>"
RAIL = Rail(3.5, 8.0, before=False)


def test_words_stay_words_and_the_first_strand_alone_is_reached_by_tab() -> None:
    found = [
        Strand("M0 0", HOSTILE, "outlet-2", (3, 14), "?q=a&from=b", 2.7),
        Strand("M1 1", "B", "outlet-unstated", (14,), "/events/flood/", 1.6),
    ]
    page = read(strands(found))
    assert page.texts("title") == [HOSTILE, "B"]
    assert [(a["href"], a["data-event"], a["tabindex"]) for a in page.all("a")] == [
        ("?q=a&from=b", "3 14", "0"),
        ("/events/flood/", "14", "-1"),
    ]
    assert [(path["class"], path.get("stroke-width")) for path in page.all("path")] == [
        ("curve outlet-2", "2.7"), ("curve outlet-unstated", ""),
    ]  # fmt: skip


def test_a_day_is_a_full_dot_and_more_is_a_ring_with_a_bar() -> None:
    dots = [
        Dot(5.0, HOSTILE, full=False, bar=RAIL, open_end=True, events=(3,)),
        Dot(6.5, "B", full=True, events=(14,)),
        Dot(7.0, "C", full=False, bar=RAIL, open_end=True, colour=3),
    ]
    page = read(marks(dots, WIDE, 42, titled=True))
    assert page.texts("title") == [HOSTILE, "B", "C"]
    assert [(c["class"], c.get("data-event"), c["cx"], c["cy"]) for c in page.all("circle")] == [
        ("mark mark-ring", "3", "5", "42"),
        ("mark", "14", "6.5", "42"),
        ("mark mark-told mark-ring", "", "7", "42"),
    ]
    for size, path in ((WIDE, "M3.5 42H8"), (TALL, "M42 3.5V8")):
        page = read(bars(dots, size, 42))
        assert [(p["class"], p["d"]) for p in page.all("path")] == [
            ("bar bar-open", path),
            ("bar outlet-3", path),
        ]


def test_a_name_is_a_link_in_lines_that_says_the_whole() -> None:
    name = RailName(
        ("The <bridge>", "opens"), HOSTILE, "/events/fire/", 9.0, 20.5, "end", "M1 2", (3,)
    )
    page = read(names([name], first_in_tabs=False))
    (link,) = page.all("a")
    assert (link["href"], link["data-event"]) == ("/events/fire/", "3")
    assert page.texts("title") == [HOSTILE]
    assert page.texts("text") == ["The <bridge>", "opens"]
    assert [line["y"] for line in page.all("text")] == ["20.5", "33.5"]
    assert link.classes == ["rail-name", "end"]


def test_where_no_line_is_reached_by_tab_the_first_name_is() -> None:
    name = RailName(("The bridge",), "The bridge", "/events/bridge/", 9.0, 20.5, "middle")
    for first_in_tabs, tabs in ((True, ["0", "-1"]), (False, ["-1", "-1"])):
        page = read(names([name, name], first_in_tabs=first_in_tabs))
        assert [link["tabindex"] for link in page.all("a")] == tabs
