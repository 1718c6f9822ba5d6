"""Proposals on their way into the database: from the columns found to rows of the table.

A proposal has some forty columns and an article some dozens of proposals, so that no ``Proposal``
is made of each: what Django would have filled in is filled in here.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from timeline.models import Article, Proposal
from timeline.queries import known_events
from timeline.services.proposals import finding
from timeline.services.proposals.finding import Columns
from timeline.services.records.new_records import insert

if TYPE_CHECKING:
    from timeline.services.proposals.propose import Finder


def keep(found: Iterable[tuple[Article, list[Columns]]], *, finder: Finder) -> int:
    """Write the proposals found in articles, within a transaction; how many there are.

    Those that were not held against known events while they were found, are now.
    """
    rows: list[Columns] = []
    for article, made in found:
        if finder.finding.index is None:
            new = finding.tellings(made)
            known = known_events.candidates(new, known=finder.known)
            finding.matches(made, new, known=known)
        for columns in made:
            columns["article_id"] = article.pk
        rows += made
    _insert(rows)
    return len(rows)


def _insert(rows: Iterable[Columns]) -> None:
    fields = [field for field in Proposal._meta.concrete_fields if not field.primary_key]
    given: dict[str, Any] = {field.attname: field.get_default() for field in fields}
    names = [field.attname for field in fields]
    row = itemgetter(*names)
    insert(Proposal, names, (row({**given, **columns, **_date(columns)}) for columns in rows))


def _date(columns: Columns) -> dict[str, Any]:
    interval = columns["interval"]
    return {
        "edtf": interval.edtf,
        "earliest": interval.earliest,
        "latest": interval.latest,
        "precision": interval.precision.value,
    }
