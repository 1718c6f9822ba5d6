"""Settings that make no sense together, or are none: told in a sentence, whatever is run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tests.installation import ROOT
from timeline import env, log_lines, setting_rules
from timeline.env import BadSetting

LONG = "".join(chr(40 + (7 * n) % 80) for n in range(40))


@pytest.fixture(autouse=True)
def _as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing set but what a test sets."""
    for name in list(os.environ):
        if name.startswith(("RETOLD_", "DATABASE_", "PORT")):
            monkeypatch.delenv(name)


def _set(monkeypatch: pytest.MonkeyPatch, settings: str) -> None:
    for setting in settings.split():
        name, _, value = setting.partition("=")
        monkeypatch.setenv(name, value)


def test_every_setting_that_is_told_is_known_and_every_one_that_is_known_is_told():
    rows = (ROOT / "docs" / "operating.md").read_text().partition("| name |")[2].split("\n\n")[0]
    told = {name for row in rows.splitlines() for name in re.findall(r"`([A-Z_]+)`",
            row.split("|")[1] if "|" in row else "")}  # fmt: skip
    assert told == setting_rules.NAMES


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("RETOLD_HTTP=1", "RETOLD_HTTP is no setting; the nearest is RETOLD_HTTPS"),
        ("RETOLD_HOTS=a.example", "RETOLD_HOTS is no setting; the nearest is RETOLD_HOSTS"),
        ("RETOLD_PORT=80", "RETOLD_PORT is no setting; the nearest is PORT"),
        ("RETOLD_QQQ=1", "RETOLD_QQQ is no setting; docs/operating.md tells"),
        ("DATABASE_REPLICA_URL=x", "no setting; the nearest is DATABASE_REPLICA_URLS"),
        ("RETOLD_HSTS_PRELOAD=1", "PRELOAD is set, and does nothing without RETOLD_HTTPS"),
        ("RETOLD_HSTS_SUBDOMAINS=1 RETOLD_HTTPS=0", "does nothing without RETOLD_HTTPS"),
        ("RETOLD_HSTS_SECONDS=60", "does nothing without RETOLD_HTTPS"),
        ("RETOLD_HTTPS=1 RETOLD_HSTS_PRELOAD=1", "without RETOLD_HSTS_SUBDOMAINS=1"),
        (
            "RETOLD_HTTPS=1 RETOLD_HSTS_PRELOAD=1 RETOLD_HSTS_SUBDOMAINS=1 RETOLD_HSTS_SECONDS=60",
            "RETOLD_HSTS_SECONDS is less than a year",
        ),
        ("RETOLD_MAIL_FROM=a@paper.example", "does nothing without RETOLD_MAIL"),
        ("RETOLD_OIDC_CLIENT=retold", "does nothing without RETOLD_OIDC"),
        ("RETOLD_HTTPS=1 RETOLD_DEBUG=1", "RETOLD_DEBUG is set beside RETOLD_HTTPS"),
    ],
)
def test_what_would_have_no_effect_or_another_is_told(
    monkeypatch: pytest.MonkeyPatch, settings: str, told: str
):
    _set(monkeypatch, settings)
    with pytest.raises(BadSetting) as error:
        setting_rules.check()
    assert told in str(error.value)


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "RETOLD_MAIL_FROM= RETOLD_HSTS_PRELOAD=0 RETOLD_HSTS_SECONDS=0",
        "RETOLD_HTTPS=1 RETOLD_HSTS_SECONDS=60",
        "RETOLD_HTTPS=1 RETOLD_HSTS_PRELOAD=1 RETOLD_HSTS_SUBDOMAINS=yes",
        "RETOLD_MAIL=smtp://localhost RETOLD_MAIL_FROM=a@paper.example",
        # Kubernetes, where services are called "retold" and "retold-redis".
        (
            "RETOLD_SERVICE_HOST=10.0.0.1 RETOLD_SERVICE_PORT=80 RETOLD_SERVICE_PORT_HTTP=80 "
            "RETOLD_PORT=tcp://10.0.0.1:80 RETOLD_PORT_80_TCP_ADDR=10.0.0.1 "
            "RETOLD_REDIS_SERVICE_PORT=6379 RETOLD_REDIS_PORT=tcp://10.0.0.2:6379"
        ),
    ],
)
def test_what_makes_sense_is_taken(monkeypatch: pytest.MonkeyPatch, settings: str):
    _set(monkeypatch, settings)
    setting_rules.check()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("PORT=70000", "PORT is “70000”; say 65535 or less"),
        ("RETOLD_WORKERS=0", "RETOLD_WORKERS is “0”; say 1 or more"),
        ("RETOLD_WORKERS=99999999999999999999", "RETOLD_WORKERS is .*; say 1000 or less"),
        ("RETOLD_METRICS=65536", "RETOLD_METRICS is “65536”; say 65535 or less"),
        ("RETOLD_METRICS=65533 RETOLD_WORKERS=4", "takes ports 65533 to 65536; say 65532 or less"),
        ("RETOLD_METRICS=7998 RETOLD_WORKERS=4", "ports 7998 to 8001, and PORT is 8000"),
        ("RETOLD_METRICS=8000", "RETOLD_METRICS takes port 8000, and PORT is 8000"),
        ("RETOLD_PROXY=0.0.0.0", "RETOLD_PROXY is “0.0.0.0”; say an address"),
    ],
)
def test_it_is_not_served_as_no_server_could(
    monkeypatch: pytest.MonkeyPatch, settings: str, told: str
):
    _set(monkeypatch, settings)
    with pytest.raises(BadSetting, match=told):
        env.serving()


