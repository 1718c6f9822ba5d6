"""Warnings: of a SQLite that can corrupt its database, of a site that no name is answered for."""

from __future__ import annotations

import sqlite3

import pytest

from timeline.services.running import checks


class _Connections(dict):
    """Stands for Django's: one database, of this vendor, opened with this command."""

    def __init__(self, vendor: str, command: str) -> None:
        connection = type(
            "Connection",
            (),
            {"vendor": vendor, "settings_dict": {"OPTIONS": {"init_command": command}}},
        )
        super().__init__(default=connection)


def _warnings(monkeypatch, version: str, *, vendor="sqlite", command="PRAGMA journal_mode=WAL;"):
    numbers = tuple(int(part) for part in version.split("."))
    monkeypatch.setattr(sqlite3, "sqlite_version", version)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", numbers)
    monkeypatch.setattr(checks, "connections", _Connections(vendor, command))
    return checks.sqlite_in_wal_mode()


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_a_sqlite_with_the_bug_is_warned_of(monkeypatch, version: str):
    [warning] = _warnings(monkeypatch, version)
    assert version in warning.msg
    assert "pysqlite3" in warning.hint
    assert warning.id == "timeline.W001"


@pytest.mark.parametrize("version", ["3.6.23", "3.51.3", "3.53.4", "4.0.0"])
def test_a_sqlite_without_the_bug_is_not(monkeypatch, version: str):
    assert _warnings(monkeypatch, version) == []


def test_a_sqlite_that_keeps_no_log_ahead_is_not(monkeypatch):
    assert _warnings(monkeypatch, "3.40.1", command="PRAGMA synchronous=FULL;") == []


def test_postgresql_is_not(monkeypatch):
    assert _warnings(monkeypatch, "3.40.1", vendor="postgresql", command="") == []


@pytest.mark.parametrize(
    ("https", "hosts", "warned"),
    [(True, "", True), (True, "timeline.example", False), (False, "", False)],
)
def test_a_site_behind_tls_that_answers_no_name_in_public_is_warned_of(
    monkeypatch, settings, https: bool, hosts: str, warned: bool
):
    settings.HTTPS = https
    monkeypatch.setenv("RETOLD_HOSTS", hosts)
    told = checks.hosts_behind_tls()
    assert [one.id for one in told] == ["timeline.W002"] * warned
    assert all("RETOLD_HOSTS" in one.msg for one in told)
