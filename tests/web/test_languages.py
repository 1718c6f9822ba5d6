"""Words of sources in other languages are told by ``lang`` wherever a reader meets them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from timeline.models import Mention, Quote, Source

pytestmark = pytest.mark.django_db

TITLE, SAYS = "Міст нарешті відкрили", "Міст відкрили для всіх мешканців."
WORDS, OTHER = "цей міст тепер наш, і він стоятиме", "цей міст тепер наш, і він довго стоятиме"


@pytest.fixture
def in_ukrainian(cast: Cast) -> Cast:
    told = Mention.objects.get(source=cast.report, event=cast.opening)
    for source in (cast.report, cast.column):
        Source.objects.filter(pk=source.pk).update(language="uk", title=TITLE)
    Mention.objects.filter(event=cast.opening).update(says=SAYS)
    told.quotes.filter(position=0).update(words=WORDS)
    other = Mention.objects.get(source=cast.column, event=cast.opening)
    Quote.objects.create(mention=other, speaker=cast.mayor, words=OTHER)
    return cast


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", f"“{OTHER}”"),
        ("/embed/events/opening/", f"“{OTHER}”"),
        ("/?q=мешканців", "Міст відкрили для всіх"),
        ("/compare/", SAYS),
        ("/quotes/", f"“{OTHER}”"),
        ("/outlets/herald/", TITLE),
        ("/sources/report/", TITLE),
        ("/changes/", TITLE),
    ],
)
def test_a_sources_words_are_told_to_be_in_its_language(
    client: Client, in_ukrainian: Cast, address: str, words: str
) -> None:
    page = " ".join(client.get(address).content.decode().split())
    before, found, _ = page[page.index("<body") :].partition(words)
    assert found
    opened = before.rpartition("<")[2]
    outer = before.rpartition("<")[0].rpartition("<")[2]
    assert 'lang="uk"' in opened or 'lang="uk"' in outer


def test_words_that_an_editor_put_in_english_are_not_told_otherwise(
    client: Client, in_ukrainian: Cast
) -> None:
    english = "It is ours and it will stand for a long time, the mayor said to all of them."
    Mention.objects.update(says=english)
    Quote.objects.update(words="this is the bridge that we have all been waiting for")
    page = client.get("/").content.decode() + client.get("/compare/").content.decode()
    assert "waiting for" in page
    assert 'lang="uk"' not in page
