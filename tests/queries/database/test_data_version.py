"""Readers' version of the data moves when what they get has changed, and never else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from tests.story import Town
from timeline.models import Actor, Alias, Event, Mention, Note, Outlet, Quote, Source, Story, Term
from timeline.models.state import State
from timeline.queries.database import data_version, public_changes
from timeline.queries.publishing.scope import Scope, reading

# Within a transaction PostgreSQL can't tell two writes apart.
pytestmark = pytest.mark.django_db(transaction=connection.vendor != "sqlite")


def state(scope: Scope = Scope.PUBLIC) -> Any:
    with reading(scope):
        return data_version.state()


@pytest.fixture
def drafts(town: Town) -> Town:
    """The town, with drafts: an event, a telling of another event, a source that one tells through,
    and an actor and an outlet of these alone.
    """
    hidden = Actor.objects.create(slug="hidden", name="Hidden")
    paper = Outlet.objects.create(slug="hidden", name="Hidden paper")
    event = Event.objects.create(slug="draft", title="Draft", state=State.DRAFT)
    event.participations.create(actor=hidden)
    source = Source.objects.create(
        slug="draft", title="Draft", state=State.IN_REVIEW, outlet=paper, outlet_basis="stated"
    )
    of_source = Mention.objects.create(event=town.opening, source=source, says="Of a draft.")
    of_source.quotes.create(speaker=hidden, words="hidden words")
    Mention.objects.create(event=event, source=town.leaflet, says="Of a draft event.")
    draft = Mention.objects.create(
        event=town.opening, source=town.leaflet, says="Draft.", state=State.DRAFT
    )
    draft.terms.create(subject="the war", words="conflict")
    Story.objects.create(slug="draft", title="Draft", state=State.DRAFT)
    return town


def note(town: Town) -> None:
    Note.objects.create(event=town.opening, text="Look again.")


def tell_through_a_draft(town: Town) -> None:
    told = Mention.objects.filter(state=State.PUBLISHED, via=None, event=town.opening).first()
    assert told
    told.via = Source.objects.get(slug="draft")
    told.save()


UNSEEN: list[Callable[[Town], Any]] = [
    note,
    lambda town: Event.objects.get(slug="draft").save(),
    lambda town: Event.objects.filter(slug="draft").update(title="Other", state=State.IN_REVIEW),
    lambda town: Source.objects.filter(slug="draft").update(title="Other"),
    lambda town: Mention.objects.exclude(state=State.PUBLISHED).update(says="Other."),
    lambda town: Mention.objects.get(says="Of a draft.").quotes.all().delete(),
    lambda town: Mention.objects.get(says="Of a draft.").delete(),
    lambda town: Quote.objects.filter(words="hidden words").update(words="others"),
    lambda town: Term.objects.filter(words="conflict").delete(),
    lambda town: Event.objects.get(slug="draft").delete(),
    lambda town: Actor.objects.filter(slug="hidden").update(name="Other"),
    lambda town: Alias.objects.create(actor=Actor.objects.get(slug="hidden"), name="Other"),
    lambda town: Actor.objects.create(slug="new", name="New"),
    lambda town: Outlet.objects.filter(slug="hidden").update(name="Other"),
    lambda town: Actor.objects.filter(slug="mayor").update(listed=True),
    lambda town: town.leaflet.draws_on.add(Source.objects.get(slug="draft")),
    lambda town: Story.objects.get(slug="draft").events.add(town.opening),
    lambda town: Story.objects.filter(slug="draft").update(title="Other"),
    lambda town: town.cast.story.events.add(Event.objects.get(slug="draft")),
    tell_through_a_draft,
    lambda town: User.objects.create_user("someone"),
]  # fmt: skip

SEEN: list[Callable[[Town], Any]] = [
    lambda town: Event.objects.filter(slug="draft").update(state=State.PUBLISHED),
    lambda town: Source.objects.filter(slug="draft").update(state=State.PUBLISHED),
    lambda town: Mention.objects.filter(says="Draft.").update(state=State.PUBLISHED),
    lambda town: Event.objects.filter(pk=town.opening.pk).update(state=State.WITHDRAWN),
    lambda town: Mention.objects.filter(event=town.opening).update(says="Other."),
    lambda town: town.opening.delete(),
    lambda town: Actor.objects.filter(slug="hidden").update(listed=True),
    lambda town: Actor.objects.filter(slug="mayor").update(name="Other"),
    lambda town: Alias.objects.create(actor=Actor.objects.get(slug="mayor"), name="Other"),
    lambda town: town.opening.participations.create(actor=Actor.objects.get(slug="hidden")),
    lambda town: Quote.objects.exclude(words="hidden words").update(words="others"),
    lambda town: Story.objects.filter(pk=town.cast.story.pk).update(title="Other"),
    lambda town: Story.objects.filter(slug="draft").update(state=State.PUBLISHED),
    lambda town: town.leaflet.draws_on.add(town.cast.report),
    lambda town: Outlet.objects.exclude(slug="hidden").update(longest_quote=20),
]  # fmt: skip


@pytest.mark.parametrize("change", range(len(UNSEEN)))
def test_what_readers_do_not_see_moves_nothing(change: int, drafts: Town):
    before = state()
    assert before
    of_all = state(Scope.WHOLE)
    UNSEEN[change](drafts)
    assert state() == before
    # Accounts and notes are nobody's pages.
    assert state(Scope.WHOLE) != of_all or change in {0, len(UNSEEN) - 1}


@pytest.mark.parametrize("change", range(len(SEEN)))
def test_what_readers_see_moves_it(change: int, drafts: Town):
    before = state()
    SEEN[change](drafts)
    assert state() != before


def test_what_is_undone_at_once_moves_nothing(drafts: Town):
    before = state()
    with transaction.atomic():
        Event.objects.update(title="Other")
        transaction.set_rollback(True)
    assert state() == before


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite counts in one row")
def test_transactions_put_together_are_the_same_version(drafts: Town, monkeypatch):
    for number in range(5):
        Event.objects.filter(pk=drafts.opening.pk).update(title=f"No. {number}")
    before = state()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM retold_change")
        assert cursor.fetchone()[0] > 5
    public_changes.put_together(connection)
    assert state() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM retold_change")
        assert cursor.fetchone()[0] == 1
    Event.objects.filter(pk=drafts.opening.pk).update(title="Last")
    assert state() != before
    monkeypatch.setattr(data_version, "_MANY", 1)
    assert state() == state()
