"""Settings, as a process of its own reads them from the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from timeline import env

ROOT = Path(__file__).resolve().parent.parent


def _manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {"DATABASE_URL", "PORT", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_behind_tls_django_finds_nothing_to_say_of_the_deployment(tmp_path: Path):
    key = "".join(chr(33 + (7 * n) % 90) for n in range(60))
    checked = _manage(
        "check", "--deploy", "--fail-level", "WARNING", "--database", "default",
        RETOLD_HTTPS="1", RETOLD_HOSTS="retold.example", RETOLD_SECRET_KEY=key,
        DATABASE_URL=f"sqlite:///{tmp_path}/retold",
    )  # fmt: skip
    assert "WAL-reset" in checked.stderr or checked.returncode == 0, checked.stderr
    assert "security." not in checked.stderr


def test_a_generated_key_is_strong_enough_for_django(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(env, "SECRETS_FILE", tmp_path / ".secrets")
    monkeypatch.delenv("RETOLD_SECRET_KEY")
    checked = _manage("check", "--deploy", RETOLD_HTTPS="1", RETOLD_SECRET_KEY=env.secret_key())
    assert "security.W009" not in checked.stderr


def test_the_key_is_made_once_and_only_its_owner_may_read_it(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(env, "SECRETS_FILE", tmp_path / ".secrets")
    monkeypatch.delenv("RETOLD_SECRET_KEY")
    first = env.secret_key()
    assert env.secret_key() == first
    assert len(first) >= 50
    assert (tmp_path / ".secrets").stat().st_mode & 0o077 == 0


def test_an_empty_secrets_file_is_told_by_name(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(env, "SECRETS_FILE", tmp_path / ".secrets")
    monkeypatch.delenv("RETOLD_SECRET_KEY")
    (tmp_path / ".secrets").touch()
    with pytest.raises(env.BadSetting, match=r"\.secrets holds no SECRET_KEY"):
        env.secret_key()


def test_the_key_may_be_kept_elsewhere_and_where_it_can_not_the_setting_is_told(
    monkeypatch, tmp_path: Path
):
    monkeypatch.delenv("RETOLD_SECRET_KEY")
    monkeypatch.setenv("RETOLD_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env.secret_key() in (tmp_path / "key").read_text()
    monkeypatch.setenv("RETOLD_SECRET_KEY_FILE", str(tmp_path / "no" / "key"))
    with pytest.raises(env.BadSetting, match="name one in RETOLD_SECRET_KEY"):
        env.secret_key()


@pytest.mark.parametrize(("name", "value"), [("RETOLD_DEBUG", "perhaps"), ("RETOLD_HTTPS", "2")])
def test_a_flag_that_makes_no_sense_is_told_by_name(name: str, value: str):
    told = _manage("check", **{name: value})
    assert told.returncode != 0
    assert name in told.stderr
    assert value in told.stderr


def test_a_number_that_makes_no_sense_is_told_by_name(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(env.BadSetting, match="PORT is “eighty”"):
        env.number("PORT", 8000)


def test_a_number_of_which_none_makes_no_sense_is_told_by_name(monkeypatch):
    monkeypatch.setenv("RETOLD_EXPORT_MB", "0")
    assert env.number("RETOLD_EXPORT_MB", 1024) == 0
    with pytest.raises(env.BadSetting, match="RETOLD_EXPORT_MB is “0”; say 1 or more"):
        env.number("RETOLD_EXPORT_MB", 1024, least=1)


@pytest.mark.parametrize("said", ["1", "true", "YES", " on "])
def test_yes_is_said_in_several_ways(monkeypatch, said: str):
    monkeypatch.setenv("RETOLD_DEBUG", said)
    assert env.flag("RETOLD_DEBUG")


@pytest.mark.parametrize("said", ["0", "false", "NO", ""])
def test_no_is_said_in_several_ways(monkeypatch, said: str):
    monkeypatch.setenv("RETOLD_DEBUG", said)
    assert not env.flag("RETOLD_DEBUG", default=True)


def test_debug_is_off_unless_asked_for():
    program = "from django.conf import settings; print(settings.DEBUG)"
    assert _manage("shell", "--no-imports", "-c", program).stdout.strip() == "False"


def test_sqlite_keeps_a_log_ahead_syncs_each_save_locks_at_once_and_holds_little(tmp_path: Path):
    program = """
from django.db import connection
with connection.cursor() as cursor:
    for pragma in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "cache_size"):
        print(pragma, cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
print(connection.transaction_mode)
"""
    told = _manage(
        "shell", "--no-imports", "-c", program, DATABASE_URL=f"sqlite:///{tmp_path}/retold"
    )
    assert told.stdout.split("\n")[:6] == [
        "journal_mode wal", "synchronous 2", "busy_timeout 20000", "foreign_keys 1",
        "cache_size -512", "IMMEDIATE",
    ]  # fmt: skip


def test_a_postgresql_address_is_taken_as_one():
    program = "from django.conf import settings; print(settings.DATABASES['default']['ENGINE'])"
    told = _manage("shell", "--no-imports", "-c", program, DATABASE_URL="postgres://a:b@db/retold")
    assert told.stdout.strip() == "django.db.backends.postgresql"
