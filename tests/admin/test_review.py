"""The review of an article: its page whole and in parts, the choices sent from it, and refusals."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import proposals
from tests.cast import Cast
from tests.counting import queries_of
from tests.web.markup import Element, read
from timeline.admin import marked_text
from timeline.models import Actor, Article, Decision, Event, Mention, Outlet, Proposal, Source
from timeline.services import review

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "review-side"}


@pytest.fixture
def article(cast: Cast) -> Article:
    """An article on the bridge, confirmed, with four proposals."""
    return proposals.set_out(outlet=cast.herald)


def of(article: Article, words: str) -> Proposal:
    return article.proposals.select_related("article").get(title__contains=words)


def address(article: Article, role: str = "change") -> str:
    return reverse(f"admin:timeline_article_{role}", args=[article.pk])


def page(desk: Client, article: Article, *, status: int = 200, **asked: Any) -> Element:
    response = desk.get(address(article), asked)
    assert response.status_code == status
    return of_review(response)


def of_review(response: Any) -> Element:
    """The part of a page, or of what htmx gets, that is the review's own."""
    html = response.content.decode()
    begins = html.find('<div id="review"')
    if begins >= 0:
        # Django's own page leaves a few elements open; what is ours is read strictly.
        html = html[begins : html.index("<!-- END Content -->", begins)]
        html = re.sub(r'\s*<br class="clear">\s*</div>\s*\Z', "", html)
    return read(html)


def card(root: Element) -> str:
    return root.one("article", id="current").words


def choose(desk: Client, article: Article, what: str, words: str = "", **fields: Any) -> Any:
    """Send a choice as the form does without JavaScript, and follow to the page."""
    sent = {"what": what, **fields}
    if words:
        sent.setdefault("proposal", of(article, words).pk)
    return desk.post(address(article, "decide"), sent, follow=True)


def message(response: Any) -> str:
    return " ".join(str(each) for each in response.context["messages"])


# The page.


def test_the_text_stands_beside_the_proposals_with_the_first_one_open(desk, article):
    root = page(desk, article)
    text = root.one("section", id="review-text")
    assert text.all("p")[0].words == proposals.LINES[0]
    assert "on Thursday → 10 March 2022" in card(root)
    assert "The council refuses to open the bridge" in card(root)
    assert "The article’s own words." in card(root)
    assert root.one("ul", of="review-tabs").words == (
        "Unreviewed 4 Low confidence 1 New actors 2 All 4"
    )


def test_the_card_tells_how_the_date_was_read_and_what_else_it_may_be(desk, article):
    root = page(desk, article)
    told = card(root)
    assert "Published on Friday 11 March 2022; the Thursday before is 10 March 2022." in told
    assert "(rule: weekday)" in told
    buttons = root.one("p", of="alternatives").texts("button")
    assert buttons == ["1 the week before 2022-03-03", "2 the week after 2022-03-17"]


def test_the_card_tells_who_is_known_a_new_spelling_or_new(desk, article):
    assert "Mayor Ida Berg person" in card(page(desk, article))
    told = card(page(desk, article, proposal=of(article, "warns").pk))
    assert "Olle Strand new spelling “Oll Strand” engineer" in told
    assert "Pia Lund new person diver" in card(page(desk, article, proposal=of(article, "rust").pk))


def test_the_card_tells_who_says_a_quote_and_what_is_a_guess(desk, article):
    assert "It is shut and it stays shut Mayor Ida Berg 0.90" in card(page(desk, article))
    proposal = of(article, "refuses")
    proposal.quotes[0] |= {"guessed": True, "told_by": "engineer"}
    proposal.actors.append(proposals.actor("engineer", "Olle Strand", spellings=[]))
    proposal.save()
    assert "Mayor Ida Berg guess, told by Olle Strand" in card(page(desk, article))


def test_the_card_names_the_event_that_is_told_with_its_reasons(desk, article, cast):
    told = card(page(desk, article, proposal=of(article, "opened").pk))
    assert "The bridge opens" in told
    assert "Both have the words" in told


def test_an_event_made_since_is_offered_at_once(desk, article):
    other = Event.objects.create(
        slug="no", title="Town council refused to open the bridge again", kind="refusal"
    )
    source = Source.objects.create(slug="later", title="Later")
    Mention.objects.create(event=other, source=source, phrase="10 March 2022", says="No.")
    assert "Town council refused to open the bridge again" in card(page(desk, article))


