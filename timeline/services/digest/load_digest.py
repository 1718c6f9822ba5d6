"""Loading a digest: what is new is created, what the digest changed is updated, and what an editor
changed since the last load is kept.

Each entry is compared three ways: what the digest says now, what it said when last loaded (a
``DigestRecord``), and what the database has. Where the database differs from the last load, an
editor was there, and the editor's value stays. What another digest brought is referred to by its
slug, and stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from timeline.domain.text.romanised import romanised
from timeline.models import DigestRecord, Mention, Outlet, Story, columns
from timeline.services.digest import entry_kinds, events_of_stories, former_addresses
from timeline.services.digest.bulk_creation import BulkCreation
from timeline.services.digest.check_digest import Readings, check
from timeline.services.digest.digest_files import THE_STORY, BadDigest, Digest, read_digest
from timeline.services.digest.digest_keys import DigestKeys, Values
from timeline.services.digest.entry_kinds import (
    EVENTS,
    MENTIONS,
    OUTLETS,
    PLACES,
    SOURCES,
    EntryKind,
)
from timeline.services.digest.event_places import EventPlaces, by_level
from timeline.services.digest.events_of_stories import StoryEvents
from timeline.services.digest.known_mentions import KnownMentions
from timeline.services.digest.story_kind import STORIES
from timeline.services.records import collector
from timeline.services.records.new_records import insert
from timeline.services.records.three_way import three_way

KINDS = (*entry_kinds.KINDS, STORIES)
"""All kinds, each after those that it refers to."""


@dataclass
class LoadReport:
    """What a load did, entry by entry.

    ``kept``: a line for each value that an editor changed and that therefore stays.
    ``differing``: a line for each value that stays as another digest, which came first, has it.
    ``left``: a line for each record that the digest no longer has; it stays too.
    """

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """The three numbers in a line."""
        return (
            f"{self.created.total()} created, {self.updated.total()} updated, "
            f"{self.unchanged.total()} unchanged"
        )


ENTRIES_A_SECOND = 4_000
"""What is written in a second: half of what two shared cores do (``tests/bench/results.md``)."""


def load(
    directory: Path, *, dry_run: bool = False, tell: Callable[[str], object] = lambda _: None
) -> LoadReport:
    """Load the digest in a directory, all of it or, where anything is wrong, nothing.

    ``dry_run`` does it all and then takes it back. ``tell`` is given a line, before anything is
    written, of how long others can't write. Raises ``BadDigest`` with every problem found.
    """
    with collector.at_rest():
        digest = read_digest(directory)
        problems, readings = check(digest)
        if problems:
            raise BadDigest(problems)
        tell(_foretold(digest))
        with transaction.atomic():
            report = _Load(digest, readings=readings).run()
            if dry_run:
                transaction.set_rollback(True)
    return report


def _foretold(digest: Digest) -> str:
    entries = sum(map(len, _wanted(digest).values()))
    seconds = max(1, round(entries / ENTRIES_A_SECOND))
    return (
        f"{entries:,} entries in one transaction: whoever else saves waits for it, "
        f"about {seconds} s."
    )


class _Load:
    def __init__(self, digest: Digest, *, readings: Readings) -> None:
        self.digest = digest
        self.wanted = _wanted(digest)
        self.report = LoadReport()
        self._had_main = Story.objects.filter(main=True).exists()
        self.keys = DigestKeys.of_database()
        self.creation = BulkCreation(self.keys, readings=readings)
        self.last: dict[str, dict[str, DigestRecord]] = {kind.name: {} for kind in KINDS}
        self.others: dict[str, dict[str, DigestRecord]] = {kind.name: {} for kind in KINDS}
        records = DigestRecord.objects.filter(kind__in=self.last)
        self.slugs: dict[int | None, str] = dict(Story.objects.values_list("pk", "slug"))
        # Of what is there, the first counts.
        for record in sorted(records, key=lambda r: (r.object_id is not None, -r.pk)):
            if record.digest == digest.name:
                self.last[record.kind][record.key] = record
            elif (record.kind, record.key) != (STORIES.name, THE_STORY):
                self.others[record.kind][record.key] = record
            elif record.object_id in self.slugs:
                self.others[record.kind][self.slugs[record.object_id]] = record
        self._name_the_story()
        self._said_before = {
            key: record.values.pop(events_of_stories.FIELD, None)
            for key, record in self.last[STORIES.name].items()
        }
        self._stale: list[DigestRecord] = []

    def run(self) -> LoadReport:
        for kind in KINDS:
            existing = self._existing(kind)
            new: list[tuple[str, Values]] = []
            known: list[tuple[str, Values, Any]] = []
            for key, values in self.wanted[kind.name].items():
                if record := self._known(kind, key, existing):
                    known.append((key, values, record))
                elif self._was_brought(kind, key):
                    self._keep(kind.name, key, "was deleted in admin, and stays deleted")
                else:
                    new.append((key, values))
            self._create(kind, new)
            for key, values, record in known:
                if key in self.last[kind.name] or key not in self.others[kind.name]:
                    self._merge(kind, key, record, values)
                else:
                    self._compare(kind, key, record, values)
            self._left(kind)
        columns.write(self._stale, ["values"])
        self._choose_main()
        self._settle_stories()
        former_addresses.load(self.digest, self.keys)
        return self.report

    def _name_the_story(self) -> None:
        """Have what was the digest's only story go by its slug, now that it is in a list."""
        last = self.last[STORIES.name]
        record = last.get(THE_STORY)
        if record is None or THE_STORY in self.digest.stories:
            return
        slug = self.slugs.get(record.object_id)
        if slug in self.digest.stories and slug not in last:
            DigestRecord.objects.filter(pk=record.pk).update(key=slug)
            record.key = slug
            last[slug] = last.pop(THE_STORY)

    def _choose_main(self) -> None:
        """Have the story that the digest calls the main one be that, unless one was before."""
        for key, located in self.digest.stories.items():
            story = self.keys.get(STORIES.name, key)
            if story and located.entry.main and not self._had_main:
                Story.objects.filter(main=True).update(main=False)
                Story.objects.filter(pk=story.pk).update(main=True)

    def _settle_stories(self) -> None:
        said = events_of_stories.said_by(self.digest)
        known = set(self.wanted[EVENTS.name])
        for key, events in said.items():
            story = self.keys.get(STORIES.name, key)
            if story is None:
                continue
            before = self._said_before.get(key)
            if before is None and key in self.last[STORIES.name]:
                # Of a release that kept none: every event was of the only story there was.
                before = list(self.last[EVENTS.name])
            changed = events_of_stories.settle(
                story,
                StoryEvents(events, known, None if before is None else {*before}),
                self.keys,
                keep=lambda event, what: self._keep(EVENTS.name, event, what),
            )
            if changed and key in self.last[STORIES.name]:
                self._count_updated(STORIES.name)
        events_of_stories.remember(self.digest.name, said)

    def _count_updated(self, kind: str) -> None:
        """Count one of a kind as updated that was counted as unchanged."""
        if self.report.unchanged[kind]:
            self.report.unchanged[kind] -= 1
            self.report.updated[kind] += 1

    def _existing(self, kind: EntryKind) -> dict[Any, Any]:
        """Records by primary key, and, except for mentions, by slug."""
        found: dict[Any, Any] = {}
        for record in kind.records():
            found[record.pk] = record
            if slug := getattr(record, "slug", None):
                found[slug] = record
        left = [
            (key, found[last.object_id])
            for key, last in (self.others[kind.name] | self.last[kind.name]).items()
            if last.object_id in found
        ]
        # Of entries that were merged into one record, that whose slug it has gives it its name.
        for key, record in sorted(left, key=lambda at: at[0] != getattr(at[1], "slug", at[0])):
            self.keys.put(kind.name, key, record)
        if kind is MENTIONS:
            self._name_mentions(found.values())
        return found

    def _name_mentions(self, mentions: Iterable[Mention]) -> None:
        """Have the entries of mentions go by the keys of those that they mean."""
        name = MENTIONS.name
        known = KnownMentions(
            mentions,
            said={
                key: record.values for key, record in (self.others[name] | self.last[name]).items()
            },
            own=self.last[name],
            keys=self.keys,
            values=lambda mention: MENTIONS.values(mention, self.keys),
        )
        self.wanted[name] = known.named(self.wanted[name])

    def _known(self, kind: EntryKind, key: str, existing: dict[Any, Any]) -> Any:
        """The record that a key means: as last loaded, else an editor's with the same slug."""
        if record := self.keys.get(kind.name, key):
            return record
        if self._was_brought(kind, key):
            return None
        if kind is STORIES and key == THE_STORY:
            values = self.wanted[kind.name][key]
            record = existing.get(values.get("slug") or slugify(romanised(values["title"]))[:80])
        else:
            record = existing.get(key)
        if record is not None:
            self.keys.put(kind.name, key, record)
        return record

    def _was_brought(self, kind: EntryKind, key: str) -> bool:
        """Whether this or another digest brought an entry before."""
        return key in self.last[kind.name] or key in self.others[kind.name]

    def _compare(self, kind: EntryKind, key: str, record: Any, values: Values) -> None:
        """Name what an entry says otherwise than the record of another digest's entry.

        What an entry leaves out, or as the format has it unless said, is no difference.
        """
        now = kind.values(record, self.keys)
        first = self.others[kind.name][key].digest
        self.report.differing += [
            f"{kind.name} {key}: {name} stays as the digest “{first}” has it"
            for name, value in kind.canonical(values, self.keys).items()
            if value not in (now[name], kind.defaults.get(name, value))
        ]
        self.report.unchanged[kind.name] += 1

    def _merge(self, kind: EntryKind, key: str, record: Any, values: Values) -> None:
        if self.keys.name(kind.name, record.pk) != key and kind is not STORIES:
            self._keep(kind.name, key, f"was merged in admin into “{record}”, and stays so")
            return
        new = kind.canonical(values, self.keys)
        last = self.last[kind.name].get(key)
        now = kind.values(record, self.keys)
        if last is not None and last.values == new == now:
            self.report.unchanged[kind.name] += 1
            return
        base = kind.canonical(last.values, self.keys) if last else kind.as_shipped(key, self.keys)
        changed, edited = three_way(new, now, base)
        changes = {name: new[name] for name in changed if not _unsaid(kind, name, new, base)}
        for name in edited:
            self._keep(kind.name, key, f"{name} was changed in admin")
        self._keep_together(kind, key, edited, changes)
        if changes:
            self._refuse_taken_name(kind, key, changes, record)
            kind.write(record, changes, self.keys)
            self.report.updated[kind.name] += 1
        else:
            self.report.unchanged[kind.name] += 1
        if last is None:
            self._remember(kind, [(key, new)])
        elif last.values != new:
            last.values = new
            self._stale.append(last)

    def _keep_together(self, kind: EntryKind, key: str, edited: list[str], changes: Values) -> None:
        """Take from the changes what makes sense only beside what an editor changed.

        An editor's outlet would otherwise be left with the basis of the digest's.
        """
        for group in kind.together:
            if theirs := next((name for name in edited if name in group), None):
                for name in [name for name in group if name in changes]:
                    self._keep(kind.name, key, f"{name} stays beside {theirs}")
                    del changes[name]

    def _refuse_taken_name(self, kind: EntryKind, key: str, values: Values, record: Any) -> None:
        """Raise ``BadDigest`` where another outlet has the name: an editor's, or one renamed."""
        if kind is not OUTLETS or "name" not in values:
            return
        if other := Outlet.objects.filter(name=values["name"]).exclude(pk=record.pk).first():
            what = f"another outlet, “{other.slug}”, has the name “{other.name}” already"
            located = next(entry for entry in self.digest.outlets if entry.entry.slug == key)
            raise BadDigest([located.problem(what, "name")])

    def _create(self, kind: EntryKind, new: list[tuple[str, Values]]) -> None:
        # As merged records have them: an actor who is two in the digest takes part once.
        new = [(key, kind.canonical(values, self.keys)) for key, values in new]
        if kind is MENTIONS:
            new = [(key, values) for key, values in new if self._belongs(key, values)]
        if kind is OUTLETS:
            for key, values in new:
                self._refuse_taken_name(kind, key, values, Outlet())
        for some in by_level(new) if kind is PLACES else [new]:
            self.creation.create(kind, some)
        self.report.created[kind.name] += len(new)
        self._remember(kind, new)

    def _remember(self, kind: EntryKind, entries: list[tuple[str, Values]]) -> None:
        insert(
            DigestRecord,
            ("digest", "kind", "key", "object_id", "values"),
            (
                (self.digest.name, kind.name, key, self.keys.get(kind.name, key).pk, values)
                for key, values in entries
            ),
        )

    def _belongs(self, key: str, values: Values) -> bool:
        """Whether a mention's event and source are there; one that an editor deleted is not."""
        there = all(self.keys.get(kind, values[kind]) for kind in ("event", "source"))
        if not there:
            self._keep("mention", key, "belongs to what was deleted in admin")
        return there

    def _left(self, kind: EntryKind) -> None:
        name = kind.name
        for key in sorted(self.last[name]):
            if key not in self.wanted[name] and self.keys.get(name, key):
                self.report.left.append(f"{name} {key}")

    def _keep(self, kind: str, key: str, what: str) -> None:
        self.report.kept.append(f"{kind} {key}: {what}")


