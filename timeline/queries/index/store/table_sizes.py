"""How much PostgreSQL believes its tables to hold, which is what it plans a query by.

It counts by itself, but only now and then: a minute after much was brought in or published, a query
for fifty cards may still be planned as for one, and take minutes.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.publishing.scope import Scope, reading

_TABLES = (
    "event", "mention", "source", "outlet", "actor", "alias", "participation", "quote", "detail",
    "term", "place", "tagging",
)  # fmt: skip
"""What pages are made of."""


def count_anew(connection: BaseDatabaseWrapper) -> None:
    """Have PostgreSQL count now; a table that another connection counts just then is passed over.

    It takes milliseconds for some thousand rows and a few seconds for very many. SQLite needs none.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(f"timeline_{name}" for name in _TABLES)
        with reading(Scope.WHOLE), connection.cursor() as cursor:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {tables}")
