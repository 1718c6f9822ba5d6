"""The kinds of a digest's entries: what an entry says of a record, and how it is written to one.

A kind's columns and references are the fields that its entry in ``domain.digest`` and its model
both have: a field added to these two is loaded, compared and dumped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from timeline.domain import digest
from timeline.domain.dates.stated_dates import UNREAD, ReadingInContext
from timeline.domain.time import edtf
from timeline.models import (
    Actor,
    Alias,
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
    Source,
    Tag,
    Tagging,
    Term,
)
from timeline.models.record.kind import shipped
from timeline.services.digest.digest_keys import DigestKeys, Values
from timeline.services.digest.mention_rows import details, quotes, terms
from timeline.services.records.new_records import create

REASON = "loaded from the digest"
"""What the history gives as the reason of a change."""


@dataclass(frozen=True)
class EntryPart:
    """Rows that belong to a record and are written with it, such as an actor's aliases.

    ``kept``: the attribute in which ``EntryKind.records`` puts a record's rows. ``owner``: the
    column in which a row has the record's primary key. ``made_of``: the values of an entry that
    the rows follow from. ``rows``: makes them, unsaved, for a saved record, of all its values;
    ``None`` where the kind writes them itself.
    """

    kept: str
    model: Any
    owner: str
    made_of: frozenset[str] = frozenset()
    rows: Callable[[Any, Values, DigestKeys], list[Any]] | None = None


class EntryKind:
    """Entries of one kind, each of which stands for one record of a model.

    ``beside``: fields of the model that the loader gives values to beside those of the entry.
    ``together``: names of values that make sense only beside each other. ``defaults``: what an
    entry says where it leaves a value out.
    """

    def __init__(
        self,
        model: Any,
        entry: type[BaseModel],
        *,
        beside: tuple[str, ...] = (),
        together: tuple[tuple[str, ...], ...] = (),
        parts: tuple[EntryPart, ...] = (),
    ) -> None:
        self.model, self.together, self.parts = model, together, parts
        self.name = str(model._meta.model_name)
        self.defaults = {
            name: field.get_default(call_default_factory=True)
            for name, field in entry.model_fields.items()
        }
        of_model = {field.name: field for field in model._meta.concrete_fields}
        fields = [of_model[name] for name in (*entry.model_fields, *beside) if name in of_model]
        self.columns = [field.name for field in fields if not field.is_relation]
        self.references = {
            field.name: str(field.related_model._meta.model_name)
            for field in fields
            if field.is_relation
        }

    def records(self, some: Iterable[Any] | None = None) -> list[Any]:
        """Records with their parts, as ``values`` takes them; all of the kind where none is given.

        One query a part: prefetching asks for thousands of keys at once, more than SQLite may take.
        """
        found = list(self.model._default_manager.order_by() if some is None else some)
        for part in self.parts:
            rows = part.model._default_manager.all()
            if some is not None:
                rows = rows.filter(**{f"{part.owner}__in": [record.pk for record in found]})
            of: dict[int, list[Any]] = defaultdict(list)
            for row in rows:
                of[getattr(row, part.owner)].append(row)
            for record in found:
                setattr(record, part.kept, of.get(record.pk, []))
        return found

    def values(self, record: Any, keys: DigestKeys) -> Values:
        """What an entry would say of a record, which has its parts."""
        return {name: getattr(record, name) for name in self.columns} | {
            name: keys.name(kind, getattr(record, f"{name}_id"))
            for name, kind in self.references.items()
        }

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """Values with each key as the record goes by it, so that merged records compare equal."""
        return values | {
            name: keys.canonical(kind, values[name])
            for name, kind in self.references.items()
            if name in values
        }

    def as_shipped(self, key: str, keys: DigestKeys) -> Values | None:
        """What an entry would say of a record that is there from the first; of another ``None``."""
        return None

    def assign(self, record: Any, values: Values, keys: DigestKeys) -> None:
        """Set the record's own columns, those of which there are values, without saving it."""
        for name in values.keys() & set(self.columns):
            setattr(record, name, values[name])
        for name in values.keys() & self.references.keys():
            setattr(record, f"{name}_id", keys.pk(self.references[name], values[name]))

    def write(self, record: Any, changes: Values, keys: DigestKeys) -> None:
        """Set these values on one record and its parts, and save it with a line of history."""
        record._change_reason = REASON
        self.assign(record, changes, keys)
        record.save()
        for part in self.parts:
            if part.rows and not part.made_of.isdisjoint(changes):
                rows = part.rows(record, self.values(record, keys) | changes, keys)
                part.model._default_manager.filter(**{part.owner: record.pk}).delete()
                create(rows, reason=REASON)


