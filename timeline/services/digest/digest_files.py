"""The digest's files, read into typed entries that know their file and lines, and written back.

YAML because people write prose in it and comments beside it; every scalar is read as text, so a
date stays what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import yaml
from django.utils.text import slugify
from pydantic import BaseModel, ValidationError

from timeline.domain.digest import (
    ActorEntry,
    DigestName,
    DocumentEntry,
    EventEntry,
    FormerSlugEntry,
    KindEntry,
    ListedStoryEntry,
    OutletEntry,
    PlaceEntry,
    SourceEntry,
    StoryEntry,
    TagEntry,
)
from timeline.domain.text.folding import fold
from timeline.services.digest.digest_mistakes import in_words
from timeline.services.digest.yaml_text import YamlText

NAME_FILE = "digest.yaml"
"""The file that says what a digest is called; it may be left out."""

_LARGEST = 64 * 1024 * 1024
ONE_STORY, STORIES = "story.yaml", "stories.yaml"
"""The file of a digest with one story alone, and that of any number."""

FORMER_SLUGS = "former_slugs.yaml"
"""The file of slugs that lead on to entries."""

THE_STORY = "story"
"""The key by which the story of ``ONE_STORY`` goes in its digest, whatever its slug."""

_FILES = (
    NAME_FILE,
    ONE_STORY,
    STORIES,
    "outlets.yaml",
    "actors.yaml",
    "kinds.yaml",
    "tags.yaml",
    "places.yaml",
    "events.yaml",
    FORMER_SLUGS,
    "first_hand.yaml",
)

E = TypeVar("E", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class DigestProblem:
    """Something wrong in a digest, with its file and line (0 where the whole file is meant)."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


