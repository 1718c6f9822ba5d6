"""Before readers and away from them: the states of records, and who may change what is public.

Every way of changing a record asks here. A user of ``None`` is a command, which may do all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.text import Truncator

from timeline.models import (
    Actor,
    Alias,
    Article,
    Chapter,
    Detail,
    Event,
    Kind,
    Mention,
    Outlet,
    OutletAlias,
    Participation,
    Place,
    PlaceAlias,
    Quote,
    RowChange,
    Source,
    State,
    Story,
    Tag,
    Tagging,
    Term,
    Undoable,
    WordingChoice,
    columns,
)
from timeline.models.record.mention import PUBLIC
from timeline.services.records.new_records import record_change
from timeline.services.records.recorded_acts import by_key

PERMISSION = "timeline.publish"

STATEFUL: tuple[type[Any], ...] = (Source, Mention, Event, Story)
"""What has a state, in the order in which it is published: an event appears with its tellings."""

UNPUBLISHED = (State.DRAFT, State.IN_REVIEW)
"""The states from which what belongs to a record goes along with it."""

BATCH = 500
"""The records that are changed at once: whoever else would write waits no longer."""

SECONDS = 1.5
"""How long one request goes on before it tells how far it is."""

_OWNERS: Mapping[type[Model], str] = {
    Alias: "actor",
    Chapter: "story",
    Detail: "mention",
    OutletAlias: "outlet",
    Participation: "event",
    PlaceAlias: "place",
    Quote: "mention",
    Tagging: "event",
    Term: "mention",
}
"""The field in which a part has the record that it belongs to."""


class NotAllowed(Exception):
    """What a user may not do; the message is a sentence for that user."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state: what it makes of records in which states, and what it is called.

    ``by_editors``: whether it changes what readers see, and takes the right to. ``offer`` is on a
    button, ``done`` in "3 events …".
    """

    name: str
    becomes: State
    of: frozenset[State]
    by_editors: bool
    offer: str
    done: str
    act: Undoable.Act


STEPS = {
    step.name: step
    for step in (
        Step(
            "send", State.IN_REVIEW, frozenset({State.DRAFT}), False,
            "Send for review", "sent for review", Undoable.Act.RESTATE,
        ),
        Step(
            "take-back", State.DRAFT, frozenset({State.IN_REVIEW, State.WITHDRAWN}), False,
            "Make a draft again", "made a draft again", Undoable.Act.RESTATE,
        ),
        Step(
            "publish", State.PUBLISHED,
            frozenset({State.DRAFT, State.IN_REVIEW, State.WITHDRAWN}), True,
            "Publish", "published", Undoable.Act.PUBLISH,
        ),
        Step(
            "withdraw", State.WITHDRAWN, frozenset({State.PUBLISHED}), True,
            "Withdraw", "withdrawn", Undoable.Act.WITHDRAW,
        ),
    )
}  # fmt: skip
"""All steps, by name."""

Chosen = dict[type[Any], list[int]]
"""Primary keys of records by their model."""


def may_publish(user: Any) -> bool:
    """Whether a user may change what readers see."""
    return user is None or bool(user.has_perm(PERMISSION))


def may_change(user: Any, record: Any) -> bool:
    """Whether a user may change a record, or a part of one, at all: what is public takes a right.

    Which models a user works on is a matter of permissions, and asked elsewhere.
    """
    return may_publish(user) or not is_public(record)


def check(user: Any, record: Any) -> None:
    """Raise ``NotAllowed`` where a user may not change a record."""
    if not may_change(user, record):
        raise NotAllowed(f"“{record}” is public: only an Editor changes what readers see.")


def may_take(user: Any, step: Step) -> bool:
    """Whether a user may take a step."""
    return may_publish(user) or not step.by_editors


def is_public(record: Any) -> bool:
    """Whether readers meet a record, or the one that a part belongs to, as it is kept now.

    A new one that is not kept yet is public where what it is to belong to is.
    """
    match record:
        case Event() | Source() | Story():
            return _kept_state(record) == State.PUBLISHED
        case Mention():
            return _public_mentions().filter(pk=record.pk).exists()
        case Actor():
            return _is_public_actor(record)
        case Outlet():
            return _is_public_outlet(record)
        case Place():
            return _is_public_place(record)
        case Tag():
            used = Tagging.objects.filter(event__state=State.PUBLISHED)
            return used.filter(tag=record.pk).exists()
        case Article():
            return record.source_id is not None and is_public(record.source)
        case WordingChoice() | Kind():
            return True
    field = _OWNERS.get(type(record))
    return field is not None and is_public(getattr(record, field))


def as_saved_by(user: Any, record: Any) -> None:
    """Have what somebody saves who may not publish be no more than a draft, if it was public once.

    A mention may be marked as published while its event is a draft; moved to a public event it
    would be public. Nothing is saved here.
    """
    if not may_publish(user) and getattr(record, "state", None) == State.PUBLISHED:
        record.state = State.DRAFT


def with_belongings(chosen: Mapping[type[Any], Iterable[int]]) -> Chosen:
    """Records with the drafts that belong to them, also those in review.

    To an event: its mentions and their sources. To a source: its mentions and their events. To a
    mention: its event and its source. To a story: its events, with all that belongs to these.
    """
    keys: dict[type[Any], set[int]] = {model: set(chosen.get(model, ())) for model in STATEFUL}
    events = set(keys[Event])
    for some in by_key(Story.events.through, "story_id", keys[Story]):
        events.update(some.values_list("event_id", flat=True))
    for column, owners in (("event_id", events), ("source_id", keys[Source])):
        for some in by_key(Mention, column, owners):
            found = some.filter(state__in=UNPUBLISHED)
            keys[Mention].update(found.values_list("pk", flat=True))
    waiting: dict[type[Any], set[int]] = {Event: events, Source: set()}
    for some in by_key(Mention, "pk", keys[Mention]):
        for event, source in some.values_list("event_id", "source_id"):
            waiting[Event].add(event)
            waiting[Source].add(source)
    for model, ids in waiting.items():
        for some in by_key(model, "pk", ids - keys[model]):
            keys[model].update(some.filter(state__in=UNPUBLISHED).values_list("pk", flat=True))
    return {model: sorted(found) for model, found in keys.items()}


def has_belongings(record: Any, states: Iterable[State]) -> bool:
    """Whether anything in some of the unpublished states belongs to an event, source or story."""
    told = Mention.objects.filter(state__in=states).order_by()
    match record:
        case Event():
            return told.filter(event=record).exists()
        case Source():
            return told.filter(source=record).exists()
        case Story():
            events = record.events.filter(state__in=states).order_by()
            return events.exists() or told.filter(event__stories=record).exists()
    return False


def that_change(step: Step, chosen: Mapping[type[Any], Iterable[int]]) -> Chosen:
    """Those records that are in a state of which a step makes another, in the order to take it."""
    found: Chosen = {}
    for model in STATEFUL:
        keys: list[int] = []
        for some in by_key(model, "pk", chosen.get(model, ())):
            keys += some.filter(state__in=step.of).values_list("pk", flat=True)
        if keys:
            found[model] = sorted(keys)
    return found


@transaction.atomic
def take(step: Step, model: type[Any], keys: Sequence[int], *, by: Any) -> list[RowChange]:
    """Take a step with some records of one model, each still in a state of which it makes another.

    What changed, row by row; each has a line of history, and the events' dates are worked out
    again. Raises ``NotAllowed``.
    """
    if not may_take(by, step):
        raise NotAllowed("Publishing and withdrawing is for Editors.")
    rows = model._base_manager.order_by("pk").select_for_update()
    records = [row for row in rows.filter(pk__in=keys) if row.state in step.of]
    changes = [
        RowChange(
            str(model._meta.model_name), row.pk, {"state": row.state}, {"state": str(step.becomes)}
        )
        for row in records
    ]
    was = {record.state for record in records}
    for record in records:
        record.state = step.becomes.value
    columns.write(records, ["state"])
    record_change(records, reason=step.done, by=getattr(by, "pk", None))
    if step.name != "send":
        # Drafts are read among all that is not withdrawn.
        now_public = step.becomes == State.PUBLISHED and State.WITHDRAWN not in was
        settle_dates(model, [record.pk for record in records], now_public=now_public)
    return changes


def settle_dates(model: type[Any], keys: Iterable[int], *, now_public: bool = False) -> None:
    """Have readings and the events' dates follow after states of records of a model have changed.

    ``now_public``: only what readers meet by now can have changed, since drafts were published;
    that spares a source of thousands of drafts from being read again for each batch of them.
    """
    column = {Event: "event_id", Source: "source_id", Mention: "pk"}.get(model)
    if column is None:
        return
    events, sources = set[int](), set[int]()
    for some in by_key(Mention, column, keys):
        told = some.filter(**PUBLIC) if now_public else some
        for event, source in told.values_list("event_id", "source_id"):
            events.add(event)
            sources.add(source)
    Mention.objects.reread(sources, public_alone=now_public)
    Event.objects.refresh_dates(events | (set(keys) if model is Event else set()))


def take_some(
    step: Step, left: Chosen, *, act: int | None = None, by: Any, seconds: float = SECONDS
) -> Undoable | None:
    """Take a step with as many records as it can in some seconds; they are taken out of ``left``.

    ``act``: the primary key of what an earlier call gave, where this goes on with it: all of it is
    one act, which can be undone. ``None`` where nothing changed at all. Raises ``NotAllowed``.
    """
    done = Undoable.objects.get(pk=act) if act else None
    until = monotonic() + seconds
    for model in list(left):
        while left[model]:
            some = left[model][:BATCH]
            with transaction.atomic():
                if changes := take(step, model, some, by=by):
                    done = _remembered(step, done, changes, by=by)
            del left[model][: len(some)]
            if monotonic() > until:
                return done
        del left[model]
    return done


def _remembered(
    step: Step, done: Undoable | None, changes: Iterable[RowChange], *, by: Any
) -> Undoable:
    """Keep what was changed with what was before, as one act of the kind that came last. Its title
    says how much of the other kinds went along.
    """
    done = done or Undoable(act=step.act, by=by)
    done.rows = [*done.rows, *changes]
    done.kind = done.rows[-1].model
    by_name = {str(model._meta.model_name): model for model in reversed(STATEFUL)}
    keys: dict[str, list[int]] = defaultdict(list)
    for row in done.rows:
        keys[row.model].append(row.key)
    what, *along = [
        _numbered(len(keys[name]), model)
        for name, model in sorted(by_name.items(), key=lambda one: one[0] != done.kind)
        if name in keys
    ]
    if len(keys[done.kind]) == 1:
        (key,) = keys[done.kind]
        what = f"“{Truncator(by_name[done.kind]._base_manager.get(pk=key)).chars(200)}”"
    *others, last = along or [""]
    with_others = f", with {', '.join(others)}{' and ' * bool(others)}{last}" if last else ""
    done.title = f"{what} {step.done}{with_others}"
    done.save()
    return done


def _numbered(number: int, model: type[Model]) -> str:
    name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number:,} {name}"


def _kept_state(record: Any) -> str | None:
    """A record's state as the database has it, whatever a form has set on the record."""
    if record is None or record.pk is None:
        return None
    kept = type(record)._base_manager.filter(pk=record.pk)
    return kept.values_list("state", flat=True).first()


def _public_mentions() -> Any:
    return Mention.objects.filter(**PUBLIC).order_by()


def _is_public_actor(actor: Actor) -> bool:
    if actor._state.adding:
        return False
    if Actor.objects.filter(pk=actor.pk, listed=True).exists():
        return True
    if actor.participations.filter(event__state=State.PUBLISHED).exists():
        return True
    used = Q(quotes__speaker=actor) | Q(quotes__told_by=actor) | Q(terms__actor=actor)
    return bool(_public_mentions().filter(used).exists())


def _is_public_outlet(outlet: Outlet) -> bool:
    if outlet._state.adding:
        return False
    if Outlet.objects.filter(pk=outlet.pk, listed=True).exists():
        return True
    return outlet.sources.filter(state=State.PUBLISHED).exists()


def _is_public_place(place: Place) -> bool:
    """Whether something public happened in it, or in a place that lies in it."""
    known, some = set[int](), {place.pk} - {None}
    while some:
        if Event.objects.filter(place__in=some, state=State.PUBLISHED).exists():
            return True
        known |= some
        some = {*Place.objects.filter(lies_in__in=some).values_list("pk", flat=True)} - known
    return False
