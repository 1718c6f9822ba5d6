"""No reader gets, at any address, what is not public: each answers as if it had been deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test import Client

from tests.public_archive import STATES, addresses, answer, asked, delete_what_is_not_public
from tests.queries.index.edited import Editor, seeds
from tests.web.markup import HTMX
from timeline.models import (
    Actor,
    Article,
    Event,
    Kind,
    Mention,
    Outlet,
    OutletAlias,
    Place,
    Quote,
    Source,
    Story,
    Tag,
    WordingChoice,
)
from timeline.models.state import State
from timeline.queries.index.store import index_store
from timeline.queries.publishing import public_statements
from timeline.queries.publishing.public_rows import PUBLIC_ROWS, PublicRows
from timeline.queries.publishing.public_statements import NotForReaders
from timeline.queries.publishing.scope import Scope, reading
from timeline.web.timeline import filter_panel

pytestmark = pytest.mark.django_db

SHOWN_IN = (
    "/events.json",
    "/actors.csv",
    "/outlets.csv",
    "/places.csv",
    "/sources.csv",
    "/outlets/",
    "/compare/",
    "/quotes/",
)
OF_A_DRAFT_ALONE = ("/?tag=unheard", "/?kind=unseen", "/?place=unmet", "/?place=around-unmet")
TARGETS = ("", "found-actors", "found-outlets", "found-places", "show-more")
UNKNOWN = "nothing-of-that-name"


@pytest.fixture(autouse=True)
def _more_actors_than_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the others are found by name."""
    monkeypatch.setattr(filter_panel, "ACTORS_OFFERED", 2)
    monkeypatch.setattr(filter_panel, "PLACES_OFFERED", 2)


class Newsroom(Editor):
    """Somebody who also drafts, publishes and withdraws, in every way there is."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        dice = self.dice
        events = list(Event.objects.order_by("pk"))
        for number in range(2):
            story = Story.objects.create(
                slug=f"story-{number}", title=f"Story {number}",
                opens_with=dice.choice(events), closes_with=dice.choice(events),
            )  # fmt: skip
            story.events.set(dice.sample(events, 5))
            story.sources.set(Source.objects.all())
            story.chapters.create(heading="A chapter")
        for _ in range(6):
            self.quote()
            self.spell()
            self.contradict()
        for source in Source.objects.order_by("pk"):
            source.draws_on.set(dice.sample(list(Source.objects.order_by("pk")), 2))
            Article.objects.create(
                source=source, text=f"Text of {source.slug}.", sha256=source.slug
            )
        for outlet in Outlet.objects.order_by("pk"):
            OutletAlias.objects.create(outlet=outlet, name=f"Once {outlet.name}")
        Outlet.objects.update(free_to_show=True)
        one = Quote.objects.order_by("pk").first()
        if one:
            WordingChoice.objects.create(speaker=one.speaker, one="a", other="b", joined=True)
        for _ in range(8):
            self.place()
        for _ in range(25):
            self.restate()
        self._draft_some()

    def _draft_some(self) -> None:
        """At least one of everything that is unpublished, with all that may hang on it."""
        shown, drafted = Event.objects.order_by("pk")[:2]
        open_source, closed = Source.objects.order_by("pk")[:2]
        actor = Actor.objects.order_by("pk").first()
        for event, source, state in (
            (drafted, open_source, State.PUBLISHED), (shown, closed, State.PUBLISHED),
            (shown, open_source, State.DRAFT), (shown, open_source, State.PUBLISHED),
        ):  # fmt: skip
            number = self._next()
            told = Mention.objects.create(
                event=event, source=source, via=closed, phrase="on 5 May 2020", state=state,
                says=f"Told {number}",
            )  # fmt: skip
            spoken = Actor.objects.create(slug=f"speaker-{number}", name=f"Speaker {number}")
            spoken.aliases.create(name=f"Alias {number}")
            told.quotes.create(speaker=spoken, told_by=actor, words=f"the sea of {number}")
            told.terms.create(actor=spoken, words=f"the spoken {number}")
            told.details.create(aspect="place", subject="where", value=f"at {number}")
            event.participations.get_or_create(actor=spoken)
        closed.draws_on.add(open_source)
        kept_back = Story.objects.create(slug="kept-back", title="Kept back", state=State.DRAFT)
        kept_back.events.add(shown)
        Tag.objects.create(slug="unheard", name="Unheard").taggings.create(event=drafted)
        around = Place.objects.create(slug="around-unmet", name="Around Unmet")
        drafted.place = Place.objects.create(slug="unmet", name="Unmet", lies_in=around)
        drafted.place.aliases.create(name="Unmet before")
        drafted.kind = Kind.objects.create(slug="unseen", name="Unseen", sign="%").slug
        drafted.state, closed.state = State.DRAFT, State.IN_REVIEW
        drafted.save()
        closed.save()

    def restate(self) -> None:
        """Another state for something, by a save, in bulk, or with a database's own tools."""
        dice = self.dice
        model: Any = dice.choice((Event, Source, Mention, Mention, Story))
        one, state = self._one(model), dice.choice(STATES)
        if one is None:
            return
        match dice.randrange(3):
            case 0:
                one.state = state
                one.save()
            case 1:
                model.objects.filter(pk=one.pk).update(state=state)
            case _:
                one.state = state
                model.objects.bulk_update([one], ["state"])
        for register in (Actor, Outlet):
            row = self._one(register)
            register.objects.filter(pk=row.pk).update(listed=dice.random() < 0.3)

    def question(self) -> str:
        """What an address may ask for: a filter, where a list goes on, what one page alone has."""
        dice = self.dice
        outlet, source, actor = (self._one(model) for model in (Outlet, Source, Actor))
        own = (
            "start=2", "start=1&sort=newest", "page=2&per_page=2", "per_page=2&sort=-name",
            "since=2020", "since=yesterday&start=1", "kind=person", "about=date", "several=1",
            "terms=1", "columns=documents", f"columns=documents&column={source.slug}",
            f"column={outlet.slug}&order=tellers", f"speaker={actor.slug}", "q=a",
            f"outlet={outlet.slug}&page=2&per_page=1", "kept=q%3Dsea%26sort%3Dnewest",
        )  # fmt: skip
        filtered = urlencode(self.criteria().parameters())
        return dice.choice((filtered, filtered, dice.choice(own), f"{dice.choice(own)}&{filtered}"))


