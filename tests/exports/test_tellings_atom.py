"""Tellings as a feed, read back by feedparser and by rss-parser."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests import story
from tests.cast import Cast
from tests.exports.npm_package import NpmPackage
from tests.exports.readers import feed
from tests.exports.told import HOSTILE, hostile_events, written
from tests.moments import all_done_at
from timeline.domain.criteria import Criteria
from timeline.domain.text.characters import plain
from timeline.exports import tellings_atom
from timeline.models import Mention
from timeline.queries.index import select

RSS_PARSER = NpmPackage(
    "rss-parser",
    "3.13.0",
    "7jWUBV5yGN3rqMMj7CZufl/291QAhvrrGpDNE4k/02ZchL0npisiYYqULF71jCEKoIiHvK/Q2e6IkDwPziT7+w==",
    wanted="package/dist/",
)
_RSS_PARSER = """
const {readFileSync} = require("fs"), module_ = {exports: {}};
const load = new Function("module", "exports", "require", readFileSync(process.argv[1], "utf8"));
// What writes XML is another package, and nothing is written here.
load(module_, module_.exports, name => name === "xmlbuilder" ? {} : require(name));
const Parser = module_.exports, text = readFileSync(0, "utf8");
new Parser().parseString(text).then(feed => console.log(JSON.stringify(feed.items)));
"""
ATOM = "{http://www.w3.org/2005/Atom}"


class Words(HTMLParser):
    """The words of a piece of HTML, and the elements that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_an_entry_is_a_telling_with_who_says_what_and_when(cast: Cast):
    read = feed(written("atom"))
    entry = next(e for e in read.entries if "The Herald)" in e.title and "through" not in e.title)
    assert entry.title == "The bridge opens (The Herald)"
    assert entry.title_detail.type == "text/plain"
    assert entry.author == "The Herald"
    assert entry.link == "https://retold.example/events/opening/"
    mention = Mention.objects.get(phrase="on Thursday")
    assert entry.id == f"https://retold.example/events/opening/#report.{mention.pk}"
    assert entry.published == entry.updated
    assert datetime.fromisoformat(entry.published) == mention.public_since
    assert [tag.term for tag in entry.tags] == ["Other"]
    words = Words(entry.summary)
    assert words.tags == ["p", "p"]
    assert words.words == (
        "The Herald, “Bridge opens at last” (“on Thursday”, read as 3 March 2022): It opened. "
        "Mayor Ida Berg: “the bridge is ours”. Olle Strand, as told by Mayor Ida Berg: "
        "“it will hold”.Told 4 March 2022."
    )


def test_without_a_record_a_source_s_day_is_when_it_became_public(cast: Cast):
    all_done_at(None, Mention)
    entry = next(e for e in feed(written("atom")).entries if e.author == "The Herald")
    assert entry.published == entry.updated == "2022-03-04T00:00:00+00:00"


def test_a_source_that_names_no_day_has_no_published_day_without_a_record(cast: Cast):
    all_done_at(None, Mention)
    entry = next(e for e in feed(written("atom")).entries if "The Post" in e.author)
    assert "published" not in entry
    assert "Told March 2022." in entry.summary


def test_a_feed_of_many_tellings_goes_on_page_by_page_to_the_oldest(
    cast: Cast, client: Client, monkeypatch
):
    monkeypatch.setattr(tellings_atom, "MOST", 3)
    paper = story.source("A weekly", published="2023-05-06")
    for number in range(6):
        story.tell(cast.storm, paper, says=f"No. {number}")
    address, seen, pages = "/events.atom", [], []
    whole = feed(client.get(address).content.decode())
    while address:
        shown = feed(client.get(address).content.decode())
        pages.append(shown)
        seen += [entry.id for entry in shown.entries]
        links = {link.rel: link.href for link in shown.feed.links}
        assert links["self"].endswith(address.removeprefix("http://testserver"))
        address = links.get("next", "")
    assert len(pages) > 1
    assert len(seen) == len(set(seen)) == select(Criteria()).mentions
    assert {page.feed.id for page in pages} == {whole.feed.id}, "pages are of one feed"
    assert [len(page.entries) for page in pages[:-1]] == [3] * (len(pages) - 1)
    back = {link.rel: link.href for link in pages[1].feed.links}["previous"]
    assert feed(client.get(back).content.decode()).entries == whole.entries
    beyond = feed(client.get("/events.atom?start=100").content.decode())
    assert not beyond.entries
    back = {link.rel: link.href for link in beyond.feed.links}["previous"]
    assert feed(client.get(back).content.decode()).entries == pages[-1].entries
    monkeypatch.setattr(tellings_atom, "DEEPEST", 4)
    second = feed(client.get({k.rel: k.href for k in whole.feed.links}["next"]).content.decode())
    assert len(second.entries) == 1
    assert "next" not in {link.rel for link in second.feed.links}


@pytest.mark.parametrize(
    ("start", "place"),
    [(0, ""), (100, "101st"), (101, "102nd"), (110, "111th"), (4500, "4,501st")],
)
def test_a_page_of_the_feed_says_where_in_the_order_it_begins(start: int, place: str):
    assert tellings_atom.which(start, 100, "100 tellings") == (
        f"From the {place} newest of 100 tellings on." if place else ""
    )


