"""The two-clocks chart as shapes, for no event, one, two dozen and five thousand."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.outlet_marks import colour_of, dash_of
from timeline.queries.chart.event_clocks import Clocks, ClockTelling, Ends, Happening
from timeline.web.timeline import clock_strands
from timeline.web.timeline.clock_drawing import Drawing
from timeline.web.timeline.clock_size import EMBEDDED, PICTURE, SIZES
from timeline.web.timeline.two_clocks import Chart, chart

DAY = date(2022, 3, 4)
OUTLETS = [("The Herald", 1), ("The Post", 2), ("Radio West", 3), (None, None)]


def happening(number: int, *ends: date | None) -> Happening:
    first, last = ends if len(ends) == 2 else (*ends, *ends)
    return Happening(f"event-{number}", f"Event {number}", (first, last), key=number)


def telling(number: int, source: int, *ends: date | None, by: int = 0) -> ClockTelling:
    first, last = ends if len(ends) == 2 else (*ends, *ends)
    name, colour = OUTLETS[by]
    slug, title = f"source-{source}", f"Source {source}"
    return ClockTelling(f"event-{number}", slug, title, (first, last), name, colour, colour)


def many(count: int, *, years: int = 30) -> Clocks:
    """Events over the years, each told once by one of many sources, at any time after."""
    chance = random.Random(count)
    happenings, tellings = [], []
    for number in range(count):
        day = date(1990, 1, 1) + timedelta(days=chance.randrange(365 * years))
        later = day + timedelta(days=chance.randrange(4000))
        happenings.append(happening(number, day))
        tellings.append(telling(number, number % 60, later, by=number % len(OUTLETS)))
    return Clocks(
        sorted(happenings, key=lambda h: h.ends[0] or DAY),
        sorted(tellings, key=lambda t: t.ends[0] or DAY),
    )


def places(drawing: Drawing) -> list[float]:
    """Every x that is drawn."""
    found = [dot.x for dot in [*drawing.upper, *drawing.lower]]
    for dot in [*drawing.upper, *drawing.lower]:
        if dot.bar:
            found += [dot.bar.left, dot.bar.right]
    for curve in drawing.curves:
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", curve.path)]
        found += numbers[1::2] if drawing.size.upright else numbers[::2]
    found += [tick.x for tick in drawing.ticks]
    for rail in drawing.rails:
        found += [rail.left, rail.right]
    return found + drawing.breaks


def assert_within(drawn: Chart) -> None:
    for drawing in drawn.drawings:
        outside = [x for x in places(drawing) if not 0 <= x <= drawing.size.length]
        assert outside == [], drawing.size.name


def test_no_event_has_no_drawing_and_says_so():
    drawn = chart(Clocks([], []), opening=None)
    assert drawn.drawings == []
    assert drawn.words == "No event matches, so the chart is empty."


def test_events_without_a_date_have_no_drawing_and_are_counted():
    drawn = chart(Clocks([happening(1, None, None)], [telling(1, 1, DAY)]), opening=None)
    assert (drawn.drawings, drawn.events, drawn.undated) == ([], 0, 1)
    assert "None of these events is dated" in drawn.words


def test_one_event_is_one_dot_and_one_curve_at_every_size():
    clocks = Clocks([happening(1, DAY)], [telling(1, 1, DAY + timedelta(days=1000))])
    drawn = chart(clocks, opening=DAY)
    assert [drawing.size.name for drawing in drawn.drawings] == [size.name for size in SIZES]
    for drawing in drawn.drawings:
        assert [len(drawing.upper), len(drawing.lower), len(drawing.curves)] == [1, 1, 1]
        assert drawing.ticks
    assert_within(drawn)
    assert drawn.words == (
        "The upper rail has 1 event: first, 4 Mar 2022, “Event 1”; last, 4 Mar 2022, “Event 1”. "
        "The lower rail has 1 source that tells of them; first published: 28 Nov 2024; last: "
        "28 Nov 2024. 1 curve joins the two. The list below says the same, event by event."
    )


def test_an_event_that_nobody_tells_is_a_dot_without_a_curve():
    drawn = chart(Clocks([happening(1, DAY)], []), opening=None)
    assert [len(drawing.curves) for drawing in drawn.drawings] == [0, 0]
    assert "lower rail" not in drawn.words


def test_a_telling_by_an_undated_source_has_no_curve():
    drawn = chart(Clocks([happening(1, DAY)], [telling(1, 1, None, None)]), opening=None)
    assert drawn.drawings[0].curves == drawn.drawings[0].lower == []


def test_two_dozen_events_have_a_curve_for_each_mention():
    clocks = many(24)
    drawn = chart(clocks, opening=date(2000, 1, 1))
    assert not drawn.is_dense
    for drawing in drawn.drawings:
        assert len(drawing.curves) == 24
        assert len(drawing.upper) == 24
        assert len(drawing.lower) == len({t.source for t in clocks.tellings})
    assert_within(drawn)


def test_a_day_is_a_full_dot_and_anything_wider_a_ring_with_its_extent():
    month = (date(2022, 5, 1), date(2022, 5, 31))
    drawn = chart(Clocks([happening(1, DAY), happening(2, *month)], []), opening=None)
    by_event = {dot.events[0]: dot for dot in drawn.drawings[0].upper}
    assert by_event[1].full
    assert by_event[1].bar is None
    ring = by_event[2]
    assert not ring.full
    assert ring.bar
    assert ring.bar.left < ring.x < ring.bar.right
    assert (ring.open_start, ring.open_end) == (False, False)


@pytest.mark.parametrize("ends", [(None, DAY), (DAY, None)])
def test_an_open_end_runs_on_but_not_off_the_drawing(ends: Ends):
    others = [happening(2, DAY - timedelta(days=40)), happening(3, DAY + timedelta(days=40))]
    for happenings in ([happening(1, *ends)], [happening(1, *ends), *others]):
        drawn = chart(Clocks(happenings, []), opening=None)
        (dot,) = [dot for dot in drawn.drawings[0].upper if dot.events == (1,)]
        assert (dot.open_start, dot.open_end) == (ends[0] is None, ends[1] is None)
        assert not dot.full
        assert dot.bar
        assert dot.bar.width > 0
        assert_within(drawn)


def test_what_was_before_the_opening_is_set_apart():
    clocks = Clocks([happening(1, date(1992, 1, 1)), happening(2, DAY)], [])
    drawn = chart(clocks, opening=DAY)
    for drawing in drawn.drawings:
        assert [rail.before for rail in drawing.rails] == [True, False]
        assert len(drawing.breaks) == 1
        before, after = drawing.rails
        assert drawing.opening
        assert before.right < drawing.opening <= after.left
    assert [rail.before for rail in chart(clocks, opening=None).drawings[0].rails] == [False, False]


def test_the_key_names_each_outlet_once_and_the_unnamed_last():
    drawn = chart(many(24), opening=None)
    assert drawn.key == [
        ("Radio West", "outlet-3", "RW"),
        ("The Herald", "outlet-1", "He"),
        ("The Post", "outlet-2", "Po"),
        ("Publisher not stated", "outlet-unstated", ""),
    ]


def test_no_two_outlets_of_a_chart_look_alike():
    outlets = [(f"Outlet {n:02}", n + 1) for n in range(64)]
    found = clock_strands.outlet_looks([*outlets, ("", None)])
    assert len({*found.values()}) == 65
    assert found["Outlet 00", 1] == "outlet-1"
    assert found["Outlet 08", 9] == "outlet-1 dash-2"
    css = (settings.BASE_DIR / "static/css/base.css").read_text()
    for name in ("dash", "dashes"):
        rules = re.findall(rf"^\.([\w-]+) \{{.* ?--{name}: ([^;]+);", css, re.MULTILINE)
        of = dict(rules)
        assert len(set(of.values())) == 9, "eight and that of documents without an outlet"
        assert [of[f"dash-{n}"] for n in range(1, 9)] == [of[f"outlet-{n}"] for n in range(1, 9)]
    used = {name for look in found.values() for name in look.split()[1:]}
    assert used == {f"dash-{n}" for n in range(1, 9)}


def test_outlets_whose_marks_follow_one_another_differ_in_colour_and_dash():
    for first in range(1, 64 - 8 + 1):
        numbers = range(first, first + 8)
        assert len({colour_of(n) for n in numbers}) == 8
        assert len({dash_of(n) for n in numbers}) >= 7


days = st.dates(date(1, 1, 1), date(9999, 12, 31))
ends = st.one_of(
    st.tuples(days, days).map(lambda pair: (min(pair), max(pair))),
    days.map(lambda day: (day, day)),
    days.map(lambda day: (day, None)),
    days.map(lambda day: (None, day)),
    st.just((None, None)),
)


@given(
    st.lists(ends, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 4), ends), max_size=12),
    st.none() | days,
)
def test_whatever_the_dates_all_is_drawn_within_the_width(
    happened: list[Ends], told: list[tuple[int, int, Ends]], opening: date | None
):
    clocks = Clocks(
        [happening(number, *bounds) for number, bounds in enumerate(happened)],
        [telling(event, source, *bounds, by=source % 4) for event, source, bounds in told],
    )
    drawn = chart(clocks, opening=opening)
    assert_within(drawn)
    for drawing in drawn.drawings:
        segments = json.loads(drawing.measure)
        assert segments == sorted(segments)
        for left, right, first, last in segments:
            assert left <= right
            assert first <= last


def test_mentions_that_share_both_ends_and_the_outlet_are_one_strand_as_thick_as_they_are_many():
    later = DAY + timedelta(days=900)
    clocks = Clocks(
        [happening(n, DAY) for n in range(3)] + [happening(3, later)],
        [telling(n, 1, later) for n in range(3)] + [telling(3, 1, later)],
    )
    for drawing in chart(clocks, opening=None, within=[("actor", "a"), ("from", "1990")]).drawings:
        thick, thin = drawing.curves
        assert thick.events == (0, 1, 2)
        assert thick.thickness > thin.thickness
        assert "3 events: Event 0; Event 1; Event 2. Told" in thick.words
        assert thick.address == "?actor=a&from=2022-03-04&to=2022-03-04&surely=1"
        assert thin.address == "/events/event-3/?actor=a&from=1990"
        assert len(drawing.upper) == 2


@given(st.integers(1, 5), st.integers(0, 900), st.integers(2, 4))
def test_no_outlets_strand_lies_on_anothers(events: int, days_later: int, outlets: int):
    told = DAY + timedelta(days=days_later)
    clocks = Clocks(
        [happening(n, DAY) for n in range(events)],
        [telling(n, by, told, by=by) for n in range(events) for by in range(outlets)],
    )
    for drawing in chart(clocks, opening=None).drawings:
        assert len(drawing.curves) == outlets
        places = sorted(
            (float(re.findall(r"-?\d+\.?\d*", c.path)[int(drawing.size.upright)]), c.thickness)
            for c in drawing.curves
        )
        for (one, width), (other, wider) in pairwise(places):
            assert other - one >= (width + wider) / 2 * 0.4


def test_sources_without_a_date_leave_one_rail_and_are_counted():
    drawn = chart(
        Clocks([happening(1, DAY)], [telling(1, 1, None, None), telling(1, 2, None, None)]),
        opening=None,
    )
    wide = drawn.drawings[0]
    assert (drawn.is_told, drawn.undated_sources) == (False, 2)
    assert drawn.pointed_at == "a dot or a name", "there are no lines"
    assert chart(many(24), opening=None).pointed_at == "a line, a dot or a name"
    assert "When it was told" not in [part.words for part in wide.words]
    assert wide.size.breadth < 150


def test_the_key_and_the_words_tell_only_of_what_is_drawn():
    undated = chart(
        Clocks([happening(1, DAY)], [telling(1, 1, None, None), telling(1, 2, None, None, by=1)]),
        opening=None,
    )
    assert (undated.key, undated.unnamed) == ([], 0)
    assert [undated.has_lines, undated.has_thick_lines, undated.has_rings] == [False] * 3
    later = DAY + timedelta(days=900)
    some = chart(
        Clocks(
            [happening(1, DAY), happening(2, None, None)],
            [telling(1, 1, later), telling(1, 2, None, None, by=1), telling(2, 3, later, by=2)],
        ),
        opening=None,
    )
    assert [name for name, _, _ in some.key] == ["The Herald"], "only its line is drawn"
    assert some.has_lines
    assert not some.has_thick_lines
    thick = chart(
        Clocks(
            [happening(1, DAY), happening(2, DAY)], [telling(1, 1, later), telling(2, 1, later)]
        ),
        opening=None,
    )
    assert thick.has_thick_lines
    month = chart(Clocks([happening(1, DAY, DAY + timedelta(days=9))], []), opening=None)
    assert month.has_rings


def test_breaks_say_how_much_time_they_leave_out_and_names_stand_beside_the_rails():
    clocks = Clocks(
        [happening(1, date(1992, 1, 1)), happening(2, DAY)],
        [telling(1, 1, DAY), telling(2, 1, DAY), telling(2, 2, DAY, by=1)],
    )
    for drawing in chart(clocks, opening=None).drawings:
        gap = "30 years 2 months" if drawing.size.upright else "30 years and 2 months"
        assert [p.words for p in drawing.words if "break" in p.look] == [gap]
        named = [(name.title, name.address) for name in drawing.upper_names]
        assert named[0] == ("4 Mar 2022: Event 2", "/events/event-2/")  # told most often
        (below,) = drawing.lower_names
        assert below.lines[-1].endswith("and 1 more")
        assert below.title == "Told 4 Mar 2022: Source 1; Source 2"


def test_where_only_the_scale_changes_a_line_without_a_break_or_a_length_says_so():
    days = [date(2022, 1, 20), date(2022, 2, 28), DAY, DAY + timedelta(days=2)]
    clocks = Clocks([happening(n, day) for n, day in enumerate(days)], [telling(0, 1, DAY)])
    for drawing in chart(clocks, opening=DAY).drawings:
        assert [part.words for part in drawing.words if part.look == "break-name"] == []
        early, late = drawing.rails
        assert early.right == late.left == drawing.opening
        assert drawing.breaks == []
        assert drawing.seam_path.count("M") == 1
        assert drawing.rail_path.count("M") == 4, "two rails of two stretches, and no zigzag"
        assert "Before" in [part.words for part in drawing.words]


def test_how_long_a_break_is_has_room_between_the_rails_of_a_phone():
    clocks = Clocks([happening(1, date(1999, 5, 1)), happening(2, DAY)], [telling(1, 1, DAY)])
    tall = chart(clocks, opening=None).drawings[1]
    (told,) = [part for part in tall.words if part.look == "break-name"]
    assert told.words == "22 years 10 months"
    assert tall.size.upper < told.box.left
    assert told.box.right < tall.size.lower


def test_a_frame_and_a_picture_keep_no_room_for_names_and_have_their_rails_told():
    clocks = Clocks(
        [happening(1, date(1992, 1, 1)), happening(2, DAY)],
        [telling(1, 1, DAY), telling(2, 2, DAY)],
    )
    for sizes in (EMBEDDED, PICTURE):
        drawn = chart(clocks, opening=None, sizes=sizes).drawings
        assert [drawing.size for drawing in drawn] == [*sizes]
        for drawing in drawn:
            assert drawing.upper_names == drawing.lower_names == []
            told = [part for part in drawing.words if part.look.startswith("clock-name")]
            assert len(told) == 2
            assert max(part.y for part in told) <= drawing.size.height
            (left_out,) = [part for part in drawing.words if part.look == "break-name"]
            assert left_out.is_turned is not drawing.size.upright


def test_on_a_single_rail_breaks_are_named_below_the_ticks():
    clocks = Clocks(
        [happening(1, date(1992, 1, 1)), happening(2, DAY)], [telling(1, 1, None, None)]
    )
    wide = chart(clocks, opening=None).drawings[0]
    (told,) = [part for part in wide.words if "break" in part.look]
    assert told.look == "break-name"
    assert max(part.y for part in wide.words if part.look == "tick-name") < told.y
    assert told.y < wide.size.breadth


def test_on_a_phone_a_tick_s_name_stands_off_from_that_of_a_break():
    days = [date(2000, 5, 1), date(2000, 7, 9), DAY, DAY + timedelta(days=70)]
    clocks = Clocks(
        [happening(n, day) for n, day in enumerate(days)],
        [telling(n, n, day + timedelta(days=1)) for n, day in enumerate(days)],
    )
    _, tall = chart(clocks, opening=None).drawings
    told = [part.y for part in tall.words if part.look == "break-name"]
    named = [part.y for part in tall.words if part.look == "tick-name start"]
    assert told
    assert min(abs(a - b) for a in told for b in named) >= 16


def test_how_long_a_break_is_stands_clear_of_the_names_beside_a_phone_s_single_rail():
    clocks = Clocks(
        [happening(1, date(1992, 1, 1)), happening(2, DAY)],
        [telling(1, 1, None, None), telling(2, 1, None, None)],
    )
    tall = chart(clocks, opening=None).drawings[1]
    breaks = [part for part in tall.words if part.look == "break-name"]
    assert breaks
    assert all(part.box.left > tall.size.upper for part in breaks)
