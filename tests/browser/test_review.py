"""A review done by keys in a real browser, under the Content-Security-Policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, Route, expect

from tests import proposals
from tests.browser.watch import watch_of
from timeline.models import Article, Decision, Event, Mention, Proposal

PASSWORD = "bridge-over-water"


@pytest.fixture
def article(transactional_db: None) -> Article:
    """An article on the bridge with four proposals; its details are to be confirmed."""
    from tests.cast import set_out
    from timeline.services.running.editors import ensure_editors_group

    ensure_editors_group()
    editor = User.objects.create_user("edda", password=PASSWORD, is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    found = proposals.set_out(confirmed=False, outlet=set_out().herald)
    found.proposals.update(confidence=0.9)  # so that none is kept apart as less likely
    return found


def open_review(page: Page, article: Article) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("edda")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.goto(f"/admin/timeline/article/{article.pk}/change/")


def expect_current(page: Page, title: str) -> None:
    expect(page.locator("#current-title")).to_have_text(title)


def states() -> dict[str, str]:
    return dict(Proposal.objects.values_list("title", "state"))


REFUSAL = "The council refuses to open the bridge"
WARNING = "The engineer warns of worn cables"
FINDING = "A diver finds rust"
OPENING = "The bridge opened"


def at_rest(page: Page) -> None:
    """Wait until the page, and what is put in it, has come to rest."""
    page.wait_for_load_state()
    moving = page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    expect(moving).to_have_count(0)


def press(page: Page, key: str) -> None:
    """Press a key when nothing moves."""
    at_rest(page)
    page.keyboard.press(key)


def test_a_whole_article_is_reviewed_by_keys(page: Page, article: Article):
    open_review(page, article)
    said = page.locator("#review-said")
    press(page, "a")
    expect(page.locator("#review-side .errornote")).to_contain_text("Confirm the article's title")
    basis = page.locator("[name=published_basis]")
    basis.select_option("not-stated")
    press(page, "c")
    expect(page.locator(".review-confirm output")).to_contain_text("state no date? Then press c")
    basis.select_option("stated")
    press(page, "c")
    expect(page.locator(".messagelist")).to_contain_text("Details confirmed.")

    press(page, "j")
    expect_current(page, WARNING)
    press(page, "k")
    expect_current(page, REFUSAL)
    press(page, "1")
    expect(page.locator("#current dd").first).to_contain_text("3 March 2022")
    press(page, "u")
    expect(page.locator("#current dd").first).to_contain_text("10 March 2022")
    press(page, "a")
    expect(said).to_contain_text(f"Accepted as a new event: {REFUSAL}. 3 left.")
    expect(page.get_by_role("link", name="On the timeline")).to_be_visible()
    expect(page.locator("#details-form")).to_have_count(0)

    expect_current(page, WARNING)
    press(page, "e")
    expect(page.locator("#id_edit-title")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#edit-form")).to_have_count(0)
    press(page, "e")
    expect(page.locator("#id_edit-title")).to_be_focused()
    page.keyboard.type("a j r")  # keys that are typed press nothing
    page.locator("#id_edit-title").fill("Olle Strand warns of worn cables")
    page.get_by_label("Read as").fill("between 1 and 5 February 2022")
    expect(page.locator("#edit-form output")).to_contain_text("1–5 February 2022")
    press(page, "Control+Enter")
    expect(page.locator("#edit-form .errorlist")).to_contain_text("Say why this date")
    expect(page.get_by_label("Why this date")).to_be_focused()
    page.get_by_label("Why this date").fill("A letter says so.")
    press(page, "Control+Enter")
    expect(said).to_contain_text("Olle Strand warns of worn cables. 2 left.")

    expect_current(page, FINDING)
    press(page, "r")
    expect(said).to_contain_text(f"Rejected: {FINDING}. 1 left.")

    expect_current(page, OPENING)
    press(page, "m")
    expect(page.locator("#event-search")).to_be_focused()
    page.keyboard.type("storm")
    page.keyboard.press("Enter")  # nothing is found yet: it takes none of those that seem likely
    expect(page.locator("#event-results button")).to_contain_text(["A storm closes the bridge"])
    press(page, "ArrowDown")
    expect(page.locator("#event-results button")).to_be_focused()
    press(page, "Enter")
    expect(said).to_contain_text("Accepted as told of “A storm closes the bridge”")
    expect(page.locator(".review-done")).to_be_visible()
    assert states() == {
        REFUSAL: "accepted",
        "Olle Strand warns of worn cables": "accepted",
        FINDING: "rejected",
        OPENING: "merged",
    }
    press(page, "u")
    expect(said).to_contain_text(f"Taken back: {OPENING}. 1 left.")
    expect_current(page, OPENING)
    press(page, "a")
    expect(said).to_contain_text("Accepted as told of “The bridge opens”")
    assert Event.objects.get(slug="opening").mentions.count() == 3
    assert Decision.objects.filter(undone_at=None).count() == 5
    warned = Mention.objects.get(source__article=article, event__title__contains="worn cables")
    assert (warned.phrase, warned.edtf) == ("in February", "2022-02-01/2022-02-05")


def test_the_button_that_confirms_is_as_large_as_the_others(page: Page, article: Article):
    open_review(page, article)
    heights = [
        page.locator(one).first.bounding_box()["height"]
        for one in (".review-confirm button", ".card-buttons button")
    ]
    assert abs(heights[0] - heights[1]) < 8
    assert heights[0] >= 28


def test_the_passage_and_the_card_are_brought_into_view(page: Page, article: Article):
    article.text = "\n\n".join(["A line before."] * 80) + "\n\n" + article.text
    article.confirmed = True
    article.save()
    moved = len("\n\n".join(["A line before."] * 80)) + 2
    for proposal in article.proposals.all():
        for name in ("start", "end", "focus_start", "focus_end", "phrase_start"):
            setattr(proposal, name, getattr(proposal, name) + moved)
        proposal.quotes = tuple(
            replace(said, start=said.start + moved, end=said.end + moved)
            for said in proposal.quotes
        )
        proposal.save()
    open_review(page, article)
    for title in (REFUSAL, WARNING, FINDING):
        expect_current(page, title)
        expect(page.locator("#review-text mark").first).to_be_in_viewport()
        expect(page.locator("#current-title")).to_be_in_viewport()
        expect(page.locator("#current .card-buttons")).to_be_in_viewport()
        page.keyboard.press("j")
    expect_current(page, OPENING)
    expect(page.locator("#current-title")).to_be_focused()


def test_a_key_held_or_pressed_twice_decides_once(page: Page, article: Article):
    Article.objects.update(confirmed=True)
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/decide/", hold)
    open_review(page, article)
    with page.expect_request("**/decide/"):
        page.keyboard.down("r")
    page.keyboard.down("r")
    page.keyboard.down("r")
    page.keyboard.up("r")
    page.keyboard.press("r")
    page.keyboard.press("a")
    (request,) = asked
    request.continue_()
    expect(page.locator("#review-said")).to_contain_text(f"Rejected: {REFUSAL}. 3 left.")
    at_rest(page)
    assert sorted(states().values()) == ["open", "open", "open", "rejected"]
    assert len(asked) == 1


def test_a_key_that_looks_at_something_waits_for_the_answer_before(page: Page, article: Article):
    open_review(page, article)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect_current(page, FINDING)
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.locator("#id_edit-title")).to_have_value(WARNING)
    expect(page.locator("#id_edit-title")).to_be_focused()


def test_single_keys_can_be_turned_off_and_stay_off(page: Page, article: Article):
    open_review(page, article)
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_role("link", name="Next", exact=False).click()
    expect_current(page, WARNING)
    assert set(states().values()) == {"open"}


def test_marks_in_the_text_follow_what_is_decided(page: Page, article: Article):
    Article.objects.update(confirmed=True)
    open_review(page, article)
    expect(page.locator("mark[data-tag=date]")).to_have_text("on Thursday")
    page.keyboard.press("r")
    expect(page.locator("mark[data-tag=date]")).to_have_text("in February")
    signs = page.locator("#review-text .passage-sign")
    expect(signs.first).to_have_text("✕rejected: The council refuses to open the bridge")
    signs.last.click()
    expect_current(page, OPENING)
    expect(page).to_have_url(
        f"{page.url.split('/admin')[0]}/admin/timeline/article/{article.pk}/change/"
        f"?proposal={article.proposals.last().pk}"
    )
    page.reload()
    expect_current(page, OPENING)


def test_who_is_logged_out_meanwhile_comes_to_the_login(page: Page, article: Article):
    open_review(page, article)
    page.context.clear_cookies()
    page.keyboard.press("j")
    expect(page.get_by_label("Username")).to_be_visible()


def test_a_choice_that_does_not_get_through_is_told(page: Page, article: Article):
    Article.objects.update(confirmed=True)
    page.route("**/decide/", lambda route: route.abort())
    open_review(page, article)
    watch_of(page).allow("htmx:")
    watch_of(page).allow("net::ERR")
    page.keyboard.press("r")
    expect(page.locator("#review-said")).to_contain_text("did not get through")


def test_files_are_dropped_and_a_folder_is_chosen(page: Page, article: Article, tmp_path):
    open_review(page, article)
    page.goto("/admin/timeline/article/add/")
    for name in ("one.txt", "two.md", "picture.png"):
        (tmp_path / name).write_text(f"The council met on 3 March 2022, says {name}.")
    page.locator(".folder input").set_input_files(str(tmp_path))
    expect(page.locator(".chosen")).to_contain_text("2 chosen")
    expect(page.locator(".chosen")).to_contain_text("1 passed over")
    dropped = page.evaluate_handle(
        """() => {
            const files = new DataTransfer();
            for (const name of ["a.txt", "b.txt", "c.txt"])
                files.items.add(new File([`The town met on 4 March 2022, says ${name}.`], name));
            return files;
        }"""
    )
    page.dispatch_event("#intake", "drop", {"dataTransfer": dropped})
    expect(page.locator(".chosen")).to_have_text("3 chosen: a.txt, b.txt, c.txt.")
    page.get_by_role("button", name="Take in").click()
    expect(page.locator(".answers tbody tr")).to_have_count(3)
    assert Article.objects.count() == 4


def test_an_article_is_reviewed_without_javascript(no_js_page: Page, article: Article):
    page = no_js_page
    open_review(page, article)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="the week before").click()
    expect(page.locator(".messagelist")).to_contain_text("Read as 3 March 2022.")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".messagelist")).to_contain_text("Accepted")
    page.locator("#current").get_by_role("link", name="Edit").click()
    page.locator("#id_edit-title").fill("A warning")
    page.get_by_role("button", name="Save").click()
    expect_current(page, "A warning")
    page.get_by_role("button", name="Reject").click()
    page.locator("#current").get_by_role("link", name="Merge").click()
    page.locator("#event-search").fill("storm")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="A storm closes the bridge").click()
    expect(page.locator(".messagelist")).to_contain_text("Accepted as told of")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messagelist")).to_contain_text(f"Taken back: {FINDING}")


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_no_page_of_a_review_complains_or_is_too_wide(
    screen: str, article: Article, request: pytest.FixtureRequest
):
    page: Page = request.getfixturevalue(screen)
    open_review(page, article)
    base = f"/admin/timeline/article/{article.pk}"
    for url in (
        "/admin/timeline/article/", "/admin/timeline/article/add/", f"{base}/change/",
        f"{base}/change/?do=edit", f"{base}/change/?do=merge", f"{base}/change/?show=all",
        f"{base}/replace/", f"{base}/remove/", f"{base}/history/",
    ):  # fmt: skip
        page.goto(url)
        width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], url
