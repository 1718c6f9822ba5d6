"""The action that merges: it asks first, says what is dropped, and can be undone."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests.story import at
from timeline.models import Actor, Event, Mention, Outlet, Quote, Source, Undoable

ACTORS, EVENTS = "/admin/timeline/actor/", "/admin/timeline/event/"
OUTLETS = "/admin/timeline/outlet/"


def merge(desk: Client, url: str, *records: Actor | Event | Outlet, **answer: object):
    chosen = [record.pk for record in records]
    return desk.post(
        url, {"action": "merge_selected", "_selected_action": chosen, **answer}, follow=True
    )


def test_it_asks_which_one_stays_and_tells_what_hangs_on_each(desk, cast):
    html = merge(desk, EVENTS, cast.opening, cast.storm).content.decode()
    assert html.count('type="radio" name="keep"') == 2
    for told in ("Mentions", "Quotes", "Actors", "The bridge opens", "A storm closes the bridge"):
        assert told in html
    assert "<td>2</td><td>2</td><td>2</td>" in html
    assert Event.objects.count() == 2


def test_events_become_one_with_all_mentions(desk, cast):
    response = merge(
        desk, EVENTS, cast.opening, cast.storm, post="yes", keep=cast.storm.pk, sure="yes"
    )
    html = response.content.decode()
    assert "“The bridge opens” merged into “A storm closes the bridge”" in html
    assert "mentions 2, quotes 2, actors 2" in html
    assert Event.objects.get() == cast.storm
    assert Mention.objects.filter(event=cast.storm).count() == 3


def test_actors_become_one_with_all_quotes(desk, cast):
    merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk, sure="yes")
    assert Actor.objects.get() == cast.mayor
    assert cast.mayor.quotes.count() == 2
    assert not Quote.objects.filter(told_by__isnull=False).exists()
    assert set(cast.mayor.aliases.values_list("name", flat=True)) == {"Ida Berg", "Olle Strand"}


def test_the_merger_is_logged_and_kept_in_the_history_under_the_editors_name(desk, cast, editor):
    merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk, sure="yes")
    logged = LogEntry.objects.filter(user=editor)
    assert "Merged “Olle Strand” into it" in logged.get(action_flag=CHANGE).get_change_message()
    assert logged.get(action_flag=DELETION).object_repr == "Olle Strand"
    assert cast.mayor.history.latest().history_user == editor
    assert Actor.history.filter(history_type="-").get().history_user == editor
    assert "Took over Olle Strand" in desk.get(f"{ACTORS}{cast.mayor.pk}/history/").content.decode()


def test_before_it_merges_it_says_what_is_dropped_and_changes_nothing(desk, cast):
    Event.objects.filter(pk=cast.storm.pk).update(summary="It blew.", place=at("Harbour"))
    Event.objects.filter(pk=cast.opening.pk).update(summary="It opened.", kind="meeting")
    cast.storm.participations.create(actor=cast.mayor)
    html = merge(
        desk, EVENTS, cast.opening, cast.storm, post="yes", keep=cast.storm.pk
    ).content.decode()
    words = " ".join(html.split())
    assert "move: mentions 2, quotes 2, actors 2." in words
    for dropped in ("title “The bridge opens”", "summary “It opened.”", "kind “meeting”"):
        assert dropped in words
    assert "The bridge opens, 4 values:" in words
    assert "participations: 1" in words
    assert "It blew." not in words
    assert Event.objects.count() == 2
    assert not Undoable.objects.exists()


def test_the_name_of_an_actor_is_not_dropped(desk, cast):
    html = merge(
        desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk
    ).content.decode()
    assert "slug “engineer”" in html
    assert "name “Olle Strand”" not in html
    assert "quotes: told by emptied: 1" in html


def test_outlets_become_one_with_all_sources(desk, cast):
    merge(desk, OUTLETS, cast.herald, cast.post, post="yes", keep=cast.herald.pk, sure="yes")
    assert Outlet.objects.get() == cast.herald
    assert [alias.name for alias in cast.herald.aliases.all()] == ["The Post"]
    assert set(Source.objects.values_list("outlet", flat=True)) == {cast.herald.pk}


def test_a_merger_is_undone_from_the_history(desk, cast, editor):
    merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk, sure="yes")
    done = Undoable.objects.get()
    page = f"/admin/timeline/undoable/{done.pk}/change/"
    assert done.by == editor
    assert page in desk.get(f"{ACTORS}{cast.mayor.pk}/history/").content.decode()
    html = desk.get(page).content.decode()
    assert "“Olle Strand” merged into “Mayor Ida Berg”" in html
    agreed = html.split('name="agreed" value="')[1].split('"')[0]
    html = desk.post(page, {"agreed": agreed}, follow=True).content.decode()
    assert "Undone: “Olle Strand” merged into “Mayor Ida Berg”." in html
    assert Quote.objects.filter(speaker__slug="engineer", told_by__slug="mayor").exists()
    assert Actor.objects.get(slug="engineer").history.latest().history_user == editor
    assert "This was undone already." in desk.get(page).content.decode()


def test_what_can_not_be_put_back_is_shown_before_and_agreed_to(desk, cast):
    merge(desk, EVENTS, cast.opening, cast.storm, post="yes", keep=cast.storm.pk, sure="yes")
    page = f"/admin/timeline/undoable/{Undoable.objects.get().pk}/change/"
    html = desk.get(page).content.decode()
    agreed = html.split('name="agreed" value="')[1].split('"')[0]
    Mention.objects.get(source=cast.report).delete()
    html = desk.post(page, {"agreed": agreed}, follow=True).content.decode()
    assert "Meanwhile something changed" in html
    assert "mention: deleted since" in html
    assert Event.objects.count() == 1
    agreed = html.split('name="agreed" value="')[1].split('"')[0]
    desk.post(page, {"agreed": agreed})
    assert Event.objects.count() == 2


def test_undoing_takes_the_right_to_delete(desk, client, cast):
    merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk, sure="yes")
    page = f"/admin/timeline/undoable/{Undoable.objects.get().pk}/change/"
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_undoable", "change_undoable", "view_actor"])
    )
    client.force_login(clerk)
    assert 'value="Undo"' not in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 403
    assert Actor.objects.count() == 1


def test_one_alone_is_not_merged(desk, cast):
    assert "Select two actors or more" in merge(desk, ACTORS, cast.mayor).content.decode()


@pytest.mark.parametrize("keep", ["", "0", "x", "999999"])
def test_an_answer_that_names_none_of_them_is_asked_again(keep, desk, cast):
    html = merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=keep).content.decode()
    assert "Choose which one stays." in html
    assert Actor.objects.count() == 2


@pytest.mark.parametrize("lacking", ["change_actor", "delete_actor"])
def test_it_takes_the_right_to_change_and_to_delete(lacking, client, cast):
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(
            codename__in={"view_actor", "change_actor", "delete_actor"} - {lacking}
        )
    )
    client.force_login(clerk)
    assert "Merge selected" not in client.get(ACTORS).content.decode()
    merge(client, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk, sure="yes")
    assert Actor.objects.count() == 2
