"""Who tells what: told, told only through another, silent, too early, nothing collected."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import story
from tests.counting import queries_of
from tests.queries.generated import CRITERIA, DATES, STORIES, kept
from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.time import edtf
from timeline.models import Event, Source, Story
from timeline.queries.comparison import outlet_comparison
from timeline.queries.comparison.outlet_comparison import (
    MOST_COLUMNS,
    CellState,
    Comparison,
    compare,
)


@pytest.fixture
def read_town(town: Town) -> Town:
    """The town, with a document read of each source that tells."""
    Source.objects.filter(mentions__isnull=False).update(document="read.txt")
    return town


def states(compared: Comparison, event: str) -> dict[str, CellState]:
    (row,) = [row for row in compared.rows if row.event.slug == event]
    return {cell.column.slug: cell.state for cell in row.cells}


def slugs(compared: Comparison) -> list[str]:
    return [column.slug for column in compared.columns]


def order(compared: Comparison) -> list[str]:
    return [row.event.slug for row in compared.rows]


def test_an_outlet_tells_is_told_through_is_silent_is_too_early_or_was_not_read(read_town: Town):
    compared = compare(Criteria())
    assert slugs(compared) == ["radio-west", "herald", "post", UNSTATED]
    # June 2023. The column is of March 2022; the review of February 2023. Radio West is only
    # told through, by a leaflet of no stated publisher.
    assert states(compared, "divers-mend-the-third-pier") == {
        "radio-west": CellState.THROUGH,
        "herald": CellState.EARLY,
        "post": CellState.EARLY,
        UNSTATED: CellState.TOLD,
    }
    assert states(compared, "plans-are-drawn") == {
        "radio-west": CellState.NOTHING,
        "herald": CellState.TOLD,
        "post": CellState.SILENT,
        UNSTATED: CellState.SILENT,
    }


def test_a_cell_has_the_mentions_that_it_speaks_of(read_town: Town):
    compared = compare(Criteria(kinds=("support",)))
    (row,) = compared.rows
    said = {cell.column.slug: [m.says for m in cell.mentions] for cell in row.cells}
    below = "Below the water it was worse."
    assert said == {"radio-west": [below], "herald": [], "post": [], UNSTATED: [below]}


def test_what_an_outlet_publishes_itself_is_told_even_if_others_relay_it(read_town: Town):
    # The Post tells the opening through The Herald's report, which tells it too.
    compared = compare(Criteria())
    assert states(compared, "opening")["herald"] is CellState.TOLD
    assert states(compared, "opening")["post"] is CellState.TOLD


def test_where_no_document_was_read_nothing_was_collected(town: Town):
    compared = compare(Criteria())
    assert set(states(compared, "plans-are-drawn").values()) == {CellState.TOLD, CellState.NOTHING}


def test_a_document_that_tells_nothing_of_the_story_does_not_make_silence(read_town: Town):
    Source.objects.filter(pk=read_town.interview.pk).update(document="read.txt")
    assert states(compare(Criteria()), "plans-are-drawn")["radio-west"] is CellState.NOTHING


def test_one_document_that_came_late_enough_makes_an_outlet_silent(read_town: Town):
    late = story.source("The pier revisited", outlet=read_town.cast.post, published="2023-07")
    story.tell(read_town.fire, late)
    Source.objects.filter(pk=late.pk).update(document="late.txt")
    assert states(compare(Criteria()), "divers-mend-the-third-pier")["post"] is CellState.SILENT


def test_a_document_that_may_have_come_out_after_it_began_is_silent(read_town: Town):
    undated = story.source("A note", outlet=story.outlet("The Bell"))
    vague = story.source("A season", outlet=story.outlet("The Echo"), published="2023")
    for source in (undated, vague):
        story.tell(read_town.fire, source)
        Source.objects.filter(pk=source.pk).update(document="note.txt")
    told = states(compare(Criteria()), "divers-mend-the-third-pier")
    assert told["the-bell"] is CellState.SILENT
    assert told["the-echo"] is CellState.SILENT


def test_an_undated_event_is_never_too_recent(read_town: Town):
    assert states(compare(Criteria()), "storm")["herald"] is CellState.SILENT


def test_columns_may_be_documents_in_the_order_of_their_dates(read_town: Town):
    compared = compare(Criteria(), by="documents")
    assert slugs(compared) == [
        "column",
        "report",
        "a-year-of-the-bridge",
        "seven-questions-to-the-diver",
        "to-all-who-cross",
    ]
    assert states(compared, "divers-mend-the-third-pier") == {
        "column": CellState.EARLY,
        "report": CellState.EARLY,
        "a-year-of-the-bridge": CellState.EARLY,
        "seven-questions-to-the-diver": CellState.THROUGH,
        "to-all-who-cross": CellState.TOLD,
    }
    assert states(compared, "plans-are-drawn")["report"] is CellState.SILENT


def test_what_is_told_through_a_source_of_no_stated_publisher_is_through_no_outlet(read_town: Town):
    memoir = story.source("A memoir")
    story.tell(read_town.plan, read_town.cast.report, via=memoir)
    assert states(compare(Criteria()), "plans-are-drawn")[UNSTATED] is CellState.SILENT
    by_document = compare(Criteria(), by="documents")
    assert states(by_document, "plans-are-drawn")["a-memoir"] is CellState.THROUGH


def test_rows_are_the_selection_in_its_order_or_by_how_many_tell(read_town: Town):
    in_time = ["plans-are-drawn", "opening", "fire-on-the-ferry", "neighbours-keep-watch",
               "divers-mend-the-third-pier", "storm"]  # fmt: skip
    assert order(compare(Criteria())) == in_time
    by_tellers = compare(Criteria(), order="tellers")
    assert [row.tellers for row in by_tellers.rows] == [2, 2, 1, 1, 1, 1]
    assert order(by_tellers)[:3] == ["opening", "fire-on-the-ferry", "plans-are-drawn"]
    assert order(compare(Criteria(kinds=("incident", "support")))) == [
        "fire-on-the-ferry",
        "divers-mend-the-third-pier",
    ]


def test_tellers_are_counted_among_all_columns_whichever_are_shown(read_town: Town):
    compared = compare(Criteria(), chosen=["post"])
    assert slugs(compared) == ["post"]
    assert {row.event.slug: row.tellers for row in compared.rows}["opening"] == 2
    assert not compared.is_default


def test_counts_are_of_the_whole_selection(read_town: Town):
    (post,) = [c for c in compare(Criteria(), most=1).columns if c.slug == "post"]
    # It tells opening, fire and storm; the plans were old when it came out.
    assert post.counts == {CellState.TOLD: 3, CellState.SILENT: 1, CellState.EARLY: 2}


@given(STORIES, CRITERIA, st.sampled_from(["outlets", "documents"]), st.data())
@pytest.mark.django_db
def test_counts_are_those_of_the_cells_whatever_the_story(story, criteria, by, data):
    with kept(story):
        for source in Source.objects.all():
            published = data.draw(st.sampled_from(DATES[1:]))
            source.interval, source.published_basis = edtf.parse(published), "stated"
            source.document = data.draw(st.sampled_from(["", "read.txt"]))
            source.save()
        events, sources = list(Event.objects.all()), list(Source.objects.all())
        for number in range(data.draw(st.integers(0, 2))):
            made = Story.objects.create(slug=f"story-{number}", title="A story")
            made.events.set(data.draw(st.lists(st.sampled_from(events)) if events else st.just([])))
            made.sources.set(data.draw(st.lists(st.sampled_from(sources), max_size=2)))
        slugs_of_stories = Story.objects.values_list("slug", flat=True)
        criteria = replace(criteria, story=data.draw(st.sampled_from(["", *slugs_of_stories])))
        compared = compare(criteria, by=by)
        for number, column in enumerate(compared.columns):
            cells = [row.cells[number] for row in compared.rows]
            assert column.counts == Counter(cell.state for cell in cells)
            for cell in cells:
                assert bool(cell.mentions) == (cell.state in (CellState.TOLD, CellState.THROUGH))


@pytest.mark.parametrize("by", ["outlets", "documents"])
def test_silent_are_only_documents_that_were_read_for_a_story_with_the_event(by: str, db: None):
    happenings = [story.event(f"Of story {n}") for n in (1, 2)]
    papers = [story.outlet(f"Paper {n}") for n in (1, 2, 3)]
    sheets = [story.source(f"Sheet {n}", outlet=o) for n, o in enumerate(papers, 1)]
    Source.objects.update(document="read.txt")
    first, second = (Story.objects.create(title=f"Story {n}") for n in (1, 2))
    for one, happening, sheet in zip((first, second), happenings, sheets, strict=False):
        one.events.add(happening)
        story.tell(happening, sheet)
    column = "sheet" if by == "documents" else "paper"

    def said(criteria: Criteria, event: str) -> list[str]:
        found = states(compare(criteria, by=by), event)
        return [found.get(f"{column}-{n}", "no column") for n in (1, 2, 3)]

    nothing, silent, told = CellState.NOTHING, CellState.SILENT, CellState.TOLD
    assert said(Criteria(), "of-story-2") == [nothing, told, "no column"]
    assert said(Criteria(story="story-2"), "of-story-2") == ["no column", told, "no column"]
    second.sources.add(sheets[2])
    assert said(Criteria(), "of-story-2") == [nothing, told, silent]
    assert said(Criteria(story="story-2"), "of-story-2") == ["no column", told, silent]
    assert said(Criteria(), "of-story-1") == [told, nothing, nothing]
    first.events.add(happenings[1])
    assert said(Criteria(), "of-story-2") == [silent, told, silent]
    assert said(Criteria(story="story-2"), "of-story-2") == ["no column", told, silent]


def test_as_of_a_day_only_what_was_published_by_then_counts(read_town: Town):
    compared = compare(Criteria(as_of=date(2022, 3, 31)))
    assert slugs(compared) == ["herald", "post"]
    assert order(compared) == ["opening", "fire-on-the-ferry", "storm"]
    assert states(compared, "fire-on-the-ferry") == {
        "herald": CellState.EARLY,
        "post": CellState.TOLD,
    }
    assert slugs(compare(Criteria(as_of=date(2022, 3, 4)))) == ["herald"]
    assert compare(Criteria(as_of=date(1900, 1, 1))).columns == []


def test_a_chosen_column_that_had_told_nothing_yet_stays_and_says_so(read_town: Town):
    compared = compare(
        Criteria(as_of=date(2022, 3, 31)), chosen=["herald", "radio-west", UNSTATED, "nobody"]
    )
    assert slugs(compared) == ["radio-west", "herald", UNSTATED]
    assert states(compared, "opening") == {
        "radio-west": CellState.NOTHING,
        "herald": CellState.TOLD,
        UNSTATED: CellState.NOTHING,
    }


def test_of_many_columns_those_that_tell_most_are_shown_unless_chosen(db: None):
    papers = [story.outlet(f"Paper {n:02}") for n in range(MOST_COLUMNS + 3)]
    happenings = [story.event(f"Event {n}") for n in range(2)]
    for number, paper in enumerate(papers):
        sheet = story.source(f"Sheet {number}", outlet=paper)
        for happening in happenings[: 1 if number < 3 else 2]:
            story.tell(happening, sheet)
    compared = compare(Criteria())
    assert len(compared.offered) == MOST_COLUMNS + 3
    assert slugs(compared) == [paper.slug for paper in papers[3:]]
    assert compared.is_default
    assert slugs(compare(Criteria(), chosen=["paper-01", "paper-00"])) == ["paper-00", "paper-01"]


def test_the_columns_shown_are_those_that_tell_most_of_the_rows_shown(db: None):
    happenings = [story.event(f"Event {n:02}") for n in range(MOST_COLUMNS + 4)]
    for number, happening in enumerate(happenings):
        paper = story.outlet(f"Paper {number:02}")
        story.tell(happening, story.source(f"Sheet {number}", outlet=paper), edtf="2022-01-01")
    first, second = compare(Criteria(), most=2), compare(Criteria(), start=2, most=2)
    assert [slugs(one) for one in (first, second)] == [
        ["paper-00", "paper-01"], ["paper-02", "paper-03"],
    ]  # fmt: skip
    documents = compare(Criteria(), by="documents", start=4, most=2)
    assert slugs(documents) == ["sheet-4", "sheet-5"]
    assert not compare(Criteria(), chosen=slugs(first), most=2).is_default
    read = Source.objects.get(slug="sheet-9")
    read.document = "read.txt"
    read.save()
    assert slugs(compare(Criteria(), most=2)) == ["paper-00", "paper-01", "paper-09"]


def test_of_very_many_outlets_some_are_offered_and_those_chosen(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(outlet_comparison, "MOST_OFFERED", 14)
    for number in range(20):
        sheet = story.source(f"Sheet {number}", outlet=story.outlet(f"Paper {number:02}"))
        for event in range(20 - number):
            story.tell(story.event(f"Event {number} {event}"), sheet)
    compared = compare(Criteria(), chosen=["paper-19"])
    assert compared.there == 20
    assert [column.slug for column in compared.offered] == [
        *(f"paper-{number:02}" for number in range(14)), "paper-19",
    ]  # fmt: skip
    assert slugs(compared) == ["paper-19"]


def test_a_table_is_shown_a_stretch_at_a_time(db: None):
    everything = [event.slug for event in story.crowd(25)]
    assert order(compare(Criteria(), start=10, most=10)) == everything[10:20]
    last = compare(Criteria(), start=900, most=10)
    assert (last.start, last.count, order(last)) == (20, 25, everything[20:])


def test_without_events_there_are_columns_and_no_rows(read_town: Town):
    compared = compare(Criteria(text="nothing like it"))
    assert (compared.rows, compared.count, compared.start) == ([], 0, 0)
    assert slugs(compared)


@pytest.mark.parametrize("by", ["outlets", "documents"])
def test_more_events_and_more_columns_take_no_more_queries(by, read_town: Town):
    def ask() -> None:
        compare(Criteria(), by=by)

    ask()  # what the index takes to follow an edit is not counted
    few = queries_of(ask)
    story.crowd(120)
    for number in range(20):
        sheet = story.source(f"Sheet {number}", outlet=story.outlet(f"Paper {number}"))
        story.tell(read_town.fire, sheet, via=read_town.interview)
    ask()
    assert queries_of(ask) == few
