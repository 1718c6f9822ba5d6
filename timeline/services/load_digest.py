"""Loading a digest: what is new is created, what the digest changed is updated, and what an editor
changed since the last load is kept.

Each entry is compared three ways: what the digest says now, what it said when last loaded (a
``DigestRecord``), and what the database has. Where the database differs from the last load, an
editor was there, and the editor's value stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from timeline.models import Detail, DigestRecord, Mention, Outlet, Quote, Source, Story, Term
from timeline.models.mention import read_mentions
from timeline.services.check_digest import problems_in
from timeline.services.digest_files import BadDigest, Digest, read_digest
from timeline.services.digest_values import (
    KINDS,
    REASON,
    Keys,
    Mentions,
    Outlets,
    Sources,
    Values,
)

_PREFETCH = {
    "actor": ("aliases",),
    "event": ("participations__actor",),
    "source": ("outlet", "draws_on"),
    "mention": (
        "source",
        "event",
        "via",
        "terms__actor",
        "details",
        "quotes__speaker",
        "quotes__told_by",
    ),
    "story": ("opens_with", "closes_with"),
}


@dataclass
class LoadReport:
    """What a load did, entry by entry.

    ``kept``: a line for each value that an editor changed and that therefore stays.
    ``left``: a line for each record that the digest no longer has; it stays too.
    """

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """The three numbers in a line."""
        return (
            f"{self.created.total()} created, {self.updated.total()} updated, "
            f"{self.unchanged.total()} unchanged"
        )


def load(directory: Path, *, dry_run: bool = False) -> LoadReport:
    """Load the digest in a directory, all of it or, where anything is wrong, nothing.

    ``dry_run`` does it all and then takes it back. Raises ``BadDigest`` with every problem found.
    """
    digest = read_digest(directory)
    if problems := problems_in(digest):
        raise BadDigest(problems)
    with transaction.atomic():
        report = _Load(digest).run()
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Load:
    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.wanted = _wanted(digest)
        self.report = LoadReport()
        self.keys = Keys()
        self.last = {(r.kind, r.key): r for r in DigestRecord.objects.all()}

    def run(self) -> LoadReport:
        for kind in KINDS:
            existing = self._existing(kind)
            new: list[tuple[str, Values]] = []
            known: list[tuple[str, Values, Any]] = []
            for key, values in self.wanted[kind.kind].items():
                if record := self._known(kind, key, existing):
                    known.append((key, values, record))
                elif (kind.kind, key) in self.last:
                    self._keep(kind.kind, key, "was deleted in admin, and stays deleted")
                else:
                    new.append((key, values))
            self._create(kind, new)
            for key, values, record in known:
                self._merge(kind, key, record, values)
            self._left(kind)
        return self.report

    def _existing(self, kind: Any) -> dict[Any, Any]:
        """Records by primary key, and, except for mentions, by slug."""
        found: dict[Any, Any] = {}
        related = _PREFETCH.get(kind.kind, ())
        for record in kind.model.objects.prefetch_related(*related):
            found[record.pk] = record
            if slug := getattr(record, "slug", None):
                found[slug] = record
        for (name, key), last in self.last.items():
            if name == kind.kind and last.object_id in found:
                record = found[last.object_id]
                if key == getattr(record, "slug", key):
                    self.keys.put(name, key, record)
        for (name, key), last in self.last.items():
            if name == kind.kind and last.object_id in found:
                self.keys.put(name, key, found[last.object_id])
        return found

    def _known(self, kind: Any, key: str, existing: dict[Any, Any]) -> Any:
        """The record that a key means: as last loaded, else an editor's with the same slug."""
        if record := self.keys.get(kind.kind, key):
            return record
        if (kind.kind, key) in self.last:
            return None
        record = existing.get(1 if kind.model is Story else key)
        if record is not None:
            self.keys.put(kind.kind, key, record)
        return record

    def _merge(self, kind: Any, key: str, record: Any, values: Values) -> None:
        if self.keys.name(kind.kind, record) != key and kind.model is not Story:
            self._keep(kind.kind, key, f"was merged in admin into “{record}”, and stays so")
            return
        new = kind.canonical(values, self.keys)
        last = self.last.get((kind.kind, key))
        base = kind.canonical(last.values, self.keys) if last else {}
        now = kind.values(record, self.keys)
        changes = {name: value for name, value in new.items() if not _same(now[name], value)}
        edited = [
            name
            for name in changes
            if last is None or (name in base and not _same(now[name], base[name]))
        ]
        for name in edited:
            self._keep(kind.kind, key, f"{name} was changed in admin")
            del changes[name]
        self._keep_together(kind, key, edited, changes)
        if changes:
            self._refuse_taken_name(kind, key, changes, record)
            record._change_reason = REASON
            kind.write(record, changes, self.keys)
            self.report.updated[kind.kind] += 1
        else:
            self.report.unchanged[kind.kind] += 1
        if last is None:
            DigestRecord.objects.create(kind=kind.kind, key=key, object_id=record.pk, values=new)
        elif last.values != new:
            last.values = new
            last.save()

    def _keep_together(self, kind: Any, key: str, edited: list[str], changes: Values) -> None:
        """Take from the changes what makes sense only beside what an editor changed.

        An editor's outlet would otherwise be left with the basis of the digest's.
        """
        for group in getattr(kind, "together", ()):
            if theirs := next((name for name in edited if name in group), None):
                for name in [name for name in group if name in changes]:
                    self._keep(kind.kind, key, f"{name} stays beside {theirs}")
                    del changes[name]

    def _refuse_taken_name(self, kind: Any, key: str, values: Values, record: Any) -> None:
        """Raise ``BadDigest`` where another outlet has the name: an editor's, or one renamed."""
        if kind is not Outlets or "name" not in values:
            return
        if other := Outlet.objects.filter(name=values["name"]).exclude(pk=record.pk).first():
            what = f"another outlet, “{other.slug}”, has the name “{other.name}” already"
            located = next(entry for entry in self.digest.outlets if entry.entry.slug == key)
            raise BadDigest([located.problem(what, "name")])

    def _create(self, kind: Any, new: list[tuple[str, Values]]) -> None:
        # As merged records have them: an actor who is two in the digest takes part once.
        new = [(key, kind.canonical(values, self.keys)) for key, values in new]
        if kind is Mentions:
            new = self._create_mentions(new)
        else:
            for key, values in new:
                record = kind.model()
                record._change_reason = REASON
                self._refuse_taken_name(kind, key, values, record)
                kind.write(record, values, self.keys)
                self.keys.put(kind.kind, key, record)
            if kind is Sources:
                # Once more, now that the sources they draw on are all there.
                for key, values in new:
                    drawn = {"draws_on": values["draws_on"]}
                    kind.write(self.keys.get("source", key), drawn, self.keys)
        self.report.created[kind.kind] += len(new)
        DigestRecord.objects.bulk_create(
            DigestRecord(
                kind=kind.kind,
                key=key,
                object_id=self.keys.get(kind.kind, key).pk,
                values=kind.canonical(values, self.keys),
            )
            for key, values in new
        )

    def _create_mentions(self, new: list[tuple[str, Values]]) -> list[tuple[str, Values]]:
        """Create mentions in bulk with what hangs on them; those that could be created."""
        made: list[tuple[str, Values, Mention]] = []
        by_source: dict[Source, list[Mention]] = defaultdict(list)
        for key, values in new:
            mention = Mention()
            if not self.keys.get("event", values["event"]) or not self.keys.get(
                "source", values["source"]
            ):
                self._keep("mention", key, "belongs to what was deleted in admin")
                continue
            Mentions.take(mention, values, self.keys)
            made.append((key, values, mention))
            by_source[mention.source].append(mention)
        for source, mentions in by_source.items():
            mentions.sort(key=lambda m: (m.paragraph is None, m.paragraph or 0, m.position))
            read_mentions(mentions, source)
        if not made:
            return []
        bulk_create_with_history(
            [mention for _, _, mention in made],
            Mention,
            batch_size=500,
            default_change_reason=REASON,
        )
        terms: list[Term] = []
        details: list[Detail] = []
        quotes: list[Quote] = []
        for key, values, mention in made:
            self.keys.put("mention", key, mention)
            terms += Mentions.terms(mention, values, self.keys)
            details += Mentions.details(mention, values)
            quotes += Mentions.quotes(mention, values, self.keys)
        Term.objects.bulk_create(terms, batch_size=500)
        Detail.objects.bulk_create(details, batch_size=500)
        if quotes:
            bulk_create_with_history(quotes, Quote, batch_size=500, default_change_reason=REASON)
        return [(key, values) for key, values, _ in made]

    def _left(self, kind: Any) -> None:
        for name, key in sorted(self.last):
            if name == kind.kind and key not in self.wanted[name] and self.keys.get(name, key):
                self.report.left.append(f"{name} {key}")

    def _keep(self, kind: str, key: str, what: str) -> None:
        self.report.kept.append(f"{kind} {key}: {what}")


