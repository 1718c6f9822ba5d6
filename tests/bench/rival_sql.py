"""The same criteria in SQL, as one would write it by hand: what the page is set beside.

It has less to do than the page: it counts the matches, reads the titles of fifty, and counts the
facets (each by one ``group by``, values chosen already not added up), but neither flags nor chart,
and it writes no HTML. Words are looked for with ``like``.

As a program it answers an address a line with the seconds it took, those of them that it had a
processor for, and the number of matches.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qsl

from tests.bench.mix import PAGE, Asked

FACETS = {"actor": 8, "outlet": 1000, "kind": 100}
"""The facets, and how many values of each are counted."""

_OF_MENTION = {
    "retold": "coalesce(s.outlet_id, v.outlet_id)",
    "corroborated": "coalesce(m.via_id, case s.origin when 'first-hand' then s.id end)",
}
_TELLING = (
    "timeline_mention m join timeline_source s on s.id = m.source_id"
    " left join timeline_source v on v.id = m.via_id"
)
_CONTRADICTED = """id in (select m.event_id from timeline_detail d
    join timeline_mention m on m.id = d.mention_id
    group by m.event_id, d.aspect, trim(lower(d.subject))
    having count(distinct trim(lower(d.value))) > 1 and count(distinct m.source_id) > 1)"""


def where(asked: Asked, *, but_for: str = "") -> str:
    """A condition on ``id``, ``kind``, ``earliest``, ``latest`` and ``disputed`` of an event.

    ``but_for``: a parameter to leave out. Values are written into the text, as they are our own.
    """
    parts = [
        part
        for name in ("actor", "outlet", "kind", "from", "to", "q", *_OF_MENTION, "disputed")
        if name != but_for and asked.all_of(name)
        for part in _conditions(name, asked)
    ]
    return " and ".join(parts) or "1 = 1"


def _conditions(name: str, asked: Asked) -> Iterator[str]:
    values = asked.all_of(name)
    if name == "actor":
        groups = [[one] for one in values] if asked.one_of("match") == "all" else [values]
        for some in groups:
            yield (
                "id in (select p.event_id from timeline_participation p join timeline_actor a"
                f" on a.id = p.actor_id where a.slug in ({_texts(some)}))"
            )
    elif name == "outlet":
        told = f"outlet_id in (select id from timeline_outlet where slug in ({_texts(values)}))"
        unstated = " or outlet_id is null" if "not-stated" in values else ""
        yield (
            "id in (select event_id from timeline_mention where source_id in"
            f" (select id from timeline_source where {told}{unstated})"
            " union all select event_id from timeline_mention where via_id in"
            f" (select id from timeline_source where {told}))"
        )
    elif name == "kind":
        yield f"kind in ({_texts(values)})"
    elif name in {"from", "to"}:
        yield _bound(name, asked)
    elif name == "q":
        for word in values[0].split():
            yield _holding(word)
    elif name == "disputed":
        yield f"(disputed or {_CONTRADICTED})"
    else:
        yield (
            f"id in (select m.event_id from {_TELLING} group by m.event_id"
            f" having count(distinct {_OF_MENTION[name]}) > 1)"
        )


def _bound(name: str, asked: Asked) -> str:
    day = asked.one_of(name)
    if name == "from":
        day = f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10]
        if asked.one_of("surely"):
            return f"earliest >= '{day}'"
        return f"(latest >= '{day}' or (latest is null and earliest is not null))"
    day = f"{day}-12-31"[:10]
    if asked.one_of("surely"):
        return f"latest <= '{day}'"
    return f"(earliest <= '{day}' or (earliest is null and latest is not null))"


def _holding(word: str) -> str:
    def like(column: str) -> str:
        return f"' ' || {column} like '% {word}%'"

    places = [
        (f"select id from timeline_event where {like('title')} or {like('summary')}"),
        (
            "select p.event_id from timeline_participation p where p.actor_id in (select a.id from"
            " timeline_actor a left join timeline_alias l on l.actor_id = a.id"
            f" where {like('a.name')} or {like('l.name')})"
        ),
        (
            "select id from timeline_event where place_id in (select a.id from timeline_place a"
            " left join timeline_placealias l on l.place_id = a.id"
            f" where {like('a.name')} or {like('l.name')})"
        ),
        f"select event_id from timeline_mention where {like('says')}",
        (
            "select m.event_id from timeline_quote q join timeline_mention m on m.id = q.mention_id"
            f" where {like('words')}"
        ),
        (
            "select m.event_id from timeline_term t join timeline_mention m on m.id = t.mention_id"
            f" where {like('words')}"
        ),
    ]
    return f"id in ({' union all '.join(places)})"


def _texts(values: list[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def queries(asked: Asked) -> Iterator[str]:
    """What is asked of the database for one page; the fourth gives the number of matches.

    The matches are found once, and again only for a facet whose own values are asked for.
    """
    yield from _found("found", where(asked))
    yield "select count(*) from found"
    yield _page(asked)
    for facet, most in FACETS.items():
        others = "found"
        if asked.all_of(facet):
            others = f"but_for_{facet}"
            yield from _found(others, where(asked, but_for=facet))
        yield f"{_counted(facet, others)} group by 1 order by n desc limit {most}"


def _found(name: str, condition: str) -> Iterator[str]:
    yield f"drop table if exists {name}"
    yield (
        f"create temp table {name} as select id, kind from timeline_event where {condition}"
        " order by id"
    )
    yield f"create unique index temp.{name}_id on {name} (id)"


def _page(asked: Asked) -> str:
    order = "coalesce(earliest, latest) is null, coalesce(earliest, latest), earliest is null"
    order += ", earliest, sequence, latest is null, latest, title, id"
    if sort := asked.one_of("sort"):
        own = "(select id from timeline_source where id = source_id and origin = 'first-hand')"
        what = f"coalesce(via_id, {own})" if sort == "first-hand" else "source_id"
        told = f"(select count(distinct {what}) from timeline_mention where event_id = e.id)"
        order = f"{told} desc, {order}"
    start = asked.one_of("start") or 0
    return (
        "select id, title from timeline_event e where id in (select id from found)"
        f" order by {order} limit {PAGE} offset {start}"
    )


def _counted(facet: str, others: str) -> str:
    these = f"(select id from {others})"
    if facet == "kind":
        return f"select kind, count(*) n from {others}"
    if facet == "actor":
        return f"select actor_id, count(*) n from timeline_participation where event_id in {these}"
    told = " union ".join(
        "select m.event_id, s.outlet_id from timeline_mention m join timeline_source s"
        f" on s.id = m.{by}_id where m.event_id in {these}"
        for by in ("source", "via")
    )
    return f"select outlet_id, count(*) n from ({told})"


def main() -> None:
    """Answer addresses."""
    from timeline import env

    env.newer_sqlite()
    import sqlite3

    path = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    connection.execute("pragma temp_store = memory")
    for line in sys.stdin:
        pairs = tuple(parse_qsl(line.strip().partition("?")[2]))
        started, before = time.perf_counter(), time.process_time()
        rows = [connection.execute(query).fetchall() for query in queries(Asked("", pairs))]
        worked = time.process_time() - before
        print(time.perf_counter() - started, worked, rows[3][0][0], flush=True)


if __name__ == "__main__":
    main()
