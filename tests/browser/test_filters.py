"""Filtering the shipped story as readers do, with a pointer, keys, a phone, and no JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests import story
from tests.browser.reading import asked_of, box, expect_selection, heading, opens, says, titles
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reader import read
from timeline.models import Event
from timeline.queries.index import select
from timeline.web.timeline import filter_panel

NATO = Criteria(actors=("nato",))
TIMES = Criteria(outlets=("the-times",))
BOTH = Criteria(actors=("nato",), outlets=("the-times",))


pytestmark = pytest.mark.usefixtures("shipped_story")


def chips(page: Page) -> Locator:
    return page.locator(".chips .chip")


def test_an_actor_then_an_outlet_change_everything_in_one_request_each(page: Page):
    page.goto("/")
    with asked_of(page) as asked:
        box(page, "actor-nato").check()
        expect_selection(page, NATO)
        expect(page).to_have_url(re.compile(r"/\?actor=nato$"))
        expect(chips(page)).to_have_text(["Remove NATO ✕"])
        expect(page.locator("#announcer")).to_have_text(
            f"{select(NATO).count} events of {Event.objects.count()}"
        )
        assert len(asked) == 1
        box(page, "outlet-the-times").check()
        expect_selection(page, BOTH)
        expect(page).to_have_url(re.compile(r"/\?actor=nato&outlet=the-times$"))
        expect(chips(page)).to_have_text(["Remove NATO ✕", "Remove The Times ✕"])
        assert len(asked) == 2
        box(page, "actor-nato").uncheck()
        expect_selection(page, TIMES)
        assert len(asked) == 3


def test_the_chart_shows_what_the_list_shows(page: Page):
    page.goto("/")
    words = page.locator("#clocks-words")
    everything = words.inner_text()
    box(page, "outlet-tv2").check()
    expect_selection(page, Criteria(outlets=("tv2",)))
    expect(words).not_to_have_text(everything)
    curves = page.locator(".clock-wide .strand")
    expect(curves).not_to_have_count(0)


def test_all_of_two_actors_are_fewer_than_any_of_them(page: Page):
    page.goto("/?actor=nato&actor=jens-stoltenberg")
    page.get_by_label("Events with").select_option("all")
    both = Criteria(actors=("nato", "jens-stoltenberg"), every_actor=True)
    expect_selection(page, both)
    assert select(both).count < select(NATO).count


def test_the_box_keeps_the_focus_and_the_page_its_place(page: Page):
    page.goto("/")
    ticked = box(page, "outlet-the-times")
    ticked.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('#outlet-the-times')"
                  ".getBoundingClientRect().top + scrollY - 400)")  # fmt: skip
    assert page.evaluate("scrollY") > 0
    before = top_of(ticked)
    ticked.check()
    expect(heading(page)).to_have_text(says(TIMES))
    expect(box(page, "outlet-the-times")).to_be_focused()
    assert abs(top_of(box(page, "outlet-the-times")) - before) <= 1


def top_of(locator: Locator) -> float:
    """How far below the window's upper edge it stands, in px: chart and list above may change."""
    place = locator.bounding_box()
    assert place is not None
    return place["y"]


def test_back_and_forward_bring_back_list_and_ticked_boxes(page: Page):
    page.goto("/")
    box(page, "actor-nato").check()
    expect(heading(page)).to_have_text(says(NATO))
    box(page, "outlet-the-times").check()
    expect(heading(page)).to_have_text(says(BOTH))
    page.go_back()
    expect_selection(page, NATO)
    expect(page).to_have_url(re.compile(r"/\?actor=nato$"))
    page.go_back()
    expect(heading(page)).to_have_text(f"{Event.objects.count()} events")
    expect(box(page, "actor-nato")).not_to_be_checked()
    page.go_forward()
    expect_selection(page, NATO)
    page.go_forward()
    expect_selection(page, BOTH)
    box(page, "actor-nato").uncheck()
    expect_selection(page, TIMES)


def test_back_from_an_event_leads_to_the_filtered_list(page: Page):
    page.goto("/")
    box(page, "outlet-tv2").check()
    expect(heading(page)).to_have_text(says(Criteria(outlets=("tv2",))))
    first = titles(page)[0]
    page.locator(".card-title a").first.click()
    expect(page.locator("h1")).to_have_text(first)
    page.go_back()
    expect_selection(page, Criteria(outlets=("tv2",)))


def test_an_address_that_someone_sends_shows_the_same_list(page: Page):
    page.goto("/?actor=nato&outlet=the-times")
    expect_selection(page, BOTH)


