"""Old addresses: what was merged, renamed or deleted for another is met by its old slug still."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import story
from tests.admin.editing.filled_page import page as filled
from tests.digest_folder import DigestFolder
from tests.story import Town
from tests.web.markup import page, slugs_listed
from timeline.models import (
    Actor,
    DigestRecord,
    Event,
    FormerSlug,
    Kind,
    Mention,
    Outlet,
    Place,
    Source,
    Story,
    Tag,
    Undoable,
)
from timeline.models.record.kind import shipped
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load
from timeline.services.places import deleted_place, merge_places
from timeline.services.records import merge_actors, merge_events, merge_outlets
from timeline.services.records.slugs import free_slug
from timeline.services.records.undo import plan, undo
from timeline.services.vocabulary import merge_kinds, merge_tags

API = "/api/events/"


@pytest.fixture
def merged(town: Town) -> Town:
    """Of each noun, one record merged into another."""
    kinds = {kind.slug: kind for kind in Kind.objects.all()}
    merge_kinds.merge(kinds["warning"], [kinds["incident"]])
    tags = [Tag.objects.create(slug=slug, name=slug.title()) for slug in ("sea", "water")]
    town.fire.taggings.create(tag=tags[1])
    merge_tags.merge(tags[0], [tags[1]])
    places = [Place.objects.create(slug=slug, name=slug.title()) for slug in ("coast", "shore")]
    Event.objects.filter(pk=town.fire.pk).update(place=places[1])
    merge_places.merge(places[0], [places[1]])
    merge_actors.merge(town.cast.mayor, [town.cast.engineer])
    merge_outlets.merge(town.cast.herald, [town.radio])
    merge_events.merge(town.fire, [town.storm])
    return town


@pytest.mark.parametrize(
    ("parameter", "old", "new"),
    [("kind", "incident", "warning"), ("tag", "water", "sea"), ("place", "shore", "coast"),
     ("actor", "engineer", "mayor"), ("outlet", "radio-west", "herald")],
)  # fmt: skip
def test_a_filter_by_an_old_slug_is_one_by_what_took_its_place(
    merged: Town, parameter: str, old: str, new: str
):
    found = page(Client(), f"/?{parameter}={old}")
    assert slugs_listed(found) == slugs_listed(page(Client(), f"/?{parameter}={new}")) != []
    assert found.one("input", type="checkbox", value=new)
    assert not found.all(of="error")
    asked = Client().get("/events.json", {parameter: old})
    assert asked.status_code == 200
    assert asked.json()["count"] == Client().get("/events.json", {parameter: new}).json()["count"]
    both = page(Client(), f"/?{parameter}={old}&{parameter}={new}")
    assert len(both.all("input", type="checkbox", value=new, checked="")) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("/places/shore/", "/places/coast/"), ("/actors/engineer/", "/actors/mayor/"),
     ("/outlets/radio-west/?as_of=2025", "/outlets/herald/?as_of=2025"),
     ("/events/storm/", "/events/fire-on-the-ferry/"),
     ("/events/storm/cite.ris", "/events/fire-on-the-ferry/cite.ris"),
     ("/events/storm.png", "/events/fire-on-the-ferry.png"),
     ("/embed/events/storm/", "/embed/events/fire-on-the-ferry/"),
     ("/archive/events/storm/", "/archive/events/fire-on-the-ferry/")],
)  # fmt: skip
def test_a_page_s_old_address_leads_to_the_one_of_now(merged: Town, old: str, new: str):
    led = Client().get(old)
    assert (led.status_code, led["Location"]) == (301, new)
    assert led["Cache-Control"] == "no-cache"
    assert Client().get(new).status_code == 200


def test_an_embedding_site_that_has_an_old_address_is_told_what_is_there_now(merged: Town):
    was = Story.objects.get().slug
    renamed = Story.objects.get()
    renamed.slug = "the-crossing"
    renamed.save()
    for address in ("events/storm/", "embed/events/storm/?outlet=radio-west"):
        for below in ("", f"stories/{was}/", "stories/the-crossing/"):
            asked = {"url": f"http://testserver/{below}{address}"}
            told = Client().get("/oembed", asked)
            assert told.status_code == 200, told.content
            frame = "/stories/the-crossing/embed/events/fire-on-the-ferry/"
            assert f'src="http://testserver{frame}' in told.json()["html"]
            assert "radio-west" not in told.json()["html"]
    for address in ("events/never/", "stories/never/"):
        asked = {"url": f"http://testserver/{address}"}
        assert Client().get("/oembed", asked).status_code == 404


def test_what_was_merged_again_leads_to_the_last_and_what_is_undone_is_itself_again(merged: Town):
    assert Client().get("/actors/engineer/")["Location"] == "/actors/mayor/"
    merge_actors.merge(merged.diver, [Actor.objects.get(slug="mayor")])
    assert Client().get("/actors/engineer/")["Location"] == f"/actors/{merged.diver.slug}/"
    for _ in range(5):
        done = Undoable.objects.filter(undone_at=None).latest("pk")
        assert undo(done.pk, agreed=plan(done).lost_token)
        if done.kind == "actor":
            now = dict(FormerSlug.objects.filter(noun="actor").values_list("slug", "object_id"))
            assert now in ({"engineer": merged.cast.mayor.pk}, {})
    assert not FormerSlug.objects.filter(noun="actor").exists()
    assert Client().get("/actors/engineer/").status_code == 200


def test_a_kind_that_was_deleted_for_no_other_stays_a_sentence(town: Town):
    Kind.objects.filter(slug="request").delete()
    assert "There is no kind of event “request”." in page(Client(), "/?kind=request").words
    assert Client().get("/events.json", {"kind": "request"}).status_code == 400


def test_a_deleted_place_leads_to_where_its_events_went_and_to_nowhere_else(town: Town):
    storvik = Place.objects.get(slug="storvik")
    inner = Place.objects.create(slug="harbour", name="Harbour")
    Event.objects.filter(pk=town.opening.pk).update(place=inner)
    deleted_place.delete(inner, to=storvik)
    assert Client().get("/places/harbour/")["Location"] == "/places/storvik/"
    deleted_place.delete(storvik, to=None)
    assert Client().get("/places/harbour/").status_code == 404
    assert Client().get("/places/storvik/").status_code == 404


@pytest.mark.parametrize(
    ("noun", "model", "old"),
    [("actor", Actor, "mayor"), ("outlet", Outlet, "herald"), ("event", Event, "opening"),
     ("tag", Tag, "sea"), ("source", Source, "report")],
)  # fmt: skip
def test_what_is_renamed_at_the_desk_is_met_by_its_old_slug(
    admin_client: Client, town: Town, noun: str, model: Any, old: str
):
    if model is Tag:
        town.fire.taggings.create(tag=Tag.objects.create(slug="sea", name="Sea"))
    address = f"/admin/timeline/{noun}/{model.objects.get(slug=old).pk}/change/"
    sent = filled(admin_client, address) | {"slug": "another"}
    saved = admin_client.post(address, sent)
    assert saved.status_code == 302, saved.context["errors"]
    assert FormerSlug.objects.led_to(model, [old]) == {old: "another"}
    if noun == "tag":
        assert slugs_listed(page(Client(), "/?tag=sea")) == [town.fire.slug]
    else:
        assert Client().get(f"/{noun}s/{old}/")["Location"] == f"/{noun}s/another/"


def test_of_what_readers_never_met_no_old_slug_tells(town: Town):
    secret = story.event("The raid that is planned")
    Event.objects.filter(pk=secret.pk).update(state="draft")
    merge_events.merge(town.fire, [Event.objects.get(pk=secret.pk)])
    assert FormerSlug.objects.led_to(Event, [secret.slug]) == {secret.slug: town.fire.slug}
    assert Client().get(f"/events/{secret.slug}/").status_code == 404
    merge_events.merge(Event.objects.get(pk=town.fire.pk), [town.storm])
    Event.objects.filter(pk=town.fire.pk).update(state="draft")
    assert Client().get("/events/storm/").status_code == 404


@pytest.mark.parametrize("to", ["warning", "meeting"])
def test_what_readers_never_met_takes_no_old_slug_from_what_they_met(merged: Town, to: str):
    before = Client().get("/events.json?kind=incident").json()["count"]
    unseen = Kind.objects.create(slug="incident", name="Mishap", sign="Mi")
    assert Client().get("/events.json?kind=incident").json()["count"] == before > 0
    merge_kinds.merge(Kind.objects.get(slug=to), [unseen])
    assert FormerSlug.objects.led_to(Kind, ["incident"]) == {"incident": "warning"}
    assert Client().get("/events.json?kind=incident").json()["count"] == before
    assert Client().get("/places/shore/")["Location"] == "/places/coast/"
    hideout = Place.objects.create(slug="shore", name="Hideout")
    deleted_place.delete(hideout, to=Place.objects.get(slug="storvik"))
    assert Client().get("/places/shore/")["Location"] == "/places/coast/"


def test_a_new_record_gets_no_slug_that_leads_elsewhere(merged: Town):
    assert free_slug(Event, "Storm") == "storm-2"
    assert free_slug(Place, "Shore") == "shore-2"
    assert free_slug(Actor, "Storm") == "storm"


def test_a_digest_keeps_where_old_slugs_lead(merged: Town, tmp_path: Path):
    dump(tmp_path / "first")
    written = (tmp_path / "first" / "former_slugs.yaml").read_text()
    assert "- noun: kind\n  slug: incident\n  now: warning\n" in written
    _empty()
    assert not FormerSlug.objects.exists()
    load(tmp_path / "first")
    assert Client().get("/places/shore/")["Location"] == "/places/coast/"
    assert len(slugs_listed(page(Client(), "/?kind=incident"))) == 1
    load(tmp_path / "first")
    dump(tmp_path / "second")
    for file in (tmp_path / "first").rglob("*.yaml"):
        again = tmp_path / "second" / file.relative_to(tmp_path / "first")
        if file.name != "digest.yaml":
            assert again.read_text() == file.read_text()


def test_a_digest_tells_readers_of_no_old_slug_that_they_never_met(town: Town, tmp_path: Path):
    raid = story.event("The raid that is planned")
    hideout = Place.objects.create(slug="hideout", name="Hideout")
    Event.objects.filter(pk=raid.pk).update(state="draft", place=hideout)
    merge_places.merge(Place.objects.get(slug="storvik"), [hideout])
    merge_events.merge(town.fire, [Event.objects.get(pk=raid.pk)])
    merge_events.merge(Event.objects.get(pk=town.fire.pk), [town.storm])
    answers = {
        "/events/storm/": 301, f"/events/{raid.slug}/": 404, "/places/hideout/": 404,
        "/events.json?place=hideout": 400,
    }  # fmt: skip
    assert {address: Client().get(address).status_code for address in answers} == answers
    dump(tmp_path)
    _empty()
    load(tmp_path)
    assert {address: Client().get(address).status_code for address in answers} == answers
    assert FormerSlug.objects.led_to(Event, [raid.slug]) == {raid.slug: town.fire.slug}


def test_a_digest_s_old_slug_must_lead_to_an_entry(db, tmp_path: Path):
    digest = DigestFolder(tmp_path)
    digest.write("former_slugs.yaml", "- noun: event\n  slug: before\n  now: nothing\n")
    with pytest.raises(BadDigest, match=r"former_slugs\.yaml:3: there is no event “nothing”"):
        load(tmp_path)


def _empty() -> None:
    """An archive as it is before anything is loaded, with all shipped kinds."""
    for model in (Undoable, DigestRecord, FormerSlug, Story, Mention, Event, Source, Actor, Outlet,
                  Tag, Place, Kind):  # fmt: skip
        model.objects.all().delete()
    Kind.objects.bulk_create(shipped())
