"""The records that a digest's entries stand for: by their keys, and with what hangs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from timeline.models import Actor, Event, Outlet, Source

Hanging = dict[str, tuple[Any, str]]
"""What hangs on a record: the attribute that holds it, its model, and the column of its owner."""


@dataclass
class Keys:
    """Which record a key of the digest means, and the key that a record goes under.

    ``slugs`` has those of the records that others refer to, by primary key.
    """

    records: dict[tuple[str, str], Any] = field(default_factory=dict)
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    slugs: dict[tuple[str, int], str] = field(default_factory=dict)

    @classmethod
    def of_database(cls) -> Keys:
        """None put yet; every record of the database goes by its slug."""
        models = {"outlet": Outlet, "actor": Actor, "event": Event, "source": Source}
        return cls(
            slugs={
                (kind, pk): slug
                for kind, model in models.items()
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

    def name(self, kind: str, pk: int | None) -> str | None:
        """The key a record goes under, by its primary key: its digest key, else its slug."""
        if pk is None:
            return None
        return self.names.get((kind, pk)) or self.slugs[kind, pk]

    def canonical(self, kind: str, key: str | None) -> str | None:
        """A key as ``name`` would give it, so that keys of merged records compare equal."""
        record = self.get(kind, key)
        return self.name(kind, record.pk) if record is not None else key


def whole(kind: Any, records: Iterable[Any] | None = None) -> list[Any]:
    """Records of a kind with what hangs on each, as its ``values`` takes it; all where none given.

    In a query a table: prefetching asks for thousands of keys at once, more than SQLite may take.
    """
    some = list(kind.model._default_manager.order_by() if records is None else records)
    for name, (model, owner) in kind.hanging.items():
        hung = model._default_manager.all()
        if records is not None:
            hung = hung.filter(**{f"{owner}__in": [record.pk for record in some]})
        of: dict[int, list[Any]] = defaultdict(list)
        for one in hung:
            of[getattr(one, owner)].append(one)
        for record in some:
            setattr(record, name, of.get(record.pk, []))
    return some