class BadDigest(Exception):
    """A digest that cannot be loaded; ``problems`` has one for each thing wrong."""

    def __init__(self, problems: Sequence[DigestProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Located(Generic[E]):
    """An entry, with the file it was read from and that file's text.

    ``number``: which one of the file's list it is, from 0; ``None`` where the file is no list.
    """

    entry: E
    file: str
    text: YamlText
    number: int | None = None

    def problem(self, what: str, *path: str | int) -> DigestProblem:
        """A problem with what stands at a path within the entry."""
        here = path if self.number is None else (self.number, *path)
        return DigestProblem(self.file, self.text.line_at(*here), what)


@dataclass
class Digest:
    """A whole digest, as read. ``name``: the one it states, else that of its folder. ``stories``
    are by the keys that they go by: their slugs, or ``THE_STORY``.
    """

    name: str
    stories: dict[str, Located[StoryEntry]] = field(default_factory=dict)
    outlets: list[Located[OutletEntry]] = field(default_factory=list)
    actors: list[Located[ActorEntry]] = field(default_factory=list)
    kinds: list[Located[KindEntry]] = field(default_factory=list)
    tags: list[Located[TagEntry]] = field(default_factory=list)
    places: list[Located[PlaceEntry]] = field(default_factory=list)
    events: list[Located[EventEntry]] = field(default_factory=list)
    former_slugs: list[Located[FormerSlugEntry]] = field(default_factory=list)
    first_hand: list[Located[SourceEntry]] = field(default_factory=list)
    documents: list[Located[DocumentEntry]] = field(default_factory=list)

    @property
    def sources(self) -> list[Located[SourceEntry] | Located[DocumentEntry]]:
        """All sources: the first-hand ones, then the documents."""
        return [*self.first_hand, *self.documents]

    @property
    def by_noun(self) -> dict[str, Sequence[Located[Any]]]:
        """All entries that have a slug but stories, by their noun."""
        return {
            "outlet": self.outlets,
            "actor": self.actors,
            "kind": self.kinds,
            "tag": self.tags,
            "place": self.places,
            "event": self.events,
            "source": self.sources,
        }


def read_digest(directory: Path) -> Digest:
    """Read every file of a digest. Raises ``BadDigest`` with all that is wrong in them."""
    if not directory.is_dir():
        raise BadDigest([DigestProblem(str(directory), 0, "there is no such directory")])
    reader = _Reader(directory)
    named = reader.entry(directory / NAME_FILE, DigestName)
    digest = Digest(
        name=named.entry.name if named else name_of(directory),
        outlets=reader.entries("outlets.yaml", OutletEntry),
        actors=reader.entries("actors.yaml", ActorEntry),
        kinds=reader.entries("kinds.yaml", KindEntry),
        tags=reader.entries("tags.yaml", TagEntry),
        places=reader.entries("places.yaml", PlaceEntry),
        events=reader.entries("events.yaml", EventEntry),
        former_slugs=reader.entries(FORMER_SLUGS, FormerSlugEntry),
        first_hand=reader.entries("first_hand.yaml", SourceEntry),
    )
    digest.stories = reader.stories()
    for path in sorted((directory / "documents").glob("*.yaml")):
        if document := reader.entry(path, DocumentEntry):
            digest.documents.append(document)
    reader.refuse_others()
    if not reader.read and not reader.problems:
        reader.problems.append(
            DigestProblem(str(directory), 0, "there is no digest in this directory")
        )
    if reader.problems:
        raise BadDigest(reader.problems)
    return digest


def name_of(directory: Path) -> str:
    """The name of a digest that states none: that of its folder, made a slug."""
    return slugify(fold(directory.resolve().name))[:80] or "digest"


def write_yaml(path: Path, content: Any) -> None:
    """Write entries as YAML that ``read_digest`` reads back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)
    path.write_text(text, encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """PyYAML's own writes a next-line character (U+0085) as a line break, which is read as one."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if "\x85" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


class _Reader:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[DigestProblem] = []
        self.read = 0

    def entries(self, name: str, kind: type[E]) -> list[Located[E]]:
        """The well-formed entries of a file that is a list; none where there is no such file.

        What is wrong with the others is added to the problems.
        """
        path = self.directory / name
        text = self._text(path)
        if text is None or text.content is None:
            return []
        if not isinstance(text.content, list):
            self._report(path, text.line_at(), "must be a list of entries")
            return []
        found = [self._entry(path, text, kind, n) for n in range(len(text.content))]
        return [entry for entry in found if entry is not None]

    def entry(self, path: Path, kind: type[E]) -> Located[E] | None:
        """The one entry in a file, if there is such a file and nothing is wrong in it."""
        text = self._text(path)
        return self._entry(path, text, kind) if text and text.content is not None else None

    def stories(self) -> dict[str, Located[StoryEntry]]:
        """The stories by their keys; a digest has one of the two files."""
        found: dict[str, Located[StoryEntry]] = {}
        for located in self.entries(STORIES, ListedStoryEntry):
            slug = located.entry.slug
            if slug in found:
                self.problems.append(located.problem(f"a second story with the slug “{slug}”"))
            found[slug] = cast("Located[StoryEntry]", located)
        if one := self.entry(self.directory / ONE_STORY, StoryEntry):
            if (self.directory / STORIES).exists():
                self._report(self.directory / ONE_STORY, 0, f"stands beside {STORIES}")
            found[THE_STORY] = one
        return found

    def refuse_others(self) -> None:
        """Report YAML files that no digest has, whose entries would be missed without a word."""
        documents = self.directory / "documents"
        for path in (*sorted(self.directory.iterdir()), *sorted(documents.glob("*"))):
            known = path.suffix == ".yaml" if path.parent == documents else path.name in _FILES
            if path.suffix in (".yaml", ".yml") and not known:
                self._report(path, 0, "is no file of a digest")

    def _entry(
        self, path: Path, text: YamlText, kind: type[E], number: int | None = None
    ) -> Located[E] | None:
        content = text.content if number is None else text.content[number]
        here = () if number is None else (number,)
        if not isinstance(content, dict):
            self._report(path, text.line_at(*here), "must be an entry of keys and values")
            return None
        try:
            return Located(kind.model_validate(content), self._name(path), text, number)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self._report(path, text.line_at(*here, *fault["loc"]), in_words(fault))
        return None

    def _text(self, path: Path) -> YamlText | None:
        """The text of a file, whose faults are reported; ``None`` where there is none to read."""
        if not path.exists():
            return None
        self.read += 1
        try:
            raw = path.read_bytes()
            if len(raw) > _LARGEST:
                self._report(path, 0, f"is larger than {_LARGEST // 2**20} MiB")
                return None
            text = YamlText(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            self._report(path, raw.count(b"\n", 0, error.start) + 1, "is not UTF-8 text")
            return None
        except OSError as error:
            self._report(path, 0, f"cannot be read: {error.strerror}")
            return None
        for line, what in text.faults:
            self._report(path, line, what)
        return text

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.directory.parent))

    def _report(self, path: Path, line: int, what: str) -> None:
        self.problems.append(DigestProblem(self._name(path), line, what))
