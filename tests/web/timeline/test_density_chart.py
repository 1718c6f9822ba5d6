"""The two-clocks chart of many events: heaps and bands that add up to what the list has."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from tests import story
from tests.staged import staged
from tests.story import Town
from tests.web.markup import page
from timeline.domain.chart.text_width import text_width
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reader import read
from timeline.models import Event, Source
from timeline.queries.chart.density import MOST_IMPORTANT, Density
from timeline.queries.index import select
from timeline.web.timeline import density_chart
from timeline.web.timeline.clock_names import LETTERS
from timeline.web.timeline.density_chart import MOST_BANDS, chart_of
from timeline.web.timeline.two_clocks import MOST_CURVES, Chart

pytestmark = pytest.mark.django_db


def asked(since: str = "", until: str = "") -> Criteria:
    return Criteria(
        since=read(since, published=None) if since else None,
        until=read(until, published=None) if until else None,
    )


def drawn_of(criteria: Criteria, *, opening: date | None = None) -> Chart:
    return chart_of(select(criteria), opening=opening)


def set_out() -> Town:
    """The town and sixty events of 2022, of which each is told once in a month of its own."""
    town = story.set_out()
    told = [story.source(f"Paper {n}", published=f"2023-{n:02}-15") for n in range(1, 13)]
    for number in range(60):
        event = story.event(f"Knock {number}")
        story.tell(event, told[number % 12], edtf=f"2022-{number % 6 + 1:02}-{number % 28 + 1:02}")
    return town


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, db: None) -> Town:
    """So many that they are drawn in heaps."""
    monkeypatch.setattr(density_chart, "MOST_CURVES", 20)
    return staged(set_out)


def test_a_few_are_drawn_one_by_one_and_many_in_heaps(db: None):
    story.crowd(MOST_CURVES)
    assert not drawn_of(Criteria()).is_dense
    story.tell(Event.objects.get(slug="day-1"), story.source("One more"))
    drawn = drawn_of(Criteria())
    assert drawn.is_dense
    assert all(drawing.upper_heaps and drawing.lower_heaps for drawing in drawn.drawings)
    assert not any(drawing.curves or drawing.lower for drawing in drawn.drawings)


def test_each_dated_event_is_counted_once_by_when_it_happened(many: Town):
    density = Density(select(Criteria()))
    dated = Event.objects.exclude(earliest=None, latest=None)
    assert sum(stretch.count for stretch in density.happened) == dated.count()
    assert density.undated == 1
    for stretch in density.happened:
        inside = [
            event
            for event in dated
            if stretch.first <= (event.earliest or event.latest or date.min) <= stretch.last
        ]
        assert len(inside) == stretch.count


def test_each_event_is_counted_in_every_month_in_which_it_was_told(many: Town):
    density = Density(select(asked("January 2022", "June 2022")))
    assert density.unit == "months"
    months = {(told.first.year, told.first.month): told.count for told in density.told}
    assert [months[2023, month] for month in (1, 3, 12)] == [5, 5, 5]
    edges = [date(2022, month, 1) for month in range(1, 8)]
    for told in density.told_by(edges):
        assert sum(told.happened) == told.when.count


def test_bands_join_as_many_events_as_were_told(many: Town):
    for criteria in (Criteria(), asked("2022")):
        for drawing in drawn_of(criteria).drawings:
            assert 0 < len(drawing.bands) <= MOST_BANDS
            told = sum(band.count for band in drawing.bands)
            assert told >= 60
            numbers = [
                float(n) for band in drawing.bands for n in re.findall(r"\d+\.?\d*", band.path)
            ]
            assert max(numbers[::2]) <= drawing.size.length


def numbers(words: list[str], pattern: str) -> list[int]:
    found = [re.search(pattern, one) for one in words]
    return [int(one[1].replace(",", "")) for one in found if one]


@pytest.mark.parametrize("opening", [None, date(2022, 3, 4)])
def test_each_bar_and_band_says_how_many_it_is_and_together_they_are_all(
    many: Town, opening: date | None
):
    selection = select(asked("2022"), opening=opening)
    drawn = chart_of(selection, opening=opening).drawings
    assert bool(drawn[0].axis.seams) == (opening is not None)
    wide, tall = drawn
    upper = [heap.words for heap in wide.upper_heaps]
    assert sum(numbers(upper, r"^([\d,]+) events? of ")) == selection.count
    once, twice = (sum(f"told {often}" in one for one in upper) for often in ("once", "twice"))
    more = sum(numbers(upper, r"told ([\d,]+) times$"))
    assert once + 2 * twice + more == selection.mentions
    assert any(
        re.fullmatch(r"\d+ events? of .*2022, told (once|twice|\d+ times)", u) for u in upper
    )
    assert "5 events told in March 2023" in [heap.words for heap in wide.lower_heaps]
    assert all(f"{band.count} event" in band.words for band in wide.bands)
    assert all(re.search(r" of .*, told in .*\d{4}$", band.words) for band in wide.bands)
    for one, other in ((wide.upper_heaps, tall.upper_heaps), (wide.bands, tall.bands)):
        assert [part.words for part in one] == [part.words for part in other]
    assert [width for width, _, _ in wide.band_paths] > [width for width, _, _ in tall.band_paths]
    said = [words.split("|") for _, _, words in wide.band_paths]
    assert [len(words) for words in said] == [path.count("M") for _, path, _ in wide.band_paths]
    assert len(wide.heap_words.split("|")) == wide.heaps.count("M")
    assert tall.heap_words == "", "the page has them once"


def test_as_of_a_day_a_bar_counts_the_tellings_there_were(many: Town):
    selection = select(Criteria(as_of=date(2023, 2, 28)))
    days = [date(1900, 1, 1).toordinal(), date(2100, 1, 1).toordinal()]
    dated = selection.narrowed("dated")
    assert dated.tellings.mentions_between(days) == [dated.mentions]
    assert dated.mentions < select(Criteria()).narrowed("dated").mentions
    assert dated.tellings.mentions_between([days[0], days[0] + 1, *days[1:]]) == [0, dated.mentions]


def test_heaps_stay_within_the_drawing(many: Town):
    for opening in (None, date(2022, 3, 1)):
        for drawing in drawn_of(Criteria(), opening=opening).drawings:
            for heap in [*drawing.upper_heaps, *drawing.lower_heaps]:
                assert heap.left >= 0
                assert heap.left + heap.width <= drawing.size.length
                assert 0 < heap.height <= (drawing.size.lower - drawing.size.upper) / 2


def test_the_chart_looks_closer_where_a_range_is_asked_for(many: Town):
    whole = drawn_of(Criteria()).drawings[0].axis.segments
    assert whole[0].first.year < 2000  # the plan of the nineties
    drawn = drawn_of(asked("March 2022", "April 2022"))
    segments = drawn.drawings[0].axis.segments
    assert segments[0].first >= date(2022, 2, 20)
    assert drawn.outside == 0
    # The ferry that ran until 2023 may have run then: it is in the list, and said to be outside.
    ferry = story.event("The ferry runs")
    story.tell(ferry, many.review, edtf="2019-01-01/..")
    again = drawn_of(asked("March 2022", "April 2022"))
    assert again.drawings[0].axis.segments[0].first >= date(2022, 2, 20)
    assert again.outside == 1
    assert again.events == drawn.events + 1


def test_only_what_was_told_by_a_day_is_drawn(many: Town):
    density = Density(select(Criteria(as_of=date(2023, 2, 28))))
    assert max(told.last for told in density.told) <= date(2023, 2, 28)
    assert sum(stretch.count for stretch in density.happened) < 60


def test_the_words_name_both_ends_and_the_fullest_stretch(many: Town):
    words = drawn_of(asked("January 2022", "June 2022")).words
    assert "61 events in heaps" in words
    assert "told in each month" in words
    assert "Bands join" in words
    nothing = drawn_of(Criteria(text="unheardof"))
    assert nothing.words == "No event matches, so the chart is empty."


def test_where_none_of_many_has_a_date_the_chart_says_so(monkeypatch, town: Town):
    monkeypatch.setattr(density_chart, "MOST_CURVES", 0)
    drawn = drawn_of(Criteria(text="storm"))
    assert (drawn.drawings, drawn.undated) == ([], 1)
    assert drawn.words == "None of these events is dated, so the chart is empty."


@pytest.mark.parametrize("edtf", ["0001-01-01", "9999-12-31", "0001/9999", "../0001-01-01"])
def test_the_ends_of_the_calendar_have_a_place(edtf: str, many: Town):
    story.tell(story.event("The end of days"), many.review, edtf=edtf)
    story.source("The last paper", published="9999-12-31")
    story.tell(many.fire, story.source("The very last paper", published="9999-12"))
    assert len(drawn_of(Criteria()).drawings) == 2


def test_the_page_draws_heaps_and_says_what_they_are(many: Town, client: Client):
    chart = page(client, "/").one(id="two-clocks")
    assert "the more events" in chart.words
    assert len(chart.all("path", of="heap")) == 2
    assert "heap" in client.get("/embed/").content.decode()
    assert client.get("/clocks.png").status_code == 200


def named(drawn: Chart) -> list[list[str]]:
    """The events that each drawing names, by their keys' titles."""
    titles = dict(Event.objects.values_list("pk", "title"))
    return [[titles[name.events[0]] for name in d.upper_names] for d in drawn.drawings]


