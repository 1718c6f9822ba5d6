"""The actors, outlets, places and stories: their keys, slugs and names, held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.domain.criteria import UNSTATED
from timeline.domain.text.folding import by_name, holds, words
from timeline.queries.index.segments.place_tree import PlaceTree, read_places
from timeline.queries.selection import STATED_NOWHERE

NO_STORY = -1
"""Stands for the key of a story that there is not."""


@dataclass(frozen=True, slots=True)
class RegisterNames:
    """Actors and outlets by primary key. ``outlets`` is in the order of names; last comes, as
    ``STATED_NOWHERE``, what stands for documents whose publisher is not stated.

    ``actors``: slug and name, as of ``tags``, in the order of names. ``outlets``: slug, name and
    colour. ``actor_keys``, ``outlet_keys`` and ``tag_keys``: the keys by slug, as ``story_keys`` of
    stories. ``names``: an actor's key with one of its names, folded; ``outlet_names`` likewise.
    """

    actors: dict[int, tuple[str, str]]
    outlets: dict[int, tuple[str, str, int | None]]
    tags: dict[int, tuple[str, str]]
    kinds: dict[str, tuple[str, str, bool]]
    actor_keys: dict[str, int]
    outlet_keys: dict[str, int]
    tag_keys: dict[str, int]
    story_keys: dict[str, int]
    names: list[tuple[int, str]]
    outlet_names: list[tuple[int, str]]
    places: PlaceTree

    def keys_of_actors(self, slugs: Iterable[str]) -> list[int]:
        """The keys of the actors of these slugs, each once; unknown ones are passed over."""
        return [self.actor_keys[slug] for slug in dict.fromkeys(slugs) if slug in self.actor_keys]

    def keys_of_outlets(self, slugs: Iterable[str]) -> list[int]:
        """Likewise of outlets, ``UNSTATED`` among them."""
        return [self.outlet_keys[slug] for slug in dict.fromkeys(slugs) if slug in self.outlet_keys]

    def keys_of_tags(self, slugs: Iterable[str]) -> list[int]:
        """Likewise of tags."""
        return [self.tag_keys[slug] for slug in dict.fromkeys(slugs) if slug in self.tag_keys]

    def key_of_story(self, slug: str) -> int:
        """A story's key, 0 for an empty slug, which means the whole archive; of an unknown story
        ``NO_STORY``, which has no events.
        """
        return self.story_keys.get(slug, NO_STORY) if slug else 0

    def named(self, term: str) -> Iterator[int]:
        """The keys of the actors of whom a name has a word, or a run of words, that begins with a
        folded term; one of several such names comes several times.
        """
        return (actor for actor, name in self.names if holds(name, [term]))

    def outlets_named(self, term: str) -> Iterator[int]:
        """Likewise of outlets."""
        return (outlet for outlet, name in self.outlet_names if holds(name, [term]))


def read(connection: BaseDatabaseWrapper) -> RegisterNames:
    """The register as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, name FROM timeline_actor")
        actors = {key: (slug, name) for key, slug, name in cursor.fetchall()}
        cursor.execute("SELECT actor_id, name FROM timeline_alias")
        aliases = cursor.fetchall()
        cursor.execute("SELECT id, slug, name, colour FROM timeline_outlet")
        rows = sorted(cursor.fetchall(), key=lambda row: by_name(row[2]))
        outlets = {key: (slug, name, colour) for key, slug, name, colour in rows}
        cursor.execute("SELECT outlet_id, name FROM timeline_outletalias")
        called = [(key, name) for key, (_, name, _) in outlets.items()] + cursor.fetchall()
        cursor.execute("SELECT id, slug, name FROM timeline_tag")
        named = sorted(cursor.fetchall(), key=lambda row: by_name(row[2]))
        tags = {key: (slug, name) for key, slug, name in named}
        cursor.execute(
            "SELECT slug, name, sign, hidden FROM timeline_kind ORDER BY rank, name, slug"
        )
        kinds = {slug: (name, sign, bool(hidden)) for slug, name, sign, hidden in cursor.fetchall()}
        cursor.execute("SELECT slug, id FROM timeline_story")
        stories = dict(cursor.fetchall())
        places = read_places(cursor)
    outlets[STATED_NOWHERE] = (UNSTATED, "Publisher not stated", None)
    names = [(key, name) for key, (_, name) in actors.items()] + aliases
    return RegisterNames(
        actors,
        outlets,
        tags,
        kinds,
        actor_keys={slug: key for key, (slug, _) in actors.items()},
        outlet_keys={slug: key for key, (slug, _, _) in outlets.items()},
        tag_keys={slug: key for key, (slug, _) in tags.items()},
        story_keys=stories,
        names=[(key, words(name)) for key, name in names],
        outlet_names=[(key, words(name)) for key, name in called],
        places=places,
    )
