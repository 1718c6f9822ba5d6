"""Reporters write drafts and change nothing that is public, by whichever way they try."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.publishing.public import what_is_public
from tests.admin.source_form import filled_in, with_new_mention
from tests.cast import Cast
from tests.proposals import set_out
from tests.web.markup import page, read, text_of
from timeline.models import Actor, Event, Mention, Outlet, Source, State, Story, Tag, Undoable
from timeline.services.records import deletion
from timeline.services.running.log_filters import WithoutStrangersTracebacks

Sent = dict[str, Any]

EVENT = {
    "title": "Another title", "slug": "opening", "kind": "other", "sequence": "0",
    "participations-TOTAL_FORMS": "0", "participations-INITIAL_FORMS": "0",
    "taggings-TOTAL_FORMS": "0", "taggings-INITIAL_FORMS": "0",
}  # fmt: skip
ALIASES = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
CSV = "title,date\nThe bridge is painted,1 March 2022\n"


def _change(noun: str, pk: int) -> str:
    return reverse(f"admin:timeline_{noun}_change", args=[pk])


def _list(noun: str) -> str:
    return reverse(f"admin:timeline_{noun}_changelist")


def _action(name: str, *records: Any, **more: str) -> Sent:
    return {"action": name, "_selected_action": [r.pk for r in records], "post": "yes", **more}


def _attempts(cast: Cast) -> dict[str, tuple[str, Sent]]:
    mention = cast.report.mentions.get()
    ribbon, other = (Tag.objects.create(slug=s, name=s) for s in ("ribbons", "other"))
    ribbon.events.add(cast.opening)
    quote = mention.quotes.first()
    assert quote is not None
    (done,) = deletion.delete(Outlet.objects.filter(slug="gone"))
    history = Event.history.filter(id=cast.opening.pk).first()
    mine = filled_in(cast.report, title="Mine now", edtf="2020")
    return {
        "event": (_change("event", cast.opening.pk), EVENT),
        "event's actors": (
            _change("event", cast.opening.pk),
            {**EVENT, "participations-TOTAL_FORMS": "1", "participations-0-actor": cast.mayor.pk},
        ),
        "event's tags": (
            _change("event", cast.opening.pk),
            {**EVENT, "taggings-TOTAL_FORMS": "1", "taggings-0-tag": other.pk},
        ),
        "tag": (_change("tag", ribbon.pk), {"name": "Mine now", "slug": "ribbons"}),
        "source": (_change("source", cast.report.pk), mine),
        "mention in source": (
            _change("source", cast.report.pk),
            {**filled_in(cast.report), "mentions-0-says": "Mine now", "mentions-0-state": "draft"},
        ),
        "mention away": (
            _change("source", cast.report.pk),
            {**filled_in(cast.report), "mentions-0-DELETE": "on"},
        ),
        "quote in mention": (
            _change("source", cast.report.pk),
            {**filled_in(cast.report), "mentions-0-quotes-0-words": "mine now"},
        ),
        "mention of another source": (
            _change("source", cast.column.pk),
            {**filled_in(cast.report), "title": "x", "mentions-0-says": "Mine now"},
        ),
        "mention as a new row": (
            _change("source", cast.report.pk),
            {
                **filled_in(cast.report),
                "mentions-INITIAL_FORMS": "0",
                "mentions-0-says": "Mine now",
            },
        ),
        "new mention, published": (
            _change("source", cast.report.pk),
            {
                **with_new_mention(filled_in(cast.report), event=cast.storm.pk, state="published"),
                "_save": "",
            },
        ),
        "actor": (_change("actor", cast.mayor.pk), {**ALIASES, "name": "X", "kind": "state"}),
        "actor's aliases": (
            _change("actor", cast.mayor.pk),
            {
                "name": cast.mayor.name,
                "slug": "mayor",
                "kind": "person",
                "aliases-TOTAL_FORMS": "1",
                "aliases-INITIAL_FORMS": "0",
                "aliases-0-name": "X",
            },
        ),
        "outlet": (_change("outlet", cast.herald.pk), {**ALIASES, "name": "X", "slug": "x"}),
        "story": (_change("story", cast.story.pk), {"title": "Mine now", "slug": "x"}),
        "mention by hand": (_change("mention", mention.pk), {"says": "Mine now"}),
        "quote by hand": (_change("quote", quote.pk), {"words": "mine now"}),
        "history": (
            reverse(
                "admin:timeline_event_simple_history",
                args=[cast.opening.pk, history.history_id if history else 0],
            ),
            EVENT,
        ),
        "mention's history": (
            reverse(
                "admin:timeline_mention_simple_history",
                args=[mention.pk, Mention.history.filter(id=mention.pk).first().history_id],
            ),
            {"says": "Mine now", "event": cast.storm.pk},
        ),
        "delete event": (
            reverse("admin:timeline_event_delete", args=[cast.opening.pk]),
            {"post": "yes"},
        ),
        "delete mention": (
            reverse("admin:timeline_mention_delete", args=[mention.pk]),
            {"post": "yes"},
        ),
        "delete many": (_list("event"), _action("delete_selected", cast.opening, cast.storm)),
        "delete many mentions": (_list("mention"), _action("delete_selected", mention)),
        "merge": (
            _list("event"),
            _action(
                "merge_selected", cast.opening, cast.storm, keep=str(cast.opening.pk), sure="yes"
            ),
        ),
        "merge actors": (
            _list("actor"),
            _action("merge_selected", cast.mayor, cast.engineer, keep="1", sure="yes"),
        ),
        "withdraw": (_list("event"), _action("step_withdraw", cast.opening)),
        "withdraw by address": (
            reverse("admin:change-state", args=["withdraw"]) + f"?event={cast.opening.pk}",
            {},
        ),
        "part quotations": (_list("quote"), _action("part_selected", *mention.quotes.all())),
        "wording": (
            reverse("admin:timeline_wordingchoice_add"),
            {"speaker": cast.mayor.pk, "one": "the bridge is ours", "other": "it is", "joined": ""},
        ),
        "undo": (_change("undoable", done.pk), {"agreed": ""}),
        "listed actor": (
            reverse("admin:timeline_actor_add"),
            {**ALIASES, "name": "New", "slug": "new", "kind": "person", "listed": "on"},
        ),
        "published event": (
            reverse("admin:timeline_event_add"),
            {**EVENT, "title": "New", "slug": "new", "state": "published"},
        ),
    }


NAMES = (
    "event", "event's actors", "event's tags", "tag", "source", "mention in source", "mention away",
    "quote in mention", "mention of another source", "mention as a new row",
    "new mention, published", "actor", "actor's aliases", "outlet", "story", "mention by hand",
    "quote by hand", "history", "mention's history", "delete event", "delete mention",
    "delete many", "delete many mentions", "merge", "merge actors", "withdraw",
    "withdraw by address", "part quotations", "wording", "undo", "listed actor", "published event",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_nothing_public_changes_by_a_form_a_list_or_a_forged_post(name, cast, reporters_desk):
    Outlet.objects.create(slug="gone", name="Gone")
    attempts = _attempts(cast)
    assert attempts.keys() == set(NAMES)
    before = what_is_public()
    address, sent = attempts[name]
    answer = reporters_desk.post(address, sent)
    assert what_is_public() == before
    assert answer.status_code in (200, 302, 403, 404)


@pytest.mark.parametrize(
    ("model", "name", "more"),
    [
        (Actor, "listed", {**ALIASES, "name": "New", "kind": "person"}),
        (Outlet, "listed", {**ALIASES, "name": "New", "kind": "newspaper"}),
        (Story, "main", {"title": "New", "chapters-TOTAL_FORMS": 0, "chapters-INITIAL_FORMS": 0}),
    ],
)
def test_what_is_an_editors_does_not_come_back_from_history(
    model, name, more, cast, reporters_desk
):
    Story.objects.update(main=False)
    record = model(slug="new", **{name: True})
    if model is Story:
        record.state = State.DRAFT
    record.save()
    model.objects.filter(pk=record.pk).update(**{name: False})
    Story.objects.filter(pk=cast.story.pk).update(main=True)
    before, line = what_is_public(), model.history.filter(id=record.pk).get()
    noun = model._meta.model_name
    past = reverse(f"admin:timeline_{noun}_simple_history", args=[record.pk, line.history_id])
    assert reporters_desk.post(past, {**more, "slug": "new"}).status_code == 302
    assert model.history.filter(id=record.pk).count() == 2
    assert what_is_public() == before


@pytest.mark.parametrize(("state", "moves"), [(State.DRAFT, True), (State.WITHDRAWN, False)])
def test_what_readers_are_told_was_withdrawn_stays_in_its_stories(
    state: str, moves: bool, cast: Cast, reporters_desk: Client
):
    Event.objects.filter(pk=cast.storm.pk).update(state=state)
    cast.story.events.set([cast.opening])
    sent = _action("put_into_story", cast.storm, story=str(cast.story.pk))
    reporters_desk.post(_list("event"), sent)
    assert cast.story.events.filter(pk=cast.storm.pk).exists() == moves


@pytest.mark.parametrize("noun", ["event", "source", "actor", "outlet", "story", "mention"])
def test_an_editor_does_what_a_reporter_may_not(noun, cast, desk, reporters_desk):
    """The pages are the same ones; it is the right that is missing."""
    record = {
        "event": cast.opening, "source": cast.report, "actor": cast.mayor, "outlet": cast.herald,
        "story": cast.story, "mention": cast.report.mentions.get(),
    }[noun]  # fmt: skip
    address = reverse(f"admin:timeline_{noun}_delete", args=[record.pk])
    assert reporters_desk.get(address).status_code == 403
    assert desk.get(address).status_code != 403 or noun == "story"


def test_what_a_reporter_may_not_is_told_on_a_page_of_our_own_and_in_one_line_of_the_log(
    cast, reporters_desk, caplog
):
    refused = page(reporters_desk, "/admin/timeline/sharelink/add/", status=403)
    assert refused.texts("h1") == ["Not allowed"]
    assert "An Editor can" in refused.one("main").words
    assert refused.one("main").one("a")["href"] == "/admin/"
    [record] = caplog.records
    assert WithoutStrangersTracebacks().filter(record)
    assert record.exc_info is None
    assert record.getMessage() == "Forbidden (Permission denied): /admin/timeline/sharelink/add/"


def test_a_form_of_another_site_is_told_from_ours_in_our_own_words(db):
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post("/admin/login/", {"username": "rune", "password": "x"})
    assert answer.status_code == 403
    assert "load it anew" in read(text_of(answer)).one("main").words


def test_a_reporter_writes_a_draft_and_sends_it_for_review(cast, reporters_desk):
    sent = {**EVENT, "title": "The toll is raised", "slug": "toll", "_send": ""}
    answer = reporters_desk.post(reverse("admin:timeline_event_add"), sent, follow=True)
    event = Event.objects.get(slug="toll")
    assert event.state == State.DRAFT
    signed = answer.context["chosen"]
    step = reverse("admin:change-state", args=["send"])
    reporters_desk.post(step, {"signed": signed, "whole": "1"})
    event.refresh_from_db()
    assert event.state == State.IN_REVIEW
    publish = reverse("admin:change-state", args=["publish"])
    assert reporters_desk.post(publish, {"signed": signed}).status_code == 403
    event.refresh_from_db()
    assert event.state == State.IN_REVIEW


def test_a_reporter_changes_a_draft_of_ones_own(cast, reporters_desk):
    event = Event.objects.create(slug="toll", title="The toll", state=State.DRAFT)
    reporters_desk.post(_change("event", event.pk), {**EVENT, "title": "Tolls", "slug": "toll"})
    event.refresh_from_db()
    assert (event.title, event.state) == ("Tolls", State.DRAFT)


def test_a_reporter_adds_a_draft_mention_to_a_published_event(cast, reporters_desk):
    before = what_is_public()
    sent = with_new_mention(
        {name: "0" for name in filled_in(cast.column) if name.endswith("_FORMS")}
        | {"mentions-TOTAL_FORMS": 0},
        event=cast.opening.pk,
        says="It opened late.",
    )
    page = reporters_desk.get(_change("source", cast.column.pk))
    assert b"It opened." not in page.content
    sent["filled_with"] = page.context["filled_with"]
    answer = reporters_desk.post(_change("source", cast.column.pk), sent)
    assert answer.status_code == 302
    added = Mention.objects.get(says="It opened late.")
    assert (added.state, added.event, added.source) == (State.DRAFT, cast.opening, cast.column)
    assert what_is_public() == before


def test_a_mention_once_published_is_a_draft_when_a_reporter_moves_it(cast, reporters_desk):
    draft = Event.objects.create(slug="toll", title="The toll", state=State.DRAFT)
    mention = Mention.objects.create(event=draft, source=cast.report, paragraph=9, says="Raised.")
    before = what_is_public()
    page = reporters_desk.get(_change("source", cast.report.pk))
    sent = filled_in(cast.report)
    moved = next(n for n in range(2) if sent[f"mentions-{n}-id"] == mention.pk)
    moved_fields = {k: v for k, v in sent.items() if k.startswith(f"mentions-{moved}-")}
    one = {k.replace(f"mentions-{moved}-", "mentions-0-"): v for k, v in moved_fields.items()}
    one |= {
        "mentions-TOTAL_FORMS": 1, "mentions-INITIAL_FORMS": 1, "mentions-MAX_NUM_FORMS": 1000,
        "mentions-0-event": cast.storm.pk, "filled_with": page.context["filled_with"],
    }  # fmt: skip
    assert reporters_desk.post(_change("source", cast.report.pk), one).status_code == 302
    mention.refresh_from_db()
    assert (mention.event, mention.state) == (cast.storm, State.DRAFT)
    assert what_is_public() == before


def test_a_reporter_reviews_an_article_and_all_of_it_stays_draft(cast, reporters_desk):
    article = set_out(outlet=cast.herald)
    before = what_is_public()
    decide = reverse("admin:timeline_article_decide", args=[article.pk])
    for proposal in article.proposals.all():
        reporters_desk.post(decide, {"what": "accept", "proposal": proposal.pk})
        reporters_desk.post(decide, {"what": "new", "proposal": proposal.pk})
    article.refresh_from_db()
    assert Mention.objects.filter(source=article.source, state=State.DRAFT).exists()
    assert article.source is not None
    assert article.source.state == State.DRAFT
    after = what_is_public()
    assert after == before


def test_what_was_published_since_is_not_taken_back_in_the_review(cast, reporters_desk):
    article = set_out(outlet=cast.herald)
    decide = reverse("admin:timeline_article_decide", args=[article.pk])
    for proposal in article.proposals.all():
        reporters_desk.post(decide, {"what": "new", "proposal": proposal.pk})
    for model in (Event, Source, Mention):
        model._base_manager.update(state=State.PUBLISHED)
    before = what_is_public()
    reporters_desk.post(decide, {"what": "undo"})
    replace = reverse("admin:timeline_article_replace", args=[article.pk])
    assert reporters_desk.post(replace, {"text": "Another."}).status_code == 403
    assert what_is_public() == before


def _import(desk: Client, csv: str, **more: str) -> None:
    file = io.BytesIO(csv.encode())
    file.name = "bridge.csv"
    desk.post(reverse("admin:import-timeline"), {"file": file})
    check = reverse("admin:import-timeline-check")
    mapping = {"of-title": "title", "of-date": "date", "order": "", "new_actors": "", **more}
    seen = re.search(r'name="seen" value="(\w+)"', desk.post(check, mapping).content.decode())
    assert seen
    desk.post(check, {**mapping, "seen": seen[1], "import": "Import"})


def test_a_reporters_import_makes_drafts_and_changes_no_published_row(cast, desk, reporters_desk):
    before = what_is_public()
    _import(reporters_desk, CSV, story=str(cast.story.pk), publish="on")
    event = Event.objects.exclude(pk__in=[cast.opening.pk, cast.storm.pk]).get()
    assert event.state == State.DRAFT
    assert event in cast.story.events.all()
    assert what_is_public() == before
    for model in (Event, Source, Mention):
        model._base_manager.update(state=State.PUBLISHED)
    before = what_is_public()
    again = CSV.replace("date", "date,place").replace("2022", "2022,Elsewhere")
    _import(reporters_desk, again, **{"of-place": "place"})
    assert what_is_public() == before
    _import(desk, again, **{"of-place": "place"})
    event.refresh_from_db()
    assert event.place_name == "Elsewhere"


def test_confirming_details_publishes_nothing(cast, desk):
    article = set_out(outlet=None)
    article.confirmed = False
    article.save()
    before = what_is_public()
    desk.post(
        reverse("admin:timeline_article_details", args=[article.pk]),
        {
            "title": "A bridge", "new_outlet": "The Courier", "outlet_basis": "inferred",
            "outlet_reason": "Its masthead.", "edtf": "", "published_basis": "not-stated",
        },
    )  # fmt: skip
    assert Outlet.objects.filter(name="The Courier", listed=False).exists()
    assert what_is_public() == before


def test_the_names_a_reporter_adds_are_not_listed(cast, reporters_desk):
    sent = {**ALIASES, "name": "New", "slug": "new", "kind": "person", "listed": "on"}
    reporters_desk.post(reverse("admin:timeline_actor_add"), sent)
    assert not Actor.objects.get(slug="new").listed
    assert not Undoable.objects.exists()
    assert not Story.objects.exclude(pk=cast.story.pk).exists()
