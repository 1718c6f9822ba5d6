"""Initials on strands: none on another's, on a word or on a rail."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from tests.web.markup import read
from tests.web.timeline.test_two_clocks import DAY, happening
from timeline.queries.chart.event_clocks import Clocks, ClockTelling
from timeline.web.timeline.clock_initials import TextBox, placed
from timeline.web.timeline.two_clocks import chart


def test_whoever_is_first_chooses_first_and_what_finds_no_room_is_left_out() -> None:
    wishes = [("AB", ("50 50",)), ("CD", ("52 51", "90 50")), ("EF", ("55 55",)), ("GH", ())]
    assert placed(wishes, []) == [("AB", "50", "50"), ("CD", "90", "50")]
    assert placed(wishes, [TextBox(0, 0, 70, 70)]) == [("CD", "90", "50")]


def test_in_a_crowded_chart_no_initials_stand_on_others_on_a_word_or_on_a_rail() -> None:
    happenings = [happening(n, DAY + timedelta(days=40 * (n % 5))) for n in range(40)]
    tellings = []
    for n, event in enumerate(happenings):
        day = event.ends[0]
        assert day is not None
        later = day + timedelta(days=3 + n // 5)
        tellings.append(
            ClockTelling(event.slug, f"s{n}", f"S{n}", (later, later), f"Paper {n}", n + 1, n + 1)
        )
    drawn = chart(Clocks(happenings, tellings), opening=None)
    assert drawn.is_named
    for drawing in drawn.drawings:
        size, shown = drawing.size, read(drawing.initials).all("text")
        assert len(shown) > 10
        boxes = []
        for text in shown:
            x, y, half = float(text["x"]), float(text["y"]), len(text.words) * 3.5
            boxes.append(TextBox(x - half, y - 8, x + half, y + 1))
        assert not any(a.meets(b) for a, b in combinations(boxes, 2)), size.name
        words = [w.box for w in drawing.words if size.upright and "clock-name" not in w.look]
        assert not any(box.meets(word) for box in boxes for word in words)
        for rail in (size.upper, size.lower):
            middle = TextBox(rail, 0, rail, size.height)
            if not size.upright:
                middle = TextBox(0, rail, size.width, rail)
            assert not any(box.meets(middle) for box in boxes)
