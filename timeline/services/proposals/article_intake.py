"""Articles taken in, at the desk and by ``manage.py ingest``: files in, what came of each out.

Files are read a few at a time, what they tell is found, in processes of their own where there are
many, and some articles at a time are written with their proposals, all of those or none, so that
nobody else waits long to write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from timeline.domain.article.incoming_article import IncomingArticle
from timeline.domain.events.proposed_mention import ProposedMention
from timeline.domain.time.intervals import Interval
from timeline.models import Article, Outlet, Source, Story
from timeline.queries.database.table_locks import keep_others_from_writing
from timeline.services.proposals import finding_processes
from timeline.services.proposals.finding import FoundInArticle, told_languages
from timeline.services.proposals.propose import KnownRecord, held_against_events, keep
from timeline.services.proposals.text_changes import NewText, older_version, prepare, replace
from timeline.services.records.new_records import create
from timeline.services.records.outlet_names import as_compared, outlets_by_name
from timeline.services.records.publishing import may_change
from timeline.services.records.timed_batches import TimedBatches

_FILES = 16
_BYTES = 4_000_000
"""Of the files that are read together, at most."""

_WRITTEN = 64
"""The files from which on what was found is written: each time takes a wait for the disk."""

_WEIGHT = 1_000
"""What is written of at first, as ``_weight`` counts it: a part of a second's work."""

_LONGEST_NAME = 300


class Arrival(StrEnum):
    """How a file came in, as editors are told."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "already in"
    REFUSED = "refused"


class IncomingFile(NamedTuple):
    """A file: the name it is known by, empty for a pasted text, and what gives its bytes.

    ``read`` may raise ``OSError``.
    """

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What came of a file.

    ``article`` is missing where it was refused, for which ``why`` has the sentence, and where a
    digest brought its source before. ``proposals``: how many were made.
    """

    file: IncomingFile
    arrival: Arrival
    article: Article | None = None
    proposals: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class IntakeDefaults:
    """What counts where an article states none of its own, with the reason that readers are told.

    ``published``: the publication date. ``story``: the one that new events go into.
    """

    story: Story | None = None

    outlet: Outlet | None = None
    published: Interval | None = None
    reason: str = "Given by the editor who took the article in."


def take_in(
    files: Sequence[IncomingFile], *, by: Any = None, defaults: IntakeDefaults | None = None
) -> Iterator[IntakeResult]:
    """Take files in; what came of each, in their order, once it is written.

    One that is no article, or can't be read, doesn't stop the rest. What is in already, by its
    bytes, is left alone, and so is one whose source a digest brought, so that an interrupted run
    can be run again. A text under a known address or file name that shares at least half of its
    lines with the one kept there is its new version (see ``text_changes``). ``by``: the user who
    takes them in.
    """
    defaults = defaults or IntakeDefaults()
    record = KnownRecord.of_database(for_many=len(files) >= finding_processes.MANY)
    done: list[_Reading] = []
    batches = TimedBatches(weigh=_weight, first=_WEIGHT)
    with finding_processes.started(
        record.finding, published=defaults.published, files=len(files)
    ) as work:
        for batch, found in work(_batches(files)):
            done += batch.with_found(told_languages(found))
            if len(done) >= _WRITTEN or sum(one.size for one in done) >= _BYTES:
                yield from _written(done, batches, record, defaults, by)
                done = []
        yield from _written(done, batches, record, defaults, by)


def _written(
    done: Sequence[_Reading],
    batches: TimedBatches[_Reading],
    record: KnownRecord,
    defaults: IntakeDefaults,
    by: Any,
) -> Iterator[IntakeResult]:
    """What was read, written some at a time; what takes long is worked out before."""
    names = _names_in_use(done)
    for one in done:
        _make_ready(one, names, record=record, defaults=defaults)
    for some in batches.of(done):
        yield from _Writing(record, by, defaults).write(some)


def _weight(one: _Reading) -> int:
    """How much there is to write of a file: its article, and as much again for ten proposals."""
    return 10 + (len(one.found.proposals) if one.found else 0)


