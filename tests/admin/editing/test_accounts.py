"""Two who keep accounts at one user or group: neither puts the other's change back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.admin.editing.filled_page import fields_of, page
from timeline.admin.editing.form_snapshot import read_signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("mira", password="over-the-water"))
    return client


@pytest.fixture
def edda() -> User:
    return User.objects.create_user("edda", password="under-the-bridge", email="e@example.org")


def test_what_two_change_of_a_user_is_joined(keeper, edda):
    url = f"/admin/auth/user/{edda.pk}/change/"
    sent = page(keeper, url)
    filled = read_signed(sent["filled_with"])
    assert filled is not None
    assert edda.password not in str(filled)
    User.objects.filter(pk=edda.pk).update(email="edda@example.org")
    edda.groups.add(Group.objects.get(name="Editors"))
    response = keeper.post(url, sent | {"first_name": "Edda"}, follow=True)
    assert "Email address" in " ".join(map(str, response.context["messages"]))
    edda.refresh_from_db()
    assert (edda.first_name, edda.email) == ("Edda", "edda@example.org")
    assert edda.groups.get().name == "Editors"
    assert edda.check_password("under-the-bridge")


def test_what_two_change_otherwise_is_asked(keeper, edda):
    url = f"/admin/auth/user/{edda.pk}/change/"
    sent = page(keeper, url)
    User.objects.filter(pk=edda.pk).update(email="theirs@example.org")
    response = keeper.post(url, sent | {"email": "mine@example.org"})
    assert response.status_code == 200
    assert "theirs@example.org" in response.content.decode()
    assert fields_of(response)["email"] == "mine@example.org"
    edda.refresh_from_db()
    assert edda.email == "theirs@example.org"


def test_what_two_allow_a_group_is_asked_too(keeper):
    group, rights = Group.objects.create(name="Clerks"), list(Permission.objects.all()[:2])
    url = f"/admin/auth/group/{group.pk}/change/"
    sent = page(keeper, url)
    group.permissions.set(rights[:1])
    assert keeper.post(url, sent | {"permissions": [rights[1].pk]}).status_code == 200
    assert list(group.permissions.all()) == rights[:1]
    assert keeper.post(url, sent | {"name": "Readers"}).status_code == 302
    group.refresh_from_db()
    assert (group.name, list(group.permissions.all())) == ("Readers", rights[:1])


def test_a_user_is_added_and_a_right_that_is_none_is_refused(keeper, edda):
    sent = {"username": "nils", "password1": "a-tall-bridge", "password2": "a-tall-bridge"}
    added = keeper.post("/admin/auth/user/add/", sent | {"usable_password": "true"})
    assert added.status_code == 302
    assert User.objects.get(username="nils").check_password("a-tall-bridge")
    url = f"/admin/auth/user/{edda.pk}/change/"
    sent = page(keeper, url) | {"user_permissions": ["9" * 30]}
    assert keeper.post(url, sent).status_code == 400
