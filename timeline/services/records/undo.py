"""Undoing what was recorded: mergers, deletions and choices on several records.

Rows come back with their primary keys, and columns get the values that they had, as far as nobody
changed them since. What was added since stays where it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import SET_NULL, Model, QuerySet, UniqueConstraint
from django.utils import timezone

from timeline.models import DigestRecord, Event, Mention, RowChange, Source, Undoable, columns
from timeline.services.records.new_records import insert, record_history, record_links
from timeline.services.records.publishing import settle_dates
from timeline.services.records.recorded_acts import by_key, in_order

REASON = "undone"
"""What the history gives as the reason of a change."""


class CannotUndo(Exception):
    """It can't be undone; the message says why."""


@dataclass
class UndoPlan:
    """What undoing an act does: rows that come back, columns set back, rows that go again.

    ``lost`` tells in words what can't be put back, each with how often.
    """

    back: dict[type[Model], list[Any]] = field(default_factory=dict)
    changed: dict[type[Model], list[tuple[Any, tuple[str, ...]]]] = field(default_factory=dict)
    away: list[Any] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows of each sort come back or get back what they had."""
        found: Counter[str] = Counter()
        for model, records in (*self.back.items(), *self.changed.items()):
            if model is not DigestRecord:
                found[str(model._meta.verbose_name_plural)] += len(records)
        return list(found.items())

    @property
    def lost_token(self) -> str:
        """Short text that is the same while the same can't be put back."""
        return sha256(repr(sorted(self.lost.items())).encode()).hexdigest()[:16]


def plan(done: Undoable) -> UndoPlan:
    """What undoing would do by now. Raises ``CannotUndo``."""
    _refuse(done)
    rows: dict[str, list[RowChange]] = defaultdict(list)
    for row in done.rows:
        rows[row.model].append(row)
    made = UndoPlan()
    for model in in_order():
        if some := rows.pop(str(model._meta.model_name), None):
            _bring_back(made, model, [row for row in some if row.after is None], done)
            _set_back(made, model, [row for row in some if row.before and row.after])
            _take_away(made, model, [row for row in some if row.before is None])
    if rows:
        raise CannotUndo("This release keeps no such records any more.")
    return made


@transaction.atomic
def undo(pk: int, *, agreed: str, by: Any = None) -> UndoPlan | None:
    """Undo an act, by its primary key. Raises ``CannotUndo``.

    ``agreed`` is the ``lost_token`` of the plan that somebody agreed to: where by now something
    else can't be put back, nothing is done, and ``None`` is given. ``by``: the user.
    """
    done = Undoable.objects.select_for_update().get(pk=pk)
    # Locked, so that it is neither merged nor deleted meanwhile.
    list(_model(done.kind)._base_manager.select_for_update().filter(pk=done.object_id))
    made = plan(done)
    if made.lost_token != agreed:
        return None
    for model, records in made.back.items():
        names = [f.attname for f in model._meta.concrete_fields]
        insert(model, names, map(attrgetter(*names), records))
    for changes in made.changed.values():
        together: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for record, names_of in changes:
            together[names_of].append(record)
        for names_of, records in together.items():
            columns.write(records, names_of)
    for record in made.away:
        record._change_reason = REASON
        record.delete()
    _work_out(done, made)
    _tell_history(made, by)
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    return made


def _refuse(done: Undoable) -> None:
    if done.undone_at:
        raise CannotUndo("This was undone already.")
    if done.act != Undoable.Act.MERGE:
        return
    model = _model(done.kind)
    kept = model._base_manager.filter(pk=done.object_id).first()
    if kept is None:
        raise CannotUndo(
            f"The {model._meta.verbose_name} that stayed was deleted since, or merged into "
            "another. Undo that first."
        )
    later = Undoable.objects.filter(
        act=done.act, kind=done.kind, object_id=done.object_id, undone_at=None, pk__gt=done.pk
    )
    if again := later.first():
        raise CannotUndo(f"“{kept}” was merged again since: {again}. Undo that first.")


def _bring_back(
    made: UndoPlan, model: type[Model], rows: Sequence[RowChange], done: Undoable
) -> None:
    there = {pk for some in by_key(model, "pk", [row.key for row in rows]) for pk in _keys(some)}
    found = [model(**_values(model, row.before or {})) for row in rows if row.key not in there]
    taken, gone = _taken(model, found), _gone(made, model, found)
    back = []
    for record in found:
        if (where := taken.get(record.pk)) is not None:
            if done.kind == model._meta.model_name:
                raise CannotUndo(f"{_named(record)} can’t come back: {where}")
            made.lost[f"{_named(record)}: {where}"] += 1
        elif (missing := _without(record, gone)) is not None:
            made.lost[f"{_named(record)}: its {missing} is there no more"] += 1
        else:
            back.append(record)
    if back:
        made.back[model] = back
    elif found and done.kind == model._meta.model_name:
        raise CannotUndo("What it belonged to is there no more.")


def _set_back(made: UndoPlan, model: type[Model], rows: Sequence[RowChange]) -> None:
    now = {r.pk: r for some in by_key(model, "pk", [row.key for row in rows]) for r in some}
    changes: list[tuple[Any, tuple[str, ...]]] = []
    for row in rows:
        assert row.before is not None
        assert row.after is not None
        record = now.get(row.key)
        if record is None:
            made.lost[f"{model._meta.verbose_name}: deleted since"] += 1
            continue
        named, given = _named(record), _values(model, row.after)
        same = tuple(n for n, value in given.items() if getattr(record, n) == value)
        before = {n: v for n, v in _values(model, row.before).items() if n in same}
        for name, value in before.items():
            setattr(record, name, value)
        if len(same) < len(given) and not _is_valid(record):
            same = ()
        if len(same) < len(given):
            made.lost[f"{named}: changed since, and stays as it is now"] += 1
        if same:
            changes.append((record, same))
    gone = _gone(made, model, [record for record, _ in changes])
    taken = _taken(model, [record for record, _ in changes])
    for record, names in changes:
        missing = _without(record, gone)
        if missing is not None or record.pk in taken:
            why = taken.get(record.pk) or f"its {missing} is there no more"
            made.lost[f"{_named(record)}: {why}"] += 1
        else:
            made.changed.setdefault(model, []).append((record, names))