def test_what_was_found_is_marked_in_the_current_passage_alone(desk, article):
    root = page(desk, article)
    marks = root.one("section", id="review-text").all("mark")
    tags = [(mark.get("data-tag"), mark.words) for mark in marks if mark.get("data-tag")]
    assert tags == [
        ("date", "on Thursday"),
        ("Mayor Ida Berg says", "It is shut and it stays shut"),
        ("person", "Mayor Ida Berg"),
    ]
    assert "".join(mark.words for mark in marks).replace(" ", "") == proposals.LINES[1].replace(
        " ", ""
    )


def test_each_passage_has_a_sign_that_tells_its_state_and_leads_to_it(desk, article):
    review.reject(of(article, "rust"), by=None)
    review.accept(of(article, "refuses"), by=None)
    root = page(desk, article)
    signs = {sign.words: sign for sign in root.all("a", of="passage-sign")}
    assert "✕rejected: A diver finds rust" in signs
    assert "✓accepted: The council refuses to open the bridge" in signs
    warned = signs["○unreviewed: The engineer warns of worn cables"]
    assert f"proposal={of(article, 'warns').pk}" in warned["href"]
    assert warned.get("aria-current") == "true"


def test_markup_in_an_article_is_shown_not_run(desk, article):
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    article.text = article.text.replace("shut until", hostile)
    article.title = article.authors = article.name = article.site = hostile
    article.url, article.notes = "javascript:alert(1)", hostile
    article.save()
    for proposal in article.proposals.all():
        proposal.title = proposal.says = proposal.because = hostile
        proposal.phrase = hostile
        proposal.terms = [{"subject": hostile, "words": hostile}]
        proposal.alternatives = [{"label": hostile, "edtf": "2022"}]
        for actor in proposal.actors:
            actor |= {"name": hostile, "role": hostile, "kind": "", "spellings": [hostile]}
        for said in proposal.quotes:
            said |= {"excerpt": hostile, "speaker": hostile}
        proposal.save()
    review.reject(article.proposals.last(), by=None)
    for asked in ({}, {"do": "edit"}, {"do": "merge", "q": hostile}, {"show": "all"}):
        for headers in ({}, HTMX):
            html = desk.get(address(article), asked, **headers).content.decode()
            assert "<script>alert" not in html
            assert "<img src=x" not in html
            assert 'href="javascript' not in html
            assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    "asked",
    [
        {"proposal": "999999"},
        {"proposal": "9" * 40},
        {"proposal": "x", "page": "-1", "part": "-5", "show": "nonsense", "do": "nonsense"},
        {"page": "999999", "part": "999999"},
        {"do": "merge", "q": "\x00" * 5},
        {"q": "x" * 5000, "do": "merge"},
        {"show": "low", "page": "7"},
    ],
)
def test_whatever_is_asked_is_answered(asked, desk, article):
    for headers in ({}, HTMX, {**HTMX, "HTTP_HX_TARGET": "event-results"}):
        assert desk.get(address(article), asked, **headers).status_code == 200


@pytest.mark.parametrize("key", ["999999", "9" * 40, "x", "²"])
def test_an_article_that_is_not_there_is_not_found(key, desk, article):
    assert desk.get(f"/admin/timeline/article/{key}/change/").status_code == 404


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("open", ["The engineer warns of worn cables", "A diver finds rust", "The bridge opened"]),
        ("low", ["A diver finds rust"]),
        ("new-actors", ["The engineer warns of worn cables", "A diver finds rust"]),
        (
            "all",
            [
                "The council refuses to open the bridge", "The engineer warns of worn cables",
                "A diver finds rust", "The bridge opened",
            ],
        ),
    ],
)  # fmt: skip
def test_the_list_shows_what_is_asked_for(show, titles, desk, article):
    review.accept(of(article, "refuses"), by=None)
    root = page(desk, article, show=show)
    listed = [
        item.all("h2")[0].words if item.all("h2") else item.one("span", of="proposal-title").words
        for item in root.one("ol", of="proposals").all("li", of="proposal")
    ]
    assert listed == titles


def test_next_and_previous_lead_along_the_list(desk, article):
    root = page(desk, article, proposal=of(article, "warns").pk)
    card_of = root.one("article", id="current")
    before = card_of.one("a", aria_keyshortcuts="k")["href"]
    after = card_of.one("a", aria_keyshortcuts="j")["href"]
    assert "refuses" in card(of_review(desk.get(before)))
    assert "A diver finds rust" in card(of_review(desk.get(after)))