class ShippedKind(EntryKind):
    """Kinds of event, some of which are there before any digest is loaded."""

    def as_shipped(self, key: str, keys: DigestKeys) -> Values | None:
        found = (self.values(kind, keys) for kind in shipped() if kind.slug == key)
        return next(found, None)


class NamedKind(EntryKind):
    """Actors or outlets with their aliases."""

    def values(self, record: Any, keys: DigestKeys) -> Values:
        """The values of an actor or outlet."""
        aliases = sorted(alias.name for alias in record.kept_aliases)
        return super().values(record, keys) | {"aliases": aliases}

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """Each alias once, in order."""
        aliases = sorted(set(values.get("aliases", ())))
        return super().canonical(values, keys) | {"aliases": aliases}


class PlaceKind(NamedKind):
    """Places with their aliases."""

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """No more than was said: events alone may name a place."""
        said = super().canonical(values, keys)
        return {name: value for name, value in said.items() if name in values}


class EventKind(EntryKind):
    """Events with the actors who took part, their tags, and the editor's date."""

    def values(self, record: Any, keys: DigestKeys) -> Values:
        """An event's values."""
        chosen = {"date": record.chosen_edtf, "reason": record.chosen_reason}
        return super().values(record, keys) | {
            "actors": [keys.name("actor", part.actor_id) for part in record.kept_parts],
            "tags": sorted(str(keys.name("tag", one.tag_id)) for one in record.kept_tags),
            "chosen": chosen if record.chosen_edtf else None,
            "values": record.named_values,
        }

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """Each actor once; each tag once, in order; a kind by the one that it was merged into."""
        actors = [keys.canonical("actor", key) for key in values["actors"]]
        tags = {str(keys.canonical("tag", key)) for key in values.get("tags", ())}
        once: Values = {"actors": list(dict.fromkeys(actors))}
        once["kind"] = keys.canonical("kind", values["kind"])
        return (
            super().canonical(values, keys)
            | once
            | ({"tags": sorted(tags)} if "tags" in values else {})
        )

    def assign(self, record: Any, values: Values, keys: DigestKeys) -> None:
        """Set an event's columns, the editor's date among them."""
        super().assign(record, values, keys)
        if "values" in values:
            record.named_values = values["values"]
        if "chosen" in values:
            chosen = values["chosen"] or {"date": "", "reason": ""}
            record.chosen_edtf, record.chosen_reason = chosen["date"], chosen["reason"]


class SourceKind(EntryKind):
    """Sources, without their mentions."""

    def values(self, record: Any, keys: DigestKeys) -> Values:
        """A source's values."""
        drawn = (keys.name("source", link.to_source_id) for link in record.kept_links)
        return super().values(record, keys) | {
            "published": record.edtf,
            "read_on": record.read_on.isoformat() if record.read_on else None,
            "draws_on": sorted(map(str, drawn)),
            "values": record.named_values,
        }

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """Each source drawn on once, in order."""
        draws_on = {str(keys.canonical("source", key)) for key in values["draws_on"]}
        return super().canonical(values, keys) | {"draws_on": sorted(draws_on)}

    def assign(self, record: Any, values: Values, keys: DigestKeys) -> None:
        """Set a source's columns, the publication date among them."""
        super().assign(record, values, keys)
        if "values" in values:
            record.named_values = values["values"]
        if "published" in values:
            record.interval = edtf.parse(values["published"])
        if values.get("read_on"):
            record.read_on = date.fromisoformat(values["read_on"])

    def write(self, record: Any, changes: Values, keys: DigestKeys) -> None:
        """Write a source, and what it draws on, of which the history has a line of its own."""
        if "published" in changes:
            # What its phrases are read as in their text is for the digest to say anew, or not.
            Mention.objects.hold_readings(record, published=changes["published"])
        super().write(record, changes, keys)
        if "draws_on" in changes:
            record.draws_on.set(self.drawn_on(changes, keys))

    def drawn_on(self, values: Values, keys: DigestKeys) -> list[int]:
        """The primary keys of the sources that it draws on, as far as they are there."""
        return [pk for key in values["draws_on"] if (pk := keys.pk("source", key)) is not None]