def test_the_most_important_are_named_first_and_beside_none_that_hides_them(many: Town):
    Event.objects.filter(slug__in=["knock-7", "knock-33"]).update(importance=3)
    Event.objects.filter(slug="knock-8").update(importance=1)
    drawn = drawn_of(asked("2022"))
    for drawing, titles in zip(drawn.drawings, named(drawn), strict=True):
        assert {"Knock 7", "Knock 33"} <= set(titles)
        assert 2 < len(titles) <= MOST_IMPORTANT
        assert "Knock 8" not in titles
        dots = {dot.events: dot for dot in drawing.upper}
        assert dots.keys() == {name.events for name in drawing.upper_names}
        assert all(dots[name.events].title == name.title for name in drawing.upper_names)
    wide = drawn.drawings[0]
    rows = defaultdict(list)
    for name in wide.upper_names:
        half = text_width(name.lines[0], pixels=LETTERS, bold=True) / 2
        rows[name.y].append((name.x - half, name.x + half))
        assert name.y < wide.size.upper
    for places in rows.values():
        places.sort()
        assert all(left[1] < right[0] for left, right in pairwise(places))


def test_names_lead_to_the_event_within_the_filter(many: Town, client: Client):
    chart = page(client, "/?from=2022&to=2022").one(id="two-clocks")
    links = chart.all("a", of="rail-name")
    assert links
    assert all(link["href"].startswith("/events/") for link in links)
    assert all("from=2022" in link["href"] for link in links)
    assert "0" in {link["tabindex"] for link in links}
    assert "Point at a band, a bar, a dot or a name" in chart.words


