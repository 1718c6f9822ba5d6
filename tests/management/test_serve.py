"""``manage.py serve``, run as one would run it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.installation import ROOT, copied
from tests.postgres import free_port
from timeline.env import BadSetting

SLOW_CLIENTS = 200
PAGE = "/admin/login/"


def _environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment with a database of its own."""
    return {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/retold", **more}


@pytest.fixture(scope="module")
def folder(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database."""
    folder = tmp_path_factory.mktemp("served")
    copied(migrated, folder / "retold")
    return folder


def _started(folder: Path, **environment: str) -> subprocess.Popen[str]:
    # The manifest that `make serve` collects isn't there in a fresh clone: tests.plain_static
    # has the pages name their files as they lie.
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=_environment(folder, DJANGO_SETTINGS_MODULE="tests.plain_static", **environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _serving(folder: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address, from the last line that it prints."""
    process = _started(folder, PORT="0", **environment)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if environment.get("RETOLD_LOG") == "json":
            line = json.loads(line)["message"]
        if not line.startswith("Retold is at "):
            process.kill()
            pytest.fail(f"said “{line}”, and: {process.communicate()[1]}")
        yield process, line.removeprefix("Retold is at ")
    finally:
        process.kill()
        process.communicate()


def _status(address: str, **headers: str) -> int:
    request = urllib.request.Request(address, headers=headers)
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_, **__):
        return None


@pytest.mark.parametrize(("stop", "workers"), [(signal.SIGTERM, "2"), (signal.SIGINT, "1")])
def test_it_says_where_it_is_answers_there_and_stops_quietly(
    folder: Path, stop: signal.Signals, workers: str
):
    with _serving(folder, RETOLD_WORKERS=workers) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert _status(address + PAGE) == 200
        assert _status(address + "/no-such-page/") == 404
        process.send_signal(stop)
        rest, complaints = process.communicate(timeout=30)
        assert (process.returncode, rest) == (0, "")
        assert complaints.splitlines()[0].endswith("Not Found: /no-such-page/")
        assert len(complaints.splitlines()) == 1


def test_a_port_in_use_is_told_in_one_sentence(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = _started(folder, PORT=str(port))
        said, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == ""
    assert complaints.strip().endswith(
        f"Port {port} is in use. Stop what uses it, or take another: PORT={port + 1}"
    )
    assert "Traceback" not in complaints


def test_a_port_that_is_no_number_is_told_in_one_sentence(folder: Path):
    process = _started(folder, PORT="eighty")
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "PORT is “eighty”" in complaints
    assert "Traceback" not in complaints


@pytest.mark.parametrize(
    ("options", "told"),
    [(["--port", "70000"], "PORT is “70000”"), (["--workers", "0"], "RETOLD_WORKERS is “0”")],
)
def test_options_that_make_no_sense_are_told_as_settings_are(options: list[str], told: str):
    with pytest.raises(BadSetting, match=told):
        call_command("serve", *options)


def test_static_files_that_are_not_collected_are_told_in_one_sentence(settings, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    with pytest.raises(CommandError, match=r"^static/\S+ is not collected, .* `manage.py collect"):
        call_command("serve")


def test_200_slow_clients_do_not_stop_another(folder: Path):
    with _serving(folder) as (_, address), ExitStack() as clients:
        host, port = address.removeprefix("http://").split(":")
        slow = [
            clients.enter_context(socket.create_connection((host, int(port)), timeout=30))
            for _ in range(SLOW_CLIENTS)
        ]
        for client in slow:
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        for _ in range(3):
            for client in slow:
                client.sendall(b"a")
            assert _status(address + PAGE) == 200
            time.sleep(0.1)
        # They were not thrown out to make room: each still waits for the rest of its own words.
        for client in slow:
            client.setblocking(False)
            with pytest.raises(BlockingIOError):
                client.recv(1)


def test_it_counts_for_prometheus_at_a_port_of_its_own_and_logs_as_json(folder: Path):
    metrics = free_port()
    with _serving(folder, RETOLD_METRICS=str(metrics), RETOLD_LOG="json") as (process, address):
        assert _status(address + PAGE) == 200
        assert _status(address + PAGE, Host="elsewhere.example") == 400
        assert _status(address + "/metrics") == 404
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/", timeout=30) as answer:
            counted = answer.read().decode()
        assert re.search(
            r'django_http_responses_total_by_status_total\{status="200"\} 1\.0', counted
        )
        process.terminate()
        lines = [json.loads(line) for line in process.communicate(timeout=30)[1].splitlines()]
    [refused] = [line for line in lines if "elsewhere.example" in line["message"]]
    assert refused["level"] == "ERROR"
    assert refused["logger"] == "django.security.DisallowedHost"
    assert refused["time"]
    assert "exc_info" not in refused


def test_a_folder_that_can_t_be_written_to_is_told_before_it_listens(folder: Path):
    process = _started(folder, PORT="0", RETOLD_EXPORT_DIR="/proc/nowhere", RETOLD_LOG="json")
    said, complaints = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    told = json.loads(complaints)
    assert told["level"] == "ERROR"
    assert told["message"].startswith(
        "CommandError: RETOLD_EXPORT_DIR names /proc/nowhere, where nothing can be written"
    )


def test_a_proxy_is_believed_only_where_one_is_named(folder: Path):
    forwarded = {"X-Forwarded-Proto": "https"}
    with _serving(folder, RETOLD_HTTPS="1") as (_, address):
        assert _status(address + PAGE) == 301
        assert _status(address + PAGE, **forwarded) == 200
    with _serving(folder, RETOLD_HTTPS="1", RETOLD_PROXY="192.0.2.1") as (_, address):
        assert _status(address + PAGE, **forwarded) == 301
