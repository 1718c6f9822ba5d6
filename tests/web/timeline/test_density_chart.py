"""The two-clocks chart of many events: heaps and bands that add up to what the list has."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests import story
from tests.staged import staged
from tests.story import Town
from tests.web.markup import page
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reader import read
from timeline.models import Event
from timeline.queries.chart.density import Density
from timeline.queries.index import select
from timeline.web.timeline import density_chart
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
    assert not any(drawing.upper or drawing.lower for drawing in drawn.drawings)


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
