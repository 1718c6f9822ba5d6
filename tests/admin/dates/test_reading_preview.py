"""How a date is read while it is being typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import proposals
from timeline.domain.dates.stated_dates import ReadingInContext
from timeline.services.proposals import review


def told(desk: Client, **asked: Any) -> str:
    response = desk.get(reverse("admin:read-date"), asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_it_tells_the_words_the_edtf_and_the_rule(desk):
    html = told(desk, typed="between 1 and 5 March 2022", counts_from="today")
    assert "<b>1–5 March 2022</b>" in html
    assert "<code>2022-03-01/2022-03-05</code>" in html
    assert "(rule: between)" in html


def test_it_tells_why_nothing_reads_it(desk):
    assert "Not read: “gibberish” is not read as a date" in told(desk, typed="gibberish")


def test_a_phrase_counts_from_the_publication_date_as_typed(desk):
    asked = {"typed": "Thursday", "counts_from": "publication"}
    assert "<b>3 March 2022</b>" in told(desk, published="4 March 2022", **asked)
    assert "<b>2 October 2025</b>" in told(desk, published="2025-10-06", **asked)


@pytest.mark.parametrize("published", ["", "gibberish"])
def test_a_phrase_that_needs_a_publication_date_says_so(published, desk):
    html = told(desk, typed="Thursday", counts_from="publication", published=published)
    assert "needs the publication date" in html


def test_that_same_month_looks_back_over_the_phrases_before_it(desk):
    asked = {"typed": "that same month", "counts_from": "publication", "published": "2025-11-05"}
    before = ["in February 2022", "what nothing reads", "that same month"]
    assert "<b>February 2022</b>" in told(desk, before=before, **asked)
    assert "Not read" in told(desk, **asked)


@pytest.mark.parametrize("asked", [{}, {"typed": ""}, {"typed": "   "}])
def test_nothing_typed_is_answered_with_nothing(asked, desk):
    assert told(desk, **asked) == ""


@pytest.mark.parametrize(
    "asked",
    [
        {"typed": "x" * 5000},
        {"typed": "\x00"},
        {"typed": "5 May 2022", "counts_from": "y" * 900, "published": "z" * 900},
        {"typed": "that day", "counts_from": "publication", "before": ["\x00", "x" * 5000] * 40},
    ],
)
def test_whatever_is_sent_is_answered(asked, desk):
    told(desk, **asked)


def test_what_is_typed_is_escaped(desk):
    assert "<script>" not in told(desk, typed="<script>alert(1)</script>")


def test_only_those_who_may_enter_the_desk_are_answered(client, db):
    url = reverse("admin:read-date")
    assert client.get(url).status_code == 302
    client.force_login(User.objects.create_user("reader"))
    assert client.get(url).status_code == 302


def test_it_is_only_read_from(desk):
    assert desk.post(reverse("admin:read-date"), {"typed": "2022"}).status_code == 405


def test_a_phrase_of_a_mention_is_told_as_read_in_its_text_while_that_holds(desk, cast):
    mention = cast.report.mentions.get()
    mention.in_context = ReadingInContext(
        "on Thursday", "2022-03-04", "2022-03-10", "cue", "“Will” points to the Thursday to come."
    )
    mention.save()
    asked = {"typed": "on Thursday", "counts_from": "publication", "mention": mention.pk}
    html = told(desk, published="2022-03-04", **asked)
    assert "<b>10 March 2022</b>" in html
    assert "(rule: cue)" in html
    html = told(desk, published="2022-03-18", **asked)
    assert "was read as 10 March 2022; for this phrase and publication date that no longer" in html
    assert "Alone:</span> <b>17 March 2022</b>" in html


def test_a_phrase_of_an_accepted_mention_is_told_as_read_again_in_the_article(desk, cast):
    article = proposals.set_out(outlet=cast.herald)
    mention = review.accept(article.proposals.get(title__contains="refuses"), by=None)
    asked = {"typed": "on Thursday", "counts_from": "publication", "mention": mention.pk}
    html = told(desk, published="2022-03-18", **asked)
    assert html.startswith("<b>17 March 2022</b>")
