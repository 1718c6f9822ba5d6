"""A mark of its own for each outlet: those of one colour and the same initials get other dashes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import Any

from django.db import migrations, models

_COLOURS, _LOOKS = 8, 64


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    if len(words) > 1 and words[0].lower() == "the":
        del words[0]
    parts = [word if word.isdecimal() else word[0] for word in words[:3]]
    return ("".join(parts) if len(parts) > 1 else "".join(words)[:2]).casefold()


def _outlets(apps: Any, schema_editor: Any) -> Any:
    outlets = apps.get_model("timeline", "Outlet").objects.using(schema_editor.connection.alias)
    return outlets.exclude(colour=None).order_by("pk")


def take_marks(apps: Any, schema_editor: Any) -> None:
    """Give outlets numbers in the order in which they came; each keeps its colour."""
    outlets = _outlets(apps, schema_editor)
    sizes, taken = Counter[int](), set[tuple[str, int]]()
    for key, name, colour in list(outlets.values_list("pk", "name", "colour")):
        letters = _initials(name)
        for turn in count():
            numbers = range(colour + turn * _LOOKS, (turn + 1) * _LOOKS + 1, _COLOURS)
            free = [number for number in numbers if (letters, number) not in taken]
            if free:
                break
        number = min(free, key=lambda one: (sizes[one], one))
        sizes[number] += 1
        taken.add((letters, number))
        if number != colour:
            outlets.filter(pk=key).update(colour=number)


def colours_alone(apps: Any, schema_editor: Any) -> None:
    """Leave of a number the colour."""
    outlets = _outlets(apps, schema_editor)
    for key, number in list(outlets.filter(colour__gt=_COLOURS).values_list("pk", "colour")):
        outlets.filter(pk=key).update(colour=(number - 1) % _COLOURS + 1)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0021_named_values")]

    operations = [
        migrations.RemoveConstraint(model_name="outlet", name="outlet_colour_in_set"),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.CheckConstraint(
                condition=models.Q(colour__isnull=True) | models.Q(colour__gte=1),
                name="outlet_colour_in_set",
            ),
        ),
        migrations.RunPython(take_marks, colours_alone),
    ]
