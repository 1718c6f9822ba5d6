"""The actors and outlets: their keys, slugs and names, held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.index.segments.fast_folding import words


@dataclass(frozen=True, slots=True)
class RegisterNames:
    """Actors and outlets by key. ``outlets`` is in the order of names.

    ``actors``: slug and name. ``outlets``: slug, name and colour. ``names``: an actor's key and one
    of its names, folded.
    """

    actors: dict[int, tuple[str, str]]
    outlets: dict[int, tuple[str, str, int | None]]
    actor_keys: dict[str, int]
    outlet_keys: dict[str, int]
    names: list[tuple[int, str]]

    def named(self, term: str) -> Iterator[int]:
        """The actors of whom a name has a word, or a run of words, that begins with the term."""
        sought = f" {term}"
        return (actor for actor, name in self.names if sought in name)


def read(connection: BaseDatabaseWrapper) -> RegisterNames:
    """The register as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, name FROM timeline_actor")
        actors = {key: (slug, name) for key, slug, name in cursor.fetchall()}
        cursor.execute("SELECT actor_id, name FROM timeline_alias")
        aliases = cursor.fetchall()
        cursor.execute("SELECT id, slug, name, colour FROM timeline_outlet ORDER BY name")
        outlets = {key: (slug, name, colour) for key, slug, name, colour in cursor.fetchall()}
    names = [(key, name) for key, (_, name) in actors.items()] + aliases
    return RegisterNames(
        actors,
        outlets,
        actor_keys={slug: key for key, (slug, _) in actors.items()},
        outlet_keys={slug: key for key, (slug, _, _) in outlets.items()},
        names=[(key, words(name)) for key, name in names],
    )
