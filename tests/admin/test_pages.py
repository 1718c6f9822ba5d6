"""Every page of the desk opens for an editor, and says what an editor needs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from timeline.models import Actor, DigestRecord, Event, Mention, Outlet, Source, Story

NOUNS = (Source, Event, Actor, Outlet, Mention, Story, DigestRecord)
CHRONICLED = (Source, Event, Actor, Outlet, Mention)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
NOT_RUN = re.compile(r'<script[^>]*type="application/json"[^>]*>', re.IGNORECASE)


def address(noun: Any, role: str, *args: object) -> str:
    return reverse(f"admin:timeline_{noun._meta.model_name}_{role}", args=args)


def opened(desk: Client, url: str, **data: str) -> str:
    response = desk.get(url, data)
    assert response.status_code == 200, url
    html = response.content.decode()
    assert INLINE.findall(NOT_RUN.sub("", html)) == [], url
    return html


@pytest.fixture
def digest_record(cast: Cast) -> DigestRecord:
    return DigestRecord.objects.create(
        kind="event", key="opening", object_id=cast.opening.pk, values={}
    )


def test_the_front_page_lists_the_nouns_by_how_much_they_are_worked_on(desk, cast):
    html = opened(desk, reverse("admin:index"))
    assert html.index("Sources") < html.index("Events") < html.index("Outlets")


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_opens(noun, desk, digest_record):
    assert str(noun.objects.first()._meta.verbose_name) in opened(desk, address(noun, "changelist"))


@pytest.mark.parametrize(
    ("noun", "words", "found"),
    [
        (Source, "too late", "A bridge too late"),
        (Source, "Herald", "Bridge opens at last"),
        (Event, "Ida Berg opens", "The bridge opens"),
        (Actor, "Ida", "Mayor Ida Berg"),
        (Outlet, "post", "The Post"),
        (Mention, "the bridge is ours", "The bridge opens"),
    ],
)
def test_every_list_can_be_searched(noun, words, found, desk, cast):
    html = opened(desk, address(noun, "changelist"), q=words)
    assert found in html
    assert "1 result" in html


@pytest.mark.parametrize("noun", [Source, Event, Actor, Outlet])
def test_every_form_to_add_opens(noun, desk, cast):
    opened(desk, address(noun, "add"))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_form_to_change_opens(noun, desk, digest_record):
    for record in noun.objects.all():
        opened(desk, address(noun, "change", record.pk))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_history_opens(noun, desk, digest_record):
    opened(desk, address(noun, "history", noun.objects.first().pk))


@pytest.mark.parametrize("noun", CHRONICLED)
def test_every_version_opens(noun, desk, cast):
    version = noun.history.first()
    opened(desk, address(noun, "simple_history", version.id, version.history_id))


@pytest.mark.parametrize("noun", CHRONICLED)
def test_every_question_before_deleting_opens(noun, desk, cast):
    opened(desk, address(noun, "delete", noun.objects.first().pk))


@pytest.mark.parametrize(
    ("noun", "name"),
    [
        (Source, "source-detail"),
        (Event, "event-detail"),
        (Actor, "actor-detail"),
        (Outlet, "outlet-detail"),
    ],
)
def test_a_record_links_to_its_page_on_the_timeline(noun, name, desk, cast):
    record = noun.objects.first()
    assert f'href="{reverse(name, args=[record.slug])}"' in opened(
        desk, address(noun, "change", record.pk)
    )


def test_a_mention_links_to_its_event_and_to_where_it_is_edited(desk, cast):
    html = opened(desk, address(Mention, "change", cast.report.mentions.get().pk))
    assert reverse("event-detail", args=["opening"]) in html
    assert address(Source, "change", cast.report.pk) in html


def test_the_desk_leads_back_to_the_timeline(desk, cast):
    assert '<a href="/">readers’ pages</a>' in opened(desk, reverse("admin:index"))


def test_the_list_of_sources_tells_what_is_inferred_and_what_is_not_stated(desk, cast):
    Source.objects.create(slug="leaflet", title="A leaflet")
    html = opened(desk, address(Source, "changelist"))
    assert 'The Post <span class="inferred">inferred</span>' in html
    assert 'March 2022 <span class="inferred">inferred</span>' in html
    assert html.count('<span class="quiet">not stated</span>') == 2
    assert "Bridge opens at last</td>" in html


def test_the_list_of_events_tells_by_how_much_sources_disagree(desk, cast):
    html = opened(desk, address(Event, "changelist"))
    assert "disputed, 2 days apart" in html
    assert "Mayor Ida Berg, Olle Strand" in html
    assert "1–3 March 2022" in html


def test_the_list_of_outlets_names_the_colour_beside_its_swatch(desk, cast):
    html = opened(desk, address(Outlet, "changelist"))
    assert 'swatch-1" aria-hidden="true"></span> He Colour 1<' in html
    cast.herald.colour = 12
    cast.herald.save()
    html = opened(desk, address(Outlet, "changelist"))
    assert 'swatch-4" aria-hidden="true"></span> He Colour 4, dash 5<' in html


def test_an_event_tells_by_whom_it_is_told_and_how_each_was_read(desk, cast):
    html = opened(desk, address(Event, "change", cast.opening.pk))
    assert "“on Thursday”, <b>3 March 2022</b>" in html
    assert "sources are 2 days apart" in html


@pytest.mark.parametrize(
    ("field", "model", "term", "found"),
    [
        ("event", "mention", "bridge opens", "The bridge opens"),
        ("actor", "term", "Ida", "Mayor Ida Berg"),
        ("outlet", "source", "hera", "The Herald"),
        ("via", "mention", "at last", "Bridge opens at last"),
    ],
)
def test_events_actors_outlets_and_sources_are_found_as_one_types(
    field, model, term, found, desk, cast
):
    answer = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "timeline", "model_name": model, "field_name": field, "term": term},
    ).json()
    assert [result["text"] for result in answer["results"]] == [found]


@pytest.mark.parametrize("noun", [Source, Event, Actor, Outlet, Mention])
def test_a_list_takes_as_many_queries_however_long_it_is(
    noun, desk, cast, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = address(noun, "changelist")
    desk.get(url)
    with CaptureQueriesContext(connection) as few:
        desk.get(url)
    for number in range(12):
        outlet = Outlet.objects.create(slug=f"o{number}", name=f"Outlet {number}")
        source = Source.objects.create(
            slug=f"s{number}", title=f"S {number}", outlet=outlet, outlet_basis="stated"
        )
        source.draws_on.add(cast.report)
        actor = Actor.objects.create(slug=f"a{number}", name=f"Actor {number}")
        actor.aliases.create(name=f"A {number}")
        event = Event.objects.create(slug=f"e{number}", title=f"Event {number}")
        event.participations.create(actor=actor)
        Mention.objects.create(event=event, source=source, phrase="4 March 2022", says="So.")
    with django_assert_num_queries(len(few)):
        desk.get(url)


def test_the_swatches_have_the_colours_of_the_timeline():
    from django.contrib.staticfiles import finders

    def colours(file: str, pattern: str) -> list[tuple[str, str]]:
        with open(str(finders.find(file))) as css:  # noqa: PTH123
            return re.findall(pattern, css.read())

    here = colours("admin_desk/desk.css", r"\.swatch-(\d) \{ background: (.+?); \}")
    assert here == colours("css/base.css", r"--outlet-(\d): (.+?);")
    assert len(here) == 8
