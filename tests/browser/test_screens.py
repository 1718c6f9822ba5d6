"""Every page at every width, in light and dark, on paper, and for those who cannot see it."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.watch import Opener, watch_of
from timeline.models import Event

WIDTHS = (320, 390, 768, 1280, 1600)
PAGES = [
    "/",
    "/?actor=nato&q=sky&from=2022",
    "/?from=one+fine+day&actor=nobody&kind=refusal",
    "/?q=unheardof",
    "/events/nato-refuses-no-fly-zone/",
    "/events/drone-enters-poland/",
    "/actors/",
    "/actors/nato/",
    "/outlets/",
    "/outlets/the-times/",
    "/places/",
    "/places/kyiv/",
    "/sources/",
    "/sources/times-interview/",
    "/sources/airspace-not-closed/",
    "/changes/?since=one+fine+day",
    "/no/such/page/",
]


pytestmark = pytest.mark.usefixtures("shipped_story")


def test_no_page_scrolls_sideways_at_any_width(page: Page):
    for address in [*PAGES, "/compare/", "/disagreements/", "/quotes/"]:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{address} at {width}: {wide}"


def test_no_phone_page_scrolls_sideways_and_no_register_s_row_is_out_of_sight(phone: Page):
    for address in PAGES:
        phone.goto(address)
        wide = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1] <= 390, address
        rows = phone.locator(".register tbody tr").evaluate_all(
            "rows => rows.map(row => row.getBoundingClientRect()).map(at => [at.right, at.height])"
        )
        assert all(right <= 390 and height < 300 for right, height in rows), (address, rows)
        assert rows or address not in {"/actors/", "/outlets/", "/places/", "/sources/"}
        if rows:
            found = Axe().run(phone, options={"runOnly": ["target-size"]}).response["violations"]
            assert [node["html"] for one in found for node in one["nodes"]] == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(scheme: str, opened: Opener):
    found = []
    with opened(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as page:
        for address in [*PAGES, "/admin/login/"]:
            page.goto(address)
            result = Axe().run(page, options=axe.rules(scheme))
            found += [
                f"{address}: {violation['id']}: {node['html'][:160]}"
                for violation in result.response["violations"]
                for node in violation["nodes"]
            ]
    assert found == []


def test_axe_finds_nothing_in_an_open_sheet_on_a_phone(phone: Page):
    phone.goto("/?actor=nato")
    phone.get_by_role("button", name="Filters").tap()
    expect(phone.locator("#actor-nato")).to_be_visible()
    # Scrolled to its end the sheet has no box half under the button that closes it.
    phone.locator("#filters-panel").evaluate("sheet => sheet.scrollTo(0, sheet.scrollHeight)")
    violations = Axe().run(phone, options=axe.RULES).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == []


def test_light_and_dark_differ_in_ground_ink_and_outlets(page: Page):
    page.goto("/")

    def colours() -> list[str]:
        return page.evaluate(
            "[getComputedStyle(document.body).backgroundColor,"
            " getComputedStyle(document.body).color,"
            " getComputedStyle(document.querySelector('.curve.outlet-1')).stroke]"
        )

    page.emulate_media(color_scheme="light")
    light = colours()
    page.emulate_media(color_scheme="dark")
    dark = colours()
    assert all(one != other for one, other in zip(light, dark, strict=True))
    ground, ink = ([int(n) for n in c.strip("rgb()").split(",")] for c in dark[:2])
    assert sum(ground) < sum(ink)


def test_on_paper_the_filters_are_gone_and_the_telling_is_there(page: Page):
    page.goto("/")
    page.emulate_media(media="print")
    for apparatus in (".filters", ".search", ".masthead nav"):
        expect(page.locator(apparatus).first).to_be_hidden()
    expect(page.locator("summary:visible")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".card-title").first).to_be_visible()
    expect(page.locator(".clock-wide")).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_paper_has_the_addresses_of_what_its_lists_have(page: Page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    for address, item in (
        ("/quotes/", ".quotation-events a"),
        ("/sources/", ".register tbody th"),
        ("/disagreements/", ".disputed h3 a"),
    ):
        page.goto(address)
        printed = page.locator(item).first.evaluate("it => getComputedStyle(it, '::after').content")
        assert printed.startswith('" (http://'), address


def test_paper_has_one_drawing_and_nothing_beyond_its_edge(page: Page):
    page.emulate_media(media="print")
    for width in (720, 1040):
        page.set_viewport_size({"width": width, "height": 1000})
        for address in ("/", "/events/nato-refuses-no-fly-zone/", "/compare/?columns=documents"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            assert page.locator(".clock:visible").count() == (address == "/"), address


def test_a_page_is_whole_without_javascript(no_js_page: Page, page: Page):
    for address in ("/", "/events/nato-refuses-no-fly-zone/", "/actors/", "/sources/"):
        no_js_page.goto(address)
        page.goto(address)
        names = [p.locator("main h1, main h2, main h3, main h4").all_inner_texts()
                 for p in (no_js_page, page)]  # fmt: skip
        assert names[0] == names[1]


def test_a_table_sorts_and_filters_without_a_new_page(page: Page):
    page.goto("/actors/")
    page.get_by_label("Search actors").fill("radoslaw")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("#register-count")).to_have_text("1 actor")
    page.get_by_label("Search actors").fill("")
    expect(page.locator("tbody tr")).not_to_have_count(1)
    page.get_by_role("link", name="Name").click()
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    names = page.locator("tbody th").all_inner_texts()
    assert names == sorted(names)


def test_what_is_not_there_says_so(page: Page):
    watch_of(page).allow("404")
    page.goto("/no/such/page/")
    expect(page.locator("h1")).to_have_text("Nothing at this address")


CUT_WORDS = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), cut = [];
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const left = 'svg, script, select, code, .printed-from, details:not([open])';
    if (text.parentElement.closest(left)) continue;
    for (const word of text.data.matchAll(/[\\p{L}’']{2,24}/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (390, "screen"), (720, "print")])
def test_no_word_is_cut(page: Page, width: int, media: Literal["screen", "print"]):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media=media)
    cut = {}
    for address in ("/", "/events/nato-refuses-no-fly-zone/", "/sources/", "/compare/", "/quotes/"):
        page.goto(address)
        cut[address] = page.evaluate(CUT_WORDS)
    assert not any(cut.values()), cut


def test_when_stands_as_the_other_groups(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/?from=2022")
    legends = page.locator("#filter-fields .fieldset > summary")
    lefts = {legends.nth(number).bounding_box()["x"] for number in range(legends.count())}
    assert len(lefts) == 1
    label, field = (page.locator(one).bounding_box() for one in ("label[for=from]", "#from"))
    assert label["x"] + label["width"] + 4 <= field["x"]
    assert page.locator("#from-read").bounding_box()["y"] >= field["y"] + field["height"] + 4


def test_a_note_stands_clear_of_the_table_above_it(page: Page):
    page.goto("/outlets/")
    gap = page.evaluate("""() => document.querySelector("main .note").getBoundingClientRect().top
        - document.querySelector("main table").getBoundingClientRect().bottom""")
    assert gap >= 12


def test_what_leads_away_from_an_event_stands_in_one_line_and_opens_below_it(page: Page):
    page.goto("/events/nato-refuses-no-fly-zone/")
    cite, offer = page.locator(".cite > summary"), page.locator(".offer > summary")
    assert cite.bounding_box()["y"] == offer.bounding_box()["y"]
    cite.click()
    box = page.locator(".cite-box").bounding_box()
    assert box["y"] >= offer.bounding_box()["y"] + offer.bounding_box()["height"]
    assert box["width"] > 600


def test_paragraphs_of_a_summary_stand_apart(page: Page):
    event = Event.objects.get(slug="nato-refuses-no-fly-zone")
    Event.objects.filter(pk=event.pk).update(summary="They refuse.\n\nNobody is asked again.")
    for address, where in (
        ("/events/nato-refuses-no-fly-zone/", ".lead"),
        ("/?q=nobody+is+asked+again", ".summary"),
    ):
        page.goto(address)
        assert page.locator(where).first.inner_text() == "They refuse.\n\nNobody is asked again."


def test_words_among_lines_have_a_halo_that_reaches_over_the_gaps_between_words(page: Page):
    for width, words in ((1280, ".clock-wide .break-name"), (390, ".clock-tall .tick-name")):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/")
        look = page.locator(words).first.evaluate(
            "words => (look => [look.paintOrder, parseFloat(look.strokeWidth), look.stroke])"
            "(getComputedStyle(words))"
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (look[0].split()[0], look[2]) == ("stroke", ground)
        assert look[1] >= 8


def test_printed_columns_have_room_for_the_events_names(page: Page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    page.goto("/compare/")
    table, names = (
        page.locator(one).first.bounding_box()["width"] for one in (".comparison", ".corner")
    )
    assert names >= table / 6
    title, state = (
        page.locator(one).first.evaluate("part => parseFloat(getComputedStyle(part).fontSize)")
        for one in (".row-title", ".cell .state")
    )
    assert state <= title


def test_forced_colours_tell_by_form_what_colours_tell(opened: Opener):
    with opened(viewport={"width": 1280, "height": 900}, forced_colors="active") as page:
        page.goto("/")

        def look(element: str, of: str, pseudo: str = "") -> str:
            return page.locator(element).first.evaluate(
                f"element => getComputedStyle(element, '{pseudo}').getPropertyValue('{of}')"
            )

        day = look(".item:not(.item-wide)", "background-color", "::before")
        assert day != look(".item-wide", "background-color", "::before")
        assert look("nav [aria-current]", "font-weight") == "700"
        assert look("nav a:not([aria-current])", "font-weight") == "400"
        dot = page.locator(".dot[data-initials='Ti']").first
        expect(dot).to_be_attached()
        assert "Ti" in dot.evaluate("dot => getComputedStyle(dot, '::before').content")
        # Its dash is drawn, by which outlets of the same initials differ.
        assert "gradient" in dot.evaluate("dot => getComputedStyle(dot).backgroundImage")
        # Of the chart, too: its key, and a strand of each outlet.
        assert "Ti" in look(".key li[data-initials='Ti']", "content", "::before")
        # What came before the story is shaded: dots are a seam of the scale.
        assert look(".clock-wide .early", "stroke") == "none"
        shade = look(".clock-wide .early", "fill"), look(".clock-wide .early", "fill-opacity")
        assert shade == (look(".clock-wide .seam", "stroke"), "0.08")
        named = set(page.locator(".clock-wide .initials text:visible").all_text_contents())
        assert named == {"Pr", "TV", "Ti", "Tw"}
    with opened(viewport={"width": 1280, "height": 900}) as page:
        page.goto("/")
        expect(page.locator(".initials text:visible")).to_have_count(0)