def test_many_proposals_come_in_pages(desk, article):
    for _ in range(130):
        proposals.finding(article)
    root = page(desk, article)
    assert len(root.one("ol", of="proposals").all("li", of="proposal")) == 100
    assert root.one("p", of="review-pages").words.startswith("Page 1 of 2.")
    second = of_review(desk.get(root.one("p", of="review-pages").one("a")["href"]))
    assert second.one("p", of="review-pages").words.startswith("Page 2 of 2.")
    assert len(second.one("ol", of="proposals").all("li", of="proposal")) == 34
    last_of_first = root.one("ol", of="proposals").all("a", of="proposal-row")[-1]["href"]
    onwards = of_review(desk.get(last_of_first)).one("a", aria_keyshortcuts="j")["href"]
    assert "Page 2 of 2." in of_review(desk.get(onwards)).one("p", of="review-pages").words


def test_a_long_text_is_shown_in_parts(desk, article, monkeypatch):
    monkeypatch.setattr(marked_text, "MOST_LINES", 4)
    root = page(desk, article)
    text = root.one("section", id="review-text")
    assert "Part 1 of 2" in text.words
    assert "Engineer" not in text.words
    later = page(desk, article, proposal=of(article, "rust").pk)
    assert "Part 2 of 2" in later.one("section", id="review-text").words
    assert "had found" in later.one("section", id="review-text").words
    assert "Part 2 of 2" in page(desk, article, part=1).one("section", id="review-text").words


def test_a_page_takes_as_many_queries_however_many_proposals_there_are(desk, article):
    def ask() -> None:
        desk.get(address(article), {"proposal": of(article, "refuses").pk})

    ask()
    few = queries_of(ask)
    decided = proposals.warning(article)
    for _ in range(30):
        proposals.finding(article)
        proposals.opening(article)
    decided.refresh_from_db()
    for number in range(12):
        actor = Actor.objects.create(slug=f"a{number}", name=f"Actor {number}")
        event = Event.objects.create(slug=f"e{number}", title=f"The bridge opens, {number}")
        event.participations.create(actor=actor)
    assert queries_of(ask) == few


# htmx.


def test_htmx_gets_the_proposals_and_only_the_paragraphs_that_change(desk, article):
    first, second = of(article, "refuses"), of(article, "warns")
    shown = page(desk, article).one("input", name="shown")["value"]
    asked = {"proposal": second.pk, "was": first.pk, "shown": shown}
    response = desk.get(address(article), asked, **HTMX)
    root = read(response.content.decode())
    swapped = [each["id"] for each in root.all(data_hx_swap_oob="true")]
    assert swapped == [f"line-{first.start}", f"line-{second.start}"]
    assert "worn cables" in card(root)
    assert root.all("section", id="review-text") == []
    assert response["HX-Replace-Url"] == f"{address(article)}?proposal={second.pk}"
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_the_whole_text_where_another_is_on_the_screen(desk, article):
    response = desk.get(address(article), {"shown": "0000-0"}, **HTMX)
    assert read(response.content.decode()).one("section", id="review-text")


