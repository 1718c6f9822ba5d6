"""What a process of an installation imports whatever its settings are, imported once for many.

``tests.installation`` forks its processes from one that has imported this and no settings, no model
and no database's connection.
"""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module

from timeline import domain, env

# What asks for settings would have those of this process, and is refused.
os.environ.pop("DJANGO_SETTINGS_MODULE", None)
env.newer_sqlite()

OTHERS = """
django.core.checks django.core.management.base django.core.management.commands.check
django.core.management.commands.migrate django.core.management.sql django.core.serializers
django.core.servers.basehttp django.db.backends.postgresql.base django.db.backends.sqlite3.base
django.db.migrations.executor django.db.models django.forms django.template.loader_tags
django.test django.urls django.utils.html django.views.debug django.views.generic
brotli csp.middleware django_htmx.middleware numpy packaging.version psycopg pydantic.type_adapter
pyroaring regex yaml
""".split()
"""The dearest that most of them import of others."""

for name in OTHERS:
    import_module(name)
for module in pkgutil.walk_packages(domain.__path__, "timeline.domain."):
    import_module(module.name)
