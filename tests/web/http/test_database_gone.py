"""PostgreSQL is stopped under a running installation, and comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests import installation, postgres

_SCENE = """
import json, os, sys, tempfile, time
from tests import postgres

with postgres.server() as server, tempfile.TemporaryDirectory() as folder:
    os.environ |= {"DATABASE_URL": server.url, "RETOLD_INDEX_DIR": folder}
    import django
    django.setup()
    from django.db import close_old_connections
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    call_command("migrate", verbosity=0)
    User.objects.create_superuser("edda", password="pw")
    desk = Client(raise_request_exception=False)
    desk.force_login(User.objects.get())
    outlet = {"name": "The Herald", "slug": "herald", "kind": "newspaper", "colour": "3"}
    outlet |= {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}

    def tell(event):
        reader = Client(raise_request_exception=False)
        close_old_connections()  # as a server does, and Django's client does not
        page, api = reader.get("/"), reader.get("/events.json")
        close_old_connections()
        saved = desk.post("/admin/timeline/outlet/add/", outlet)
        print(json.dumps({
            "read": [page.status_code, page.get("Retry-After")],
            "api": [api.status_code, api["Content-Type"]],
            "saved": [saved.status_code, 'value="The Herald"' in saved.content.decode()],
        }), flush=True)
        print(event, file=sys.stderr, flush=True)

    time.sleep(1)  # this server writes what was committed to the disk a moment later
    server.stop()
    tell("stopped")
    server.start()
    tell("started")
"""


def test_readers_are_told_and_editors_have_their_form_back_until_it_is_there_again():
    try:
        postgres.find()
    except postgres.NoPostgres as error:
        pytest.skip(str(error))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _SCENE],
        cwd=installation.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "timeline.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    stopped, started = map(json.loads, done.stdout.splitlines())
    assert stopped == {
        "read": [503, "10"],
        "api": [503, "application/problem+json"],
        "saved": [503, True],
    }
    assert started == {
        "read": [200, None],
        "api": [200, "application/json; charset=utf-8"],
        "saved": [302, False],
    }
    log = done.stderr.partition("stopped")[0].splitlines()
    assert len(log) == 3, [line[:110] for line in log]
