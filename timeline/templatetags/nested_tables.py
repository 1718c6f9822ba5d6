"""What nested_admin's templates ask, put right: no row of a table is wider than its head.

Django imports this with all that an app brings for templates; nothing has to load it.
"""

from __future__ import annotations

from typing import Any

from django.template import Library
from nested_admin.templatetags import nested_admin

register: Library = nested_admin.register
"""nested_admin's own, in which the filter below takes the place of its namesake."""


@register.filter
def cell_count(row: Any) -> int:
    """How many cells a row has. A hidden field has none of its own, but nested_admin counts it."""
    fields = (field.field for fieldset in row for line in fieldset for field in line)
    hidden = sum(getattr(field, "is_hidden", False) for field in fields)
    return int(nested_admin.cell_count(row)) - hidden
