"""The container: what its image holds runs as it says, and where Docker runs all of it does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
STAGE = DOCKERFILE.rpartition("\nFROM ")[2]


def _commands(word: str, text: str) -> list[str]:
    return re.findall(rf"^\s*{word} +(.*)$", text, re.MULTILINE)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The folder that the image has the project in, with only what ``COPY`` brings."""
    project = tmp_path / "retold"
    project.mkdir()
    for line in _commands("COPY", DOCKERFILE):
        *options, origin, _ = line.split()
        if not options:
            copy = shutil.copytree if (ROOT / origin).is_dir() else shutil.copyfile
            copy(ROOT / origin, project / origin)
    return project


def _settings(data: Path, port: int) -> dict[str, str]:
    """What ``ENV`` sets, with a folder in the place of ``/data``."""
    [line] = _commands("ENV", STAGE)
    set_ = dict(word.split("=", 1) for word in line.split())
    assert set_.pop("RETOLD_HOST") == "0.0.0.0"
    paths = {name: value.replace("/data", str(data)) for name, value in set_.items()}
    return {**paths, "PATH": os.environ["PATH"], "PORT": str(port), "RETOLD_HOST": "127.0.0.1"}


def _files(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_what_the_image_holds_serves_is_healthy_and_writes_to_its_data_alone(
    image: Path, tmp_path: Path
):
    data, port = tmp_path / "data", free_port()
    data.mkdir()
    settings = _settings(data, port)
    made = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=image,
        env=settings | {"RETOLD_SECRET_KEY": "of no use"},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    before = _files(image)
    [line], [checked] = _commands("CMD", STAGE), _commands("HEALTHCHECK", STAGE)
    started = [word.replace("python ", f"{sys.executable} ") for word in json.loads(line)]
    check = [sys.executable, *json.loads(checked.partition("CMD")[2])[1:]]
    with subprocess.Popen(
        started,
        cwd=image,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            told = next(line for line in process.stdout if line.startswith("Retold is at"))
            assert subprocess.run(check, env=settings).returncode == 0
            address = told.strip().removeprefix("Retold is at ")
            with urllib.request.urlopen(f"{address}/", timeout=60) as page:
                style = re.search(r'href="(/static/css/[^"]+)"', page.read().decode())[1]
            assert re.search(r"\.[0-9a-f]{12}\.css", style)
            with urllib.request.urlopen(address + style, timeout=60) as answer:
                assert "immutable" in answer.headers["Cache-Control"]
        finally:
            process.terminate()
        assert process.wait(30) == 0
    assert subprocess.run(check, env=settings, stderr=subprocess.DEVNULL).returncode == 1
    assert _files(image) == before
    assert {"retold.sqlite3", ".secrets"} <= {path.name for path in data.iterdir()}


def test_nothing_is_copied_that_the_build_is_not_given():
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    asked = {line.split()[0] for line in _commands("COPY", DOCKERFILE) if "--from" not in line}
    assert asked == let_in


def test_it_runs_as_no_root_and_on_a_file_system_that_takes_no_writes():
    assert _commands("USER", STAGE) == ["10001"]
    service = COMPOSE["services"]["retold"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert COMPOSE["services"]["proxy"]["depends_on"]["retold"]["condition"] == "service_healthy"


@pytest.fixture
def up() -> Iterator[str]:
    """The address at which compose serves it, where Docker runs."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "info"], capture_output=True).returncode:
        pytest.skip("no Docker runs on this machine")
    if subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("Docker has no compose on this machine")
    compose = [docker, "compose", "--project-name", "retold-test", "--project-directory", str(ROOT)]
    environment = {**os.environ, "POSTGRES_PASSWORD": "herons", "RETOLD_SECRET_KEY": "k" * 50}
    try:
        subprocess.run([*compose, "up", "--build", "--wait"], env=environment, check=True)
        yield "http://127.0.0.1:8080"
    finally:
        subprocess.run([*compose, "down", "--volumes", "--timeout", "20"], env=environment)


def test_compose_starts_it_and_it_is_used_and_stopped(up: str):
    with urllib.request.urlopen(f"{up}/events.json", timeout=60) as answer:
        assert json.load(answer)["count"] > 0
    with urllib.request.urlopen(f"{up}/readyz", timeout=60) as answer:
        assert json.load(answer) == {"status": "ready"}
    subprocess.run(["docker", "compose", "--project-name", "retold-test", "stop"], check=True)
