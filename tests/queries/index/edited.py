"""A story made up by dice, edited in every way there is, and criteria to ask of it."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date

from django.db import connection

from tests.queries.index.edited_places import BOXES, WORDS, PlaceEditor
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.dates.reader import read
from timeline.domain.time import edtf
from timeline.models import (
    Actor,
    Alias,
    Detail,
    Event,
    Mention,
    Outlet,
    Participation,
    Place,
    Quote,
    Source,
    Story,
    Tag,
    Term,
    Undoable,
)
from timeline.queries.index.store import index_store
from timeline.services.records import merge_actors, merge_events, merge_outlets
from timeline.services.records.deletion import delete
from timeline.services.records.undo import CannotUndo, plan, undo
from timeline.services.vocabulary import merge_tags

DATES = (
    "", "199X", "2022-03-04", "2022-03", "2022-02-28", "2022", "2023-05-01/..", "../2022-03",
    "2022-03-05", "1900-01-01/2100-01-01", "2023-06", "0001-01-01", "9999-12-31",
    "2022-03-04T09:40:00", "2022-03-04T10:15:00+02:00", "2022-03-04T23:30:00Z",
    "2022-03-05T01:30:00+02:00", "2022-03-05T01:30:00", "2022-03-04T19:00:30-04:30",
)  # fmt: skip
PUBLISHED = ("", "2022-03", "2022-03-05", "2023", "2024-05-06", "../2023-01", "2022-06-01/..")
ASKED = (
    "1990s", "March 2022", "4 March 2022", "2022", "1 June 2023", "1 January 1900", "5 March 2022",
    "2023",
)  # fmt: skip
ON = (date(2022, 3, 30), date(2022, 3, 31), date(2023, 12, 31), date(2030, 1, 1), date(1990, 1, 1))
KINDS = ("incident", "proposal", "other")


def wait() -> None:
    """Until nothing is done aside, for whichever scope an index is kept."""
    for kept in list(index_store._stores.values()):
        kept.wait()


def seeds(first: int, count: int) -> range:
    """The dice of so many stories; on PostgreSQL of a third, to see whether its SQL differs."""
    return range(first, first + (count if connection.vendor == "sqlite" else -(-count // 3)))


class Editor(PlaceEditor):
    """Makes a story and changes it; each change is one that some path of the project, or a person
    with a database's own tools, could make.
    """

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.made = 0
        for _ in range(3):
            self.new_outlet()
        for _ in range(4):
            self.new_actor()
        for _ in range(5):
            self.new_source()
        for _ in range(8):
            self.new_event()
        for _ in range(2):
            self.new_story()

    def edit(self) -> str:
        """One change; what it was."""
        act = self.dice.choice(
            [
                self.new_event, self.new_source, self.new_actor, self.new_outlet, self.tag,
                self.tag, self.merge_two_tags, self.place, self.place, self.merge_two_places,
                self.retell, self.retell, self.save_event,
                self.save_event, self.update_kinds, self.move_mentions, self.delete_event,
                self.delete_mentions, self.redate_source, self.rehouse_source,
                self.merge_two_actors, self.merge_two_events, self.rename, self.by_hand, self.quote,
                self.contradict, self.take_part, self.tell_through, self.choose_date, self.spell,
                self.delete_source, self.undo, self.merge_two_outlets, self.new_story,
                self.put_in_story, self.put_in_story, self.empty_story, self.rename_story,
                self.delete_story,
            ]
        )  # fmt: skip
        act()
        return act.__name__

    def criteria(self) -> Criteria:
        """Something to ask, of any of the fields."""
        dice = self.dice
        actors = [*Actor.objects.order_by("pk").values_list("slug", flat=True), "nobody"]
        outlets = [
            *Outlet.objects.order_by("pk").values_list("slug", flat=True), UNSTATED, "no-paper"
        ]  # fmt: skip

        stories = [*Story.objects.order_by("pk").values_list("slug", flat=True), "no-story"]

        def some(values: list[str] | tuple[str, ...]) -> tuple[str, ...]:
            if dice.random() < 0.6:
                return ()
            return tuple(dice.sample(values, min(len(values), dice.choice((1, 1, 2)))))

        def sometimes(chance: float) -> bool:
            return dice.random() < chance

        return Criteria(
            story=dice.choice(stories) if sometimes(0.5) else "",
            actors=some(actors),
            every_actor=sometimes(0.4),
            outlets=some(outlets),
            kinds=some((*KINDS, "nothing")),
            since=read(dice.choice(ASKED), published=None) if sometimes(0.3) else None,
            until=read(dice.choice(ASKED), published=None) if sometimes(0.3) else None,
            surely=sometimes(0.4),
            text=self.asked() if sometimes(0.3) else "",
            disputed=sometimes(0.15),
            retold=sometimes(0.15),
            corroborated=sometimes(0.15),
            as_of=dice.choice(ON) if sometimes(0.4) else None,
            tags=some([*Tag.objects.order_by("pk").values_list("slug", flat=True), "no-tag"]),
            places=some([*Place.objects.order_by("pk").values_list("slug", flat=True), "no-place"]),
            box=dice.choice((None, None, None, *BOXES)),
            importance=dice.choice((0, 0, 0, 2, 3)),
            sort=dice.choice(("", "", "first-hand", "sources", "importance", "newest")),
        )

    def asked(self) -> str:
        """Words to search: whole, their beginnings, phrases, and what is no word at all."""
        strange = ("!!", '"a', "OR", "*", "SEA", "lodz", "john's", "ea", "actor", "st")
        begun = ("brid", "fer sea", '"the sea"', '"sea wa"', "sea sea")
        return self.dice.choice((*WORDS, *strange, *begun))

    # What there is more of

    def new_outlet(self) -> None:
        number = self._next()
        Outlet.objects.create(
            slug=f"paper-{number}", name=f"Paper {self.dice.randint(1, 999)} {number}"
        )

    def new_actor(self) -> None:
        number = self._next()
        actor = Actor.objects.create(
            slug=f"actor-{number}", name=f"Actor {self.dice.choice(WORDS)} {number}"
        )
        if self.dice.random() < 0.5:
            actor.aliases.create(name=f"Also {self.dice.choice(WORDS)}")

    def new_source(self) -> None:
        outlet = self.dice.choice([None, *Outlet.objects.order_by("pk")])
        published = self.dice.choice(PUBLISHED)
        source = Source(
            slug=f"source-{self._next()}",
            title="A source",
            outlet=outlet,
            outlet_basis="stated" if outlet else "not-stated",
            published_basis="stated" if published else "not-stated",
            origin=self.dice.choice(Source.Origin.values),
        )
        if published:
            source.interval = edtf.parse(published)
        source.save()

    def tag(self) -> None:
        """One more tag of an event, one less, or a tag of another name; and its importance."""
        number = self.dice.randint(1, 6)
        tag, _ = Tag.objects.get_or_create(
            slug=f"tag-{number}", defaults={"name": f"Tag {self._next()}"}
        )
        if event := self._one(Event):
            if not event.taggings.filter(tag=tag).delete()[0]:
                event.taggings.create(tag=tag)
            Event.objects.filter(pk=event.pk).update(importance=self.dice.choice((None, 1, 2, 3)))
        if self.dice.random() < 0.2:
            Tag.objects.filter(pk=tag.pk).update(name=f"Renamed {self._next()}")

    def merge_two_tags(self) -> None:
        tags = list(Tag.objects.order_by("pk"))
        if len(tags) > 1:
            keep, other = self.dice.sample(tags, 2)
            merge_tags.merge(keep, [other])

    def new_event(self) -> None:
        event = Event.objects.create(
            slug=f"event-{self._next()}",
            title=f"{self.dice.choice('ABCa')} {self.dice.choice(WORDS)}",
            kind=self.dice.choice(KINDS),
            summary=self.dice.choice(("", *WORDS)),
            sequence=self.dice.choice((0, 0, 1)),
        )
        actors = list(Actor.objects.order_by("pk"))
        for actor in self.dice.sample(actors, self.dice.randint(0, min(2, len(actors)))):
            Participation.objects.create(event=event, actor=actor)
        for _ in range(self.dice.randint(0, 3)):
            self._tell(event)

    def new_story(self) -> None:
        story = Story.objects.create(slug=f"story-{self._next()}", title="A story")
        events = list(Event.objects.order_by("pk"))
        story.events.set(self.dice.sample(events, self.dice.randint(0, len(events))))

    def put_in_story(self) -> None:
        story, event = self._one(Story), self._one(Event)
        if story and event:
            if self.dice.random() < 0.5:
                story.events.add(event)
            else:
                story.events.remove(event)

    def empty_story(self) -> None:
        if story := self._one(Story):
            story.events.clear()

    def rename_story(self) -> None:
        if story := self._one(Story):
            Story.objects.filter(pk=story.pk).update(slug=f"story-{self._next()}")

    def delete_story(self) -> None:
        if story := self._one(Story):
            story.delete()

    def retell(self) -> None:
        if event := self._one(Event):
            self._tell(event)

    def quote(self) -> None:
        mention, actor = self._one(Mention), self._one(Actor)
        if mention and actor:
            Quote.objects.create(mention=mention, speaker=actor, words=self.dice.choice(WORDS))

    def spell(self) -> None:
        mention, actor = self._one(Mention), self._one(Actor)
        if mention and actor:
            Term.objects.create(mention=mention, actor=actor, words=self.dice.choice(WORDS))

    def contradict(self) -> None:
        for event in filter(None, (self._one(Event), self._one(Event))):
            for mention in event.mentions.all():
                Detail.objects.get_or_create(
                    mention=mention,
                    aspect=self.dice.choice(("place", "figure")),
                    subject=self.dice.choice(("where", "Where ")),
                    defaults={"value": self.dice.choice(("here", "HERE", "there", ""))},
                )

    def take_part(self) -> None:
        event, actor = self._one(Event), self._one(Actor)
        if event and actor:
            part, new = Participation.objects.get_or_create(event=event, actor=actor)
            if not new:
                part.delete()

    # What is changed

    def save_event(self) -> None:
        if event := self._one(Event):
            event.title = f"{self.dice.choice('ABCa')} {self.dice.choice(WORDS)}"
            event.kind = self.dice.choice(KINDS)
            event.sequence = self.dice.choice((0, 1, 2))
            event.place = self.dice.choice((None, self._one(Place)))
            event.named_values = dict.fromkeys(self.dice.sample(WORDS, 2), self.dice.choice(WORDS))
            event.save()

    def choose_date(self) -> None:
        if event := self._one(Event):
            event.chosen_edtf = self.dice.choice(("", "2022-03-02"))
            event.chosen_reason = "Said so."
            event.save()

    def update_kinds(self) -> None:
        Event.objects.filter(kind=self.dice.choice(KINDS)).update(kind=self.dice.choice(KINDS))

    def move_mentions(self) -> None:
        one, other = self._one(Event), self._one(Event)
        if one and other:
            one.mentions.all().update(event=other)

    def tell_through(self) -> None:
        mention, source = self._one(Mention), self._one(Source)
        if mention:
            mention.via = source
            mention.save()

    def redate_source(self) -> None:
        if source := self._one(Source):
            published = self.dice.choice(PUBLISHED)
            source.published_basis = "stated" if published else "not-stated"
            source.interval = edtf.parse(published) if published else edtf.UNDATED
            source.save()

    def rehouse_source(self) -> None:
        if source := self._one(Source):
            outlet = self.dice.choice([None, *Outlet.objects.all()])
            Source.objects.filter(pk=source.pk).update(
                outlet=outlet,
                outlet_basis="stated" if outlet else "not-stated",
                origin=self.dice.choice(Source.Origin.values),
            )

    def rename(self) -> None:
        if actor := self._one(Actor):
            Actor.objects.filter(pk=actor.pk).update(name=f"Other {self.dice.choice(WORDS)}")
            Alias.objects.filter(actor=actor).delete()
        if outlet := self._one(Outlet):
            outlet.name = f"Renamed {self._next()}"
            outlet.slug = f"renamed-{self._next()}"
            outlet.save()

    def merge_two_actors(self) -> None:
        keep, other = self._one(Actor), self._one(Actor)
        if keep and other and keep != other and Actor.objects.count() > 3:
            merge_actors.merge(keep, [other])

    def merge_two_events(self) -> None:
        keep, other = self._one(Event), self._one(Event)
        if keep and other and keep != other:
            merge_events.merge(keep, [other])

    def merge_two_outlets(self) -> None:
        keep, other = self._one(Outlet), self._one(Outlet)
        if keep and other and keep != other and Outlet.objects.count() > 2:
            merge_outlets.merge(keep, [other])

    def undo(self) -> None:
        """The last act that can be undone."""
        for done in Undoable.objects.filter(undone_at=None)[:5]:
            with suppress(CannotUndo):
                undo(done.pk, agreed=plan(done).lost_token)
                return

    def by_hand(self) -> None:
        """With SQL, past everything that the project's own code does."""
        query = self.dice.choice(
            (
                "UPDATE timeline_event SET sequence = sequence + 1 WHERE id % 3 = 0",
                "UPDATE timeline_event SET disputed = FALSE WHERE id % 5 = 0",
                "UPDATE timeline_event SET earliest = latest WHERE latest IS NOT NULL",
                "UPDATE timeline_mention SET via_id = NULL WHERE id % 2 = 0",
                "UPDATE timeline_mention SET says = 'bridge' WHERE id % 4 = 0",
                "UPDATE timeline_place SET lies_in_id = NULL WHERE id % 2 = 0",
                "DELETE FROM timeline_term",
                "DELETE FROM timeline_detail WHERE id % 2 = 0",
                "UPDATE timeline_participation SET event_id = event_id WHERE id % 2 = 0",
            )
        )
        with connection.cursor() as cursor:
            cursor.execute(query)

    # What is deleted

    def delete_event(self) -> None:
        if event := self._one(Event):
            delete(Event.objects.filter(pk=event.pk))

    def delete_mentions(self) -> None:
        if event := self._one(Event):
            event.mentions.all().delete()

    def delete_source(self) -> None:
        source = self._one(Source)
        if source and not source.told_through.exists():
            source.delete()

    def _tell(self, event: Event) -> None:
        sources = list(Source.objects.order_by("pk"))
        if not sources:
            return
        day = self.dice.choice(DATES)
        Mention.objects.create(
            event=event,
            source=self.dice.choice(sources),
            via=self.dice.choice([None, None, *sources]),
            inferred=day and edtf.parse(day).edtf,
            inferred_reason="Made up." if day else "",
            says=self.dice.choice(WORDS),
        )

    def _one(self, model):
        rows = list(model.objects.order_by("pk"))
        return self.dice.choice(rows) if rows else None

    def _next(self) -> int:
        self.made += 1
        return self.made