def test_typing_in_the_search_box_searches(page: Page):
    page.goto("/?outlet=the-times")
    search = page.get_by_label("Search events and quotes")
    search.press_sequentially("stoltenb", delay=20)
    wanted = Criteria(outlets=("the-times",), text="stoltenb")
    expect_selection(page, wanted)
    expect(search).to_be_focused()
    expect(search).to_have_value("stoltenb")
    expect(page).to_have_url(re.compile(r"\?outlet=the-times&q=stoltenb$"))
    expect(page.locator("#event-results mark").first).to_be_visible()
    box(page, "outlet-the-times").uncheck()
    expect_selection(page, Criteria(text="stoltenb"))


def test_removing_a_chip_unticks_its_box_and_clear_all_unticks_all(page: Page):
    page.goto("/?actor=nato&outlet=the-times&q=sky")
    page.get_by_role("link", name="Remove NATO").click()
    expect_selection(page, Criteria(outlets=("the-times",), text="sky"))
    page.get_by_role("link", name="Remove “sky”").click()
    expect_selection(page, TIMES)
    expect(page.get_by_label("Search events and quotes")).to_have_value("")
    page.get_by_role("link", name="Clear all").click()
    expect(heading(page)).to_have_text(f"{Event.objects.count()} events")
    expect(box(page, "outlet-the-times")).not_to_be_checked()
    expect(chips(page)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_typed_date_filters_and_says_how_it_was_read(page: Page):
    page.goto("/")
    opens(page, "when")
    page.get_by_label("From", exact=True).fill("Sept 2025")
    page.keyboard.press("Tab")
    expect(page.locator("#from-read")).to_contain_text("read as September 2025.")
    since = read("Sept 2025", published=None)
    expect_selection(page, Criteria(since=since))
    expect(page.get_by_label("From", exact=True)).to_have_value("Sept 2025")
    expect(page.locator("#to")).to_be_focused()
    box(page, "surely").check()
    expect_selection(page, Criteria(since=since, surely=True))


def test_a_date_that_is_none_says_so_beside_its_field(page: Page):
    page.goto("/?outlet=the-times")
    opens(page, "when")
    page.get_by_label("To", exact=True).fill("one fine day")
    page.keyboard.press("Tab")
    error = page.locator("#to-read.error")
    expect(error).to_contain_text("“one fine day” is not read as a date")
    expect(page.locator("#to")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#to")).to_have_value("one fine day")
    expect(heading(page)).to_have_text(says(TIMES))
    expect(page.locator("#announcer")).to_contain_text("could not be read")
    page.get_by_label("To", exact=True).fill("2022")
    page.keyboard.press("Tab")
    expect(page.locator("#to-read")).to_contain_text("read as 2022.")


def test_keys_alone_tick_a_filter_and_enter_a_card(page: Page):
    page.goto("/")
    focused = page.locator(":focus")

    def tab_to(wanted: str, *, at_most: int) -> None:
        for _ in range(at_most):
            page.keyboard.press("Tab")
            if focused.count() and focused.evaluate(f"element => element.matches('{wanted}')"):
                return
        pytest.fail(f"{at_most} presses of Tab do not reach {wanted}")

    page.keyboard.press("Tab")
    expect(focused).to_have_text("Skip to the content")
    page.keyboard.press("Tab")
    expect(focused).to_have_text("Skip to the list of events")
    page.keyboard.press("Enter")
    tab_to(".card-title a", at_most=2)  # past the first event's place
    expect(focused).to_have_text(page.locator(".card-title").first.inner_text())
    page.goto("/")
    tab_to("#actor-nato", at_most=40)
    page.keyboard.press("Space")
    expect(heading(page)).to_have_text(says(NATO))
    expect(box(page, "actor-nato")).to_be_focused()
    tab_to(".card-title a", at_most=80)
    first = focused.inner_text()
    assert first == titles(page)[0]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first)


def test_from_the_chart_to_the_first_card_is_a_short_way_for_keys(page: Page):
    page.goto("/")
    focused = page.locator(":focus")

    def tabs_to_the_first_card() -> int:
        page.locator(".as-of a").last.focus()
        for number in range(1, 60):
            page.keyboard.press("Tab")
            if focused.evaluate("element => element.matches('.card-title a')"):
                return number
        pytest.fail("no card is reached")

    assert tabs_to_the_first_card() <= 34
    for group in ("actor", "outlet"):
        opens(page, group)
    assert tabs_to_the_first_card() <= 19
    page.locator(".as-of a").last.focus()
    page.keyboard.press("Tab")
    expect(focused).to_have_text("Skip the filters")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(focused).to_have_text(page.locator(".card-title").first.inner_text())


def test_a_group_that_is_closed_tells_what_is_chosen_and_stays_as_it_was_left(page: Page):
    page.goto("/?kind=refusal")
    groups = {
        name: page.locator(f"#fieldset-{name}")
        for name in ("actor", "outlet", "kind", "place", "when", "only", "sort")
    }
    is_open = [name for name, group in groups.items() if group.get_attribute("open") is not None]
    assert is_open == ["actor", "outlet", "kind"], "what is chosen is in view"
    expect(groups["place"].locator(".held")).to_have_text("9")
    opens(page, "outlet")
    opens(page, "only")
    with page.expect_response(re.compile("actor=nato")):
        box(page, "actor-nato").check()
    expect(chips(page)).to_have_count(2)
    assert groups["outlet"].get_attribute("open") is None
    assert groups["only"].get_attribute("open") is not None
    opens(page, "actor")
    expect(groups["actor"].locator(".held")).to_have_text("14 NATO")
    expect(groups["actor"].locator(".held")).to_be_visible()


def test_without_javascript_the_form_with_a_button_gives_the_same_list(no_js_page: Page):
    page = no_js_page
    page.goto("/")
    box(page, "actor-nato").check()
    box(page, "outlet-the-times").check()
    page.get_by_role("button", name="Apply the filters").click()
    expect_selection(page, BOTH)
    page.get_by_role("link", name="Remove NATO").click()
    expect_selection(page, TIMES)
    opens(page, "when")
    page.get_by_label("From", exact=True).fill("one fine day")
    page.get_by_label("Search events and quotes").fill("sky")
    page.get_by_label("Search events and quotes").press("Enter")
    expect(page.locator("#from-read")).to_contain_text("not read as a date")
    expect(heading(page)).to_have_text(says(Criteria(outlets=("the-times",), text="sky")))


def test_with_javascript_the_button_is_not_there(page: Page):
    page.goto("/")
    expect(page.get_by_role("button", name="Apply the filters")).to_have_count(0)


def test_on_a_phone_filters_are_a_sheet_that_opens_filters_and_closes(phone: Page):
    phone.goto("/")
    expect(box(phone, "actor-nato")).to_be_hidden()
    phone.get_by_role("button", name="Filters").tap()
    expect(box(phone, "actor-nato")).to_be_visible()
    box(phone, "actor-nato").tap()
    expect(heading(phone)).to_have_text(says(NATO))
    expect(box(phone, "actor-nato")).to_be_visible()
    phone.get_by_role("button", name=f"Show {select(NATO).count} events").tap()
    expect(box(phone, "actor-nato")).to_be_hidden()
    expect(chips(phone)).to_have_text(["Remove NATO ✕"])
    phone.get_by_role("button", name="Filters").tap()
    expect(box(phone, "actor-nato")).to_be_checked()
    phone.get_by_role("button", name="Close").tap()
    expect(box(phone, "actor-nato")).to_be_hidden()


def test_show_more_adds_to_the_list_until_all_is_there(page: Page):
    Event.objects.all().delete()
    story.crowd(120)
    page.goto("/")
    expect(page.locator(".card")).to_have_count(50)
    with asked_of(page) as asked:
        page.get_by_role("link", name="Show more").click()
        expect(page.locator(".card")).to_have_count(100)
        page.get_by_role("link", name="Show more").click()
        expect(page.locator(".card")).to_have_count(120)
        assert len(asked) == 2
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)
    assert titles(page) == [f"Day {number:04}" for number in range(1, 121)]
    expect(page.locator(".year:not(.visually-hidden)")).to_have_text(["2022"])
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_page_says_that_it_is_at_work(page: Page):
    page.goto("/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("actor=nato"), hold)
    with page.expect_request(re.compile("actor=nato")):
        box(page, "actor-nato").check()
    expect(page.locator("#working")).to_have_class(re.compile("htmx-request"))
    held[0].continue_()
    expect(heading(page)).to_have_text(says(NATO))
    expect(page.locator("#working")).not_to_have_class(re.compile("htmx-request"))


def test_of_many_actors_one_is_found_by_name_and_chosen(page: Page, monkeypatch):
    monkeypatch.setattr(filter_panel, "ACTORS_OFFERED", 9)
    page.goto("/")
    expect(box(page, "actor-dmitry-medvedev")).to_have_count(0)
    search = page.get_by_label("Find among")
    with asked_of(page) as asked:
        search.press_sequentially("medved", delay=20)
        found = page.locator("#found-actors input")
        expect(found).to_have_count(1)
        assert all("find=medved" in address or "find=m" in address for address in asked)
    expect(page).to_have_url(re.compile(r"/$"))
    search.press("Tab")
    expect(found).to_be_visible()
    found.check()
    chosen = box(page, "actor-dmitry-medvedev")
    expect(chosen).to_be_checked()
    expect(page).to_have_url(re.compile(r"/\?actor=dmitry-medvedev$"))
    expect(page.get_by_label("Find among")).to_have_value("medved")
    expect(page.locator("#found-actors input")).to_have_count(0)
