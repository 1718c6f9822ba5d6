"""The desk's pages around publishing: steps, notes, shared links, the way there and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.admin.editing.filled_page import page
from tests.admin.source_form import filled_in
from tests.web import markup
from timeline.models import Event, Mention, Note, ShareLink, Source, State
from timeline.services.desk import share_links
from timeline.services.records import publishing


def _change(noun: str, pk: int) -> str:
    return reverse(f"admin:timeline_{noun}_change", args=[pk])


def _text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_many_are_published_after_a_page_that_says_what_goes_along(cast, desk):
    Event.objects.update(state=State.DRAFT)
    Mention.objects.update(state=State.IN_REVIEW)
    chosen = {"action": "step_publish", "_selected_action": [cast.opening.pk, cast.storm.pk]}
    page = desk.post(reverse("admin:timeline_event_changelist"), chosen)
    assert "With the drafts that belong to it: 3 mentions" in _text(page)
    assert "Doubtful" in _text(page)
    assert Event.objects.filter(state=State.DRAFT).count() == 2
    step = reverse("admin:change-state", args=["publish"])
    done = desk.post(step, {"signed": page.context["chosen"], "whole": "1"}, follow=True)
    assert "2 events published, with 3 mentions." in _text(done)
    assert not Event.objects.exclude(state=State.PUBLISHED).exists()
    assert not Mention.objects.exclude(state=State.PUBLISHED).exists()


def test_the_message_names_all_that_went_along_with_one_event(cast, desk):
    Event.objects.filter(pk=cast.opening.pk).update(state=State.DRAFT, title="A" * 200)
    Source.objects.filter(pk=cast.report.pk).update(state=State.DRAFT)
    told = cast.opening.mentions.filter(source=cast.report)
    assert told.update(state=State.DRAFT) == 1
    page = desk.get(f"{reverse('admin:change-state', args=['publish'])}?event={cast.opening.pk}")
    step = reverse("admin:change-state", args=["publish"])
    done = desk.post(step, {"signed": page.context["chosen"], "whole": "1"}, follow=True)
    assert "” published, with 1 mention and 1 source." in _text(done)
    assert "2 events" not in _text(done)


def test_thousands_go_on_from_page_to_page(cast, desk, monkeypatch):
    monkeypatch.setattr("timeline.services.records.publishing.BATCH", 1)
    Event.objects.update(state=State.DRAFT)
    known = publishing.take_some.__kwdefaults__ or {}
    monkeypatch.setattr(publishing.take_some, "__kwdefaults__", {**known, "seconds": 0})
    chosen = {"action": "step_publish", "_selected_action": [cast.opening.pk, cast.storm.pk]}
    page = desk.post(reverse("admin:timeline_event_changelist"), chosen)
    step = reverse("admin:change-state", args=["publish"])
    on = desk.post(step, {"signed": page.context["chosen"]})
    assert "1 of 2 published." in _text(on)
    done = desk.post(step, {"signed": on.context["left"]}, follow=True)
    assert "2 events published" in _text(done)
    assert not Event.objects.exclude(state=State.PUBLISHED).exists()


@pytest.mark.parametrize("signed", ["", "forged", "eyJ4IjoxfQ:x:y"])
def test_a_page_that_was_not_made_here_changes_nothing(signed, cast, desk):
    step = reverse("admin:change-state", args=["withdraw"])
    assert desk.post(step, {"signed": signed}).status_code == 404
    assert not Event.objects.exclude(state=State.PUBLISHED).exists()


def test_the_button_that_saves_says_when_readers_see_it(cast, desk):
    public = desk.get(_change("event", cast.opening.pk))
    assert "Save: readers see it at once" in _text(public)
    Event.objects.update(state=State.DRAFT)
    draft = desk.get(_change("event", cast.opening.pk))
    assert "readers see it at once" not in _text(draft)
    assert "Save as draft" in _text(draft)


def test_the_desk_opens_on_what_waits(cast, desk, editor):
    Event.objects.filter(slug="storm").update(state=State.IN_REVIEW)
    Note.objects.create(event=cast.opening, text="Ask the mayor.", author=editor)
    page = _text(desk.get(reverse("admin:index")))
    assert "In review, 1 record" in page
    assert "Ask the mayor." in page
    assert "A storm closes the bridge" in page
    for hidden in ("Digest records", "Wording choices"):
        assert hidden not in page


def test_a_note_is_left_listed_settled_and_never_public(cast, reporters_desk, desk, reporter):
    add = reverse("admin:timeline_note_add")
    page = reporters_desk.get(f"{add}?event={cast.opening.pk}")
    assert page.context["adminform"].form.initial["event"] == str(cast.opening.pk)
    sent = {"text": "Which Thursday?", "event": cast.opening.pk}
    for _ in range(2):
        reporters_desk.post(add, sent)
    note = Note.objects.get()
    assert (note.author, note.settled_at) == (reporter, None)
    assert "Which Thursday?" in _text(desk.get(_change("event", cast.opening.pk)))
    assert "Which Thursday?" in _text(desk.get(reverse("admin:timeline_note_changelist")))
    assert "Which Thursday?" not in _text(Client().get("/events/opening/"))
    for _ in range(2):
        desk.post(reverse("admin:timeline_note_settle", args=[note.pk]))
    note.refresh_from_db()
    assert note.settled_by is not None
    assert "Which Thursday?" not in _text(desk.get(reverse("admin:timeline_note_changelist")))
    assert reporters_desk.post(add, {"text": "Nowhere."}).status_code == 200
    assert Note.objects.count() == 1


def test_a_link_is_told_once_and_kept_as_a_hash(cast, desk, reporters_desk):
    add = reverse("admin:timeline_sharelink_add")
    sent = {"story": cast.story.pk, "days": "7", "once": "of one form"}
    assert reporters_desk.post(add, sent).status_code == 403
    told = _text(desk.post(add, sent, follow=True))
    form = markup.page(desk, add)
    once = form.one("input", type="hidden", name="once")
    assert once.get("id") not in {each.get("for") for each in form.all("label")}
    assert [each.get("value") for each in form.all("input", type="submit")] == ["Make the link"]
    token = told.split("/shared/")[1].split("/")[0]
    # A form that is sent twice makes one link, and tells it twice.
    assert token in _text(desk.post(add, sent, follow=True))
    link = ShareLink.objects.get()
    assert token not in str(ShareLink.objects.values().get())
    assert share_links.shared_story(token) == cast.story
    assert share_links.shared_story(token[:-1]) is None
    assert share_links.shared_story(link.token_sha256) is None
    assert timedelta(days=6) < link.ends_at - timezone.now() < timedelta(days=8)
    assert token not in _text(desk.get(reverse("admin:timeline_sharelink_changelist")))
    desk.post(
        reverse("admin:timeline_sharelink_changelist"),
        {"action": "take_back_selected", "_selected_action": [link.pk]},
    )
    assert share_links.shared_story(token) is None
    assert "was taken back" in _text(desk.post(add, sent, follow=True))


def test_a_link_ends(cast, editor):
    link, token = share_links.make(cast.story, ends_at=timezone.now(), by=editor, form="")
    assert share_links.shared_story(token) is None
    assert link.taken_back_at is None


def test_an_events_form_marks_what_of_its_telling_no_reader_meets(cast, desk):
    form = reverse("admin:timeline_event_change", args=[cast.opening.pk])

    def marks() -> list[str]:
        told = markup.page(desk, form).one("ul", of="told-by")
        return [each.words for each in told.all("span", of="state")]

    assert marks() == []
    Mention.objects.filter(source=cast.report).update(state=State.DRAFT)
    Source.objects.filter(pk=cast.column.pk).update(state=State.WITHDRAWN)
    assert sorted(marks()) == ["draft", "source: withdrawn"]


PAGES = ("/events/opening/", "/sources/report/", "/actors/mayor/", "/outlets/herald/")


@pytest.mark.parametrize("page", PAGES)
def test_edit_stands_beside_the_title_for_who_may(page, cast, desk, reporters_desk, client):
    assert f"change/?back={page.replace('/', '%2F')}" in _text(desk.get(page))
    assert "edit-link" not in _text(Client().get(page))
    mine = _text(reporters_desk.get(page))
    assert "/change/?back" not in mine
    assert ("Leave a note" in mine) == (page in PAGES[:2])


def test_a_note_leads_back_to_the_readers_page_that_it_was_left_at(cast, reporters_desk):
    left = markup.page(reporters_desk, "/events/opening/?actor=mayor").one("a", of="edit-link")
    sent = {"text": "Which Thursday?", "event": cast.opening.pk}
    back = reporters_desk.post(left["href"], sent)
    assert back["Location"] == "/events/opening/?actor=mayor"
    add = reverse("admin:timeline_note_add")
    for elsewhere in ("", "https://example.org/", "//example.org/"):
        answer = reporters_desk.post(f"{add}?back={elsewhere}", sent)
        assert answer["Location"] == _change("event", cast.opening.pk)


def test_the_desk_writes_every_moment_by_the_same_clock(cast, desk, editor):
    Note.objects.create(text="Which Thursday?", event=cast.opening, author=editor)
    Note.objects.update(at=datetime(2026, 11, 30, 20, 14, tzinfo=UTC))
    for name in ("admin:index", "admin:timeline_note_changelist"):
        assert "30 Nov 2026, 20:14" in _text(desk.get(reverse(name)))
    assert "30 Nov 2026, 20:14" in _text(desk.get(_change("event", cast.opening.pk)))


def test_a_readers_page_without_a_cookie_asks_for_no_session(cast):
    answer = Client().get("/events/opening/")
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    ("noun", "name"),
    [("event", "opening"), ("source", "column"), ("actor", "mayor"), ("outlet", "herald"),
     ("story", "story")],
)  # fmt: skip
def test_a_page_that_is_saved_untouched_changes_nothing(noun, name, cast, desk):
    record, reader = getattr(cast, name), Client()
    form = reverse(f"admin:timeline_{noun}_change", args=[record.pk])
    address = "/" if noun == "story" else f"/{noun}s/{record.slug}/"
    reader.get(address)  # makes the index, which is a change too
    before, lines, sent = reader.get(address), record.history.count(), page(desk, form)
    assert desk.post(form, sent).status_code == 302
    after = reader.get(address)
    assert (after.content, after.get("ETag")) == (before.content, before.get("ETag"))
    assert record.history.count() == lines


def test_saving_leads_back_to_the_page_that_it_was_come_from(cast, desk):
    sent = {
        "title": "The bridge opens at last", "slug": "opening", "kind": "other", "sequence": "0",
        "participations-TOTAL_FORMS": "0", "participations-INITIAL_FORMS": "0",
    "taggings-TOTAL_FORMS": "0", "taggings-INITIAL_FORMS": "0",
    }  # fmt: skip
    address = _change("event", cast.opening.pk)
    back = desk.post(f"{address}?back=/events/opening/%3Factor%3Dmayor", sent)
    assert back["Location"] == "/events/opening/?actor=mayor"
    moved = desk.post(f"{address}?back=/events/opening/", {**sent, "slug": "opened"})
    assert moved["Location"] == "/events/opened/"
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org"):
        answer = desk.post(f"{address}?back={elsewhere}", {**sent, "slug": "opened"})
        assert "example" not in answer["Location"]


def test_an_outlet_and_a_date_that_are_typed_are_stated_and_asked_about_once(cast, desk):
    sent = filled_in(
        title="New", slug="new", kind="article", outlet=cast.post.pk, edtf="2022-03-05"
    )
    add = reverse("admin:timeline_source_add")
    asked = desk.post(add, sent)
    form = asked.context["adminform"].form
    assert set(form.errors) == {"outlet_reason", "published_reason"}
    assert form["outlet_basis"].value() == form["published_basis"].value() == "stated"
    again = {**sent, "outlet_basis": "stated", "published_basis": "stated"}
    assert desk.post(add, again).status_code == 302
    assert Source.objects.get(slug="new").outlet_basis == "stated"


@pytest.mark.parametrize(
    ("allows", "may"),
    [({}, False), ({"longest_quote": 16}, True), ({"free_to_show": True}, True)],
)
def test_the_outlet_says_how_many_words_may_be_quoted(allows, may, cast, desk):
    for name, value in allows.items():
        setattr(cast.herald, name, value)
    cast.herald.save()
    words = " ".join(["hold"] * 16)
    sent = {**filled_in(cast.report), "mentions-0-quotes-0-words": words}
    answer = desk.post(_change("source", cast.report.pk), sent)
    assert (answer.status_code == 302) == may
    if not may:
        assert "A quote of 16 words; 15 at most." in _text(answer)


def test_what_is_public_offers_its_drafts_to_publish_or_to_send(cast, desk, reporters_desk):
    draft = Mention.objects.create(
        event=cast.storm, source=cast.report, says="It rained.", state=State.DRAFT
    )
    for noun, pk in (
        ("event", cast.storm.pk), ("source", cast.report.pk), ("story", cast.story.pk),
    ):  # fmt: skip
        address = _change(noun, pk)
        assert "Send its drafts for review" in _text(reporters_desk.get(address))
        assert "Publish its drafts" in _text(desk.get(address))
    assert "its drafts" not in _text(desk.get(_change("event", cast.opening.pk)))
    publish = reverse("admin:change-state", args=["publish"])
    asked = desk.get(f"{publish}?event={cast.storm.pk}")
    assert "Publish: 1 mention" in _text(asked)
    desk.post(publish, {"signed": asked.context["chosen"], "whole": "1"})
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED


def test_what_a_reporter_reads_of_the_editors_date_is_so(cast, reporters_desk):
    told = _text(reporters_desk.get(_change("event", cast.opening.pk)))
    assert "and where no source dates it" in told


def test_the_first_page_leads_to_all_that_waits(cast, desk):
    Event.objects.create(slug="toll", title="The toll", state=State.DRAFT)
    told = _text(desk.get(reverse("admin:index")))
    assert ">1 event</a>" in told


def test_a_note_of_nothing_says_where_notes_are_left(cast, desk):
    add = reverse("admin:timeline_note_add")
    assert "leave it there" in _text(desk.get(add, follow=True))
    assert 'name="text"' in _text(desk.get(f"{add}?event={cast.storm.pk}"))


def test_more_than_is_counted_is_said_to_be_more(cast, desk, monkeypatch):
    Event.objects.update(state=State.DRAFT)
    assert "Drafts, 2 records" in _text(desk.get("/admin/"))
    monkeypatch.setattr("timeline.admin.publishing.waiting.MOST", 1)
    text = _text(desk.get("/admin/"))
    assert "Drafts <b>1+</b>" in text
    assert "Drafts, 1+ records" in text
    assert "1+ events" in text
