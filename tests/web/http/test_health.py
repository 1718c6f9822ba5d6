"""What a probe is told."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connections
from django.http import HttpResponse
from django.test import Client

from timeline.web.http.health import Health

PROBES = [{}, {"HTTP_HOST": "10.0.0.7:8000"}, {"HTTP_HOST": "a_b..c"}]


@pytest.mark.parametrize("headers", PROBES)
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_a_probe_is_answered_for_any_host_and_without_tls(
    path: str, headers: dict[str, str], settings
):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(path, **headers)
    assert answer.status_code == 200
    assert answer.json() == {"status": {"/healthz": "alive", "/readyz": "ready"}[path]}
    assert answer["Cache-Control"] == "no-store"
    assert Client().head(path, **headers).status_code == 200


def test_that_it_is_alive_asks_no_database():
    # Without the mark a query is an error.
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_without_a_database_it_lives_and_is_not_ready(monkeypatch, caplog):
    def gone() -> None:
        raise OperationalError("password of retold is wrong")

    monkeypatch.setattr(connections["default"], "cursor", gone)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "waiting", "missing": "the database does not answer"}
    assert int(answer["Retry-After"]) > 0
    assert not caplog.records
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_with_the_tables_of_an_older_release_it_is_not_ready():
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'timeline' AND name ="
            " (SELECT MAX(name) FROM django_migrations WHERE app = 'timeline')"
        )
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "tables of this release" in answer.json()["missing"]


@pytest.mark.django_db
def test_the_tables_are_looked_at_until_they_are_there(django_assert_num_queries, rf):
    health = Health(lambda request: HttpResponse())
    assert health(rf.get("/readyz")).status_code == 200
    with django_assert_num_queries(1):
        assert health(rf.get("/readyz")).status_code == 200