def test_htmx_gets_the_whole_page_on_the_way_back(desk, article):
    headers = {**HTMX, "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}
    html = desk.get(address(article), **headers).content.decode()
    assert html.startswith("<!DOCTYPE html>")


def test_after_a_choice_htmx_gets_the_next_one_and_what_was_done(desk, article):
    proposal = of(article, "refuses")
    sent = {"what": "accept", "proposal": proposal.pk, "was": proposal.pk}
    response = desk.post(address(article, "decide"), sent, **HTMX)
    root = read(response.content.decode())
    assert "The engineer warns of worn cables" in card(root)
    told = root.one("p", id="review-said").words
    assert told == ("Accepted as a new event: The council refuses to open the bridge. 3 left.")
    assert response["HX-Replace-Url"].endswith(f"?proposal={of(article, 'warns').pk}")


def test_what_cannot_be_done_is_told_to_htmx_where_it_stands_now(desk, article):
    proposal = of(article, "refuses")
    review.reject(proposal, by=None)
    sent = {"what": "accept", "proposal": proposal.pk}
    root = read(desk.post(address(article, "decide"), sent, **HTMX).content.decode())
    assert root.one("p", of="errornote").words == "This proposal was rejected already."
    assert root.one("article", id="current").one("span", of="state").words == "rejected"


# Choices, without JavaScript.


def test_accepting_publishes_it_and_leads_on_to_the_next(desk, article, editor):
    response = choose(desk, article, "accept", "refuses")
    assert "Accepted as a new event" in message(response)
    assert "The engineer warns" in card(of_review(response))
    mention = Mention.objects.get(event__title="The council refuses to open the bridge")
    assert mention.history.first().history_user == editor
    assert Decision.objects.get().by == editor
    html = desk.get(reverse("event-detail", args=[mention.event.slug])).content.decode()
    assert "It is shut and it stays shut" in html


def test_what_is_accepted_is_told_of_the_event_that_the_editor_saw(desk, article, cast):
    choose(desk, article, "accept", "refuses", event=cast.storm.pk)
    assert of(article, "refuses").event == cast.storm
    choose(desk, article, "new", "opened", event=cast.opening.pk)
    assert of(article, "opened").event != cast.opening


def test_an_event_that_went_meanwhile_is_not_made_anew(desk, article, cast):
    response = choose(desk, article, "accept", "refuses", event=999_999)
    assert "That event isn't there any more." in message(response)
    assert of(article, "refuses").state == Proposal.State.OPEN


def test_the_last_choice_leads_to_the_next_article(desk, article):
    other = Article.objects.create(title="Another", sha256="1" * 64, text=proposals.TEXT)
    proposals.finding(other)
    for words in ("refuses", "warns", "rust", "opened"):
        response = choose(desk, article, "reject", words)
    root = of_review(response)
    done = root.one("p", of="review-done")
    assert "Every proposal of this article is decided." in done.words
    assert done.one("a")["href"] == address(other)


def test_it_goes_on_within_the_list_that_is_shown(desk, article):
    response = choose(desk, article, "reject", "warns", show="new-actors")
    assert "A diver finds rust" in card(of_review(response))
    assert response.redirect_chain[-1][0].startswith(f"{address(article)}?show=new-actors")


def test_merging_tells_it_of_the_event_that_is_chosen(desk, article, cast):
    choose(desk, article, f"merge-{cast.storm.pk}", "refuses")
    assert cast.storm.mentions.filter(phrase="on Thursday").exists()
    assert Decision.objects.get().what == Decision.What.MERGE


def test_the_search_for_an_event_gives_likely_ones_first_then_those_found(desk, article):
    proposal = of(article, "opened")
    root = page(desk, article, proposal=proposal.pk, do="merge")
    assert root.one("div", id="event-results").texts("button")[0].startswith("The bridge opens")
    root = page(desk, article, proposal=proposal.pk, do="merge", q="storm")
    assert root.one("div", id="event-results").texts("button") == [
        "A storm closes the bridge undated"
    ]
    headers = {**HTMX, "HTTP_HX_TARGET": "event-results"}
    asked = {"proposal": proposal.pk, "do": "merge", "q": "nowhere"}
    html = desk.get(address(article), asked, **headers).content.decode()
    assert "No event is found by “nowhere”." in read(html).words


def test_another_reading_of_the_date_is_taken(desk, article):
    response = choose(desk, article, "take-0", "refuses")
    assert "Read as 3 March 2022." in message(response)
    assert "refuses" in card(of_review(response))
    assert of(article, "refuses").edtf == "2022-03-03"


def test_who_and_what_is_kept_is_said_by_the_boxes_beside_them(desk, article):
    proposal = of(article, "rust")
    choose(desk, article, "accept", "rust", kept="1")
    assert not Actor.objects.filter(name="Pia Lund").exists()
    assert [d.what for d in Decision.objects.filter(proposal=proposal)] == ["accept", "edit"]
    choose(desk, article, "accept", "refuses", kept="1", quote=["0"])
    mention = of(article, "refuses").mention
    assert mention is not None
    assert mention.quotes.get().speaker.slug == "mayor"


def test_what_somebody_new_is_can_be_said_beside_them(desk, article):
    proposal = of(article, "rust")
    proposal.actors[0]["kind"] = ""
    proposal.save()
    response = choose(desk, article, "accept", "rust", kept="1", actor=["0"])
    assert "Say what “Pia Lund” is" in message(response)
    fields = {"kept": "1", "actor": ["0"], "kind-0": "person"}
    choose(desk, article, "accept", "rust", **fields)
    assert Actor.objects.get(name="Pia Lund").kind == "person"


def test_undoing_leads_back_to_what_was_undone(desk, article):
    choose(desk, article, "accept", "refuses")
    last = Decision.objects.get().pk
    response = choose(desk, article, "undo", last=last)
    assert "Taken back: The council refuses" in message(response)
    assert "The council refuses" in card(of_review(response))
    assert Event.objects.count() == 2
    assert "nothing to undo" in message(choose(desk, article, "undo"))


def test_every_choice_is_in_the_log_with_who_made_it_and_that_it_was_taken_back(desk, article):
    choose(desk, article, "reject", "rust")
    choose(desk, article, "undo")
    choose(desk, article, "accept", "refuses")
    log = page(desk, article).one("details", of="review-log")
    newest, oldest = log.texts("li")
    assert "edda accepted The council refuses to open the bridge" in newest
    assert "edda rejected A diver finds rust taken back by edda" in oldest


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"what": "publish"}, {"what": "merge-"}, {"what": "take-99999999999999999999"},
        {"what": "merge-999999"}, {"what": "take-9"}, {"what": "accept\n"},
        {"what": "accept", "proposal": "x"}, {"what": "accept", "proposal": "999999"},
        {"what": "reject", "proposal": ""}, {"what": "accept", "event": "x" * 90, "seen": "no"},
        {"what": "undo", "last": "17"},
    ],
)  # fmt: skip
def test_what_is_no_choice_changes_nothing_and_says_so(fields, desk, article):
    first = of(article, "refuses").pk
    before = list(Proposal.objects.values())
    response = desk.post(address(article, "decide"), {"proposal": first, **fields}, follow=True)
    assert response.status_code == 200
    assert message(response)
    assert list(Proposal.objects.values()) == before


