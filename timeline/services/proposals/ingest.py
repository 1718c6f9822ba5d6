"""Files and folders of articles, taken in some at a time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from timeline.models import Article, Outlet
from timeline.services.proposals import finding_processes
from timeline.services.proposals.article_intake import (
    Came,
    StatedOfAll,
    article_of,
    known_bytes,
    outlets,
    take_change,
)
from timeline.services.proposals.finding import Columns
from timeline.services.proposals.finding_processes import FoundInArticle
from timeline.services.proposals.proposal_rows import keep
from timeline.services.proposals.propose import Finder
from timeline.services.records.new_records import create

_FILES = 16
_BYTES = 4_000_000
"""Of one batch, at most."""

_WRITTEN = 64
"""The files from which on what was found is written: each time takes a wait for the disk.

Of so many it is asked at once, too, which of them are known.
"""


@dataclass
class Summary:
    """What came of taking files in: how many came how, the proposals made, and what was refused.

    ``refused`` holds a file's path and the sentence that says why.
    """

    came: Counter[Came] = field(default_factory=Counter)
    proposals: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)


def files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
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


def ingest(
    paths: Iterable[tuple[Path, str]],
    *,
    given: StatedOfAll | None = None,
    after_each: Callable[[Path], None] = lambda _: None,
) -> Summary:
    """Take files in, each wholly or not at all; one that is no article doesn't stop the rest.

    What was taken in before is left alone, so that an interrupted run can be run again; some files
    at a time are written together. ``after_each`` is told every file that is done.
    """
    paths = list(paths)
    intake = _Intake(
        Finder.of_database(for_many=len(paths) >= finding_processes.MANY), given or StatedOfAll()
    )
    with finding_processes.started(
        intake.finder.finding, published=intake.given.published, files=len(paths)
    ) as work:
        for some in _together(work(_batches(paths)), batch=lambda done: done[0]):
            intake.keep(some)
            for batch, _ in some:
                for file in batch.files:
                    after_each(file.path)
    return intake.summary


@dataclass
class _File:
    path: Path
    name: str
    sha256: str = ""
    refused: str = ""
    known: bool = False

    @property
    def to_read(self) -> bool:
        return not self.refused and not self.known


@dataclass
class _Batch:
    files: list[_File] = field(default_factory=list)
    data: dict[str, bytes] = field(default_factory=dict)
    size: int = 0

    def take(self) -> list[tuple[bytes, str]]:
        """The bytes and names of the files to read, which are kept no longer."""
        data, self.data = self.data, {}
        return [(data[file.sha256], file.name) for file in self.files if file.to_read]


_Done = tuple[_Batch, list[FoundInArticle]]
T = TypeVar("T")


def _batches(paths: Iterable[tuple[Path, str]]) -> Iterator[_Batch]:
    """Files as they are read from disk, each of them told to be known or not."""
    for some in _together(_read(paths), batch=lambda batch: batch):
        known = known_bytes([sha256 for batch in some for sha256 in batch.data])
        for batch in some:
            for file in batch.files:
                file.known = file.sha256 in known
        yield from some


def _read(paths: Iterable[tuple[Path, str]]) -> Iterator[_Batch]:
    """Files as they are read from disk, a few or a few megabytes at a time."""
    batch = _Batch()
    for path, name in paths:
        file = _File(path, name)
        batch.files.append(file)
        try:
            data = path.read_bytes()
        except OSError as error:
            file.refused = str(error)
            continue
        file.sha256 = hashlib.sha256(data).hexdigest()
        batch.data[file.sha256] = data
        batch.size += len(data)
        if len(batch.files) >= _FILES or batch.size >= _BYTES:
            yield batch
            batch = _Batch()
    if batch.files:
        yield batch


def _together(every: Iterable[T], *, batch: Callable[[T], _Batch]) -> Iterator[list[T]]:
    """Batches, or what has one, as many at a time as the database is asked or told of together."""
    some: list[T] = []
    for each in every:
        some.append(each)
        batches = [batch(one) for one in some]
        files = sum(len(one.files) for one in batches)
        if files >= _WRITTEN or sum(one.size for one in batches) >= _BYTES:
            yield some
            some = []
    if some:
        yield some


class _Intake:
    """One run: what it takes articles in with, and what came of it so far."""

    def __init__(self, finder: Finder, given: StatedOfAll) -> None:
        self.finder = finder
        self.given = given
        self.summary = Summary()
        self._new: list[tuple[Article, list[Columns]]] = []

    @transaction.atomic
    def keep(self, some: list[_Done]) -> None:
        """Write what was found in some batches, all of it or nothing."""
        read: list[tuple[_File, FoundInArticle | None]] = []
        for batch, found in some:
            answers = iter(found)
            read += [(file, next(answers) if file.to_read else None) for file in batch.files]
        # Anew: what is the same bytes may have been written since the batch was begun.
        known = known_bytes([file.sha256 for file, one in read if one is not None])
        called = _called(one for one in read if one[1] is not None)
        papers = outlets()
        for file, one in read:
            refused = file.refused or (one.refused if one is not None else "")
            if refused:
                self.summary.refused.append((file.path, refused))
            elif one is None or file.sha256 in known:
                self.summary.came[Came.KNOWN] += 1
            else:
                self._take(file, one, called=called, papers=papers)
                known.add(file.sha256)
        self._write()

    def _take(
        self, file: _File, found: FoundInArticle, *, called: set[str], papers: dict[str, Outlet]
    ) -> None:
        article = found.article
        assert article is not None
        own = {file.name[-300:], file.sha256, article.url} - {""}
        if called & own:
            self._write()
            changed = take_change(article, name=file.name, sha256=file.sha256, finder=self.finder)
            if changed is not None:
                self.summary.came[changed.came] += 1
                self.summary.proposals += changed.proposals
                return
        called |= own
        made = article_of(
            article, name=file.name, sha256=file.sha256, given=self.given, outlets=papers
        )
        made.taken_in_at = timezone.now()
        self._new.append((made, found.columns))
        self.summary.came[Came.NEW] += 1

    def _write(self) -> None:
        """Write the new articles so far, in whose texts a later one may find its older version."""
        create([article for article, _ in self._new], keyed=True)
        self.summary.proposals += keep(self._new, finder=self.finder)
        self._new = []


def _called(read: Iterable[tuple[_File, FoundInArticle | None]]) -> set[str]:
    """Names, addresses and hashes of these files that articles in the database have already."""
    files = list(read)
    names = [file.name[-300:] for file, _ in files]
    urls = [one.article.url for _, one in files if one is not None and one.article is not None]
    hashes = [file.sha256 for file, _ in files]
    kept = Article.objects.filter(
        Q(name__in=names) | Q(url__in=[url for url in urls if url]) | Q(sha256__in=hashes)
    )
    return {text for row in kept.values_list("name", "url", "sha256") for text in row if text}
