"""Kinds of event at the desk, and what readers and digests get of them."""

from __future__ import annotations

from pathlib import Path

from django.test import Client

from tests.digest_folder import DigestFolder
from tests.story import Town
from tests.web.markup import page, slugs_listed
from timeline.models import Event, Kind, Undoable
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load
from timeline.services.records.undo import plan, undo
from timeline.services.vocabulary import merge_kinds

LIST = "/admin/timeline/kind/"


def test_a_renamed_kind_keeps_its_address_and_a_hidden_one_its_events(desk: Client, town: Town):
    kind = Kind.objects.get(slug="incident")
    sent = {"name": "Accident", "slug": "mishap", "sign": "Ac", "rank": "1"}
    assert desk.post(f"{LIST}{kind.pk}/change/", sent).status_code == 302
    found = page(Client(), "/?kind=incident")
    assert slugs_listed(found) == [town.fire.slug]
    label = found.one("input", type="checkbox", value="incident")
    assert label["id"] == "kind-incident"
    assert "Ac Accident" in found.one("details", id="fieldset-kind").words
    assert "Accident" in page(Client(), f"/events/{town.fire.slug}/").one("dl", of="facts").words
    Kind.objects.filter(pk=kind.pk).update(hidden=True)
    assert not page(Client(), "/").all("input", type="checkbox", value="incident")
    assert len(page(Client(), "/?kind=incident").all("li", of="item")) == 1


def test_a_sign_is_one_kind_s_alone(desk: Client, town: Town):
    html = desk.post(f"{LIST}add/", {"name": "Trial", "slug": "trial", "sign": "!", "rank": "1"})
    assert "already exists" in html.content.decode()
    assert not Kind.objects.filter(slug="trial").exists()


def test_deleting_a_kind_asks_where_its_events_go_and_can_be_undone(desk: Client, town: Town):
    kind = Kind.objects.get(slug="incident")
    address = f"{LIST}{kind.pk}/delete/"
    assert "1 event is of this kind." in page(desk, address).words
    assert "Choose the kind" in desk.post(address, {"to": ""}).content.decode()
    other = Kind.objects.get(slug="statement")
    desk.post(address, {"to": other.pk})
    town.fire.refresh_from_db()
    assert (town.fire.kind, Kind.objects.filter(slug="incident").exists()) == ("statement", False)
    events = Client().get("/events.json?kind=incident").json()["events"]
    assert {event["kind"] for event in events} == {"statement"}
    assert town.fire.slug in {event["slug"] for event in events}
    said = page(desk, f"/admin/timeline/event/{town.fire.pk}/change/")
    assert "incident" not in [option["value"] for option in said.one(id="id_kind").all("option")]
    done = Undoable.objects.latest("pk")
    undo(done.pk, agreed=plan(done).lost_token)
    town.fire.refresh_from_db()
    assert (town.fire.kind, Kind.objects.get(slug="incident").name) == ("incident", "Incident")


def test_a_kind_of_drafts_alone_is_no_reader_s(client: Client, town: Town):
    Kind.objects.create(slug="raid", name="Secret raid", sign="Rd")
    assert client.get("/events.json?kind=raid").status_code == 400
    Event.objects.filter(pk=town.fire.pk).update(kind="raid")
    assert client.get("/events.json?kind=raid").json()["count"] == 1
    Event.objects.filter(pk=town.fire.pk).update(state="draft")
    assert client.get("/events.json?kind=raid").status_code == 400


def test_a_digest_has_the_kinds_that_are_not_as_shipped(
    db: None, digest: DigestFolder, tmp_path: Path
):
    (digest.path / "kinds.yaml").write_text(
        "- slug: incident\n  name: Mishap\n  sign: Mi\n  rank: 9\n"
        "- slug: trial\n  name: Trial\n  sign: Tr\n"
    )
    digest.change("events.yaml", "kind: decision", "kind: trial")
    assert load(digest.path).kept == []
    assert Kind.objects.get(slug="incident").name == "Mishap"
    assert Event.objects.get(slug="opening").of_kind.sign == "Tr"
    dump(tmp_path / "dump")
    written = (tmp_path / "dump" / "kinds.yaml").read_text()
    assert ("slug: trial" in written, "Mishap" in written, "warning" in written) == (
        True, True, False,
    )  # fmt: skip
    merge_kinds.merge(Kind.objects.get(slug="other"), [Kind.objects.get(slug="trial")])
    load(digest.path)
    assert Event.objects.get(slug="opening").kind == "other"
