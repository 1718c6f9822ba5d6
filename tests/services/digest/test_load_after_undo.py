"""A digest loaded again after what was done at the desk was undone: nothing is new or kept back."""

from __future__ import annotations

import pytest

from tests import snapshot
from tests.digest_folder import DigestFolder
from timeline.models import Actor, Event, Outlet, Undoable
from timeline.services.digest.load_digest import load
from timeline.services.records import merge_actors, merge_events, merge_outlets
from timeline.services.records.deletion import delete
from timeline.services.records.undo import plan, undo

pytestmark = pytest.mark.django_db

ACTS = {
    "events merged": lambda: merge_events.merge(*_two(Event, "vote", "storm")),
    "actors merged": lambda: merge_actors.merge(*_two(Actor, "mayor", "engineer")),
    "outlets merged": lambda: merge_outlets.merge(*_two(Outlet, "herald", "post")),
    "an event deleted": lambda: delete(Event.objects.filter(slug="storm")),
}


def _two(model, keep, other):
    return model.objects.get(slug=keep), [model.objects.get(slug=other)]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("loaded_between", [False, True])
def test_the_digest_means_what_it_meant(act, loaded_between, digest: DigestFolder):
    load(digest.path)
    before = snapshot.rows()
    ACTS[act]()
    if loaded_between:
        assert load(digest.path).kept
    done = Undoable.objects.get()
    undo(done.pk, agreed=plan(done).lost_token)
    report = load(digest.path)
    assert (report.kept, report.left) == ([], [])
    assert report.created.total() == report.updated.total() == 0
    after = snapshot.rows()
    for label, rows in before.items():
        if "Historical" not in label and label != "timeline.Undoable":
            assert after[label] == rows, label


def test_aliases_of_an_outlet_are_loaded_and_an_editors_stay(digest: DigestFolder):
    named = "  name: The Herald\n"
    digest.change("outlets.yaml", named, named + "  aliases: [Berg Herald]\n")
    load(digest.path)
    herald = Outlet.objects.get(slug="herald")
    assert [alias.name for alias in herald.aliases.all()] == ["Berg Herald"]
    herald.aliases.create(name="Herald")
    assert load(digest.path).kept == ["outlet herald: aliases was changed in admin"]
    assert herald.aliases.count() == 2