def test_what_a_command_is_given_goes_before_what_is_set_and_is_looked_at_too(
    monkeypatch: pytest.MonkeyPatch,
):
    _set(monkeypatch, "PORT=8001 RETOLD_WORKERS=2 RETOLD_METRICS=9101")
    told = env.serving(port=8002, host="::1", proxied_by="*")
    assert (told.host, told.port, told.proxy) == ("::1", 8002, "*")
    assert list(told.metrics) == [9101, 9102]
    for given in ({"port": 70000}, {"workers": 0}, {"port": -1}, {"proxied_by": "nginx"}):
        with pytest.raises(BadSetting):
            env.serving(**given)


@pytest.mark.parametrize("key", ["abc", "a" * 64, "0101" * 16])
def test_a_key_that_can_be_guessed_is_told_where_it_is_served_with_tls(
    monkeypatch: pytest.MonkeyPatch, key: str
):
    monkeypatch.setenv("RETOLD_SECRET_KEY", key)
    assert env.secret_key() == key
    monkeypatch.setenv("RETOLD_HTTPS", "1")
    with pytest.raises(
        BadSetting, match=r"RETOLD_SECRET_KEY has a key that can be guessed"
    ) as error:
        env.secret_key()
    assert f" {key}" not in str(error.value)
    monkeypatch.setenv("RETOLD_SECRET_KEY", LONG)
    assert env.secret_key() == LONG


def test_a_file_of_a_key_that_can_not_be_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path):
    (tmp_path / "key").write_bytes(b"\xff\xfe")
    for place in (tmp_path, tmp_path / "key"):
        monkeypatch.setenv("RETOLD_SECRET_KEY_FILE", str(place))
        with pytest.raises(BadSetting, match=r"RETOLD_SECRET_KEY_FILE is .*, which can't be read"):
            env.secret_key()


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (
            env.sender,
            ["retold@paper.example", "Retold <retold@paper.example>", "retold@localhost"],
            ["nobody", "@paper.example", "retold@", "retold@paper example", "a@b..example"],
        ),
        (
            env.origins,
            ["https://timeline.example", "http://127.0.0.1:8080,https://*.paper.example"],
            ["https://timeline.example/", "https://a@b.example", "https://[::1", "https://b:x",
             "https://b?q", "ftp://b"],
        ),
        (
            lambda name: env.hosts(name, ""),
            ["timeline.example,[::1]", ".paper.example", "*", "a_b"],
            ["timeline example", "a..b", "::1", "[timeline]", "a?b"],
        ),
        (env.address, ["https://login.example/realm/"], ["https://[login", "https://login:x"]),
        (env.mail, ["smtp://host", "smtps://a:b@host:465"], ["smtp://host/folder", "smtp://host:x"]),
        (
            env.cache,
            ["none", "redis://host:6379/0", "rediss://user:secret@host", "unix:///run/redis.sock"],
            ["redis://host:6379/first", "redis://host:x/0", "redis://host:70000", "redis:host",
             "redis://host?nothing=1", "memcached://host"],
        ),
    ],
)  # fmt: skip
def test_each_form_of_a_value_is_taken_or_told(
    monkeypatch: pytest.MonkeyPatch, read, good: list[str], bad: list[str]
):
    for value in good:
        monkeypatch.setenv("RETOLD_SOMETHING", value)
        assert read("RETOLD_SOMETHING")
    for value in bad:
        monkeypatch.setenv("RETOLD_SOMETHING", value)
        with pytest.raises(BadSetting, match=r"^RETOLD_SOMETHING "):
            read("RETOLD_SOMETHING")