def _same(one: Any, other: Any) -> bool:
    return bool(one == other)


def _wanted(digest: Digest) -> dict[str, dict[str, Values]]:
    """The digest's entries as values, by kind and key."""
    wanted: dict[str, dict[str, Values]] = {kind.kind: {} for kind in KINDS}
    for noun, entries in (
        ("outlet", digest.outlets),
        ("actor", digest.actors),
        ("event", digest.events),
    ):
        for located in entries:
            wanted[noun][located.entry.slug] = located.entry.model_dump(mode="json")
    for outlet in wanted[Outlets.kind].values():
        if outlet["colour"] is None:
            del outlet["colour"]
    for source in digest.sources:
        values = {"document": "", "sha256": "", **source.entry.model_dump(mode="json")}
        mentions = values.pop("mentions", [])
        wanted["source"][source.entry.slug] = values
        seen: Counter[tuple[str, int]] = Counter()
        within: Counter[int] = Counter()
        for mention in mentions:
            place = (mention["event"], mention["paragraph"])
            seen[place] += 1
            key = f"{source.entry.slug}#{place[0]}#{place[1]}#{seen[place]}"
            wanted["mention"][key] = {
                **mention,
                "source": source.entry.slug,
                "position": within[mention["paragraph"]],
            }
            within[mention["paragraph"]] += 1
    if digest.story:
        wanted["story"]["story"] = digest.story.entry.model_dump(mode="json")
    return wanted