def every_address(editor: Newsroom) -> list[tuple[str, dict[str, str]]]:
    """All addresses with their headers, some with criteria; those of what is not public too."""
    nouns: dict[str, Any] = {
        "events": Event, "actors": Actor, "outlets": Outlet, "places": Place,
        "sources": Source,
    }  # fmt: skip
    slugs = {
        noun: [*model.objects.order_by("pk").values_list("slug", flat=True), UNKNOWN]
        for noun, model in nouns.items()
    }
    found: list[tuple[str, dict[str, str]]] = []
    plain = list(addresses(editor.dice, slugs=slugs))
    for address in plain:
        found.append((address, {}))
    stories = [*Story.objects.order_by("pk").values_list("slug", flat=True), UNKNOWN]
    beginnings = ["", *(f"/stories/{slug}" for slug in stories), "/archive"]
    for beginning in beginnings[1:]:
        for address in ("/", "/read/", "/changes/", *editor.dice.sample(plain, 16)):
            found.append((beginning + address, {}))
    found.append(("/stories/", {}))
    lists = [address for address in plain if address.count("/") < 3]
    for address in (*lists, *editor.dice.sample(plain, 30)):
        with_query = f"{editor.dice.choice(beginnings)}{address}?{editor.question()}"
        found.append((with_query, {}))
        target = editor.dice.choice(TARGETS)
        found.append((with_query, {**HTMX, "HTTP_HX_TARGET": target}))
    for address in OF_A_DRAFT_ALONE:
        found.append((address, {}))
    for sought in ("actor", "speaker", "alias"):
        found.append((f"/?find={sought}", {**HTMX, "HTTP_HX_TARGET": "found-actors"}))
    for address in plain:
        if address.startswith(("/events/", "/sources/")) and address.endswith("/"):
            found.append((f"{address}?as_of=2023-12-31", {}))
            found.append((asked(address), {}))
    return found