def test_what_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RETOLD_HOSTS", " ")
    assert env.hosts("RETOLD_HOSTS", "localhost") == ["localhost"]


def _said(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env={**os.environ, "RETOLD_SECRET_KEY": LONG, **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("command", "settings", "told"),
    [
        ("check", {"DATABASE_URL": "garbage"}, "DATABASE_URL names no database"),
        ("check", {"DATABASE_URL": "sqlite://retold.sqlite3"}, "DATABASE_URL names no file"),
        (
            "check",
            {"DATABASE_URL": "postgres://mira:12/wet@herons@host/retold"},
            "DATABASE_URL is no address: characters such as @ / : # in a password",
        ),
        ("check", {"RETOLD_MIAL": "x"}, "RETOLD_MIAL is no setting; the nearest is RETOLD_MAIL"),
        (
            "check",
            {"DATABASE_URL": "sqlite:////tmp/a", "DATABASE_REPLICA_URLS": "postgres://h/n"},
            "DATABASE_REPLICA_URLS is set, and DATABASE_URL names SQLite",
        ),
        (
            "check",
            {"DATABASE_URL": "postgres://h/n", "DATABASE_REPLICA_URLS": "sqlite:////tmp/a"},
            "DATABASE_REPLICA_URLS is set, and DATABASE_REPLICA_URLS names SQLite",
        ),
        ("check", {"RETOLD_PAGE_SECONDS": "3000000"}, "RETOLD_PAGE_SECONDS is “3000000”; say"),
        ("serve", {"PORT": "x"}, "PORT is “x”; say a whole number"),
    ],
)
def test_with_a_log_of_json_a_mistake_is_an_object_too(
    command: str, settings: dict[str, str], told: str
):
    line = json.loads(_said(command, RETOLD_LOG="json", **settings))
    assert line["message"].startswith(told)
    assert (line["level"], line["logger"]) == ("ERROR", "timeline.serve")
    assert line["time"]
    assert _said(command, **settings) == line["message"]


def test_no_key_is_made_before_everything_else_makes_sense(tmp_path):
    key = str(tmp_path / "key")
    for name, value in (("DATABASE_URL", "garbage"), ("RETOLD_PASSAGE_LENGTH", "0")):
        settings = {"RETOLD_SECRET_KEY": "", "RETOLD_SECRET_KEY_FILE": key, name: value}
        assert _said("check", **settings).startswith(name)
        assert list(tmp_path.iterdir()) == []


def test_a_log_of_another_kind_is_told_in_words():
    assert _said("check", RETOLD_LOG="xml").startswith("RETOLD_LOG is “xml”; say lines or json")


def test_a_fault_that_ends_a_command_is_an_object_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("RETOLD_LOG", "json")
    with pytest.raises(SystemExit) as ended:
        log_lines.end_with(ValueError("two\nlines"))
    line = json.loads(str(ended.value.code))
    assert line["message"] == "ValueError: two\nlines"
    assert "ValueError" in line["exc_info"]
    monkeypatch.setenv("RETOLD_LOG", "lines")
    with pytest.raises(ValueError, match="two"):
        log_lines.end_with(ValueError("two"))