class MentionKind(EntryKind):
    """Mentions with their spellings, terms, details and quotes."""

    def values(self, record: Any, keys: DigestKeys) -> Values:
        """A mention's values."""
        names, terms = defaultdict(list), defaultdict(list)
        for term in record.kept_terms:
            if term.actor_id:
                names[keys.name("actor", term.actor_id)].append(term.words)
            else:
                terms[term.subject].append(term.words)
        return super().values(record, keys) | {
            "read": _read(record.in_context) or _unread(record),
            "names": dict(names),
            "terms": dict(terms),
            "details": [
                {"aspect": detail.aspect, "subject": detail.subject, "value": detail.value}
                for detail in record.kept_details
            ],
            "quotes": [
                {
                    "speaker": keys.name("actor", quote.speaker_id),
                    "told_by": keys.name("actor", quote.told_by_id),
                    "words": quote.words,
                    "language": quote.language,
                }
                for quote in record.kept_quotes
            ],
        }

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """Spellings of one actor together; nobody tells their own words as another's."""
        names: dict[str, list[str]] = defaultdict(list)
        for key, spellings in values["names"].items():
            names[str(keys.canonical("actor", key))] += spellings
        quotes = []
        for quote in values["quotes"]:
            speaker, told_by = (
                keys.canonical("actor", quote[name]) for name in ("speaker", "told_by")
            )
            told_by = told_by if told_by != speaker else None
            quotes.append({**quote, "speaker": speaker, "told_by": told_by})
        return super().canonical(values, keys) | {"names": dict(names), "quotes": quotes}

    def assign(self, record: Any, values: Values, keys: DigestKeys) -> None:
        """Set a mention's columns, and what its phrase is read as in the document."""
        super().assign(record, values, keys)
        if "read" in values or "phrase" in values:
            read = values.get("read", _read(record.in_context))
            record.in_context = read and ReadingInContext(record.phrase, record.source.edtf, **read)


def _read(in_context: ReadingInContext | None) -> Values | None:
    names = ("edtf", "rule", "because")
    return {name: getattr(in_context, name) for name in names} if in_context else None


def _unread(mention: Mention) -> Values | None:
    """That nothing reads a mention's phrase, which a digest has to say for itself."""
    if mention.rule != UNREAD:
        return None
    return {"edtf": "", "rule": UNREAD, "because": mention.because}


def _participations(event: Event, values: Values, keys: DigestKeys) -> list[Participation]:
    return [
        Participation(event=event, actor_id=actor, position=position)
        for position, key in enumerate(values["actors"])
        if (actor := keys.pk("actor", key)) is not None
    ]


def _taggings(event: Event, values: Values, keys: DigestKeys) -> list[Tagging]:
    found = (keys.pk("tag", key) for key in values["tags"])
    return [Tagging(event=event, tag_id=pk) for pk in found if pk is not None]


def _aliases(model: type[Alias | OutletAlias | PlaceAlias], owner: str) -> EntryPart:
    def rows(record: Any, values: Values, keys: DigestKeys) -> list[Any]:
        return [model(**{owner: record.pk, "name": name}) for name in values.get("aliases", ())]

    return part("aliases", model, owner, rows, "aliases")


def part(kept: str, model: Any, owner: str, rows: Any, *made_of: str) -> EntryPart:
    return EntryPart(f"kept_{kept}", model, owner, frozenset(made_of), rows)


OUTLETS = NamedKind(Outlet, digest.OutletEntry, parts=(_aliases(OutletAlias, "outlet_id"),))
ACTORS = NamedKind(Actor, digest.ActorEntry, parts=(_aliases(Alias, "actor_id"),))
EVENT_KINDS = ShippedKind(Kind, digest.KindEntry)
TAGS = EntryKind(Tag, digest.TagEntry)
PLACES = PlaceKind(Place, digest.PlaceEntry, parts=(_aliases(PlaceAlias, "place_id"),))
EVENTS = EventKind(
    Event,
    digest.EventEntry,
    parts=(
        part("parts", Participation, "event_id", _participations, "actors"),
        part("tags", Tagging, "event_id", _taggings, "tags"),
    ),
)
SOURCES = SourceKind(
    Source,
    digest.DocumentEntry,
    together=(
        ("outlet", "outlet_basis", "outlet_reason"),
        ("published", "published_basis", "published_reason"),
    ),
    parts=(part("links", Source.draws_on.through, "from_source_id", None),),
)
MENTIONS = MentionKind(
    Mention,
    digest.MentionEntry,
    beside=("position", "source"),
    together=(("inferred", "inferred_reason"), ("phrase", "read")),
    parts=(
        part("terms", Term, "mention_id", terms, "names", "terms"),
        part("details", Detail, "mention_id", details, "details"),
        part("quotes", Quote, "mention_id", quotes, "quotes"),
    ),
)
KINDS = (OUTLETS, ACTORS, EVENT_KINDS, TAGS, PLACES, EVENTS, SOURCES, MENTIONS)
"""The kinds of the record, each after those that it refers to."""
