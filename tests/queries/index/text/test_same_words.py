"""The same words find the same things everywhere: what ``domain.text.folding`` says they find.

Each database is held to that, so that what one finds the other does.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.test import RequestFactory

from timeline.admin import site
from timeline.admin.lists import long_list
from timeline.domain.criteria import Criteria, QuotationCriteria
from timeline.domain.text.folding import APART, holds, terms, words
from timeline.models import Actor, Event, Mention, Outlet, OutletAlias, Quote, Source
from timeline.queries.index import select
from timeline.queries.index.store import index_store
from timeline.queries.quotations import quotation_lists
from timeline.queries.registers import register_tables

NAMES = 18
SYLLABLES = (
    "sa ló bér ßen ård dža I’ U.S. F-16 co- 1,200 ﬁ",
    "Зай чен ко Ки їв ра йон п'є ў ґа м\u02bcя",
    "أح مد عَل ـي ی ک محمّ ٢٠",
    "김 하 늘 \u1100\u1161\u11a8 각",
    "乌 克 兰 京 2022年",
    "ガ ザ カ サ ｶﾞ か\u3099 ー",
    "हि न्दी का शी",
    "ไท ย ที่ กรุ",
    "Άθ ήν α σ ς ϊ",
)
TYPED = ("US", "f16", "cofa", '"u s"', "1200", "ґ", "é", "'", '"', "%", "_", "a|b", "\\", "乌")


class Cast:
    """Invented names in several scripts, of an actor, an event, a quote and a source each."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.outlet = Outlet.objects.create(slug="outlet", name=self.name())
        OutletAlias.objects.create(outlet=self.outlet, name=self.name())
        for number in range(NAMES):
            self.tell(number)

    def tell(self, number: int) -> None:
        actor = Actor.objects.create(slug=f"actor-{number}", name=self.name())
        actor.aliases.create(name=self.name())
        event = Event.objects.create(slug=f"event-{number}", title=self.name())
        event.participations.create(actor=actor)
        source = Source.objects.create(
            slug=f"source-{number}", title=self.name(), authors=self.name(),
            **({"outlet": self.outlet, "outlet_basis": "stated"} if number % 2 else {}),
        )  # fmt: skip
        told = Mention.objects.create(event=event, source=source, says=self.name(), phrase="then")
        Quote.objects.create(mention=told, speaker=actor, words=self.name())

    def name(self) -> str:
        """Words of one script, or of two."""
        return " ".join(self.word() for _ in range(self.dice.randint(1, 3)))

    def word(self) -> str:
        some = self.dice.choice(SYLLABLES).split()
        return "".join(self.dice.choices(some, k=self.dice.randint(1, 4)))

    def asked(self) -> Iterable[str]:
        """The beginnings of names as they are written, in capitals and folded, and odd words."""
        known = [*Actor.objects.values_list("name", flat=True)]
        known += Quote.objects.values_list("words", flat=True)
        known += Source.objects.values_list("title", flat=True)
        for name in self.dice.sample(known, 18):
            cut = name[: self.dice.randint(1, len(name))]
            yield self.dice.choice([cut, cut.upper(), words(cut).split(APART)[0], f'"{cut}"', name])
        yield from TYPED


def texts() -> Mapping[type[Any], dict[int, list[str]]]:
    """What of each record a search looks at, by key."""
    named = {
        actor.pk: [actor.name, *(alias.name for alias in actor.aliases.all())]
        for actor in Actor.objects.all()
    }
    found: dict[type[Any], dict[int, list[str]]] = {Actor: named, Event: {}, Quote: {}, Source: {}}
    for quote in Quote.objects.select_related("mention__event", "mention__source__outlet"):
        mention, source = quote.mention, quote.mention.source
        outlet = source.outlet
        of_outlet = [outlet.name, *(a.name for a in outlet.aliases.all())] if outlet else []
        found[Quote][quote.pk] = [quote.words]
        found[Source][source.pk] = [source.title, source.authors, *of_outlet]
        found[Event][mention.event_id] = [
            mention.event.title, mention.says, quote.words, *named[quote.speaker_id]
        ]  # fmt: skip
    return found


def holding(records: Mapping[int, list[str]], typed: str) -> set[int]:
    """The keys of those that have each term in one of their texts: what a search means."""
    return {
        key
        for key, some in records.items()
        if all(any(holds(words(text), [term]) for text in some) for term in terms(typed))
    }


def at_the_desk(noun: type[Any], typed: str) -> set[int]:
    found, twice = site.desk.get_model_admin(noun).get_search_results(
        RequestFactory().get("/"), noun.objects.all(), typed
    )
    keys = [row.pk for row in found]
    assert twice or len(keys) == len(set(keys))
    return set(keys)


@pytest.fixture
def invented(searched: list[str], transactional_db: None) -> Cast:
    made = Cast(5)
    index_store.of("default").rebuild()
    return made


def test_readers_find_what_the_definition_says(
    invented: Cast, searched: list[str], monkeypatch: pytest.MonkeyPatch
):
    every, lengths = texts(), set()
    for typed in invented.asked():
        told = select(Criteria(text=typed))
        assert set(told.ids(0, NAMES)) == holding(every[Event], typed), typed
        lengths.add(told.count)
        actors, sources = (register_tables.actors(text=typed), register_tables.sources(text=typed))
        assert {row.pk for row in actors} == holding(every[Actor], typed), typed
        assert {row.pk for row in sources} == holding(every[Source], typed), typed
        offered = select(Criteria()).facets.actors_named(typed, most=NAMES)
        called = Actor.objects.filter(slug__in=[choice.value for choice in offered])
        if terms(typed):
            assert {row.pk for row in called} == holding(every[Actor], typed), typed
        for most in (0, NAMES):
            monkeypatch.setattr(quotation_lists, "MOST_COMPARED", most)
            listed = quotation_lists.listed(Criteria(), QuotationCriteria(text=typed))
            printed = {one.pk for q in listed.quotations(0, NAMES) for one in q.printed}
            assert printed >= holding(every[Quote], typed), typed
            assert listed.count <= len(printed)
    assert searched
    assert len(lengths) > 3


def test_the_desk_finds_what_readers_find(invented: Cast, monkeypatch: pytest.MonkeyPatch):
    every = texts()
    for longest in (long_list.LONG, 1):
        monkeypatch.setattr(long_list, "LONG", longest)
        for typed in [*invented.asked()][::3]:
            for noun in (Actor, Source, Event):
                assert at_the_desk(noun, typed) >= holding(every[noun], typed), (noun, typed)
            assert at_the_desk(Quote, typed) >= holding(every[Quote], typed), typed
    assert at_the_desk(Actor, "nobody at all") == set()


def test_a_name_that_is_changed_is_found_by_the_new_one_at_once(transactional_db: None):
    actor = Actor.objects.create(slug="actor", name="Nobody")
    assert not register_tables.actors(text="Петренко").count()
    Actor.objects.filter(pk=actor.pk).update(name="Петренко")
    assert [row.pk for row in register_tables.actors(text="петр")] == [actor.pk]
    assert at_the_desk(Actor, "ПЕТРЕНКО") == {actor.pk}
    alias = actor.aliases.create(name="Maréchal")
    assert [row.pk for row in register_tables.actors(text="marechal петр")] == [actor.pk]
    alias.delete()
    assert not register_tables.actors(text="marechal").count()
