"""The texts of sources: whole where the outlet lets them be shown, else never."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from timeline.models import Article
from timeline.queries import source_texts

pytestmark = pytest.mark.django_db

TEXT = "A headline\n\nThe bridge opened. <script>alert(1)</script>\n\nPeople cheered.\n"


@pytest.fixture
def article(cast: Cast) -> Article:
    return Article.objects.create(sha256="0" * 64, text=TEXT, source=cast.report)


def shown(client: Client, address: str = "/sources/report/") -> str:
    return client.get(address).content.decode()


def test_a_text_is_the_editors_alone_unless_its_outlet_lets_it_be_shown(
    client: Client, cast: Cast, article: Article
) -> None:
    assert "People cheered" not in shown(client)
    cast.herald.free_to_show = True
    cast.herald.save()
    page = shown(client)
    assert "People cheered" in page
    assert '<li id="p2"' in page
    assert 'href="#p2"' in page


def test_nothing_in_a_text_comes_alive(client: Client, cast: Cast, article: Article) -> None:
    cast.herald.free_to_show = True
    cast.herald.save()
    page = shown(client)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_text_is_not_there_before_it_was_published(
    client: Client, cast: Cast, article: Article
) -> None:
    cast.herald.free_to_show = True
    cast.herald.save()
    assert "People cheered" not in shown(client, "/sources/report/?as_of=2022-03-03")
    assert "People cheered" in shown(client, "/sources/report/?as_of=2022-03-04")


def test_a_long_text_is_cut_and_says_so(
    client: Client, cast: Cast, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.herald.free_to_show = True
    cast.herald.save()
    monkeypatch.setattr(source_texts, "MOST", 30)
    page = shown(client)
    assert "A headline" in page
    assert "People cheered" not in page
    assert "The text goes on" in page


def test_a_source_whose_publisher_is_not_stated_shows_no_text(
    client: Client, cast: Cast, article: Article
) -> None:
    cast.report.outlet, cast.report.outlet_basis = None, "not-stated"
    cast.report.save()
    assert "People cheered" not in shown(client)
