"""What is answered where nothing was prepared: a sentence that says so, and a line of log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import OperationalError, ProgrammingError

from tests import postgres
from tests.installation import manage, run
from timeline.queries.database import unavailability

ASKED = """
import json, logging
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
class Kept(logging.Handler):
    def emit(self, record):
        lines.append([record.getMessage(), bool(record.exc_info)])
lines = []
logging.getLogger().handlers = [Kept()]
client = Client(raise_request_exception=False)
told = {}
for path in ("/", "/events.json", "/sources/x/", "/shared/x/", "/admin/login/"):
    send = client.post if "login" in path else client.get
    answer = send(path, {"username": "mira", "password": "x"} if "login" in path else {})
    told[path] = [answer.status_code, answer.get("Retry-After"), answer.content.decode()]
print(json.dumps([told, lines]))
"""
SENTENCE = "whoever runs this site has to run manage.py prepare, as make serve does."


def _looked_at(url: str) -> None:
    told, lines = json.loads(run(ASKED, url=url))
    assert {path: answer[:2] for path, answer in told.items()} == {
        path: [503, "10"] for path in told
    }
    assert SENTENCE in " ".join(told["/"][2].split())
    assert [line for line, _ in lines if not line.endswith(SENTENCE)] == []
    assert [has_traceback for _, has_traceback in lines] == [False] * len(told)
    line = manage("make_editor", "--name", "mira", url=url, fails=True)
    assert line.strip().endswith(SENTENCE)
    assert len(line.strip().splitlines()) == 1


def test_an_empty_database_is_told_as_one(tmp_path: Path):
    _looked_at(f"sqlite:///{tmp_path / 'retold.sqlite3'}")


def test_so_is_one_of_postgresql():
    try:
        with postgres.server() as server:
            _looked_at(server.url)
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


@pytest.mark.django_db
def test_a_table_that_is_missing_where_all_was_prepared_is_a_fault_of_ours():
    fault = OperationalError("no such table: typed_wrong")
    fault.__cause__ = cause = Exception()
    cause.sqlite_errorname = "SQLITE_ERROR"
    assert unavailability.why(fault) is None
    other = ProgrammingError("no such relation")
    other.__cause__ = cause = Exception()
    cause.sqlstate = "42P01"
    assert unavailability.why(other) is None
