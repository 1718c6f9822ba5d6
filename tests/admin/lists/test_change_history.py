"""The change history: who changed what and when, with old and new values."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.admin.source_form import filled_in
from tests.cast import Cast
from timeline.models import Kind, Mention, Place, Source


def page(desk: Client, noun: str, pk: int) -> str:
    html = desk.get(f"/admin/timeline/{noun}/{pk}/history/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def report(desk: Client, cast: Cast) -> Source:
    """The report with another title, date, phrase and quote than it had."""
    fields = filled_in(
        cast.report,
        title="Bridge opens",
        edtf="5 March 2022",
        **{
            "mentions-0-phrase": "on Wednesday",
            "mentions-0-quotes-0-words": "the bridge is yours",
            "mentions-0-quotes-1-DELETE": "on",
        },
    )
    assert desk.post(f"/admin/timeline/source/{cast.report.pk}/change/", fields).status_code == 302
    return cast.report


def test_it_tells_old_and_new_values_and_who_changed_them(desk, report):
    told = page(desk, "source", report.pk)
    assert "Title: Bridge opens at last → Bridge opens" in told
    assert "Date: 2022-03-04 → 2022-03-05" in told
    assert "edda Changed" in told


def test_it_tells_of_the_mentions_and_quotes_too(desk, report):
    told = page(desk, "source", report.pk)
    assert "Date as written: on Thursday → on Wednesday" in told
    assert "Words: the bridge is ours → the bridge is yours" in told
    assert "“it will hold” (Olle Strand)" in told
    assert "edda Deleted" in told


def test_a_mention_has_a_history_of_its_own(desk, report):
    told = page(desk, "mention", report.mentions.get().pk)
    assert "Date as written: on Thursday → on Wednesday" in told


def test_what_retold_works_out_by_itself_is_no_change_of_an_editors(desk, report):
    told = page(desk, "mention", report.mentions.get().pk)
    assert "Earliest" not in told
    assert "Date: " not in told


def test_what_was_nothing_before_is_told_as_empty(desk, cast):
    harbour = Place.objects.create(slug="harbour", name="Harbour")
    quay = Place.objects.create(slug="quay", name="Quay")
    quay.lies_in, quay.latitude, quay.longitude, quay.precision_m = harbour, 50, 30, 100
    quay.save()
    told = page(desk, "place", quay.pk)
    assert "Lies in: empty → Harbour" in told
    assert "Precision in metres: empty → 100" in told
    assert "None" not in told


def test_the_log_of_the_desk_stands_below(desk, report):
    assert "Changed Title and Published." in page(desk, "source", report.pk)


def test_an_earlier_version_can_be_looked_at_and_gone_back_to(desk, report):
    first = report.history.earliest()
    url = f"/admin/timeline/source/{report.pk}/history/{first.history_id}/"
    assert 'value="Bridge opens at last"' in desk.get(url).content.decode()
    fields = filled_in(report, title="Bridge opens at last", edtf="2022-03-04")
    assert desk.post(url, fields).status_code == 302
    report.refresh_from_db()
    assert (report.title, str(report.earliest)) == ("Bridge opens at last", "2022-03-04")
    assert report.mentions.count() == 1


def test_going_back_does_not_undo_what_another_saved_meanwhile_without_a_word(desk, report):
    first = report.history.earliest()
    url = f"/admin/timeline/source/{report.pk}/history/{first.history_id}/"
    # Saved before the clock went back: by its date it is newer than what comes after it.
    report.history.update(history_date=timezone.now() + timedelta(hours=1))
    opened = {"newest": desk.get(url).context["newest"]}
    report.authors = "Somebody Else"
    report.save()
    fields = filled_in(report, title="Bridge opens at last", edtf="2022-03-04", authors="")
    response = desk.post(url, fields | opened)
    html = response.content.decode()
    assert "Nothing was saved: this was changed meanwhile" in html
    assert "Authors" in html.partition("this was changed meanwhile")[2].partition("again.")[0]
    report.refresh_from_db()
    assert report.authors == "Somebody Else"
    assert response.context["adminform"].form["title"].value() == "Bridge opens at last"
    again = {"newest": response.context["newest"]}
    assert desk.post(url, fields | again).status_code == 302
    report.refresh_from_db()
    assert (report.title, report.authors) == ("Bridge opens at last", "")


def test_the_history_of_what_is_gone_stays(desk, cast):
    mention = Mention.objects.get(event=cast.storm)
    pk = mention.pk
    mention.delete()
    assert "Deleted" in page(desk, "source", cast.column.pk)
    assert not Mention.objects.filter(pk=pk).exists()


@pytest.mark.parametrize("noun", ["place", "source", "event", "kind"])
def test_a_version_is_looked_at_by_who_may_not_change_the_slug(noun, cast, desk, reporters_desk):
    place = Place.objects.create(name="Berg")
    kind = Kind.objects.create(slug="flood", name="Flood", sign="≈")
    record = {"place": place, "source": cast.report, "event": cast.opening, "kind": kind}[noun]
    line = record.history.first().history_id
    address = reverse(f"admin:timeline_{noun}_simple_history", args=[record.pk, line])
    for browser in (desk, reporters_desk):
        assert browser.get(address).status_code == 200
