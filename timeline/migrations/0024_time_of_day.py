"""Times of day: events are ordered by them, and have those that their mentions give already."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from django.db import migrations, models
from django.db.models.functions import Coalesce, NullIf, StrIndex, Substr


def _offset(text: str) -> timedelta | None:
    zone = text[19:]
    if not zone:
        return None
    hours, _, minutes = zone[1:].partition(":")
    apart = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -apart if zone[0] == "-" else apart


def _differ(one: str, other: str) -> bool:
    local, others = (datetime.fromisoformat(text[:19]) for text in (one, other))
    offset, theirs = _offset(one), _offset(other)
    if offset is not None and theirs is not None:
        return local - others != offset - theirs
    return not (one.endswith("Z") or other.endswith("Z")) and local != others


def _rank(text: str) -> tuple[int, int, str]:
    known = 1 if text.endswith("Z") else 3 if text[19:] else 2
    return -known, len(text), text


def take_times(apps: Any, schema_editor: Any) -> None:
    """Give events of one day the time that their mentions agree on; mark where they don't."""
    alias = schema_editor.connection.alias
    events = apps.get_model("timeline", "Event").objects.using(alias)
    mentions = apps.get_model("timeline", "Mention").objects.using(alias)
    times: dict[int, dict[bool, set[str]]] = defaultdict(lambda: {True: set(), False: set()})
    rows = mentions.filter(edtf__contains="T").exclude(state="withdrawn").order_by()
    for event, text, *states in rows.values_list("event_id", "edtf", "state", "source__state"):
        times[event][False].add(text)
        if states == ["published", "published"]:
            times[event][True].add(text)
    keys = sorted(times)
    for start in range(0, len(keys), 500):
        some = events.filter(
            pk__in=keys[start : start + 500], basis="agreed", earliest=models.F("latest")
        )
        for event, state in list(some.values_list("pk", "state")):
            found = times[event][state == "published"]
            if any(_differ(*pair) for pair in combinations(found, 2)):
                events.filter(pk=event).update(disputed=True)
            elif found:
                events.filter(pk=event).update(edtf=min(found, key=_rank))


def days_alone(apps: Any, schema_editor: Any) -> None:
    """Leave of events' dates the days; what differs by the hour alone is no disagreement."""
    events = apps.get_model("timeline", "Event").objects.using(schema_editor.connection.alias)
    agreed = events.filter(basis="agreed")
    agreed.filter(edtf__contains="T").update(edtf=Substr("edtf", 1, 10))
    agreed.filter(disputed=True).update(disputed=False)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0023_places")]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "ordering": [
                    models.OrderBy(Coalesce("earliest", "latest"), nulls_last=True),
                    models.OrderBy(models.F("earliest"), nulls_last=True),
                    models.OrderBy(
                        NullIf(
                            Substr("edtf", 12, StrIndex("edtf", models.Value("T")) * 8 / 11),
                            models.Value(""),
                        ),
                        nulls_last=True,
                    ),
                    "sequence",
                    models.OrderBy(models.F("latest"), nulls_last=True),
                    "title",
                    "pk",
                ]
            },
        ),
        migrations.RunPython(take_times, days_alone),
    ]
