"""Two look-ups while a digest is loaded or dumped: the record that a key means, and the key that
a record is written under.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from timeline.models import Actor, Event, Kind, Outlet, Place, Source, Story, Tag

Values = dict[str, Any]
"""What an entry says, by its keys, in plain JSON types; references are keys of other entries."""


@dataclass
class DigestKeys:
    """Records by kind and key, and keys by kind and primary key; a kind is a model's name, "event".

    ``records`` and ``names`` know what was ``put``; ``slugs`` are the keys of all the rest, as the
    database has them.
    """

    records: dict[tuple[str, str], Any] = field(default_factory=dict)
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    slugs: dict[tuple[str, int], str] = field(default_factory=dict)

    @classmethod
    def of_database(cls) -> DigestKeys:
        """Keys before anything is loaded: each record of the database goes by its slug."""
        return cls(
            slugs={
                (str(model._meta.model_name), pk): slug
                for model in (Outlet, Actor, Kind, Tag, Place, Event, Source, Story)
                for pk, slug in model._default_manager.order_by().values_list("pk", "slug")
            }
        )

    def put(self, kind: str, key: str, record: Any) -> None:
        """Remember a record under a key; its first key stays its name."""
        self.records[kind, key] = record
        self.names.setdefault((kind, record.pk), key)

    def get(self, kind: str, key: str | None) -> Any:
        """The record a key means, or ``None``."""
        return self.records.get((kind, key)) if key else None

    def pk(self, kind: str, key: str | None) -> int | None:
        """The primary key of the record a key means, or ``None``."""
        record = self.get(kind, key)
        return record.pk if record is not None else None

    def name(self, kind: str, pk: int | None) -> str | None:
        """The key of the record of a primary key: the first it was put under, else its slug.

        Raises ``KeyError`` where the database had no such record.
        """
        if pk is None:
            return None
        return self.names.get((kind, pk)) or self.slugs[kind, pk]

    def knows(self, kind: str, pk: int) -> bool:
        """Whether there is a record of a primary key."""
        return (kind, pk) in self.names or (kind, pk) in self.slugs

    def canonical(self, kind: str, key: str | None) -> str | None:
        """The key that ``name`` gives for the record that this key means.

        Of records that were merged into one, all keys become that one's, and so compare equal.
        """
        pk = self.pk(kind, key)
        return self.name(kind, pk) if pk is not None else key