def _take_away(made: UndoPlan, model: type[Model], rows: Sequence[RowChange]) -> None:
    """Have rows that were made go again, unless they were changed since."""
    now = {r.pk: r for some in by_key(model, "pk", [row.key for row in rows]) for r in some}
    for row in rows:
        if (record := now.get(row.key)) is None:
            continue
        if all(getattr(record, n) == v for n, v in _values(model, row.after or {}).items()):
            made.away.append(record)
        else:
            made.lost[f"{_named(record)}: changed since, and stays"] += 1


def _taken(model: type[Model], records: Sequence[Any]) -> dict[int, str]:
    """Of records whose place another took, by primary key: in words, which place."""
    taken: dict[int, str] = {}
    if not records:
        return taken
    for names in _unique(model):
        mine = {
            values: record.pk
            for record in records
            if None not in (values := tuple(getattr(record, name) for name in names))
        }
        for some in by_key(model, names[0], {values[0] for values in mine}):
            for pk, *there in some.values_list("pk", *names):
                if (own := mine.get(tuple(there))) is not None and own != pk:
                    what = " and ".join(
                        f"{_verbose(model, n)} “{v}”" for n, v in zip(names, there, strict=True)
                    )
                    taken[own] = f"another {model._meta.verbose_name} has the {what} by now."
    return taken


def _unique(model: type[Model]) -> Iterator[list[str]]:
    for f in model._meta.concrete_fields:
        if f.unique and not f.primary_key:
            yield [f.attname]
    sets: list[Iterable[str]] = [*model._meta.unique_together]
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.condition is None:
            sets.append(rule.fields)
    for names in sets:
        yield [model._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]


def _gone(made: UndoPlan, model: type[Model], records: Sequence[Any]) -> dict[str, set[int]]:
    """By column of records, which keys in it lead to nothing, now or once all is undone."""
    gone: dict[str, set[int]] = {}
    for f in model._meta.concrete_fields:
        if f.remote_field and records:
            target: Any = f.related_model
            wanted = {key for r in records if (key := getattr(r, f.attname)) is not None}
            wanted -= {record.pk for record in made.back.get(target, ())}
            for some in by_key(target, "pk", list(wanted)):
                wanted -= set(_keys(some))
            gone[f.attname] = wanted
    return gone


def _without(record: Any, gone: dict[str, set[int]]) -> str | None:
    """What a record can't be without and lacks; what it can be without is emptied."""
    for f in record._meta.concrete_fields:
        if getattr(record, f.attname) in gone.get(f.attname, ()):
            if f.remote_field.on_delete is not SET_NULL:
                return str(f.verbose_name)
            setattr(record, f.attname, None)
    return None


def _work_out(done: Undoable, made: UndoPlan) -> None:
    """Have readings and dates follow from what is there now."""
    sources = {mention.source_id for mention in made.back.get(Mention, ())}
    sources |= {source.pk for source, _ in made.changed.get(Source, ())}
    events = {event.pk for event in made.back.get(Event, ())}
    events |= {event.pk for event, _ in made.changed.get(Event, ())}
    events |= {mention.event_id for mention in made.back.get(Mention, ())}
    for row in done.rows:
        if row.model == "mention":
            for values in (row.before or {}, row.after or {}):
                events |= {values["event_id"]} if "event_id" in values else set()
    Mention.objects.settle_states(events=events, sources=sources)
    for model in (Source, Mention):
        settle_dates(model, [record.pk for record, _ in made.changed.get(model, ())])


def _tell_history(made: UndoPlan, by: Any) -> None:
    changed = {model: [r for r, _ in changes] for model, changes in made.changed.items()}
    user = by.pk if by else None
    for kind, records_of in (("+", made.back), ("~", changed)):
        for model, records in records_of.items():
            if not hasattr(model._meta, "simple_history_manager_attribute"):
                continue
            fresh = [r for some in by_key(model, "pk", [r.pk for r in records]) for r in some]
            lines = record_history(fresh, kind=kind, reason=REASON, by=user, keyed=True)
            if model is Source:
                record_links(dict(zip((source.pk for source in fresh), lines, strict=True)))


def _keys(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.values_list("pk", flat=True)


def _values(model: type[Model], kept: dict[str, Any]) -> dict[str, Any]:
    """A row's values as the model has them; columns that it has no more are left out."""
    fields = {f.attname: f for f in model._meta.concrete_fields}
    return {name: fields[name].to_python(v) for name, v in kept.items() if name in fields}


def _is_valid(record: Any) -> bool:
    try:
        record.validate_constraints()
    except ValidationError:
        return False
    return True


def _model(name: str) -> type[Model]:
    return apps.get_model("timeline", name)


def _verbose(model: type[Model], column: str) -> str:
    fields = {f.attname: f for f in model._meta.concrete_fields}
    return str(fields[column].verbose_name)


def _named(record: Any) -> str:
    """A record in words, without asking for those that it belongs to, which may be gone."""
    words = (getattr(record, name, "") for name in ("title", "name", "words", "says", "subject"))
    said = next(filter(None, words), "")
    return f"{record._meta.verbose_name} “{said[:80]}”" if said else str(record._meta.verbose_name)
