"""The story that is shipped: what it must hold, whatever else is added to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.web.markup import page
from timeline.domain.text.excerpt import LONGEST_QUOTE
from timeline.models import Event, Mention, Outlet, Quote, Source, Story
from timeline.services.digest.load_digest import load

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped digest, loaded once for all; it needs no documents for that."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.FIXTURES)
        yield
        transaction.set_rollback(True)


def source_of(number: str) -> Source:
    """The source whose document's file name begins with a number."""
    return Source.objects.get(document__startswith=f"{number}_")


def interval_of(slug: str) -> tuple[str, str]:
    event = Event.objects.get(slug=slug)
    return str(event.earliest), str(event.latest)


def test_each_of_the_five_documents_tells():
    told = Source.objects.exclude(document="").order_by("document")
    assert [source.document[:3] for source in told] == ["000", "001", "002", "003", "004"]
    for source in told:
        assert source.mentions.count() > 10
        assert len(source.sha256) == 64


def test_no_quote_is_longer_than_fair():
    assert Quote.objects.exists()
    long = [
        quote.words for quote in Quote.objects.all() if len(quote.words.split()) > LONGEST_QUOTE
    ]
    assert long == []
    assert LONGEST_QUOTE == 15


def test_no_outlet_is_there_but_those_that_the_documents_name():
    assert set(Outlet.objects.values_list("name", flat=True)) == {
        "The Times", "TV2", "Pravda", "Twitter",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_a_document_that_names_no_publisher_has_none(number):
    source = source_of(number)
    assert (source.outlet, source.outlet_basis) == (None, "not-stated")


def test_the_one_document_that_names_its_publisher_has_it_with_its_day():
    source = source_of("002")
    assert (source.outlet.name, source.outlet_basis) == ("Pravda", "stated")
    assert (source.edtf, source.published_basis) == ("2025-11-05", "stated")


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_a_document_that_dates_itself_nowhere_says_why_it_is_put_where_it_is(number):
    source = source_of(number)
    assert source.published_basis == "inferred"
    assert source.published_reason
    assert not source.interval.is_day


@pytest.mark.parametrize(
    ("slug", "earliest", "latest"),
    [
        ("nato-refuses-no-fly-zone", "2022-03-04", "2022-03-04"),
        ("russia-invades-ukraine", "2022-02-24", "2022-02-24"),
        ("bosnia-no-fly-zone", "1990-01-01", "1999-12-31"),
    ],
)
def test_the_story_has_its_dates(slug, earliest, latest):
    assert interval_of(slug) == (earliest, latest)
    assert not Event.objects.get(slug=slug).disputed


def test_the_call_is_put_in_february_2022():
    call = Event.objects.get(slug="zelensky-asks-for-closed-sky")
    assert call.edtf == "2022-02"
    assert not call.disputed


def test_the_decade_of_the_precedents_is_kept_as_a_decade():
    assert Event.objects.get(slug="bosnia-no-fly-zone").edtf == "199X"


def test_sources_disagree_by_a_day_on_the_month_of_the_drone():
    (drone,) = Event.objects.filter(disputed=True, title__icontains="drone")
    assert drone.days_apart == 1
    assert interval_of(drone.slug) == ("2025-09-01", "2025-10-31")
    readings = dict(drone.mentions.exclude(phrase="").values_list("phrase", "edtf"))
    assert readings == {"In September 2025": "2025-09", "Last month": "2025-10"}


def test_the_warning_of_september_is_read_from_the_year_of_its_source():
    assert set(
        Mention.objects.filter(
            event__actors__slug="dmitry-medvedev", phrase__icontains="september"
        ).values_list("edtf", flat=True)
    ) == {"2025-09"}


def test_that_same_month_is_the_month_named_before_it():
    mention = Mention.objects.get(phrase="That same month")
    assert mention.edtf == "2025-09"
    assert "September 2025" in mention.because
    assert mention.event.slug == "zelensky-proposes-joint-air-defence"
    assert mention.event.edtf == "2025-09"


def test_every_phrase_was_read_by_a_rule_that_says_so():
    for mention in Mention.objects.exclude(phrase=""):
        assert mention.rule not in ("", "unread"), mention.phrase
        assert mention.because


def test_the_story_opens_with_the_refusal_and_closes_with_the_remarks_of_2025():
    story = Story.objects.get()
    assert story.opens_with.slug == "nato-refuses-no-fly-zone"
    assert story.closes_with.earliest.year == 2025
    assert story.opens_with.earliest < story.closes_with.earliest


def test_every_event_is_told_and_every_source_tells_or_is_told_through():
    assert not Event.objects.filter(mentions=None).exists()
    assert not Source.objects.filter(mentions=None, told_through=None).exists()


@pytest.mark.parametrize(
    "address",
    ["/", "/compare/", "/quotes/", "/disagreements/", "/actors/", "/outlets/", "/actors/nato/"],
)
def test_on_5_march_2022_the_story_reads_as_it_did_then(client: Client, address: str):
    words = page(client, f"{address}?as_of=2022-03-05").words
    assert "5 March 2022" in words
    for later in ("2025", "memoir", "interview", "The Times", "TV2", "drone"):
        assert later not in words
