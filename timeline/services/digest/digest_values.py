"""Records as the digest's values and back: one class a kind, used to load and to dump.

``values`` gives what a digest entry would say of a record, in plain JSON types; ``write`` sets some
of those values on a record and saves it. References are keys: a ``Keys`` tells which record a key
means and under which key a record goes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from timeline.domain.dates.told_dates import ReadingInContext
from timeline.domain.time import edtf
from timeline.models import (
    Actor,
    Alias,
    Detail,
    Event,
    Mention,
    Outlet,
    Participation,
    Quote,
    Source,
    Story,
    Term,
)
from timeline.services.digest.digest_records import Hanging, Keys

Values = dict[str, Any]

REASON = "loaded from the digest"
"""What the history gives as the reason of a change."""


class Outlets:
    """Outlets."""

    kind, model = "outlet", Outlet
    hanging: Hanging = {}
    plain = ("slug", "name", "kind", "colour", "note", "free_to_show")

    @staticmethod
    def values(outlet: Outlet, keys: Keys) -> Values:
        return {name: getattr(outlet, name) for name in Outlets.plain}

    @staticmethod
    def write(outlet: Outlet, values: Values, keys: Keys) -> None:
        _set(outlet, values, Outlets.plain)
        outlet.save()

    @staticmethod
    def canonical(values: Values, keys: Keys) -> Values:
        return values


class Actors:
    """Actors with their aliases."""

    kind, model = "actor", Actor
    hanging: Hanging = {"kept_aliases": (Alias, "actor_id")}
    plain = ("slug", "name", "kind", "description")

    @staticmethod
    def values(actor: Any, keys: Keys) -> Values:
        aliases = sorted(alias.name for alias in actor.kept_aliases)
        return {**{name: getattr(actor, name) for name in Actors.plain}, "aliases": aliases}

    @staticmethod
    def take(actor: Actor, values: Values, keys: Keys) -> None:
        """Set the actor's own columns, without saving."""
        _set(actor, values, Actors.plain)

    @staticmethod
    def write(actor: Actor, values: Values, keys: Keys) -> None:
        Actors.take(actor, values, keys)
        actor.save()
        if "aliases" in values:
            actor.aliases.exclude(name__in=values["aliases"]).delete()
            have = set(actor.aliases.values_list("name", flat=True))
            Alias.objects.bulk_create(
                Alias(actor=actor, name=name) for name in values["aliases"] if name not in have
            )

    @staticmethod
    def canonical(values: Values, keys: Keys) -> Values:
        return {**values, "aliases": sorted(set(values["aliases"]))}


class Events:
    """Events with the actors who took part, and the editor's date."""

    kind, model = "event", Event
    hanging: Hanging = {"kept_parts": (Participation, "event_id")}
    plain = ("slug", "title", "summary", "kind", "place", "sequence")

    @staticmethod
    def values(event: Any, keys: Keys) -> Values:
        chosen = {"date": event.chosen_edtf, "reason": event.chosen_reason}
        return {
            **{name: getattr(event, name) for name in Events.plain},
            "actors": [keys.name("actor", p.actor_id) for p in event.kept_parts],
            "chosen": chosen if event.chosen_edtf else None,
        }

    @staticmethod
    def take(event: Event, values: Values, keys: Keys) -> None:
        """Set the event's own columns, without saving."""
        _set(event, values, Events.plain)
        if "chosen" in values:
            chosen = values["chosen"] or {"date": "", "reason": ""}
            event.chosen_edtf, event.chosen_reason = chosen["date"], chosen["reason"]

    @staticmethod
    def write(event: Event, values: Values, keys: Keys) -> None:
        Events.take(event, values, keys)
        event.save()
        if "actors" in values:
            event.participations.all().delete()
            Participation.objects.bulk_create(
                Participation(event_id=event_id, actor_id=actor_id, position=position)
                for event_id, actor_id, position in Events.parts(event, values, keys)
            )

    @staticmethod
    def parts(event: Event, values: Values, keys: Keys) -> list[tuple[int, int, int]]:
        """Who took part: the keys of event and actor, and the position."""
        actors = [keys.get("actor", key) for key in values["actors"]]
        return [
            (event.pk, actor.pk, position)
            for position, actor in enumerate(actors)
            if actor is not None
        ]

    @staticmethod
    def canonical(values: Values, keys: Keys) -> Values:
        actors = [keys.canonical("actor", key) for key in values["actors"]]
        return {**values, "actors": list(dict.fromkeys(actors))}


