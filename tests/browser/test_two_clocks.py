"""The chart under a pointer: a drag sets the dates, a card lights its curves."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import asked_of, expect_selection, heading
from timeline.domain.chart.text_width import text_width
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reader import read
from timeline.models import Actor, Event, Kind, Outlet, Place
from timeline.web.timeline import density_chart

pytestmark = pytest.mark.usefixtures("shipped_story")


def drag(page: Page, start: float, end: float) -> None:
    """Drag between two places of the wide drawing's own measure, below the upper rail."""
    clock = page.locator(".clock-wide")
    clock.scroll_into_view_if_needed()
    frame = clock.bounding_box()
    assert frame
    scale = frame["width"] / 1180
    y = frame["y"] + frame["height"] * 0.5
    page.mouse.move(frame["x"] + start * scale, y)
    page.mouse.down()
    page.mouse.move(frame["x"] + (start + end) / 2 * scale, y, steps=4)
    page.mouse.move(frame["x"] + end * scale, y, steps=4)
    expect(clock.locator(".brush")).not_to_have_attribute("width", "0")
    page.mouse.up()


def segments(page: Page) -> list[tuple[float, float, str, str]]:
    measure = page.locator(".clock-wide").get_attribute("data-measure")
    assert measure
    return json.loads(measure)


def test_a_drag_sets_from_and_to_and_filters(page: Page):
    page.goto("/")
    left, right, first, last = segments(page)[1]
    with asked_of(page) as asked:
        drag(page, left + 1, right - 1)
        expect(page).to_have_url(re.compile("from=.*to="))
    since, until = page.locator("#from").input_value(), page.locator("#to").input_value()
    assert first <= since < until <= last
    assert len(asked) == 1
    expect(page.locator("#from-read")).to_contain_text("read as")
    expect_selection(
        page, Criteria(since=read(since, published=None), until=read(until, published=None))
    )


def test_a_drag_backwards_is_the_same_range(page: Page):
    page.goto("/")
    left, right, _, _ = segments(page)[1]
    drag(page, right - 1, left + 1)
    expect(page).to_have_url(re.compile("from=.*to="))
    assert page.locator("#from").input_value() < page.locator("#to").input_value()


def test_a_phone_s_drawing_is_not_for_dragging_and_does_not_say_so(phone: Page):
    phone.goto("/")
    tall = phone.locator(".clock-tall")
    for number, kind in enumerate(("pointerdown", "pointermove", "pointerup")):
        tall.dispatch_event(kind, {"button": 0, "clientX": 60 + 40 * number, "clientY": 600})
    expect(phone).to_have_url(re.compile(r"/$"))
    expect(phone.locator(".by-drag")).to_be_hidden()


def test_a_click_on_a_curve_opens_its_event_or_the_list_of_its_events(page: Page):
    page.goto("/")
    thin = page.locator(".clock-wide .strand[href^='/events/']").first
    address, (key,) = thin.get_attribute("href") or "none", events_of(thin)
    thin.dispatch_event("click")
    expect(page).to_have_url(re.compile(f"{address}$"))
    expect(page.locator("h1")).to_have_text(Event.objects.get(pk=key).title)
    page.goto("/")
    thick = page.locator(".clock-wide .strand").first
    keys = events_of(thick)
    assert len(keys) > 1
    thick.dispatch_event("click")
    expect(page).to_have_url(re.compile("from=.*surely=1"))
    for key in keys:
        expect(page.locator(f".item:has(#title-{key})")).to_be_attached()


def test_what_is_pointed_at_or_focused_is_said_in_words(page: Page):
    page.goto("/")
    says = page.locator("#clocks-says")
    for look in (".strand", ".mark", ".rail-name"):
        part = page.locator(f".clock-wide {look}").first
        part.dispatch_event("pointerover")
        expect(says).to_have_text(part.locator("title").text_content() or "nothing")
    strand = page.locator(".clock-wide .strand").first
    strand.focus()
    expect(says).to_have_text(strand.locator("title").text_content() or "nothing")


def test_above_heaps_too_dots_and_names_say_what_they_are_and_lead_there(
    page: Page, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(density_chart, "MOST_CURVES", 0)
    page.goto("/?importance=1")
    says = page.locator("#clocks-says")
    expect(says).to_contain_text("Point at a band, a bar, a dot or a name")
    dot = page.locator(".clock-wide .mark").last
    words = dot.locator("title").text_content()
    dot.hover()
    expect(says).to_have_text(words or "nothing")
    names = page.locator(".clock-wide .rail-name")
    names.first.focus()
    expect(says).to_have_text(names.first.locator("title").text_content() or "nothing")
    page.keyboard.press("ArrowRight")
    expect(says).to_have_text(names.nth(1).locator("title").text_content() or "nothing")
    address = names.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address or "/nowhere/")