def test_nothing_is_accepted_before_the_details_are_confirmed(desk, cast):
    article = proposals.set_out(confirmed=False)
    response = choose(desk, article, "accept", "refuses")
    assert "Confirm the article's title, outlet and date first." in message(response)
    assert of_review(response).one("details", id="details").get("open") == ""
    sent = {"what": "accept", "proposal": of(article, "refuses").pk}
    root = read(desk.post(address(article, "decide"), sent, **HTMX).content.decode())
    assert root.one("p", of="errornote").one("a")["href"] == "#details"


# Two editors.


def test_the_second_of_two_editors_is_told_that_it_is_decided(desk, article):
    other = User.objects.create_superuser("olle")
    review.accept(of(article, "refuses"), by=other)
    response = choose(desk, article, "reject", "refuses")
    assert "This proposal was accepted already." in message(response)
    assert of_review(response).one("span", of="state").words == "accepted"


def test_what_another_changed_meanwhile_is_not_accepted_unseen(desk, article):
    seen = page(desk, article).one("input", name="seen")["value"]
    review.edit(of(article, "refuses"), {"title": "The council refuses all"}, by=None)
    response = choose(desk, article, "accept", "refuses", seen=seen)
    assert "changed meanwhile" in message(response)
    assert of(article, "refuses").state == Proposal.State.OPEN
    seen = of_review(response).one("input", name="seen")["value"]
    choose(desk, article, "accept", "refuses", seen=seen)
    assert of(article, "refuses").state == Proposal.State.ACCEPTED


def test_what_was_proposed_anew_meanwhile_is_told(desk, article):
    gone = of(article, "refuses").pk
    of(article, "refuses").delete()
    response = choose(desk, article, "accept", proposal=gone)
    assert "proposed anew" in message(response)


def test_another_choice_than_the_one_shown_is_not_undone(desk, article):
    choose(desk, article, "reject", "rust")
    shown = Decision.objects.get().pk
    review.reject(of(article, "warns"), by=None)
    assert "Another choice was made meanwhile." in message(
        choose(desk, article, "undo", last=shown)
    )
    assert of(article, "warns").state == Proposal.State.REJECTED


# Rights.


@pytest.mark.parametrize("lacking", ["change_article", "add_mention"])
def test_deciding_takes_the_right_to_change_articles_and_to_add_mentions(lacking, client, article):
    clerk = User.objects.create_user("clerk", is_staff=True)
    names = {"view_article", "change_article", "add_mention"} - {lacking}
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    root = page(client, article)
    assert root.all("p", of="card-buttons") == []
    sent = {"what": "accept", "proposal": of(article, "refuses").pk}
    assert client.post(address(article, "decide"), sent).status_code == 403
    assert of(article, "refuses").state == Proposal.State.OPEN


