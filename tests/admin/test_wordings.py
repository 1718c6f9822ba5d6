"""Wordings at the desk: joined and parted in the list of quotes, kept as choices."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests import spoken
from tests.spoken import FAR_WORSE, WORSE, Spoken
from tests.story import Town
from timeline.domain.comparing.wordings import normalised
from timeline.models import Quote, Undoable, WordingChoice
from timeline.services.records.undo import plan

QUOTES, CHOICES = "/admin/timeline/quote/", "/admin/timeline/wordingchoice/"


@pytest.fixture
def said(town: Town) -> Spoken:
    return spoken.set_out(town)


def choose(desk: Client, action: str, *quotes: Quote) -> str:
    chosen = [quote.pk for quote in quotes]
    data = {"action": action, "_selected_action": chosen}
    return desk.post(QUOTES, data, follow=True).content.decode()


def test_quotes_are_listed_with_what_they_are_of(desk, said):
    html = desk.get(f"{QUOTES}?speaker__id__exact={said.town.diver.pk}").content.decode()
    for told in (WORSE, "Divers mend the third pier", "To all who cross", "Mayor Ida Berg"):
        assert told in html
    assert said.manage.words not in html
    assert "These are one quotation" in html
    assert "Delete selected" not in html
    found = desk.get(f"{QUOTES}?q=notes+below").content.decode()
    assert said.feared.words in found
    assert WORSE not in found


def test_a_quote_is_looked_at_here_and_edited_on_its_sources_page(desk, said):
    html = desk.get(f"{QUOTES}{said.worse.pk}/change/").content.decode()
    assert f"/admin/timeline/source/{said.town.leaflet.pk}/change/" in html
    assert 'name="_save"' not in html
    assert desk.get(f"{QUOTES}add/").status_code == 403
    assert desk.get(f"{QUOTES}{said.worse.pk}/delete/").status_code == 403


def test_selected_quotes_are_joined(desk, said, editor):
    html = choose(desk, "join_selected", said.ours, said.manage)
    assert "One quotation now: " in html
    choice = WordingChoice.objects.get()
    assert choice.joined
    assert choice.history.get().history_user == editor


def test_a_choice_is_undone(desk, said):
    choose(desk, "join_selected", said.ours, said.manage)
    done = Undoable.objects.get()
    page = f"/admin/timeline/undoable/{done.pk}/change/"
    desk.post(page, {"agreed": plan(done).lost_token})
    assert not WordingChoice.objects.exists()
    assert WordingChoice.history.latest().history_type == "-"


def test_selected_quotes_are_parted(desk, said):
    assert "Parted: " in choose(desk, "part_selected", said.worse, said.far_worse, said.feared)
    assert list(WordingChoice.objects.values_list("joined", flat=True)) == [False] * 3


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("worse", "ours"), "words of more than one speaker"),
        (("ours", "ours_again"), "these are the same words"),
        (("ours",), "Choose two quotes or more"),
    ],
)
def test_what_makes_no_choice_is_told(desk, said, names, told):
    assert told in choose(desk, "join_selected", *[getattr(said, name) for name in names])
    assert not WordingChoice.objects.exists()


@pytest.mark.parametrize("lacking", ["add_wordingchoice", "change_wordingchoice"])
def test_it_takes_the_right_to_make_and_to_change_choices(client, said, lacking):
    clerk = User.objects.create_user("clerk", is_staff=True)
    rights = {"view_quote", "add_wordingchoice", "change_wordingchoice"} - {lacking}
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(clerk)
    assert "These are one quotation" not in client.get(QUOTES).content.decode()
    choose(client, "join_selected", said.ours, said.manage)
    assert not WordingChoice.objects.exists()


def add(desk: Client, said: Spoken, **changed: str) -> str:
    data = {"speaker": said.town.diver.pk, "one": f"“{WORSE}!”", "other": FAR_WORSE, **changed}
    return desk.post(f"{CHOICES}add/", data, follow=True).content.decode()


def test_a_choice_is_typed_as_printed_in_either_order(desk, said):
    assert "was added successfully" in add(desk, said, joined="on")
    choice = WordingChoice.objects.get()
    assert {choice.one, choice.other} == {normalised(WORSE), normalised(FAR_WORSE)}
    assert choice.joined
    assert normalised(WORSE) in desk.get(CHOICES).content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"other": WORSE.upper()}, "These are the same words"),
        ({"one": ""}, "This field is required"),
        ({"speaker": ""}, "This field is required"),
    ],
)
def test_a_choice_that_says_nothing_is_refused(desk, said, changed, told):
    assert told in add(desk, said, **changed)
    assert not WordingChoice.objects.exists()


def test_a_second_choice_on_the_same_wordings_is_refused(desk, said):
    add(desk, said)
    html = add(desk, said, one=FAR_WORSE, other=WORSE, joined="on")
    assert "There is a choice on these two wordings already" in html
    assert not WordingChoice.objects.get().joined


def test_a_choice_is_changed_and_its_history_says_so(desk, said):
    add(desk, said)
    choice = WordingChoice.objects.get()
    page = f"{CHOICES}{choice.pk}/"
    data = {"speaker": said.town.diver.pk, "one": choice.one, "other": choice.other}
    desk.post(f"{page}change/", {**data, "joined": "on"})
    choice.refresh_from_db()
    assert choice.joined
    assert choice.history.count() == 2
    assert desk.get(f"{page}history/").status_code == 200