def test_each_bar_and_each_band_says_how_many_it_is_by_pointer_and_by_keys(
    page: Page, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(density_chart, "MOST_CURVES", 0)
    page.goto("/")
    says, clock = page.locator("#clocks-says"), page.locator(".clock-wide")
    bars = clock.locator(".part-heap")
    drawn = clock.locator(".heap").get_attribute("d") or ""
    assert bars.count() == drawn.count("M") > 5
    for number in range(bars.count()):
        box, words = bars.nth(number).bounding_box(), bars.nth(number).locator("title")
        assert box
        dots = clock.locator(".mark").evaluate_all(
            "all => all.map(m => m.getBoundingClientRect().x)"
        )
        if box["width"] > 3 and not any(abs(x + 6 - box["x"] - box["width"] / 2) < 9 for x in dots):
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            expect(says).to_have_text(words.text_content() or "nothing")
            expect(says).to_have_text(re.compile(r"^[\d,]+ events? (of|told in) "))
    bands = clock.locator(".part-band")
    bands.first.dispatch_event("pointerover")
    expect(says).to_have_text(re.compile(r"^[\d,]+ events? of .*, told in .*\d{4}$"))
    assert clock.locator("[tabindex='0']").count() == 1, "one stop for the Tab key"
    clock.locator(".rail-name").last.focus()
    for part in (bars.first, bars.nth(1)):
        page.keyboard.press("ArrowRight")
        expect(part).to_be_focused()
        expect(says).to_have_text(part.locator("title").text_content() or "nothing")
    for _ in range(clock.locator(".rail-name").count() + 2):
        page.keyboard.press("ArrowLeft")
    expect(bands.last).to_be_focused()
    expect(says).to_have_text(bands.last.locator("title").text_content() or "nothing")


def test_a_touch_on_a_bar_says_how_many_it_is(phone: Page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(density_chart, "MOST_CURVES", 0)
    phone.goto("/")
    wide, tall = (phone.locator(f".clock-{size} .part title") for size in ("wide", "tall"))
    assert wide.all_text_contents() == tall.all_text_contents()
    bar = phone.locator(".clock-tall .part-heap").last
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(phone.locator("#clocks-says")).to_have_text(
        bar.locator("title").text_content() or "nothing"
    )


def test_words_of_the_apparatus_hide_no_line_from_a_pointer(page: Page):
    page.goto("/")
    says = page.locator("#clocks-says")
    told = page.locator(".clock-wide .break-name text").last
    box = told.bounding_box()
    assert box
    for share in range(1, 20):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * share / 20)
    expect(says).to_contain_text("Told ")


def test_the_phone_s_drawing_has_the_links_words_and_events_of_the_other(phone: Page):
    phone.goto("/")
    for filtered in (False, True):
        if filtered:
            phone.get_by_role("button", name="Filters").click()
            phone.locator("#outlet-the-times").check()
            expect(heading(phone)).to_contain_text(" of ")
            phone.keyboard.press("Escape")
        expect(phone.locator(".clock-tall .strand .reach")).to_have_count(
            phone.locator(".clock-wide .strand").count()
        )
        for look in ("strand", "mark"):
            wide, tall = (
                phone.locator(f".clock-{size} .{look}").evaluate_all(
                    """parts => parts.map(part => [
                        part.getAttribute("href"), part.dataset.event,
                        part.querySelector("title").textContent,
                        part.querySelector(".curve")?.getAttribute("class"),
                    ])"""
                )
                for size in ("wide", "tall")
            )
            assert wide == tall
            assert len(wide) > 3
    strand = phone.locator(".clock-tall .strand").first
    strand.dispatch_event("pointerover")
    says = phone.locator("#clocks-says")
    expect(says).to_have_text(strand.locator("title").text_content() or "nothing")


def events_of(part: Locator) -> list[str]:
    return (part.get_attribute("data-event") or "").split()


def test_pointing_at_a_card_lights_its_curves_and_at_a_curve_its_card(page: Page):
    page.goto("/")
    strand = page.locator(".clock-wide .strand").first
    key = events_of(strand)[0]
    card, curves = (
        page.locator(f".item:has(#title-{key})"),
        page.locator(f".strand[data-event~='{key}']"),
    )
    others = page.locator(f".strand:not([data-event~='{key}'])")
    card.locator(".card").hover()
    expect(curves.first).to_have_class(re.compile(r"\blit\b"))
    assert curves.evaluate_all("all => all.every(one => one.classList.contains('lit'))")
    assert not others.evaluate_all("all => all.some(one => one.classList.contains('lit'))")
    page.locator("h1").hover()
    expect(page.locator(".lit")).to_have_count(0)
    strand.dispatch_event("pointerover")
    expect(card).to_have_class(re.compile(r"\blit\b"))


def test_keys_light_a_card_and_walk_from_curve_to_curve(page: Page):
    page.goto("/")
    first, second = (page.locator(".clock-wide .strand").nth(number) for number in (0, 1))
    first.focus()
    key = events_of(first)[0]
    expect(page.locator(f".item:has(#title-{key})")).to_have_class(re.compile(r"\blit\b"))
    page.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("tabindex", "0")
    expect(first).to_have_attribute("tabindex", "-1")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    title = page.locator(f".item:has(#title-{key}) .card-title a")
    title.focus()
    expect(page.locator(f".clock-wide .strand[data-event~='{key}']").first).to_have_class(
        re.compile(r"\blit\b")
    )


def test_what_a_filter_brings_can_be_lit_and_dragged_too(page: Page):
    page.goto("/")
    page.locator("#outlet-the-times").check()
    expect(heading(page)).to_contain_text(" of ")
    key = events_of(page.locator(".clock-wide .strand").first)[0]
    page.locator(f".item:has(#title-{key}) .card").hover()
    expect(page.locator(f".clock-wide .strand.lit[data-event~='{key}']").first).to_be_attached()
    left, right, _, _ = segments(page)[0]
    drag(page, left + 1, right - 1)
    expect(page).to_have_url(re.compile("outlet=the-times&from=.*to="))


KEEP_CHARTS = """async addresses => {
    window.charts = await Promise.all(addresses.map(async address => {
        const page = await (await fetch(address)).text();
        return new DOMParser().parseFromString(page, "text/html").querySelector(".clocks");
    }));
    return window.charts.reduce((sum, one) => sum + one.querySelectorAll("text").length, 0);
}"""
"""Fetches charts once, to be looked at in one size after another; gives the number of words."""

MEETING = """addresses => addresses.flatMap((address, number) => {
    document.querySelector(".clocks").replaceWith(window.charts[number]);
    const texts = [...document.querySelectorAll(".clock text")].map(text => ({
        words: text.textContent.trim(), name: text.closest("a"), box: text.getBoundingClientRect(),
    })).filter(text => text.box.width);
    return texts.flatMap((one, place) => texts.slice(place + 1).filter(other =>
        (!one.name || one.name !== other.name)
        && one.box.left < other.box.right && other.box.left < one.box.right
        && one.box.top + 0.5 < other.box.bottom && other.box.top + 0.5 < one.box.bottom
    ).map(other => [address, one.words, other.words]));
})"""
"""The pairs of words that share room in the charts, in the drawings that are shown."""


def test_no_words_of_a_chart_run_into_others_whatever_is_filtered(page: Page):
    facets = {"actor": Actor, "outlet": Outlet, "kind": Kind, "place": Place}
    slugs = {
        name: list(model.objects.order_by("pk").values_list("slug", flat=True))
        for name, model in facets.items()
    }
    asked = [f"{name}={slug}" for name, found in slugs.items() for slug in found]
    asked += [f"actor={slugs['actor'][0]}&outlet={outlet}" for outlet in slugs["outlet"]]
    asked += ["", "from=2022-02&to=2022-03", "as_of=2022-03-04"]
    addresses = [f"/?{one}" for one in asked]
    page.goto("/")
    words = page.evaluate(KEEP_CHARTS, addresses)
    assert words > 20 * len(addresses), (words, len(addresses))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MEETING, addresses) == []


