"""The action that merges: it asks first, then loses nothing."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from timeline.models import Actor, Event, Mention, Quote

ACTORS, EVENTS = "/admin/timeline/actor/", "/admin/timeline/event/"


def merge(desk: Client, url: str, *records: Actor | Event, **answer: object):
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
    response = merge(desk, EVENTS, cast.opening, cast.storm, post="yes", keep=cast.storm.pk)
    html = response.content.decode()
    assert "“The bridge opens” merged into “A storm closes the bridge”" in html
    assert "mentions 2, quotes 2, actors 2" in html
    assert Event.objects.get() == cast.storm
    assert Mention.objects.filter(event=cast.storm).count() == 3


def test_actors_become_one_with_all_quotes(desk, cast):
    merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk)
    assert Actor.objects.get() == cast.mayor
    assert cast.mayor.quotes.count() == 2
    assert not Quote.objects.filter(told_by__isnull=False).exists()
    assert set(cast.mayor.aliases.values_list("name", flat=True)) == {"Ida Berg", "Olle Strand"}


def test_the_merger_is_logged_and_kept_in_the_history_under_the_editors_name(desk, cast, editor):
    merge(desk, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk)
    logged = LogEntry.objects.filter(user=editor)
    assert "Merged “Olle Strand” into it" in logged.get(action_flag=CHANGE).get_change_message()
    assert logged.get(action_flag=DELETION).object_repr == "Olle Strand"
    assert cast.mayor.history.latest().history_user == editor
    assert Actor.history.filter(history_type="-").get().history_user == editor
    assert "Took over Olle Strand" in desk.get(f"{ACTORS}{cast.mayor.pk}/history/").content.decode()


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
    merge(client, ACTORS, cast.mayor, cast.engineer, post="yes", keep=cast.mayor.pk)
    assert Actor.objects.count() == 2