def files_under(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The files under paths, each once, with the name it is known by: its path below the one named.

    Folders are walked in the order of names; what begins with a dot is passed over. Raises
    ``FileNotFoundError`` for a path that isn't there.
    """
    seen = set()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path} is not there")
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            inside = file.relative_to(path) if path.is_dir() else Path(file.name)
            hidden = any(part.startswith(".") for part in inside.parts)
            if not file.is_file() or hidden or (real := file.resolve()) in seen:
                continue
            seen.add(real)
            yield file, inside.as_posix()


def outlet_named(name: str) -> Outlet | None:
    """The outlet of that name or alias, capitals, accents and kinds of hyphens aside."""
    return outlets_by_name().get(as_compared(name))


@dataclass(slots=True)
class _Reading:
    """A file that is being read: its bytes until they are handed over, then what was found.

    ``ready``: what becomes of the article whose new version it seems to be.
    """

    file: IncomingFile
    data: bytes = b""
    size: int = 0
    sha256: str = ""
    known: bool = False
    found: FoundInArticle | None = None
    ready: NewText | None = None

    @property
    def to_read(self) -> bool:
        return not self.known and self.found is None


@dataclass(slots=True)
class _Batch:
    """Files that are read together."""

    files: list[_Reading] = field(default_factory=list)

    def take(self) -> list[tuple[bytes, str]]:
        """The bytes and names of the files to read, which are kept no longer."""
        some = [(one.data, one.file.name) for one in self.files if one.to_read]
        for one in self.files:
            one.data = b""
        return some

    def with_found(self, found: Iterable[FoundInArticle]) -> list[_Reading]:
        """The files with what was found in those that were handed over, in their order."""
        for one, answer in zip([f for f in self.files if f.to_read], found, strict=True):
            one.found = answer
        return self.files


def _batches(files: Iterable[IncomingFile]) -> Iterator[_Batch]:
    """Files as they are read, a few or a few megabytes at a time, each told to be known or not."""
    batch = _Batch()
    for file in files:
        one = _Reading(file)
        batch.files.append(one)
        try:
            one.data = file.read()
        except OSError as error:
            one.found = FoundInArticle(None, refused=str(error))
        one.size, one.sha256 = len(one.data), hashlib.sha256(one.data).hexdigest()
        if len(batch.files) >= _FILES or sum(each.size for each in batch.files) >= _BYTES:
            yield _told(batch)
            batch = _Batch()
    if batch.files:
        yield _told(batch)


def _told(batch: _Batch) -> _Batch:
    known = _known([one.sha256 for one in batch.files])
    for one in batch.files:
        one.known = one.found is None and one.sha256 in known
    return batch


def _known(hashes: Sequence[str]) -> dict[str, Article | None]:
    """Those of these hashes that are in, with the article; ``None`` where a digest brought it."""
    brought = Source.objects.filter(sha256__in=hashes, article=None)
    kept = Article.objects.filter(sha256__in=hashes, removed=False).defer("text")
    return {
        **dict.fromkeys(brought.values_list("sha256", flat=True)),
        **{article.sha256: article for article in kept},
    }


@dataclass(slots=True)
class _Writing:
    """Some files being written together: the new articles so far, with what they tell."""

    record: KnownRecord
    by: Any
    defaults: IntakeDefaults
    new: list[tuple[Article, Sequence[ProposedMention]]] = field(default_factory=list)

    @transaction.atomic
    def write(self, files: Sequence[_Reading]) -> list[IntakeResult]:
        """Write what was found in them, all of it or nothing."""
        # Anew: what is the same bytes may have been written since they were read.
        keep_others_from_writing(Article)
        known = _known([one.sha256 for one in files])
        names, papers = _names_in_use(files), outlets_by_name()
        results = []
        for one in files:
            if one.found is not None and one.found.article is None:
                result = IntakeResult(one.file, Arrival.REFUSED, why=one.found.refused)
            elif one.found is None or one.sha256 in known:
                result = IntakeResult(one.file, Arrival.KNOWN, known.get(one.sha256))
            else:
                result = self._take(one, one.found, names=names, papers=papers)
                known[one.sha256] = result.article
            results.append(result)
        self._write_new()
        return results

    def _take(
        self,
        one: _Reading,
        found: FoundInArticle,
        *,
        names: set[str],
        papers: Mapping[str, Outlet],
    ) -> IntakeResult:
        read, name = found.article, one.file.name[-_LONGEST_NAME:]
        assert read is not None
        own = {name, one.sha256, read.url} - {""}
        if names & own:
            self._write_new()
            older = older_version(read, name=name, sha256=one.sha256)
            if older and not may_change(self.by, older):
                why = f"It is a newer text of “{older}”, which is public. An Editor may replace it."
                return IntakeResult(one.file, Arrival.REFUSED, why=why)
            if older:
                ready = one.ready
                if ready is None or ready.article != older.pk:
                    ready = _prepared(older, found, record=self.record, defaults=self.defaults)
                number = replace(older, ready, sha256=one.sha256, record=self.record)
                return IntakeResult(one.file, Arrival.CHANGED, older, number)
        names |= own
        article = _article_of(read, defaults=self.defaults, outlets=papers)
        article.name, article.sha256 = name, one.sha256
        article.story = self.defaults.story
        article.taken_in_at, article.taken_in_by = timezone.now(), self.by
        self.new.append((article, found.proposals))
        return IntakeResult(one.file, Arrival.NEW, article, len(found.proposals))

    def _write_new(self) -> None:
        """Write the new articles so far, in whose texts a later one may find its older version."""
        create([article for article, _ in self.new], keyed=True)
        keep(self.new)
        self.new = []


def _make_ready(
    one: _Reading, names: set[str], *, record: KnownRecord, defaults: IntakeDefaults
) -> None:
    """Hold what was found in a file against known events, and prepare a text that changed.

    ``names`` as ``_names_in_use`` gives them.
    """
    if one.found is None or (read := one.found.article) is None:
        return
    proposals = held_against_events(one.found.proposals, record=record)
    one.found = replace_fields(one.found, proposals=proposals)
    name = one.file.name[-_LONGEST_NAME:]
    if names & {name, one.sha256, read.url} - {""} and (
        older := older_version(read, name=name, sha256=one.sha256)
    ):
        one.ready = _prepared(older, one.found, record=record, defaults=defaults)


def _prepared(
    older: Article, found: FoundInArticle, *, record: KnownRecord, defaults: IntakeDefaults
) -> NewText:
    """The new text of an article; what was found in it counts if read against the same day."""
    read = found.article
    assert read is not None
    against = read.published if read.published.is_dated else defaults.published
    same = (
        against == older.interval
        if against is not None and against.is_dated
        else not older.interval.is_dated
    )
    return prepare(older, read, record=record, found=found.proposals if same else None)


def _names_in_use(files: Sequence[_Reading]) -> set[str]:
    """Names, addresses and hashes of these files that articles in the database have already."""
    names = [one.file.name[-_LONGEST_NAME:] for one in files if one.file.name]
    read = [one.found.article for one in files if one.found and one.found.article]
    kept = Article.objects.filter(
        Q(name__in=names)
        | Q(url__in=[article.url for article in read if article.url])
        | Q(sha256__in=[one.sha256 for one in files])
    )
    return {text for row in kept.values_list("name", "url", "sha256") for text in row if text}


def _article_of(
    read: IncomingArticle, *, defaults: IntakeDefaults, outlets: Mapping[str, Outlet]
) -> Article:
    """A new article, not yet saved; ``outlets`` by name and alias."""
    article = Article(
        text=read.text,
        title=read.title[:300],
        authors=read.authors[:300],
        url=read.url[:500],
        site=read.site[:120],
        language=read.language,
        notes="\n".join(read.notes),
    )
    if read.site:
        article.outlet = outlets.get(as_compared(read.site))
        article.outlet_basis = Source.Basis.STATED if article.outlet else Source.Basis.NOT_STATED
        article.outlet_reason = read.site_reason
    elif defaults.outlet is not None:
        article.outlet = defaults.outlet
        article.outlet_basis, article.outlet_reason = Source.Basis.INFERRED, defaults.reason
    if read.published.is_dated:
        article.interval = read.published
        article.published_basis = Source.Basis.STATED
        article.published_reason = read.published_reason
    elif defaults.published is not None:
        article.interval = defaults.published
        article.published_basis, article.published_reason = Source.Basis.INFERRED, defaults.reason
    elif read.inferred.is_dated:
        article.interval = read.inferred
        article.published_basis = Source.Basis.INFERRED
        article.published_reason = read.inferred_reason
    return article
