"""What a start imports: what takes long is imported where it is used, and nobody else waits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.installation import ROOT, copied

CODE = """
import sys
from django.core.management import execute_from_command_line
from timeline import env

env.newer_sqlite()
execute_from_command_line(["manage.py", "check"])
print(*sys.modules)
from timeline.wsgi import application
from django.test import RequestFactory

for path in ("/", "/actors/"):
    request = RequestFactory(HTTP_HOST="localhost").get(path)
    application(request.environ, lambda status, headers: print(status))
    print(*sys.modules)
"""
DEAR = """
PIL ahocorasick babel charset_normalizer dateparser django_tables2 docx icalendar lxml networkx
numpy openpyxl pandas pebble prometheus_client psycopg pydantic pyroaring regex trafilatura
uharfbuzz xlsxwriter yaml
timeline.domain.article.imprint timeline.domain.dates.finding.date_finder
timeline.domain.dates.reader
timeline.domain.events.event_finder timeline.domain.names timeline.domain.quotations
timeline.domain.timelines timeline.queries.index.store.index_store
timeline.services.articles timeline.services.imports
timeline.web.api.api_types timeline.web.timeline.timeline_page
""".split()
"""What takes long to import: packages of others, and rooms of ours."""
SELECTS = {
    "numpy", "pyroaring", "timeline.queries.index.store.index_store",
    "timeline.web.timeline.timeline_page",
}  # fmt: skip
"""What of it the first page needs: it is a selection."""


def test_check_imports_nothing_that_takes_long_and_pages_what_they_need_alone(
    shipped: Path, tmp_path: Path
):
    told = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": copied(shipped, tmp_path / "retold.sqlite3"),
            "DJANGO_SETTINGS_MODULE": "tests.plain_static",
        },
        check=True,
        capture_output=True,
        text=True,
    )
    _, check, status, page, another_status, register = told.stdout.splitlines()
    assert status == another_status == "200 OK"
    assert not {*DEAR} & {*check.split()}
    assert {*DEAR} & {*page.split()} == SELECTS
    assert {*DEAR} & {*register.split()} == {*SELECTS, "django_tables2"}
