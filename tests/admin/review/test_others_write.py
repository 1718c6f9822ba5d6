"""While an article is read at the desk, which may take seconds, others write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import proposals
from tests.admin.review.reviewing import address, of
from timeline.models import Article, Event
from timeline.queries import known_events
from timeline.services.proposals import review

LATER = "A line came before.\n\n" + proposals.TEXT


def take_in(desk: Client, article: Article) -> Any:
    return desk.post(reverse("admin:timeline_article_add"), {"text": LATER})


def replace(desk: Client, article: Article) -> Any:
    return desk.post(address(article, "replace"), {"text": LATER, "seen": article.sha256})


def date(desk: Client, article: Article) -> Any:
    fields = {
        "title": article.title, "outlet": article.outlet_id, "outlet_basis": "stated",
        "outlet_reason": article.outlet_reason, "edtf": "2022-03-18", "published_basis": "inferred",
        "published_reason": "It came a week later.",
    }  # fmt: skip
    return desk.post(address(article, "details"), fields)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [take_in, replace, date])
def test_others_write_while_a_text_is_read(
    how: Callable[..., Any], desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch
):
    if connection.vendor != "sqlite":
        pytest.skip("nobody waits for a writer there")
    candidates, written = known_events.candidates, []

    def read(*given: Any, **options: Any) -> Any:
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as other, other:
            other.execute("UPDATE timeline_event SET summary = 'here'")
            written.append(other.total_changes)
        return candidates(*given, **options)

    monkeypatch.setattr(known_events, "candidates", read)
    before = set(article.proposals.values_list("pk", flat=True))
    assert how(desk, article).status_code == 302
    assert written
    assert set(Event.objects.values_list("summary", flat=True)) == {"here"}
    if how is not take_in:
        assert before.isdisjoint(article.proposals.values_list("pk", flat=True))


def test_accepted_passages_are_followed_and_the_history_says_by_whom(desk, article, editor):
    for words in ("refuses", "warns", "opened"):
        review.accept(of(article, words), by=editor)
    assert replace(desk, article).status_code == 302
    kept = article.proposals.exclude(mention=None).select_related("mention")
    assert {proposal.place for proposal in kept} == {"moved"}
    assert [proposal.mention.paragraph for proposal in kept] == [3, 4, 5]
    history = [proposal.mention.history.latest() for proposal in kept]
    assert [(line.history_type, line.history_user, line.paragraph) for line in history] == [
        ("~", editor, number) for number in (3, 4, 5)
    ]
