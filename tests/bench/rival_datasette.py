"""Datasette on the same file: the same criteria, fifty rows as JSON, and the same facets.

It is given a table made for it: a row an event, with the slugs of actors and outlets as arrays, so
that it need not join to count them; and an index on what it sorts by. Its limits of time are
lifted, and it suggests no facets. Criteria are its ``_where``, with the SQL of ``rival_sql``.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from tests.bench.mix import PAGE, Asked
from tests.bench.rival_sql import FACETS, where
from tests.bench.serving import Client
from tests.postgres import free_port

VERSION = "0.65.5"
TABLE = "story"
HOURS = 3_600_000
SETTINGS = {
    "sql_time_limit_ms": HOURS,
    "facet_time_limit_ms": HOURS,
    "suggest_facets": "off",
    "default_page_size": PAGE,
    "default_facet_size": max(FACETS.values()),
    "max_returned_rows": max(FACETS.values()),
}
_MAKE = f"""
create table {TABLE} as select id, title, kind, earliest, latest, disputed,
    coalesce(earliest, latest, '9999') as day,
    (select json_group_array(a.slug) from timeline_participation p
        join timeline_actor a on a.id = p.actor_id where p.event_id = e.id) as actors,
    (select json_group_array(slug) from (select o.slug from timeline_mention m
        join timeline_source s on s.id = m.source_id left join timeline_source v on v.id = m.via_id
        join timeline_outlet o on o.id in (s.outlet_id, v.outlet_id)
        where m.event_id = e.id group by o.slug)) as outlets
    from timeline_event e;
create unique index {TABLE}_id on {TABLE} (id);
create index {TABLE}_day on {TABLE} (day);
create index {TABLE}_kind on {TABLE} (kind);
analyze {TABLE};
"""


def installed(folder: Path) -> Path:
    """Datasette in an environment of its own; raises ``CalledProcessError`` where pip fails."""
    program = folder / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, "install", f"datasette=={VERSION}"], check=True)
    return program


class Datasette:
    """Datasette, serving a copy of a story of its own."""

    def __init__(self, program: Path, database: Path) -> None:
        self.database = database
        with closing(sqlite3.connect(database)) as connection:
            connection.executescript(_MAKE)
        port = free_port()
        settings = [
            text for name, value in SETTINGS.items() for text in ("--setting", name, str(value))
        ]
        self._log = database.with_suffix(".log").open("wb")
        self.process = subprocess.Popen(
            [program, "serve", database, "--port", str(port), *settings],
            stdout=self._log,
            stderr=self._log,
        )
        self.client = Client(f"http://127.0.0.1:{port}", process=self.process.pid)
        self._wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.process.terminate()
        self.process.wait(timeout=30)
        self._log.close()

    def ask(self, asked: Asked) -> tuple[float, float, int]:
        """Seconds, those of them that it had a processor for, and the number of matches."""
        path = self._path(asked)
        self.client.close()  # it does not keep an idle connection for long
        answer = self.client.get(path, accept="gzip")
        assert answer.status == 200, answer.body[:500]
        told = json.loads(answer.body)
        assert not told.get("facets_timed_out"), told["facets_timed_out"]
        assert set(told["facet_results"]) == {"kind", "actors", "outlets"}, told["facet_results"]
        return answer.seconds, answer.worked, told["filtered_table_rows_count"]

    def _path(self, asked: Asked) -> str:
        parameters = [
            ("_sort", "day"),
            ("_facet", "kind"),
            ("_facet_array", "actors"),
            ("_facet_array", "outlets"),
        ]
        if asked.parameters:
            parameters.append(("_where", where(asked)))
        if start := asked.one_of("start"):
            parameters.append(("_next", self._token(asked, int(start))))
        return f"/{self.database.stem}/{TABLE}.json?{urlencode(parameters)}"

    def _token(self, asked: Asked, start: int) -> str:
        """What Datasette calls a place deep in the list; it is found out before the clock runs."""
        query = (
            f"select day, rowid from {TABLE} where {where(asked)} order by day, rowid"
            f" limit 1 offset {start}"
        )
        with closing(sqlite3.connect(self.database)) as connection:
            row = connection.execute(query).fetchone()
        return f"{row[0]},{row[1]}" if row else ""

    def _wait(self) -> None:
        for _ in range(100):
            try:
                self.client.get("/-/versions.json")
            except OSError:
                self.client.close()
                time.sleep(0.2)
            else:
                return
        raise AssertionError("Datasette did not start")