def test_looking_takes_the_right_to_see_articles(client, article):
    clerk = User.objects.create_user("clerk", is_staff=True)
    client.force_login(clerk)
    assert client.get(address(article)).status_code == 403
    client.logout()
    assert client.get(address(article)).status_code == 302


def test_choices_are_sent_with_the_token_of_the_page_and_never_by_a_link(editor, article):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    for role in ("decide", "details"):
        assert strict.get(address(article, role)).status_code == 405
        sent = {"what": "reject", "proposal": of(article, "refuses").pk}
        assert strict.post(address(article, role), sent).status_code == 403
    for role in ("replace", "remove"):
        assert strict.post(address(article, role), {"text": "Other."}).status_code == 403
    assert of(article, "refuses").state == Proposal.State.OPEN


# Details.


@pytest.fixture
def unconfirmed(cast: Cast) -> Article:
    return proposals.set_out(confirmed=False, outlet=cast.herald)


def details(article: Article, **changes: Any) -> dict[str, Any]:
    names = (
        "title", "authors", "url", "outlet_basis", "outlet_reason", "edtf", "published_basis",
        "published_reason",
    )  # fmt: skip
    fields = {name: getattr(article, name) for name in names}
    return {**fields, "outlet": article.outlet_id or "", "new_outlet": "", **changes}


def confirm(desk: Client, article: Article, **changes: Any) -> Any:
    fields = details(article, **changes)
    response = desk.post(address(article, "details"), fields, follow=True)
    article.refresh_from_db()
    return response


def test_confirming_takes_the_details_as_they_are_read(desk, unconfirmed):
    before = list(unconfirmed.proposals.values_list("pk", flat=True))
    response = confirm(desk, unconfirmed)
    assert "Details confirmed." in message(response)
    assert unconfirmed.confirmed
    assert list(unconfirmed.proposals.values_list("pk", flat=True)) == before


def test_another_outlet_is_inferred_and_has_its_reason(desk, unconfirmed, cast):
    response = confirm(desk, unconfirmed, outlet=cast.post.pk)
    assert response.status_code == 422
    assert "This is not what was read in the document." in response.content.decode()
    assert not unconfirmed.confirmed
    assert unconfirmed.outlet == cast.herald
    confirm(
        desk, unconfirmed, outlet=cast.post.pk, outlet_basis="inferred", outlet_reason="Its font."
    )
    assert (unconfirmed.outlet, unconfirmed.outlet_basis) == (cast.post, "inferred")


def test_another_date_is_inferred_and_has_its_reason(desk, unconfirmed):
    assert confirm(desk, unconfirmed, edtf="4 March 2022").status_code == 422
    reason = {"published_reason": "The page's foot says so."}
    confirm(desk, unconfirmed, edtf="4 March 2022", published_basis="inferred", **reason)
    assert (unconfirmed.edtf, unconfirmed.published_basis) == ("2022-03-04", "inferred")


def test_what_was_overlooked_is_stated_once_the_editor_says_where(desk, unconfirmed):
    reason = {"published_reason": "In the last line."}
    confirm(desk, unconfirmed, edtf="2022-03-12", **reason)
    assert (unconfirmed.edtf, unconfirmed.published_basis) == ("2022-03-12", "stated")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": " "}, "Give it a title"),
        ({"edtf": "one fine day"}, "is not read as a date"),
        ({"outlet_basis": "not-stated"}, "Say how the outlet is known."),
        ({"published_basis": "not-stated"}, "Say how the date is known."),
        ({"outlet_basis": "inferred", "outlet_reason": " "}, "Say why this outlet is inferred."),
        ({"published_basis": "inferred", "published_reason": ""}, "Say why this date is inferred."),
        ({"outlet": "999999"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"new_outlet": "The Echo"}, "Choose an outlet from the list or name one, not both."),
    ],
)
def test_details_that_contradict_themselves_are_refused_in_a_sentence(
    changes, told, desk, unconfirmed
):
    response = confirm(desk, unconfirmed, **changes)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not unconfirmed.confirmed
    assert unconfirmed.title == proposals.LINES[0]


def test_an_article_without_outlet_and_date_is_confirmed_all_the_same(desk, unconfirmed):
    confirm(desk, unconfirmed, outlet="", edtf="")
    assert unconfirmed.confirmed
    assert (unconfirmed.outlet, unconfirmed.outlet_basis) == (None, "not-stated")
    assert (unconfirmed.edtf, unconfirmed.published_basis) == ("", "not-stated")


