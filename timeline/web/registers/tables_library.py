"""django-tables2 without psycopg, which it would import for a kind of column that no register has.

On SQLite nothing else needs psycopg, which takes 4 MB of each worker.
"""

from __future__ import annotations

import sys

_FIELDS = "django.contrib.postgres.fields"

_is_new = _FIELDS not in sys.modules
if _is_new:
    sys.modules[_FIELDS] = None  # type: ignore[assignment] # Python takes it for what is not there
import django_tables2 as tables  # noqa: E402

if _is_new:
    del sys.modules[_FIELDS]

__all__ = ["tables"]
