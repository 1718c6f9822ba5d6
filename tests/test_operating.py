"""What ``docs/operating.md`` has an operator paste: run as it stands, where the programs are."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection, IncompleteRead
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
NAME = "timeline.example"
BEHIND = """
import sys
from timeline.services.running import server

def told(environ, start_response):
    if environ["PATH_INFO"] == "/broken":
        start_response("200 OK", [("Content-Type", "text/csv")])
        def broken():
            yield b"one line" * 1000
            raise RuntimeError("the database is gone")
        return broken()
    size = len(environ["wsgi.input"].read())
    names = ("HTTP_HOST", "REMOTE_ADDR", "wsgi.url_scheme", "HTTP_X_FORWARDED_HOST")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [" ".join([*(str(environ.get(name)) for name in names), str(size)]).encode()]

serving = server.listen(host="127.0.0.1", port=int(sys.argv[1]), proxy="127.0.0.1")
print(serving.url, flush=True)
serving.run(told)
"""


def pasted(path: str) -> str:
    """The file that the paper says to write to a path."""
    paper = (ROOT / "docs" / "operating.md").read_text()
    lines = paper.partition(f"    # {path}\n")[2].splitlines()
    end = next(
        number
        for number, line in enumerate(lines)
        if line and (not line.startswith("    ") or line.startswith("    # /"))
    )
    return "\n".join(line.removeprefix("    ") for line in lines[:end]).rstrip() + "\n"


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of the name for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    paths = folder / "fullchain.pem", folder / "privkey.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def _pasted_site(folder: Path, *, plain: int, secure: int, behind: int) -> str:
    """The site as it is pasted, but for ports and the certificate's place."""
    certificate, key = _certificate(folder)
    site = pasted("/etc/nginx/sites-enabled/retold")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(certificate),
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(key),
    }.items():
        assert site.count(old) == 1
        site = site.replace(old, new)
    return site


def _composed_site(*, port: int, behind: int) -> str:
    """The site of ``compose.yaml``, but for ports and the name of what is behind it."""
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text())
    site = str(composed["configs"]["site"]["content"]).replace("$$", "$")
    # The containers' networks, for which this machine stands here.
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "retold:8000": f"127.0.0.1:{behind}",
        "10.0.0.0/8": "127.0.0.0/8",
    }.items():
        assert site.count(old) == 1
        site = site.replace(old, new)
    return site