def test_what_an_old_paper_tells_stands_first_once_it_is_taken_in(cast: Cast, monkeypatch):
    monkeypatch.setattr(tellings_atom, "MOST", 5)
    all_done_at(datetime(2024, 5, 6, tzinfo=UTC), Mention)
    old = story.source("Of old", outlet=cast.herald, published="1950-01-01")
    for number in range(5):
        story.tell(cast.storm, old, says=f"No. {number}")
    entries = feed(written("atom")).entries
    assert len(entries) == 5
    assert {e.id.rpartition("#")[2].partition(".")[0] for e in entries} == {"of-old"}
    assert all(e.published > "2024-05-06" for e in entries)
    moments = [e.published for e in entries]
    assert moments == sorted(moments, reverse=True)


def test_of_one_moment_the_newest_source_stands_first_and_those_of_no_day_last(cast: Cast):
    for title, published in (("Late", "2025-01-01"), ("Early", "1999"), ("Whenever", "")):
        sheet = story.source(title, outlet=cast.herald, published=published)
        story.tell(cast.storm, sheet, says=title)
    all_done_at(datetime(2024, 5, 6, tzinfo=UTC), Mention)
    slugs = [
        entry.id.rpartition("#")[2].partition(".")[0] for entry in feed(written("atom")).entries
    ]
    assert slugs == ["late", "column", "column", "report", "early", "whenever"]


def test_the_feed_has_what_the_standard_asks_for(cast: Cast):
    root = ET.fromstring(written("atom", title="The bridge (Ida Berg)"))
    assert root.tag == f"{ATOM}feed"
    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
        moment = datetime.fromisoformat(parent.findtext(f"{ATOM}updated"))
        assert moment.tzinfo is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://retold.example/",
        "self": "https://retold.example/events",
    }
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Retold"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 3
    assert root.findtext(f"{ATOM}title") == "The bridge (Ida Berg)"


def test_ids_and_times_stay_and_a_telling_that_changes_is_updated(cast: Cast):
    all_done_at(datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), Mention)
    before = written("atom")
    assert before == written("atom")
    assert feed(before).feed.updated == "2024-05-06T07:08:09+00:00"
    mention = Mention.objects.get(phrase="on Thursday")
    mention.says, mention.paragraph, mention.position = "It opened late.", 7, 1
    mention.save()
    read = feed(written("atom"))
    assert [e.id for e in read.entries] == [e.id for e in feed(before).entries]
    changed = [e.id for e in read.entries if e.updated != "2024-05-06T07:08:09+00:00"]
    assert [one.rpartition("#")[2] for one in changed] == [f"report.{mention.pk}"]
    assert read.feed.updated != "2024-05-06T07:08:09+00:00"


def test_without_a_record_an_entry_is_as_old_as_its_source(cast: Cast):
    all_done_at(None, Mention)
    read = feed(written("atom"))
    assert {e.updated for e in read.entries} == {
        "2022-03-04T00:00:00+00:00", "2022-03-31T00:00:00+00:00",
    }  # fmt: skip


def test_an_entry_is_the_same_in_each_feed_that_has_it(cast: Cast):
    everything = {e.id: e for e in feed(written("atom")).entries}
    some = feed(written("atom", Criteria(actors=("mayor",), as_of=date(2022, 3, 4)))).entries
    mention = Mention.objects.get(phrase="on Thursday")
    assert [e.id for e in some] == [f"https://retold.example/events/opening/#report.{mention.pk}"]
    assert everything[some[0].id].summary == some[0].summary


def test_a_second_reader_takes_the_same_entries_in_the_same_order(cast: Cast):
    old = story.source("Of old", outlet=cast.herald, published="1950-01-01")
    for number in range(3):
        story.tell(cast.storm, old, says=f"No. {number}")
    data = written("atom")
    script = RSS_PARSER.folder_or_skip() / "rss-parser.min.js"
    done = subprocess.run(
        ["node", "-e", _RSS_PARSER, script], input=data, capture_output=True, timeout=60, check=True
    )
    told = [(e.id, e.title, e.link, e.author, e.published[:19]) for e in feed(data).entries]
    assert len(told) == 6
    assert [
        (e["id"], e["title"], e["link"], e["author"], e["isoDate"][:19])
        for e in json.loads(done.stdout)
    ] == told


def test_hostile_words_are_words_in_title_and_text(db: None):
    hostile_events()
    data = written("atom", title=HOSTILE[0])
    read = {e.link.rstrip("/").rpartition("/")[2]: e for e in feed(data).entries}
    raw = {
        entry.findtext(f"{ATOM}link") or entry.find(f"{ATOM}link").get("href"): entry
        for entry in ET.fromstring(data).findall(f"{ATOM}entry")
    }
    for number, words in enumerate(HOSTILE):
        entry = raw[f"https://retold.example/events/hostile-{number}/"]
        title = entry.findtext(f"{ATOM}title")
        assert title.startswith(plain(words[:200]))
        summary = Words(entry.findtext(f"{ATOM}summary"))
        assert summary.tags == ["p", "p"]
        assert plain(words) in summary.words
        assert f"hostile-{number}" in read
    assert feed(data).feed.title_detail.type == "text/plain"


def test_nothing_is_a_feed_without_entries(db: None):
    read = feed(written("atom"))
    assert (read.entries, read.feed.updated) == ([], "1970-01-01T00:00:00+00:00")
