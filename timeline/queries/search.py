"""Search of a register's columns for folded terms (see ``domain.text.folding``), by the database.

SQLite calls our function, PostgreSQL its own. What is told of events is searched in the index.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.backends.signals import connection_created
from django.db.models import Func, Model, Q, QuerySet, TextField

from timeline.domain.text.folding import terms, words

_Row = TypeVar("_Row", bound=Model)


class Fold(Func):
    """A text column as ``domain.text.folding.words`` has it, worked out by the database."""

    function = "RETOLD_FOLD"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL's own functions do the same."""
        template = (
            "REGEXP_REPLACE(' ' || LOWER(UNACCENT(%(expressions)s)), '[^[:alnum:]]+', ' ', 'g')"
        )
        return self.as_sql(compiler, connection, template=template, **extra)


def holding(rows: QuerySet[_Row], text: str, *columns: str) -> QuerySet[_Row]:
    """Those of the rows of which each term of a text stands in one of the columns."""
    folded = {f"folded_{number}": Fold(column) for number, column in enumerate(columns)}
    every = rows.model._default_manager.order_by().alias(**folded)
    for term in terms(text):
        anywhere = reduce(or_, (Q(**{f"{name}__contains": f" {term}"}) for name in folded))
        rows = rows.filter(pk__in=every.filter(anywhere).values("pk"))
    return rows


def _give_sqlite_fold(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            Fold.function, 1, lambda text: None if text is None else words(text), deterministic=True
        )


def install() -> None:
    """Have each new SQLite connection know ``RETOLD_FOLD``; called once, at start."""
    connection_created.connect(_give_sqlite_fold, dispatch_uid="retold-fold")