@contextmanager
def _nginx(folder: Path, site: str, *, port: int) -> Iterator[None]:
    """Run nginx with a site, until it listens at a port."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        pytest.skip("no nginx on this machine")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = folder / "nginx.conf"
    # Else its workers are nobody, who may not write here.
    user = "user root;" if os.geteuid() == 0 else ""
    settings.write_text(
        f"{user} pid {folder}/pid; error_log {folder}/error.log; daemon off; events {{}}\n"
        f"http {{ access_log off; {places}\n{site}}}\n"
    )
    command = [nginx, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(settings)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            _until_open(port)
            yield
        finally:
            process.terminate()


@contextmanager
def _behind(port: int) -> Iterator[None]:
    """What nginx passes requests on to: our server, with an application that tells what it got."""
    with subprocess.Popen(
        [sys.executable, "-c", BEHIND, str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline()
            yield
        finally:
            process.kill()


def _until_open(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx did not start")


def test_the_nginx_site_runs_passes_articles_on_and_shows_a_break(tmp_path: Path):
    plain, secure, behind = free_port(), free_port(), free_port()
    site = _pasted_site(tmp_path, plain=plain, secure=secure, behind=behind)
    with _nginx(tmp_path, site, port=secure), _behind(behind):
        with closing(HTTPConnection("127.0.0.1", plain, timeout=30)) as asked:
            asked.request("GET", "/events/?q=a", headers={"Host": NAME})
            answer = asked.getresponse()
            assert (answer.status, answer.getheader("Location")) == (
                301, f"https://{NAME}/events/?q=a",
            )  # fmt: skip
        trusting = ssl._create_unverified_context()
        with closing(HTTPSConnection("127.0.0.1", secure, context=trusting)) as asked:
            made_up = {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-For": "192.0.2.7",
                       "Host": NAME}  # fmt: skip
            asked.request("POST", "/", body=b"a" * 1_500_000, headers=made_up)
            answer = asked.getresponse()
            assert answer.read().decode() == f"{NAME} 127.0.0.1 https None 1500000"
            asked.request("GET", "/broken", headers={"Host": NAME})
            with pytest.raises(IncompleteRead):
                asked.getresponse().read()


def test_the_site_of_compose_passes_on_what_a_proxy_before_it_says(tmp_path: Path):
    port, behind = free_port(), free_port()
    site = _composed_site(port=port, behind=behind)
    with (
        _nginx(tmp_path, site, port=port),
        _behind(behind),
        closing(HTTPConnection("127.0.0.1", port, timeout=30)) as asked,
    ):
        for said, told in {
            (): f"{NAME}:8080 127.0.0.1 http None 0",
            (("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.7")): (
                f"{NAME}:8080 192.0.2.7 https None 0"
            ),
            (("X-Forwarded-Proto", "gopher"),): f"{NAME}:8080 127.0.0.1 http None 0",
        }.items():
            asked.request("GET", "/", headers={"Host": f"{NAME}:8080", **dict(said)})
            assert asked.getresponse().read().decode() == told


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd on this machine")
    unit = tmp_path / "retold.service"
    text = pasted("/etc/systemd/system/retold.service")
    assert "ExecStart=/usr/bin/make serve" in text
    # make may lie elsewhere where the tests are run.
    unit.write_text(text.replace("/usr/bin/make", shutil.which("make") or "/usr/bin/make"))
    done = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if "retold.service" in line]
    assert (done.returncode, told) == (0, [])


def test_the_settings_file_is_read_alike_by_the_shell_and_by_systemd():
    lines = pasted("/etc/retold.env").splitlines()
    assert len(lines) >= 4
    assert [line for line in lines if not re.fullmatch(r"[A-Z_]+=[\w:/@.,-]+", line)] == []


@pytest.mark.django_db
def test_the_cron_lines_run_with_the_settings_of_the_file(tmp_path: Path):
    if connection.vendor != "sqlite":
        pytest.skip("the same on each database")
    database, settings = tmp_path / "retold.sqlite3", tmp_path / "retold.env"
    # By a connection of its own: the test's is in a transaction, for whose end it would wait.
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(database)) as copy,
    ):
        source.backup(copy)
    settings.write_text(f"DATABASE_URL=sqlite:///{database}\nRETOLD_SECRET_KEY=key-of-no-use\n")
    lines = pasted("/etc/cron.d/retold").splitlines()
    assert len(lines) == 2
    for line in lines:
        *when, user, command = line.split(maxsplit=6)
        assert all(re.fullmatch(r"\d+|\*", field) for field in when)
        assert user == "retold"
        # cron ends a command at a % that is not escaped.
        assert not re.search(r"(?<!\\)%", command)
        for old, new in {
            r"\%": "%",
            "/srv/retold": str(ROOT),
            "/etc/retold.env": str(settings),
            ".venv/bin/python": sys.executable,
            "backups/": f"{tmp_path}/backups/",
        }.items():
            command = command.replace(old, new)
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    [backup] = (tmp_path / "backups").iterdir()
    assert re.fullmatch(r"retold-\d{8}\.zip", backup.name)


@pytest.mark.parametrize("file", ["Makefile", "Dockerfile"])
def test_what_serves_tries_the_port_before_it_writes(file: str):
    """``make serve``, and the container."""
    text = (ROOT / file).read_text()
    prepared, served = text.index(" prepare --to-serve"), text.rindex(" serve")
    assert prepared < served


PYTHON = """#!/bin/sh
case "$*" in
*"-m venv"*) echo made >> told; sleep 0.5; mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
*"pip"*install*) echo installed >> told; sleep 0.5;;
esac
"""
"""Stands for a Python: makes an environment of itself, and installs nothing."""


@pytest.mark.skipif(shutil.which("flock") is None, reason="no flock on this machine")
def test_of_two_that_set_up_a_new_tree_at_once_one_does_and_the_other_waits(tmp_path: Path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").touch()
    python = tmp_path / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    command = ["make", "--no-print-directory", "setup", f"PYTHON={python}"]
    two = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(60) for one in two] == [0, 0]
    assert (tmp_path / "told").read_text().split() == ["made", "installed"]
