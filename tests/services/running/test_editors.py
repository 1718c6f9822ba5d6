"""The group of those who look after the timeline."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from timeline.services.running.editors import EDITORS, ensure_editors_group

pytestmark = pytest.mark.django_db

NOUNS = ["source", "event", "actor", "outlet", "mention", "quote", "term", "alias", "story"]


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("edda", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def test_the_group_is_there_after_migrate():
    assert Group.objects.filter(name=EDITORS).exists()


@pytest.mark.parametrize("noun", NOUNS)
def test_an_editor_may_do_all_with_what_the_timeline_keeps(noun, editor):
    for does in ("add", "change", "delete", "view"):
        assert editor.has_perm(f"timeline.{does}_{noun}")


def test_history_is_only_looked_at(editor):
    assert editor.has_perm("timeline.view_historicalsource")
    for does in ("add", "change", "delete"):
        assert not editor.has_perm(f"timeline.{does}_historicalsource")


def test_an_editor_has_no_say_in_accounts(editor):
    assert not editor.has_module_perms("auth")
    assert not editor.is_superuser


def test_running_it_again_changes_nothing():
    before = set(Group.objects.get(name=EDITORS).permissions.all())
    ensure_editors_group()
    call_command("migrate", verbosity=0)
    assert set(Group.objects.get(name=EDITORS).permissions.all()) == before


def test_what_a_superuser_added_stays_and_what_went_missing_comes_back():
    group = Group.objects.get(name=EDITORS)
    added = Permission.objects.get(codename="view_user")
    group.permissions.set([added])
    ensure_editors_group()
    assert added in group.permissions.all()
    assert group.permissions.filter(codename="change_source").exists()