def test_an_event_that_began_before_the_range_is_not_named_in_it(many: Town):
    ferry = story.event("The ferry runs")
    story.tell(ferry, many.review, edtf="2019-01-01/..")
    Event.objects.filter(pk=ferry.pk).update(importance=3)
    assert "The ferry runs" in named(drawn_of(Criteria()))[0]
    assert "The ferry runs" not in named(drawn_of(asked("March 2022", "April 2022")))[0]


def test_the_legend_names_the_twelve_that_tell_most(many: Town, client: Client):
    busy = [story.source(f"Sheet {n}", outlet=story.outlet(f"Sheet {n}")) for n in range(14)]
    for number, sheet in enumerate(busy):
        for knock in range(number + 1):
            story.tell(Event.objects.get(slug=f"knock-{knock}"), sheet)
    told = drawn_of(Criteria())
    assert len(told.tellers) == 12
    assert [outlet.mentions for outlet in told.tellers] == sorted(
        (outlet.mentions for outlet in told.tellers), reverse=True
    )
    assert (told.tellers[1].name, told.tellers[1].mentions) == ("Sheet 13", 14)
    assert told.more_tellers == 14 + 3 + 1 - 12
    legend = page(client, "/").one("ul", of="key")
    assert "Sheet 13 14" in legend.words
    assert "and 6 more outlets" in legend.words
    assert (told.key, told.unnamed) == ([], 0), "no line is theirs, which a picture's key would say"


def test_where_all_are_as_important_those_named_lie_apart(db: None):
    story.crowd(MOST_CURVES + 30)
    drawing = drawn_of(Criteria()).drawings[0]
    places = sorted(name.x for name in drawing.upper_names)
    assert places[-1] - places[0] > drawing.size.length / 2


def test_where_no_source_has_a_date_heaps_hang_clear_of_the_words_below_them(many: Town):
    Source.objects.update(edtf="", earliest=None, latest=None, published_basis="not-stated")
    drawn = drawn_of(Criteria())
    assert drawn.is_dense
    assert not drawn.is_told
    wide, tall = drawn.drawings
    assert wide.size.height < 180, "there is no lower rail to leave room for"
    reach = max(heap.height for heap in wide.upper_heaps)
    words = [part for part in wide.words if part.look.startswith(("tick-name", "break-name"))]
    assert words
    assert all(wide.size.upper + reach < part.box.top < wide.size.height for part in words)
    beside = [part for part in tall.words if part.look.startswith("tick-name")]
    assert all(part.x > tall.size.upper + reach for part in beside)
