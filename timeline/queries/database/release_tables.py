"""Whether a database has the tables of this release: on its way to another it may not."""

from __future__ import annotations

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


def are_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Whether every migration of this release was applied, those of libraries too. It takes longer
    than ``are_here``.
    """
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def are_here(connection: BaseDatabaseWrapper) -> bool:
    """Whether every table of Retold's own is there, with every column that this release writes."""
    models = apps.get_app_config("timeline").get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in models:
            table = model._meta.db_table
            if not model._meta.managed:
                continue
            if table not in tables:
                return False
            # Django's own description of a table takes SQLite's apart, for a tenth of a start.
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608
            wanted = {field.column for field in model._meta.concrete_fields}
            if not wanted <= {column[0] for column in cursor.description}:
                return False
    return True
