"""Odd input at the desk: answered with a page, an error beside the field, 400 or 404; never 500."""

from __future__ import annotations

import html
from time import process_time
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.admin.editing.filled_page import page
from tests.cast import Cast
from tests.odd_requests import OddRequest, odd_requests
from timeline.models import Article

REQUESTS = 300


def change(record: Any) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


def status(desk: Client, request: OddRequest) -> int:
    """What a request is answered with; nothing that it does is kept."""
    desk.raise_request_exception = False
    with transaction.atomic():
        send = getattr(desk, request.method)
        answer = int(send(request.path, request.fields).status_code)
        transaction.set_rollback(True)
    return answer


def test_no_odd_request_gives_a_fault(desk: Client, cast: Cast, article: Article):
    records = (cast.report, cast.opening, cast.mayor, cast.herald, cast.story)
    forms = {change(record): page(desk, change(record)) for record in records}
    faults = [
        f"{request.method} {request.path} {request.fields}"
        for request in odd_requests(REQUESTS, seed=1, forms=forms)
        if status(desk, request) >= 500
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("noun", "fields"),
    [
        ("opening", {"participations-0-actor": "%"}),
        ("opening", {"participations-0-actor": "9" * 30}),
        ("report", {"mentions-0-id": "x"}),
        ("report", {"mentions-0-quotes-0-speaker": "1e9"}),
        ("report", {"outlet": "9" * 30}),
        ("report", {"draws_on": ["1", "x"]}),
        ("mayor", {"aliases-0-id": "x"}),
        ("report", {"mentions-0-quotes-0-position": "x", "title": ""}),
    ],
)
def test_a_key_that_is_none_is_refused_in_a_sentence_and_nothing_is_saved(
    noun: str, fields: dict[str, Any], desk: Client, cast: Cast
):
    url = change(getattr(cast, noun))
    response = desk.post(url, {**page(desk, url), **fields})
    assert response.status_code == 400
    words = html.unescape(response.content.decode())
    assert "is nothing that" in words
    assert "Nothing was saved." in words


@pytest.mark.parametrize("noun", ["herald", "story"])
def test_a_slug_that_is_kept_is_refused_in_a_sentence_beside_it(
    noun: str, desk: Client, cast: Cast
):
    url = change(getattr(cast, noun))
    response = desk.post(url, page(desk, url) | {"slug": "not-stated"})
    assert response.status_code == 200
    (why,) = response.context["adminform"].form.errors["slug"]
    assert "give another slug" in why
    assert len(response.context["errors"]) == 1
    assert not type(getattr(cast, noun)).objects.filter(slug="not-stated").exists()


def test_the_history_of_no_record_is_not_found(desk: Client, cast: Cast):
    for key in ("a", "9" * 30, "%25", "-1"):
        for noun in ("mention", "source", "event", "outlet"):
            assert desk.get(f"/admin/timeline/{noun}/{key}/history/").status_code == 404
            assert desk.get(f"/admin/timeline/{noun}/1/history/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "asked", "answer"),
    [
        ("digestrecord/", {"pk__in": "9" * 30}, 400),
        ("source/", {"outlet__in": f"1,{'9' * 30}"}, 400),
        ("wordingchoice/add/", {"speaker": "<b>"}, 200),
        ("source/add/", {"outlet": "<b>", "draws_on": "1,x", "title": "A title"}, 200),
    ],
)
def test_an_address_with_a_key_that_is_none_is_answered(path, asked, answer, desk, cast):
    response = desk.get(f"/admin/timeline/{path}", asked)
    assert response.status_code == answer
    if "title" in asked:
        assert response.context["adminform"].form.initial["title"] == "A title"


def test_rows_that_a_form_claims_and_does_not_send_cost_nothing(desk: Client, cast: Cast):
    url = change(cast.report)
    sent = page(desk, url)
    began = process_time()
    desk.post(url, sent)
    usual = process_time() - began
    began = process_time()
    response = desk.post(url, {**sent, "mentions-TOTAL_FORMS": 99_999, "title": "Claimed"})
    assert response.status_code == 302
    assert process_time() - began < 5 * usual + 1
    cast.report.refresh_from_db()
    assert cast.report.title == "Claimed"
    assert cast.report.mentions.count() == 1


def test_rows_of_no_record_are_refused_too_where_they_are_many(desk: Client, cast: Cast):
    url = change(cast.report)
    rows = {f"mentions-{n}-id": str(n + 1_000) for n in range(1, 3_000)}
    sent = {**page(desk, url), **rows, "mentions-TOTAL_FORMS": 3_000}
    began = process_time()
    assert desk.post(url, sent).status_code == 400
    assert process_time() - began < 5
    twice = {"mentions-1-id": "1", "mentions-TOTAL_FORMS": 2, "mentions-0-id": "1"}
    assert desk.post(url, {**page(desk, url), **twice}).status_code == 400


def test_more_new_rows_than_one_save_may_add_are_refused_in_a_sentence(desk: Client, cast: Cast):
    url = change(cast.mayor)
    rows = {f"aliases-{number}-name": f"Alias {number}" for number in range(1, 102)}
    sent = {**page(desk, url), **rows, "aliases-TOTAL_FORMS": 102}
    response = desk.post(url, sent)
    assert response.status_code == 400
    assert "At most 100 new rows can be saved at once." in response.content.decode()