def differences(
    client: Client, asked_for: list[tuple[str, dict[str, str]]]
) -> Iterator[tuple[str, Any, Any]]:
    """The addresses that tell readers another thing than if all unpublished were deleted."""
    before = [answer(client, address, **headers) for address, headers in asked_for]
    with transaction.atomic():
        delete_what_is_not_public()
        for (address, headers), one in zip(asked_for, before, strict=True):
            if one != (other := answer(client, address, **headers)):
                yield address, one, other
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", seeds(800, 2))
def test_readers_get_what_they_would_if_all_else_were_deleted(seed: int, client: Client):
    editor = Newsroom(seed)
    for _ in range(5):
        editor.edit()
        editor.restate()
    for address, one, other in differences(client, every_address(editor)):
        assert one == other, address


NEEDED = ("actor", "outlet", "story", "mention", "event", "source", "historicalmention",
          "tag", "kind", "place")  # fmt: skip
"""Tables of which no join with another, that is public, hides what is not."""


def test_a_table_that_is_not_held_to_its_public_rows_is_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    # Rows that lack what they hang on may as well be a fault, which is no right answer either.
    client.raise_request_exception = False
    asked_for = [
        one
        for one in every_address(Newsroom(810))
        if one[0] in (*SHOWN_IN, *OF_A_DRAFT_ALONE)
        or (one[0].count("/") == 3 and one[0].endswith("/"))
    ]
    # Pages say when they were last changed, to the second: what no reader meets, a day later.
    past = Mention.history.model.objects.exclude(state=State.PUBLISHED)
    past.update(history_date=F("history_date") + timedelta(days=1))
    with transaction.atomic():
        delete_what_is_not_public()
        right = [answer(client, address, **headers) for address, headers in asked_for]
        transaction.set_rollback(True)

    def is_right(rows: Mapping[str, PublicRows]) -> bool:
        monkeypatch.setattr(public_statements, "PUBLIC_ROWS", rows)
        public_statements.public.cache_clear()
        index_store._stores.clear()
        found = (answer(client, address, **headers) for address, headers in asked_for)
        return all(one == other for one, other in zip(found, right, strict=True))

    told = PUBLIC_ROWS["timeline_mention"]
    leaks = {name: {f"timeline_{name}": PublicRows("1 = 1")} for name in NEEDED}
    leaks["via"] = {"timeline_mention": replace(told, shown={})}
    unseen = [name for name, rows in leaks.items() if is_right({**PUBLIC_ROWS, **rows})]
    assert unseen == []
    assert is_right(PUBLIC_ROWS)
    public_statements.public.cache_clear()


def test_what_is_not_for_readers_is_refused(db: None):
    refused = (
        "SELECT * FROM timeline_note", 'SELECT 1 FROM main."timeline_event"',
        "DELETE FROM timeline_event", "UPDATE timeline_event SET title = ''",
        "INSERT INTO timeline_told SELECT id, 0, title FROM timeline_event",
        "WITH e AS (SELECT * FROM timeline_event) SELECT * FROM e",
    )  # fmt: skip
    with reading(Scope.PUBLIC), connection.cursor() as cursor:
        for sql in refused:
            with pytest.raises(NotForReaders):
                cursor.execute(sql)
        cursor.execute("SELECT count(*) FROM timeline_event")


def test_a_wrapper_of_another_that_ends_leaves_the_readers_own(db: None):
    Event.objects.create(slug="draft", title="Draft", state=State.DRAFT)
    connection.execute_wrappers.remove(public_statements._executed)
    with connection.execute_wrapper(lambda execute, *given: execute(*given)):
        public_statements.install(connection)
    with reading(Scope.PUBLIC):
        assert not Event.objects.exists()


@pytest.mark.parametrize("seed", seeds(820, 3))
def test_dates_and_readings_of_what_is_public_follow_from_that_alone(seed: int):
    editor = Newsroom(seed)
    for _ in range(3):
        with transaction.atomic():
            delete_what_is_not_public()
            assert Mention.objects.reread(Source.objects.values_list("pk", flat=True)) == 0
            assert Event.objects.refresh_dates(Event.objects.values_list("pk", flat=True)) == 0
            transaction.set_rollback(True)
        for _ in range(8):
            editor.restate()
            editor.retell()
            editor.move_mentions()
            editor.redate_source()
