"""The names beside the rails of the two clocks."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from tests.web.timeline.test_two_clocks import DAY, happening, telling
from timeline.queries.chart.event_clocks import Clocks
from timeline.web.timeline.two_clocks import chart


def test_of_many_that_matter_as_much_names_stand_along_the_whole_rail():
    days = [DAY + timedelta(days=3 * n) for n in range(120)]
    clocks = Clocks(
        [happening(n, day) for n, day in enumerate(days)],
        [telling(n, n, day) for n, day in enumerate(days)],
    )
    wide = chart(clocks, opening=None).drawings[0]
    for names in (wide.upper_names, wide.lower_names):
        places = sorted(name.x for name in names)
        assert places[0] < wide.size.length / 4
        assert places[-1] > wide.size.length * 3 / 4
        assert max(b - a for a, b in pairwise(places)) < wide.size.length / 3