class Sources:
    """Sources, without their mentions."""

    kind, model = "source", Source
    hanging: Hanging = {"kept_links": (Source.draws_on.through, "from_source_id")}
    together = (
        ("outlet", "outlet_basis", "outlet_reason"),
        ("published", "published_basis", "published_reason"),
    )
    plain = (
        "slug", "title", "kind", "authors", "outlet_basis", "outlet_reason",
        "published_basis", "published_reason", "url", "document", "sha256",
    )  # fmt: skip

    @staticmethod
    def values(source: Any, keys: Keys) -> Values:
        return {
            **{name: getattr(source, name) for name in Sources.plain},
            "outlet": keys.name("outlet", source.outlet_id),
            "published": source.edtf,
            "draws_on": sorted(
                str(keys.name("source", link.to_source_id)) for link in source.kept_links
            ),
        }

    @staticmethod
    def take(source: Source, values: Values, keys: Keys) -> None:
        """Set the source's own columns, without saving."""
        _set(source, values, Sources.plain)
        if "outlet" in values:
            source.outlet = keys.get("outlet", values["outlet"])
        if "published" in values:
            source.interval = edtf.parse(values["published"])

    @staticmethod
    def write(source: Source, values: Values, keys: Keys) -> None:
        Sources.take(source, values, keys)
        if "published" in values:
            # What its phrases are read as in their text is for the digest to say anew, or not.
            Mention.objects.hold_readings(source)
        source.save()
        if "draws_on" in values:
            source.draws_on.set(Sources.drawn_on(values, keys))

    @staticmethod
    def drawn_on(values: Values, keys: Keys) -> list[Source]:
        """The sources that are there of those that it draws on."""
        drawn = [keys.get("source", key) for key in values["draws_on"]]
        return [source for source in drawn if source is not None]

    @staticmethod
    def canonical(values: Values, keys: Keys) -> Values:
        draws_on = {str(keys.canonical("source", key)) for key in values["draws_on"]}
        return {
            **values,
            "outlet": keys.canonical("outlet", values["outlet"]),
            "draws_on": sorted(draws_on),
        }


