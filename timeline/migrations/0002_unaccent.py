"""PostgreSQL's ``unaccent``, which text search folds with; SQLite needs none of it."""

from __future__ import annotations

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Create the extension; on other databases the operation does nothing."""

    dependencies = [("timeline", "0001_initial")]

    operations = [UnaccentExtension()]