def test_an_outlet_not_listed_is_added_on_confirming(desk, cast):
    article = proposals.set_out(confirmed=False)
    article.site = "The Evening Echo"
    article.save()
    form = page(desk, article).one("form", id="details-form")
    assert form.one("input", name="new_outlet")["value"] == "The Evening Echo"
    (chosen,) = form.one("select", name="outlet_basis").all("option", selected="")
    assert chosen["value"] == "stated"
    named = {"new_outlet": "The Evening Echo", "outlet_basis": "stated"}
    confirm(desk, article, **named)
    echo = Outlet.objects.get(name="The Evening Echo")
    assert (article.outlet, article.outlet_basis, echo.slug) == (echo, "stated", "the-evening-echo")


def test_a_name_that_is_listed_is_that_outlet(desk, cast):
    article = proposals.set_out(confirmed=False)
    named = {"new_outlet": "the herald", "outlet_basis": "inferred", "outlet_reason": "Its font."}
    confirm(desk, article, **named)
    assert article.outlet == cast.herald
    assert Outlet.objects.count() == 2


def test_adding_an_outlet_takes_the_right_to(client, cast):
    article = proposals.set_out(confirmed=False)
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="change_article"))
    client.force_login(clerk)
    named = {"new_outlet": "The Echo", "outlet_basis": "inferred", "outlet_reason": "Its font."}
    assert confirm(client, article, **named).status_code == 422
    assert not Outlet.objects.filter(name="The Echo").exists()


def test_another_date_has_what_is_open_proposed_anew(desk, unconfirmed):
    review.reject(of(unconfirmed, "refuses"), by=None)
    before = set(unconfirmed.proposals.values_list("pk", flat=True))
    rejected = of(unconfirmed, "refuses").pk
    changes = {"edtf": "2022-04-08", "published_reason": "In the last line."}
    assert "proposed anew" in message(confirm(desk, unconfirmed, **changes))
    after = set(unconfirmed.proposals.values_list("pk", flat=True))
    assert before & after == {rejected}


def test_once_the_source_is_there_its_details_are_changed_in_it(desk, article):
    review.accept(of(article, "refuses"), by=None)
    root = page(desk, article)
    assert root.all("form", id="details-form") == []
    source = Source.objects.get(title=proposals.LINES[0])
    links = [link["href"] for link in root.all("a")]
    assert reverse("admin:timeline_source_change", args=[source.pk]) in links
    assert reverse("source-detail", args=[source.slug]) in links
    response = confirm(desk, article, title="Another")
    assert "Its source exists by now" in message(response)
    assert article.title == proposals.LINES[0]


# Editing.


def filled_in(desk: Client, article: Article, words: str, **changes: Any) -> dict[str, Any]:
    """The fields of the edit form as a browser would send them, and changes to them."""
    root = page(desk, article, proposal=of(article, words).pk, do="edit")
    form = root.one("form", id="edit-form")
    fields: dict[str, Any] = {"what": "edit"}
    for box in form.all("input"):
        if box.get("type") != "checkbox":
            fields[box["name"]] = box.get("value")
        elif "checked" in box.attributes:
            fields.setdefault(box["name"], []).append(box.get("value") or "on")
    for area in form.all("textarea"):
        fields[area["name"]] = "".join(str(child) for child in area.children).lstrip("\n")
    for select in form.all("select"):
        chosen = select.all("option", selected="")
        fields[select["name"]] = chosen[0]["value"] if chosen else ""
    return {key: value for key, value in {**fields, **changes}.items() if value is not None}


def edited(desk: Client, article: Article, words: str, **changes: Any) -> Any:
    fields = filled_in(desk, article, words, **changes)
    return desk.post(address(article, "decide"), fields, follow=True)


def test_saving_an_edit_as_it_is_changes_nothing(desk, article):
    for words in ("refuses", "warns", "rust", "opened"):
        before = Proposal.objects.filter(title__contains=words).values().get()
        edited(desk, article, words)
        assert Proposal.objects.filter(pk=before["id"]).values().get() == before
    assert not Decision.objects.exists()


def test_an_edit_changes_title_kind_words_and_terms(desk, article):
    changes = {
        "edit-title": "No bridge before spring", "edit-kind": "decision",
        "edit-says": "It stays shut.", "edit-terms": None,
    }  # fmt: skip
    edited(desk, article, "refuses", **changes)
    proposal = of(article, "No bridge before spring")
    assert (proposal.kind, proposal.says, proposal.terms) == ("decision", "It stays shut.", [])
    assert "An editor’s words." in card(page(desk, article, proposal=proposal.pk))