WORDS = [
    *("WWW MMM Wömmen", "MiMiMi Williamson", "lillili iIjl fit till", "NATO, EU, OSCE and the US"),
    *("and 12 more", "1,234,567 of 9,876,543", "24 Feb 2022", "“Quoted” — words… and/or (&)"),
    *("Größe, Maß und Übermaß", "Žluťoučký kůň úpěl", "łódź żółć", "Œuvre, cœur, façade"),
    *("Зеленський звернувся до НАТО", "Путин объявил о вторжении", "Щука жжёт ЩЖШЮ"),
    *("Ο πρωθυπουργός μίλησε", "乌克兰总统泽连斯基讲话", "大統領は演説した", "김하늘 대통령"),
    *("نشست سران ناتو", "שיחה עם הנשיא", "Nguyễn Thị Hường đến"),
]
WIDTHS = """([words, font]) => {
    const pen = document.createElement("canvas").getContext("2d");
    const family = getComputedStyle(document.querySelector(".rail-name text")).fontFamily;
    pen.font = `${font} 12px ${family}`;
    return words.map(one => pen.measureText(one).width);
}"""


@pytest.mark.parametrize(("bold", "font"), [(True, 600), (False, 400)])
def test_words_are_taken_for_at_least_as_wide_as_they_are_and_hardly_more(
    page: Page, bold: bool, font: int
):
    page.goto("/")
    words = [*WORDS, *Event.objects.values_list("title", flat=True)]
    told = dict(zip(words, page.evaluate(WIDTHS, [words, font]), strict=True))
    over = {one: text_width(one, pixels=12, bold=bold) / width for one, width in told.items()}
    assert {one: by for one, by in over.items() if by < 1} == {}
    # A machine of this test may lack letters of other scripts, and show narrow boxes.
    latin = [over[one] for one in words if one.isascii()]
    assert len(latin) > 30
    assert sum(latin) / len(latin) < 1.15
