"""What was published since a day, and how much was withdrawn."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.counting import queries_of
from timeline.domain.criteria import Criteria
from timeline.exports import tellings_atom
from timeline.models import Event, Mention, Source, Story
from timeline.models.state import State
from timeline.queries import published_since
from timeline.queries.withdrawals import withdrawn_since
from timeline.services.records.publishing import STEPS, take
from timeline.web.timeline import changes_page

ATOM = "{http://www.w3.org/2005/Atom}"
WITHDRAWN = re.compile(r'<section id="withdrawn".*?</section>', re.DOTALL)


def page(client: Client, address: str = "/changes/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    html = unescape(response.content.decode())
    return " ".join(html[html.index("<main") : html.index("</main>")].split())


def heading(html: str) -> str:
    return re.search(r'id="published-heading">\s*(.*?)\s*</h2>', html)[1]


def withdrawn(html: str) -> str:
    found = WITHDRAWN.search(html)
    return " ".join(re.sub("<[^>]+>", " ", found[0]).split()) if found else ""


def moved(record: Any, days: int) -> None:
    """As if all that happened to a record had happened some days earlier."""
    for line in record.history.all():
        line.history_date -= timedelta(days=days)
        line.save()
    if isinstance(record, Mention):
        Mention.objects.filter(pk=record.pk).update(
            public_since=record.public_since - timedelta(days=days)
        )


def withdraw(*records: Any) -> None:
    for record in records:
        take(STEPS["withdraw"], type(record), [record.pk], by=None)


def words(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def test_everything_is_there_by_day_the_newest_first(client: Client, cast: Cast):
    moved(cast.storm, 3)
    html = page(client)
    assert heading(html) == "2 events, 2 sources and 3 tellings published"
    # Not today's: the cast may have been made before midnight.
    today = timezone.localdate(cast.opening.history.latest().history_date)
    days = re.findall(r'<h3 id="day-[-\d]+">(.*?)</h3>', html)
    assert days == [words(today), words(today - timedelta(days=3))]
    newer, older = html.split(f">{days[1]}<")
    assert all(some in newer for some in ("Events<", "Tellings<", "/events/opening/"))
    assert all(some in older for some in ("Events<", "/events/storm/"))
    assert "Tellings" not in older
    # Two tellings of one event by one source differ in the paragraph.
    assert "</a> ¶ 2 </span>" in newer


@pytest.mark.parametrize("typed", ["yesterday", "2 days ago", None])
def test_only_what_is_newer_than_a_day_as_people_type_it(
    typed: str | None, client: Client, cast: Cast
):
    for record in (cast.storm, cast.report, cast.opening.mentions.first()):
        moved(record, 3)
    typed = typed or (timezone.localdate() - timedelta(days=1)).isoformat()
    html = page(client, f"/changes/?since={typed}")
    assert heading(html).startswith("1 event, 1 source and 2 tellings published since ")
    assert "read as" in html
    assert heading(page(client, "/changes/?since=1+January+2090")).startswith("Nothing published")


@pytest.mark.parametrize("typed", ["one fine day", "before 2014", "9" * 500, "\0"])
def test_what_is_no_day_is_said_beside_the_field(typed: str, client: Client, cast: Cast):
    html = page(client, f"/changes/?since={typed}")
    assert 'aria-invalid="true"' in html
    assert re.search(r'<p id="since-read" class="error">\s*\S.*? </p>', html)
    assert client.get(f"/changes.atom?since={typed}").status_code == 400


def test_pages_lead_on_and_back(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(changes_page, "PAGE", 3)
    told = []
    address = "/changes/?since=2020&kept=actor%3Dmayor"
    while address:
        html = page(client, address)
        shown = html[html.index("</form>") :]
        told += re.findall(r'<li> <a href="([^"]+)"', shown)
        assert all("mayor" in link for link in told)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', shown)), "")
    assert len(told) == 7
    assert 'rel="prev"' in html
    assert page(client, "/changes/?start=99999999&since=2020").count('rel="next"') == 0


def test_a_story_has_its_own(client: Client, cast: Cast):
    other = Story.objects.create(title="Weather", slug="weather", state=State.PUBLISHED)
    other.events.set([cast.storm])
    html = page(client, "/stories/weather/changes/")
    assert heading(html) == "1 event, 1 source and 1 telling published"
    assert 'href="/stories/weather/events/storm/"' in html
    assert heading(page(client, "/archive/changes/")).startswith("2 events, 2 sources")
    entries = ElementTree.fromstring(client.get("/stories/weather/changes.atom").content)
    assert len(entries.findall(f"{ATOM}entry")) == 3
    withdraw(cast.opening)
    assert withdrawn(page(client, "/stories/weather/changes/")) == ""
    assert withdrawn(page(client, "/archive/changes/")).endswith(": 1 event")


def test_what_is_told_through_is_of_the_stories_that_tell_through_it(client: Client, cast: Cast):
    wire = Source.objects.create(title="Wire", slug="wire", state=State.PUBLISHED)
    cast.opening.mentions.update(via=wire)
    other = Story.objects.create(title="Weather", slug="weather", state=State.PUBLISHED)
    other.events.set([cast.storm])
    own = f"/stories/{cast.story.slug}/changes/"
    assert 'sources/wire/"' in page(client, own)
    assert 'sources/wire/"' not in page(client, "/stories/weather/changes/")
    withdraw(wire)
    assert withdrawn(page(client, own)).endswith(": 1 source")
    assert withdrawn(page(client, "/stories/weather/changes/")) == ""


def test_of_what_was_withdrawn_only_number_and_day_are_told(client: Client, cast: Cast):
    assert withdrawn(page(client)) == ""
    withdraw(cast.storm, cast.column)
    html = page(client, "/changes/?since=yesterday")
    today = words(timezone.localdate())
    assert withdrawn(html).endswith(f"{today}: 1 event, 1 source")
    assert "storm" not in html
    assert "column" not in html
    moved(cast.column, 3)
    assert withdrawn(page(client, "/changes/?since=yesterday")).endswith(f"{today}: 1 event")
    take(STEPS["publish"], Event, [cast.storm.pk], by=None)
    assert withdrawn(page(client, "/changes/?since=yesterday")) == ""


def test_work_on_what_readers_do_not_meet_changes_no_number(cast: Cast):
    told = cast.opening.mentions.first()
    withdraw(cast.opening, cast.column)

    def numbers() -> list[tuple[int, int, int]]:
        return [
            (day.events, day.sources, day.tellings)
            for story in ("", cast.story.slug)
            for day in withdrawn_since(Criteria(story=story), None)
        ]

    before = numbers()
    assert before == [(1, 1, 0)] * 2
    withdraw(told)
    take(STEPS["take-back"], Event, [cast.opening.pk], by=None)
    assert numbers() == before
    cast.opening.refresh_from_db()
    cast.opening.title = "Another"
    cast.opening.save()
    draft = Event.objects.create(slug="draft", title="Draft", state=State.DRAFT)
    hidden = Mention.objects.create(
        event=draft, source=cast.report, says="No.", state=State.PUBLISHED
    )
    cast.story.events.add(draft)
    withdraw(hidden)
    hidden.delete()
    draft.state = State.WITHDRAWN
    draft.save()
    Source.objects.create(slug="new", title="New", state=State.WITHDRAWN)
    assert numbers() == before


def test_the_feed_tells_the_same_and_hides_hours(client: Client, cast: Cast):
    ids = {
        one.findtext(f"{ATOM}id")
        for one in ElementTree.fromstring(client.get("/events.atom").content).iter(f"{ATOM}entry")
    }
    withdraw(cast.storm)
    response = client.get("/changes.atom?since=yesterday")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = list(ElementTree.fromstring(response.content).iter(f"{ATOM}entry"))
    titles = [one.findtext(f"{ATOM}title") for one in entries]
    assert titles[-1] == "Withdrawn: 1 event"
    assert entries[-1].findtext(f"{ATOM}updated").endswith("T00:00:00+00:00")
    assert len(titles) == 6
    told = {one.findtext(f"{ATOM}id") for one in entries}
    assert (len(told), len(told & ids)) == (6, 2)
    html = client.get("/changes/?since=yesterday").content.decode()
    assert 'href="/stories/the-bridge/changes.atom?since=2' in html


@pytest.mark.parametrize("story", ["", "/stories/the-bridge"])
def test_the_feed_goes_on_page_by_page_to_the_oldest(
    story: str, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    def told(address: str) -> tuple[list[str], dict[str, str], str, str]:
        root = ElementTree.fromstring(client.get(address).content)
        links = {one.get("rel", ""): one.get("href", "") for one in root.findall(f"{ATOM}link")}
        ids = [one.findtext(f"{ATOM}id", "") for one in root.iter(f"{ATOM}entry")]
        said = root.findtext(f"{ATOM}subtitle", "")
        return ids, links, root.findtext(f"{ATOM}id", ""), said

    withdraw(Source.objects.create(slug="w", title="W", state=State.PUBLISHED))
    address = f"{story}/changes.atom?since=2020"
    whole, links, own, said = told(address)
    assert not said
    assert not links.keys() & {"next", "previous"}
    monkeypatch.setattr(tellings_atom, "MOST", 3)
    seen: list[str] = []
    pages, said_of = 0, []
    while address:
        ids, links, of, said = told(address)
        assert of == own, "pages are of one feed"
        assert ("previous" in links) == bool(pages)
        seen, pages, address = seen + ids, pages + 1, links.get("next", "")
        said_of.append(said)
        assert not address or address.startswith(f"http://testserver{story}/changes.atom?since=")
    assert pages == 3
    assert sorted(seen) == sorted(whole)
    assert said_of[1].startswith("From the 4th newest of 2 events")
    empty, links, *_ = told(f"{story}/changes.atom?since=2020&start=1000")
    assert not empty
    assert told(links["previous"])[0]


def test_very_many_are_not_counted_to_the_end(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(published_since, "MOST", 2)
    monkeypatch.setattr(changes_page, "MOST_COUNTED", 2)
    assert heading(page(client)) == "2 events, 2 sources and more than 2 tellings published"


def test_it_is_linked_from_every_page_and_keeps_the_filter(client: Client, cast: Cast):
    html = client.get("/?actor=mayor").content.decode()
    assert '<a href="/changes/?kept=actor%3Dmayor">What is new</a>' in html
    assert '<a href="/api/?kept=actor%3Dmayor">API</a>' in html


def test_as_of_a_day_only_what_had_been_told_counts(client: Client, cast: Cast):
    assert heading(page(client, "/changes/?as_of=2022-03-05")) == (
        "1 event, 1 source and 1 telling published"
    )


@pytest.mark.parametrize("name", ["", "changes.atom"])
def test_more_records_take_no_more_queries(client: Client, cast: Cast, name: str):
    def asked() -> None:
        assert client.get(f"/{name}" if name else "/changes/").status_code == 200

    asked()
    few = queries_of(asked)
    for number in range(20):
        event = Event.objects.create(slug=f"e{number}", title="E", state=State.PUBLISHED)
        Mention.objects.create(event=event, source=cast.report, says="So.", state=State.PUBLISHED)
        event.tags.create(slug=f"t{number}", name=f"Tag {number}")
        cast.story.events.add(event)
    assert queries_of(asked) == few
    assert heading(page(client)).startswith("22 events, 2 sources and 23 tellings")