def test_a_date_is_typed_in_words_that_count_from_publication(desk, article):
    changes = {"edit-date": "last Monday", "edit-reason": "The minutes say so."}
    edited(desk, article, "refuses", **changes)
    proposal = of(article, "refuses")
    assert (proposal.edtf, proposal.phrase) == ("2022-03-07", "on Thursday")
    assert proposal.inferred_reason == "The minutes say so."


def test_another_phrase_of_the_passage_is_read_anew(desk, article):
    edited(desk, article, "opened", **{"edit-phrase": "3 March"})
    proposal = of(article, "opened")
    assert (proposal.phrase, proposal.edtf) == ("3 March", "2022-03-03")
    edited(desk, article, "opened", **{"edit-phrase": ""})
    proposal = of(article, "opened")
    assert (proposal.phrase, proposal.edtf) == ("", "")


@pytest.mark.parametrize(
    ("words", "changes", "told"),
    [
        ("refuses", {"edit-title": ""}, "This field is required."),
        ("refuses", {"edit-date": "2022-03-09"}, "Say why this date is put in the place"),
        ("refuses", {"edit-date": "one fine day"}, "is not read as a date"),
        ("refuses", {"edit-phrase": "on Sunday"}, "These words are not in the passage."),
        ("refuses", {"edit-kind": "party"}, "Select a valid choice"),
        ("refuses", {"quote-0-excerpt": "It is open"}, "These are not the words as printed."),
        ("refuses", {"quote-0-excerpt": "shut " * 20}, "A quote of 20 words; 15 at most."),
        ("refuses", {"quote-0-speaker": ""}, "Say who said this"),
        ("refuses", {"quote-0-told_by": "mayor"}, "Leave this empty where speakers"),
        ("rust", {"actor-0-kind": ""}, "Say what this is"),
        ("rust", {"actor-0-name": " "}, "Give a name."),
        ("rust", {"actor-more-name": "A. Stranger"}, "Say what this is"),
    ],
)
def test_an_edit_that_cannot_be_kept_comes_back_with_the_reason_beside_it(
    words, changes, told, desk, article
):
    before = list(Proposal.objects.values())
    response = edited(desk, article, words, **changes)
    assert response.status_code == 422
    assert told in of_review(response).one("form", id="edit-form").words
    assert list(Proposal.objects.values()) == before
    fields = filled_in(desk, article, words, **changes)
    root = read(desk.post(address(article, "decide"), fields, **HTMX).content.decode())
    assert told in root.one("form", id="edit-form").words


def test_a_new_spelling_may_be_somebody_new_after_all(desk, article):
    changes = {"actor-0-who": "new", "actor-0-kind": "person", "actor-0-name": "Oll Strand"}
    edited(desk, article, "warns", **changes)
    choose(desk, article, "accept", "warns")
    assert Actor.objects.get(name="Oll Strand").slug == "oll-strand"


def test_somebody_new_may_be_known_after_all(desk, article, cast):
    edited(desk, article, "rust", **{"actor-0-name": "Olle Strand"})
    choose(desk, article, "accept", "rust")
    assert Actor.objects.count() == 2
    assert set(cast.engineer.aliases.values_list("name", flat=True)) == {"Pia Lund"}


def test_one_more_actor_is_added(desk, article, cast):
    edited(desk, article, "opened", **{"actor-more-name": "Olle Strand"})
    choose(desk, article, "new", "opened")
    event = of(article, "opened").event
    assert event is not None
    assert [part.actor for part in event.participations.all()] == [cast.engineer]


def test_a_quote_is_given_to_another_of_the_register(desk, article, cast):
    changes = {"quote-0-speaker": "engineer", "quote-0-excerpt": "it stays shut"}
    edited(desk, article, "refuses", **changes)
    choose(desk, article, "accept", "refuses")
    mention = of(article, "refuses").mention
    assert mention is not None
    quote = mention.quotes.get()
    assert (quote.speaker, quote.words) == (cast.engineer, "it stays shut")


def test_what_was_decided_meanwhile_is_not_edited(desk, article):
    fields = filled_in(desk, article, "refuses", **{"edit-title": "Another"})
    review.reject(of(article, "refuses"), by=None)
    response = desk.post(address(article, "decide"), fields, follow=True)
    assert "already" in message(response)
    assert not Proposal.objects.filter(title="Another").exists()
