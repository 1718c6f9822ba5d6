"""The page of an article's review, whole and in parts."""

from __future__ import annotations

import re

import pytest

from tests import proposals
from tests.admin.review.reviewing import HTMX, address, card, of, of_review, page
from tests.counting import queries_of
from tests.web.markup import read
from timeline.admin.review import marked_text
from timeline.domain.events.proposed_mention import OtherReading, ProposedActor, ProposedTerm
from timeline.models import Actor, Article, Event, Mention, Source
from timeline.services.proposals import review


def test_the_text_stands_beside_the_proposals_with_the_first_one_open(desk, article):
    root = page(desk, article)
    text = root.one("section", id="review-text")
    assert text.all("p")[0].words == proposals.LINES[0]
    assert "on Thursday → 10 March 2022" in card(root)
    assert "The council refuses to open the bridge" in card(root)
    assert "The article’s own words." in card(root)
    assert root.one("ul", of="review-tabs").words == (
        "Unreviewed 3 Less likely 1 New actors 2 All 4"
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


def test_whom_another_article_made_known_is_no_longer_new(desk, article):
    Actor.objects.create(slug="pia", name="Pia Lund", kind="person")
    told = card(page(desk, article, proposal=of(article, "rust").pk))
    assert "Pia Lund person diver" in told


def test_the_list_of_new_actors_follows_the_register(desk, article):
    def waiting() -> tuple[str, int, int]:
        there = page(desk, article, show="new-actors")
        found = desk.get("/admin/timeline/article/?waiting=new-actors")
        told = re.search(r"New actors (\d+)", there.words)[1]
        return told, len(there.all("li", of="proposal")), found.context["cl"].result_count

    assert waiting() == ("2", 2, 1)
    pia = Actor.objects.create(slug="pia", name="Pia Lund", kind="person")
    assert waiting() == ("1", 1, 1)
    known = sorted({one.name for p in article.proposals.all() for one in p.actors})
    others = [Actor.objects.create(slug=f"a{n}", name=name) for n, name in enumerate(known)]
    assert waiting()[0::2] == ("0", 0)
    for actor in (pia, *others):
        actor.delete()
    assert waiting() == ("2", 2, 1)


def test_where_nothing_likely_is_left_a_key_leads_to_the_next_article(desk, article):
    other = Article.objects.create(title="Another", sha256="2" * 64, text=proposals.TEXT)
    proposals.opening(other)
    article.proposals.exclude(title__contains="rust").update(state="rejected")
    there = page(desk, article)
    assert "less likely to be an event" in there.words
    (following,) = there.all("a", **{"aria-keyshortcuts": "n"})
    assert following["href"] == address(other)


def test_the_card_tells_who_says_a_quote_and_what_is_a_guess(desk, article):
    assert "It is shut and it stays shut Mayor Ida Berg 0.90" in card(page(desk, article))
    proposal = of(article, "refuses")
    proposals.change_quote(proposal, guessed=True, told_by="engineer")
    engineer = ProposedActor("engineer", "engineer", name="Olle Strand", kind="person", keep=True)
    proposal.actors += (engineer,)
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
        proposal.terms = (ProposedTerm(hostile, hostile),)
        proposal.alternatives = (OtherReading(hostile, "2022"),)
        if proposal.actors:
            who = {"name": hostile, "role": hostile, "kind": "", "spellings": (hostile,)}
            proposals.change_actor(proposal, **who)
        if proposal.quotes:
            proposals.change_quote(proposal, excerpt=hostile, speaker=hostile)
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
        ("open", ["The engineer warns of worn cables", "The bridge opened"]),
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
    assert "The bridge opened" in card(of_review(desk.get(after)))


def test_many_proposals_come_in_pages(desk, article):
    for _ in range(130):
        proposals.finding(article)
    root = page(desk, article, show="low")
    assert len(root.one("ol", of="proposals").all("li", of="proposal")) == 100
    assert root.one("p", of="review-pages").words.startswith("Page 1 of 2.")
    second = of_review(desk.get(root.one("p", of="review-pages").one("a")["href"]))
    assert second.one("p", of="review-pages").words.startswith("Page 2 of 2.")
    assert len(second.one("ol", of="proposals").all("li", of="proposal")) == 31
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
    told = root.one("p", of="errornote").words
    assert told.startswith("This proposal was rejected already (A program, ")
    assert root.one("article", id="current").one("span", of="state").words == "rejected"
