"""Text search over what is told of an event, on SQLite and PostgreSQL alike.

Every term must stand in the event's title, summary or place, in what a mention says or quotes, or
in a name: an actor's, an alias, or a spelling that a source uses; there a word begins with it. Both
sides are folded to words (see ``domain.text.folding``): SQLite calls our function, PostgreSQL its
own.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Func, Model, Q, QuerySet, TextField

from timeline.domain.text.folding import terms, words
from timeline.models import Actor, Event, Mention, Participation, Quote, Term


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


def matching(events: QuerySet[Any], text: str, *, told: QuerySet[Mention]) -> QuerySet[Any]:
    """Those of the events in whose telling every term of the text stands.

    ``told`` are the mentions that count; what others say, quote or name is not looked at.
    """
    for term in terms(text):
        named = _holding(Actor, term, "name", "aliases__name").values("pk")
        events = events.filter(
            Q(pk__in=_holding(Event, term, "title", "summary", "place").values("pk"))
            | Q(pk__in=Participation.objects.filter(actor__in=named).order_by().values("event"))
            | Q(pk__in=told.filter(pk__in=_holding(Mention, term, "says")).values("event"))
            | Q(pk__in=told.filter(quotes__in=_holding(Quote, term, "words")).values("event"))
            | Q(pk__in=told.filter(terms__in=_holding(Term, term, "words")).values("event"))
        )
    return events


def _holding(model: type[Model], term: str, *columns: str) -> QuerySet[Any]:
    """The rows of a model of which one of the columns holds the folded term."""
    folded = {f"folded_{number}": Fold(column) for number, column in enumerate(columns)}
    anywhere = Q()
    for name in folded:
        anywhere |= Q(**{f"{name}__contains": f" {term}"})
    rows: QuerySet[Any] = model._default_manager.order_by().alias(**folded).filter(anywhere)
    return rows


def _give_sqlite_fold(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            Fold.function, 1, lambda text: None if text is None else words(text), deterministic=True
        )


def install() -> None:
    """Have each new SQLite connection know ``RETOLD_FOLD``; called once, at start."""
    connection_created.connect(_give_sqlite_fold, dispatch_uid="retold-fold")
