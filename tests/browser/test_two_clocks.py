"""The chart under a pointer: a drag sets the dates, a card lights its curves."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import asked_of, expect_selection, heading
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reader import read
from timeline.models import Event

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


def test_the_phone_s_drawing_has_the_links_words_and_events_of_the_other(phone: Page):
    phone.goto("/")
    for filtered in (False, True):
        if filtered:
            phone.get_by_role("button", name="Filters").click()
            phone.locator("#outlet-the-times").check()
            expect(heading(phone)).to_contain_text(" of ")
            phone.keyboard.press("Escape")
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
        expect(phone.locator(".clock-tall .strand .reach")).to_have_count(
            phone.locator(".clock-tall .strand").count()
        )
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
