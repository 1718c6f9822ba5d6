"""The editor's desk in a real browser, under the Content-Security-Policy."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from tests import proposals
from tests.browser import axe
from tests.browser.watch import Opener
from timeline import env
from timeline.models import Actor, Event, Mention, Outlet, Source, Story

PASSWORD = "bridge-over-water"


@pytest.fixture
def letter(transactional_db: None) -> Source:
    """A letter with nothing in it yet; beside it two events and an actor to refer to."""
    from timeline.services.running.editors import ensure_editors_group

    ensure_editors_group()
    editor = User.objects.create_user("edda", password=PASSWORD, is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    Event.objects.create(slug="opening", title="The bridge opens")
    Event.objects.create(slug="storm", title="A storm closes the bridge")
    Actor.objects.create(slug="ida", name="Ida Berg").aliases.create(name="Mayor Berg")
    Actor.objects.create(slug="olle", name="Olle Strand")
    Outlet.objects.create(slug="herald", name="The Herald")
    return Source.objects.create(slug="letter", title="A letter")


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("edda")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def open_letter(page: Page, letter: Source) -> None:
    log_in(page)
    page.goto(f"/admin/timeline/source/{letter.pk}/change/")


def choose(page: Page, box: str, words: str) -> None:
    """Type into an autocomplete and take the first that it finds."""
    page.locator(f"{box} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    found = page.locator(".select2-results__option", has_text=words)
    found.first.click()


def add_mention(page: Page, number: int, *, event: str, phrase: str) -> None:
    if number:
        # The reading of the phrase before comes in above the button and moves it.
        expect(page.locator(f"#mentions-{number - 1} .field-phrase output")).not_to_be_empty()
    page.get_by_text("Add another Mention").click()
    row = f"#mentions-{number}"
    choose(page, f"{row} .field-event", event)
    page.locator(f"[name=mentions-{number}-says]").fill("It is told.")
    page.locator(f"[name=mentions-{number}-phrase]").fill(phrase)


def test_a_typed_publication_date_shows_at_once_how_it_was_read(page: Page, letter: Source):
    open_letter(page, letter)
    told = page.locator(".field-edtf output")
    page.locator("#id_edtf").press_sequentially("between 1 and 5 March 2022")
    expect(told).to_contain_text("1–5 March 2022 2022-03-01/2022-03-05")
    expect(told).to_contain_text("(rule: between)")
    page.locator("#id_edtf").fill("one fine day")
    expect(told).to_contain_text("Not read: “one fine day” is not read as a date by any rule")


def test_a_source_is_filled_in_with_mentions_and_a_quote_on_one_page(page: Page, letter: Source):
    open_letter(page, letter)
    page.locator("#id_edtf").fill("Friday 4 March 2022")
    page.locator("#id_published_basis").select_option("stated")
    add_mention(page, 0, event="The bridge opens", phrase="on Thursday")
    expect(page.locator("#mentions-0 .field-phrase output")).to_contain_text("3 March 2022")
    page.locator("#mentions-0").get_by_text("Add another Quote").click()
    choose(page, "#mentions-0-quotes-0 .field-speaker", "Ida Berg")
    page.locator("[name=mentions-0-quotes-0-words]").fill("the bridge is ours")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    expect(page.locator("#mentions-0 .field-phrase output")).to_contain_text("3 March 2022")
    mention = Mention.objects.get()
    assert (mention.edtf, mention.rule) == ("2022-03-03", "weekday")
    assert mention.quotes.get().speaker.name == "Ida Berg"


def test_the_way_back_from_publishing_is_a_button_like_the_others(page: Page, letter: Source):
    storm = Event.objects.get(slug="storm")
    Event.objects.filter(pk=storm.pk).update(state="draft")
    log_in(page)
    page.goto(f"/admin/state/publish/?event={storm.pk}")
    looks = [
        page.locator(one).evaluate(
            "part => (look => [look.borderRadius, look.fontSize, part.offsetHeight])"
            "(getComputedStyle(part))"
        )
        for one in (".submit-row [type=submit]", ".submit-row .closelink")
    ]
    assert looks[0] == looks[1]


def test_what_is_typed_elsewhere_has_phrases_read_again(page: Page, letter: Source):
    open_letter(page, letter)
    page.locator("#id_edtf").fill("4 March 2022")
    add_mention(page, 0, event="The bridge opens", phrase="on Thursday")
    add_mention(page, 1, event="A storm", phrase="that same month")
    later = page.locator("#mentions-1 .field-phrase output")
    expect(later).to_contain_text("March 2022")
    page.locator("#id_edtf").fill("6 October 2025")
    page.locator("#id_edtf").blur()
    expect(page.locator("#mentions-0 .field-phrase output")).to_contain_text("2 October 2025")
    expect(later).to_contain_text("October 2025")
    page.locator("[name=mentions-0-phrase]").fill("in May 2014")
    page.locator("[name=mentions-0-phrase]").blur()
    expect(later).to_contain_text("May 2014")


def test_quotes_are_dragged_into_order(page: Page, letter: Source):
    open_letter(page, letter)
    add_mention(page, 0, event="The bridge opens", phrase="")
    for number, words in enumerate(("first", "second")):
        page.locator("#mentions-0").get_by_text("Add another Quote").click()
        choose(page, f"#mentions-0-quotes-{number} .field-speaker", "Ida Berg")
        page.locator(f"[name=mentions-0-quotes-{number}-words]").fill(words)
    handle = page.locator("#mentions-0-quotes-1 .djn-drag-handler")
    handle.scroll_into_view_if_needed()
    held = handle.bounding_box()
    above = page.locator("#mentions-0-quotes-0 .djn-drag-handler").bounding_box()
    assert held
    assert above
    page.mouse.move(held["x"] + 5, held["y"] + 5)
    page.mouse.down()
    page.mouse.move(held["x"] + 5, held["y"] - 20, steps=5)
    page.mouse.move(above["x"] + 5, above["y"] - 10, steps=8)
    page.mouse.up()
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    assert [quote.words for quote in Mention.objects.get().quotes.all()] == ["second", "first"]


def test_an_unreadable_phrase_comes_back_with_the_reason_beside_it(page: Page, letter: Source):
    open_letter(page, letter)
    add_mention(page, 0, event="The bridge opens", phrase="one fine day")
    page.locator("[name=_save]").click()
    expect(page.locator("#mentions-0 .errorlist")).to_contain_text("“one fine day” is not read")
    expect(page.locator("#mentions-0 .field-phrase output")).to_contain_text("Not read")


def test_two_actors_are_merged_after_a_question_and_parted_again(page: Page, letter: Source):
    log_in(page)
    page.goto("/admin/timeline/actor/")
    for box in page.locator(".action-select").all():
        box.check()
    page.locator("[name=action]").select_option("merge_selected")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("radio", name="Ida Berg").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", name="What is dropped")).to_be_visible()
    page.get_by_role("button", name="Merge").click()
    expect(page.locator(".messagelist")).to_contain_text("“Olle Strand” merged into “Ida Berg”")
    assert set(Actor.objects.get().aliases.values_list("name", flat=True)) == {
        "Mayor Berg",
        "Olle Strand",
    }
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messagelist")).to_contain_text("Undone: ")
    assert Actor.objects.count() == 2


def test_an_outlet_is_added_without_leaving_the_source(page: Page, letter: Source):
    open_letter(page, letter)
    with page.expect_popup() as opened:
        page.locator(".field-outlet .add-related").click()
    added = opened.value
    added.get_by_label("Name").press_sequentially("The Post")
    expect(added.get_by_label("Slug")).to_have_value("the-post")
    added.get_by_role("button", name="Save").click()
    expect(page.locator(".field-outlet .select2-selection__rendered")).to_contain_text("The Post")


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_no_page_of_the_desk_complains_or_is_too_wide(
    screen: str, letter: Source, request: pytest.FixtureRequest
):
    page: Page = request.getfixturevalue(screen)
    Story.objects.create(title="The bridge")
    Mention.objects.create(
        event=Event.objects.get(slug="opening"), source=letter, phrase="4 March 2022", says="So."
    )
    log_in(page)
    for noun in ("source", "event", "actor", "outlet", "mention", "story"):
        page.goto(f"/admin/timeline/{noun}/")
        first = page.locator("#result_list tbody th a").first.get_attribute("href") or ""
        change = first.split("?")[0]
        pages = [page.url, change, change.replace("change/", "history/")]
        if noun not in ("mention", "story"):
            pages += [f"/admin/timeline/{noun}/add/", change.replace("change/", "delete/")]
        for url in pages:
            page.goto(url)
            width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert width[0] <= width[1], url


NIGHT = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}


def test_axe_finds_nothing_by_night_on_a_phone_and_no_row_is_cut_off(
    letter: Source, opened: Opener
):
    Actor.objects.get(slug="ida").participations.create(event=Event.objects.get(slug="opening"))
    proposals.set_out(outlet=Outlet.objects.get())
    with opened(**NIGHT) as page:
        log_in(page)
        for path in (
            "", "timeline/note/", "timeline/sharelink/add/", "timeline/article/groups/",
            "timeline/import/", f"state/publish/?source={letter.pk}",
            f"timeline/event/{Event.objects.get(slug='opening').pk}/change/",
        ):  # fmt: skip
            page.goto(f"/admin/{path}")
            found = Axe().run(page, options={**axe.RULES, "preload": False})
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            for group in page.locator(".inline-group").all():
                assert group.evaluate("group => group.scrollWidth <= group.clientWidth"), path


@pytest.mark.parametrize("path", ["login/", "password/", "password/sent/"])
def test_axe_finds_nothing_where_one_logs_in_or_asks_for_a_new_password(
    path: str, opened: Opener, settings: LazySettings
):
    settings.MAIL = env.MailServer("mail.example", 25, "", "", tls=False, starttls=False)
    with opened(**NIGHT) as page:
        page.goto(f"/admin/{path}")
        found = Axe().run(page, options={**axe.RULES, "preload": False})
        assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_the_pages_of_an_import(letter: Source, opened: Opener):
    rows = {
        "name": "bridge.csv",
        "mimeType": "text/csv",
        "buffer": b"date,title\n2022-03-05,It opens\n",
    }
    with opened(**NIGHT) as page:
        log_in(page)
        page.goto("/admin/timeline/import/")
        page.locator("input[type=file]").set_input_files(rows)  # type: ignore[arg-type]
        for button in ("Look at it", "Import 1 row"):
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("button", name=button)).to_have_count(0)
            found = Axe().run(page, options={**axe.RULES, "preload": False})
            assert found.violations_count == 0, f"{button}: {found.generate_report()}"
        expect(page.get_by_role("heading", name="What came of bridge.csv")).to_be_visible()


def test_the_desk_can_be_read_and_saved_without_javascript(no_js_page: Page, letter: Source):
    open_letter(no_js_page, letter)
    no_js_page.locator("#id_edtf").fill("5 November 2025")
    no_js_page.locator("#id_published_basis").select_option("stated")
    no_js_page.locator("[name=_save]").click()
    expect(no_js_page.locator(".messagelist")).to_contain_text("changed successfully")
    letter.refresh_from_db()
    assert letter.edtf == "2025-11-05"
