"""An installation of its own: a database that processes of their own use, as an operator's is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BEGIN = "import django; django.setup(); from django.core.management import call_command\n"
_ROWS = """
import json
from django.apps import apps
from django.db import models
for model in apps.get_models(include_auto_created=True):
    columns = [field.attname for field in model._meta.concrete_fields]
    for row in models.QuerySet(model).order_by("pk").values_list(*columns):
        print(model._meta.db_table, [
            json.dumps(v, sort_keys=True) if isinstance(v, dict | list) else v for v in row
        ])
"""


def manage(*arguments: str, url: str, fails: bool = False) -> str:
    """Run a command on a database, in a process of its own; what it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
    )
    assert bool(done.returncode) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def start(code: str, *, url: str) -> subprocess.Popen[str]:
    """Have a process run code on a database."""
    return subprocess.Popen(
        [sys.executable, "-c", _BEGIN + code],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "timeline.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def run(code: str, *, url: str) -> str:
    """Run code on a database, in a process of its own; what it printed."""
    process = start(code, url=url)
    told, _ = process.communicate()
    assert process.returncode == 0, told
    return told


def rows(url: str) -> list[str]:
    """Every row of every table that a model stands for, as a line."""
    return run(_ROWS, url=url).splitlines()