class Mentions:
    """Mentions with their spellings, terms and quotes."""

    kind, model = "mention", Mention
    hanging: Hanging = {
        "kept_terms": (Term, "mention_id"),
        "kept_details": (Detail, "mention_id"),
        "kept_quotes": (Quote, "mention_id"),
    }
    together = (("inferred", "inferred_reason"), ("phrase", "read"))
    plain = ("paragraph", "position", "phrase", "inferred", "inferred_reason", "says")

    @staticmethod
    def values(mention: Any, keys: Keys) -> Values:
        names, terms = defaultdict(list), defaultdict(list)
        for term in mention.kept_terms:
            if term.actor_id:
                names[keys.name("actor", term.actor_id)].append(term.words)
            else:
                terms[term.subject].append(term.words)
        return {
            **{name: getattr(mention, name) for name in Mentions.plain},
            "read": _read(mention.in_context),
            "source": keys.name("source", mention.source_id),
            "event": keys.name("event", mention.event_id),
            "via": keys.name("source", mention.via_id),
            "names": dict(names),
            "terms": dict(terms),
            "details": [
                {"aspect": detail.aspect, "subject": detail.subject, "value": detail.value}
                for detail in mention.kept_details
            ],
            "quotes": [
                {
                    "speaker": keys.name("actor", quote.speaker_id),
                    "told_by": keys.name("actor", quote.told_by_id),
                    "words": quote.words,
                }
                for quote in mention.kept_quotes
            ],
        }

    @staticmethod
    def take(mention: Mention, values: Values, keys: Keys) -> None:
        """Set the mention's own columns, without saving."""
        read = values.get("read", _read(mention.in_context))
        _set(mention, values, Mentions.plain)
        for name, kind in (("source", "source"), ("event", "event"), ("via", "source")):
            if name in values:
                record = keys.get(kind, values[name])
                setattr(mention, f"{name}_id", record.pk if record is not None else None)
        if "read" in values or "phrase" in values:
            mention.in_context = read and ReadingInContext(
                mention.phrase, mention.source.edtf, **read
            )

    @staticmethod
    def write(mention: Mention, values: Values, keys: Keys) -> None:
        Mentions.take(mention, values, keys)
        mention.save()
        if "names" in values or "terms" in values:
            kept = Mentions.values(mention, keys)
            mention.terms.all().delete()
            Term.objects.bulk_create(Mentions.terms(mention, {**kept, **values}, keys))
        if "details" in values:
            mention.details.all().delete()
            Detail.objects.bulk_create(Mentions.details(mention, values))
        if "quotes" in values:
            mention.quotes.all().delete()
            if quotes := Mentions.quotes(mention, values, keys):
                bulk_create_with_history(quotes, Quote, default_change_reason=REASON)

    @staticmethod
    def terms(mention: Mention, values: Values, keys: Keys) -> list[Term]:
        """The mention's spellings and terms, not yet saved."""
        named = [
            Term(mention=mention, actor=keys.get("actor", key), words=words)
            for key, spellings in values["names"].items()
            if keys.get("actor", key) is not None
            for words in spellings
        ]
        chosen = [
            Term(mention=mention, subject=subject, words=words)
            for subject, choices in values["terms"].items()
            for words in choices
        ]
        for position, term in enumerate([*named, *chosen]):
            term.position = position
        return [*named, *chosen]

    @staticmethod
    def details(mention: Mention, values: Values) -> list[Detail]:
        """The mention's details, not yet saved."""
        return [
            Detail(mention=mention, position=position, **detail)
            for position, detail in enumerate(values["details"])
        ]

    @staticmethod
    def quotes(mention: Mention, values: Values, keys: Keys) -> list[Quote]:
        """The mention's quotes, not yet saved."""
        return [
            Quote(
                mention=mention,
                speaker=keys.get("actor", quote["speaker"]),
                told_by=keys.get("actor", quote["told_by"]),
                words=quote["words"],
                position=position,
            )
            for position, quote in enumerate(values["quotes"])
            if keys.get("actor", quote["speaker"]) is not None
        ]

    @staticmethod
    def canonical(values: Values, keys: Keys) -> Values:
        def actor(key: str | None) -> str | None:
            return keys.canonical("actor", key)

        names: dict[str, list[str]] = defaultdict(list)
        for key, spellings in values["names"].items():
            names[str(actor(key))] += spellings
        return {
            **values,
            "event": keys.canonical("event", values["event"]),
            "source": keys.canonical("source", values["source"]),
            "via": keys.canonical("source", values["via"]),
            "names": dict(names),
            "quotes": [
                {**q, "speaker": speaker, "told_by": told_by if told_by != speaker else None}
                for q in values["quotes"]
                for speaker, told_by in [(actor(q["speaker"]), actor(q["told_by"]))]
            ],
        }


class Stories:
    """The story."""

    kind, model = "story", Story
    hanging: Hanging = {}
    plain = ("title", "standfirst")

    @staticmethod
    def values(story: Story, keys: Keys) -> Values:
        return {
            "title": story.title,
            "standfirst": story.standfirst,
            "opens_with": keys.name("event", story.opens_with_id),
            "closes_with": keys.name("event", story.closes_with_id),
        }

    @staticmethod
    def write(story: Story, values: Values, keys: Keys) -> None:
        _set(story, values, Stories.plain)
        for name in ("opens_with", "closes_with"):
            if name in values:
                setattr(story, name, keys.get("event", values[name]))
        story.save()

    @staticmethod
    def canonical(values: Values, keys: Keys) -> Values:
        ends = ("opens_with", "closes_with")
        return {**values, **{name: keys.canonical("event", values[name]) for name in ends}}


KINDS: tuple[Any, ...] = (Outlets, Actors, Events, Sources, Mentions, Stories)


def _read(in_context: ReadingInContext | None) -> Values | None:
    names = ("edtf", "rule", "because")
    return {name: getattr(in_context, name) for name in names} if in_context else None


def _set(record: Model, values: Values, names: tuple[str, ...]) -> None:
    for name in names:
        if name in values:
            setattr(record, name, values[name])
