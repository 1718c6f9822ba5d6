"""What a shared link shows: the tags, and the picture of the two clocks."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from PIL import Image

from tests import story
from tests.story import Town
from tests.web.markup import Element, page
from timeline.web.embed import clocks_png
from timeline.web.timeline.two_clocks import MOST_CURVES

SITE = "http://testserver"
OWN = f"{SITE}/stories/the-bridge"
PAGES = ["/", "/?actor=mayor&from=2022", "/?as_of=2022-03-31", "/events/opening/",
         "/events/opening/?as_of=2022-03-31", "/actors/mayor/", "/outlets/herald/",
         "/sources/report/", "/sources/report/?as_of=2022-03-31"]  # fmt: skip


def tags(root: Element) -> dict[str, str]:
    return {
        meta.get("property") or meta.get("name"): meta["content"]
        for meta in root.one("head").all("meta")
        if meta.get("property").startswith("og:") or meta.get("name").startswith("twitter:")
    }


CSS = (Path(settings.BASE_DIR) / "static" / "css" / "base.css").read_text()
LIGHT = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6})", CSS))


def picture(client: Client, address: str) -> Image.Image:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    drawn = Image.open(io.BytesIO(response.content))
    drawn.load()
    assert drawn.format == "PNG"
    return drawn.convert("RGB")


def colours(drawn: Image.Image, part: tuple[int, int, int, int] | None = None) -> set[str]:
    found = drawn.crop(part).getcolors(1_000_000) if part else drawn.getcolors(1_000_000)
    return {"#{:02x}{:02x}{:02x}".format(*rgb) for _, rgb in found}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_tells_title_words_address_and_picture(address: str, client: Client, town: Town):
    root = page(client, address)
    told = tags(root)
    assert told["og:title"] == root.texts("h1")[0]
    assert told["og:url"] == OWN + address
    assert len(told["og:description"].split()) >= 3
    assert told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
    size = (int(told["og:image:width"]), int(told["og:image:height"]))
    assert picture(client, told["og:image"].removeprefix(SITE)).size == size == (1200, 630)


def test_the_description_says_what_is_filtered_and_how_much_that_is(client: Client, town: Town):
    told = tags(page(client, "/?actor=mayor&outlet=post"))
    assert told["og:description"] == "1 of 6 events: Mayor Ida Berg; The Post."
    assert told["og:image"] == f"{OWN}/clocks.png?actor=mayor&outlet=post"
    stood = tags(page(client, "/?as_of=2022-03-31"))["og:description"]
    assert stood.startswith("As it was told by 31 March 2022.")


def test_words_that_look_like_markup_stay_words(client: Client, town: Town):
    town.opening.title = town.opening.summary = "\"'><script>alert(1)</script>"
    town.opening.save()
    told = tags(page(client, "/events/opening/"))
    assert told["og:title"] == town.opening.title
    assert town.opening.summary in told["og:description"]


def test_the_picture_has_both_rails_and_its_outlets_colours(client: Client, town: Town):
    drawn = picture(client, "/clocks.png")
    ours = [LIGHT[f"outlet-{o.colour}"] for o in (town.cast.herald, town.cast.post)]
    assert {LIGHT["accent"], LIGHT["rail"], LIGHT["paper"], *ours} <= colours(drawn)
    absent = {LIGHT[f"outlet-{number}"] for number in range(4, 9)}
    assert not absent & colours(drawn)


def test_the_picture_is_that_of_the_selection(client: Client, town: Town):
    everything, some = picture(client, "/clocks.png"), picture(client, "/clocks.png?kind=incident")
    assert everything.tobytes() != some.tobytes()
    post = LIGHT[f"outlet-{town.cast.post.colour}"]
    herald = LIGHT[f"outlet-{town.cast.herald.colour}"]
    only = colours(picture(client, "/events/plans-are-drawn.png"))
    assert herald in only
    assert post not in only
    through = colours(picture(client, "/sources/seven-questions-to-the-diver.png"))
    assert LIGHT[f"outlet-{town.radio.colour}"] not in through, "no line of it is drawn"


def test_what_was_published_later_is_not_in_the_picture(client: Client, town: Town):
    post = LIGHT[f"outlet-{town.cast.post.colour}"]
    assert post in colours(picture(client, "/events/opening.png"))
    assert post not in colours(picture(client, "/events/opening.png?as_of=2022-03-04"))
    untold = picture(client, "/sources/column.png?as_of=2022-03-04")
    assert post not in colours(untold)


def test_the_same_picture_is_drawn_once(client: Client, town: Town, monkeypatch):
    cache.clear()
    drawn = []

    def draw(wanted: str) -> bytes:
        drawn.append(wanted)
        return b"a picture"

    monkeypatch.setattr(clocks_png, "draw", draw)
    addresses = ["/clocks.png", "/clocks.png?q=", "/clocks.png?match=all", "/clocks.png"]
    assert {client.get(address).content for address in addresses} == {b"a picture"}
    assert len(drawn) == 1
    town.fire.title = "A fire"
    town.fire.save()
    client.get("/clocks.png")
    assert len(drawn) == 2
    cache.clear()


def test_nothing_to_draw_is_said(client: Client, db: None):
    empty = picture(client, "/clocks.png")
    assert LIGHT["rail"] not in colours(empty)
    assert LIGHT["muted"] in colours(empty, (40, 370, 700, 430))


@pytest.mark.parametrize(
    "title", ["a" * 200, "wide " * 40, "Київ ł Ω 中 \U0001f600 \u202e x", ".", "a\x01\x1f<&"]
)
def test_no_title_breaks_the_picture_or_leaves_it(title: str, client: Client, town: Town):
    town.opening.title = title
    town.opening.save()
    drawn = picture(client, "/events/opening.png")
    assert colours(drawn, (1160, 0, 1200, 230)) == {LIGHT["paper"]}


@pytest.mark.parametrize("title", ["Київ", "ł", "Ωμέγα", "é"])
def test_letters_of_other_alphabets_are_drawn(title: str, client: Client, town: Town):
    town.opening.title = title
    town.opening.save()
    drawn = picture(client, "/events/opening.png")
    assert LIGHT["ink"] in colours(drawn, (40, 80, 600, 140))


def test_many_names_end_in_how_many_more_there_are(client: Client, town: Town):
    fair = story.event("The fair")
    for number in range(30):
        paper = story.outlet(f"The Daily Paper number {number}")
        story.tell(fair, story.source(f"S {number}", outlet=paper, published="2022"), edtf="2022")
    drawn = picture(client, "/events/the-fair.png")
    assert colours(drawn, (1160, 580, 1200, 630)) == {LIGHT["paper"]}


def test_lines_are_drawn_for_a_large_record_no_more_than_for_a_middling_one(
    client: Client, db: None, monkeypatch
):
    story.crowd(MOST_CURVES * 3)
    drawn = []

    def draw(svg: str) -> bytes:
        drawn.append(svg)
        return b"a picture"

    monkeypatch.setattr(clocks_png, "draw", draw)
    cache.clear()
    client.get("/clocks.png")
    assert 0 < len(re.findall(r"C\d", drawn[0])) < MOST_CURVES + 200
    cache.clear()


def test_the_pictures_style_is_the_pages_with_every_value_in_its_place():
    style = clocks_png.style()
    assert "var(" not in style
    for number in range(1, 9):
        assert (
            f".outlet-{number}.curve {{ fill: none; stroke: {LIGHT[f'outlet-{number}']};" in style
        )
    assert ".outlet-2.curve" in style.partition("stroke-dasharray: 9 3;")[0]