def _unsaid(kind: EntryKind, name: str, new: Values, base: Values | None) -> bool:
    """Whether an entry leaves out what the release that last loaded it did not know: the digest
    says nothing of it, and what an editor put there meanwhile stays.
    """
    is_new = base is not None and name not in base
    return is_new and name in kind.defaults and new[name] == kind.defaults[name]


def _wanted(digest: Digest) -> dict[str, dict[str, Values]]:
    """The digest's entries as values, by kind and key."""
    wanted: dict[str, dict[str, Values]] = {kind.name: {} for kind in KINDS}
    for noun, entries in digest.by_noun.items():
        for located in entries:
            wanted[noun][located.entry.slug] = located.entry.model_dump(mode="json")
    for outlet in wanted[OUTLETS.name].values():
        if outlet["colour"] is None:
            del outlet["colour"]
    for slug, source in wanted[SOURCES.name].items():
        source |= {"document": "", "sha256": ""} | source
        if source["origin"] is None:
            del source["origin"]
        seen: Counter[tuple[str, int]] = Counter()
        within: Counter[int] = Counter()
        for mention in source.pop("mentions", []):
            event, paragraph = place = (mention["event"], mention["paragraph"])
            seen[place] += 1
            mention |= {"source": slug, "position": within[paragraph]}
            wanted["mention"][f"{slug}#{event}#{paragraph}#{seen[place]}"] = mention
            within[paragraph] += 1
    places = EventPlaces(digest)
    wanted[PLACES.name] |= places.implied
    for event in wanted[EVENTS.name].values():
        del event["stories"]
        event["place"] = event["place"] and places.keys[event["place"]]
    for key, story in digest.stories.items():
        values = wanted[STORIES.name][key] = story.entry.model_dump(mode="json")
        del values["main"]
        if values["slug"] is None:
            del values["slug"]
    return wanted
