"""The digest's files: YAML text in, typed entries out, each knowing its file and lines; and back.

YAML because people write prose in it and comments beside it; every scalar is read as text, so a
date stays what was typed. A file without a fault is read by its values alone; where there is one,
PyYAML's node tree gives the lines that problems are told with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from timeline.domain.digest import (
    ActorEntry,
    DocumentEntry,
    EventEntry,
    OutletEntry,
    SourceEntry,
    StoryEntry,
)
from timeline.services.digest.digest_mistakes import in_words, line_at, line_of
from timeline.services.digest.digest_text import DEEPEST, LOADER, DigestSheet, NotPlain

_LARGEST = 64 * 1024 * 1024
_FILES = ("story.yaml", "outlets.yaml", "actors.yaml", "events.yaml", "first_hand.yaml")

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
    """An entry with the place it was read from; ``number`` is its own in a file that is a list."""

    entry: E
    file: str
    sheet: DigestSheet
    number: int | None = None

    def problem(self, what: str, *path: str | int) -> DigestProblem:
        """A problem with what stands at a path within the entry."""
        here = path if self.number is None else (self.number, *path)
        return DigestProblem(self.file, line_at(self.sheet.node, here), what)


@dataclass
class Digest:
    """A whole digest, as read."""

    story: Located[StoryEntry] | None = None
    outlets: list[Located[OutletEntry]] = field(default_factory=list)
    actors: list[Located[ActorEntry]] = field(default_factory=list)
    events: list[Located[EventEntry]] = field(default_factory=list)
    first_hand: list[Located[SourceEntry]] = field(default_factory=list)
    documents: list[Located[DocumentEntry]] = field(default_factory=list)

    @property
    def sources(self) -> list[Located[SourceEntry] | Located[DocumentEntry]]:
        """All sources: the first-hand ones, then the documents."""
        return [*self.first_hand, *self.documents]


def read_digest(directory: Path) -> Digest:
    """Read every file of a digest. Raises ``BadDigest`` with all that is wrong in them."""
    if not directory.is_dir():
        raise BadDigest([DigestProblem(str(directory), 0, "there is no such directory")])
    reader = _Reader(directory)
    digest = Digest(
        outlets=reader.entries("outlets.yaml", OutletEntry),
        actors=reader.entries("actors.yaml", ActorEntry),
        events=reader.entries("events.yaml", EventEntry),
        first_hand=reader.entries("first_hand.yaml", SourceEntry),
    )
    digest.story = reader.entry(directory / "story.yaml", StoryEntry)
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
        """The list of entries in a file; none where there is no such file."""
        path = self.directory / name
        sheet = self._sheet(path)
        if sheet is None:
            return []
        try:
            items = sheet.values()
            if isinstance(items, list):
                entries = [kind.model_validate(item) for item in items]
                file = self._name(path)
                return [Located(entry, file, sheet, n) for n, entry in enumerate(entries)]
            if items is None:
                return []
        except (NotPlain, ValidationError):
            pass
        before = len(self.problems)
        node = self._node(path, sheet)
        if node is not None and not isinstance(node, yaml.SequenceNode):
            self._report(path, node.start_mark.line + 1, "must be a list of entries")
        elif node is not None:
            for item in node.value:
                self._refuse(path, item, kind)
        self._refuse_all(path, before)
        return []

    def entry(self, path: Path, kind: type[E]) -> Located[E] | None:
        """The one entry in a file, if there is such a file and nothing is wrong in it."""
        sheet = self._sheet(path)
        if sheet is None:
            return None
        try:
            if (content := sheet.values()) is not None:
                return Located(kind.model_validate(content), self._name(path), sheet)
        except (NotPlain, ValidationError):
            before = len(self.problems)
            if (node := self._node(path, sheet)) is not None:
                self._refuse(path, node, kind)
            self._refuse_all(path, before)
        return None

    def refuse_others(self) -> None:
        """Report YAML files that no digest has, whose entries would be missed without a word."""
        documents = self.directory / "documents"
        for path in (*sorted(self.directory.iterdir()), *sorted(documents.glob("*"))):
            known = path.suffix == ".yaml" if path.parent == documents else path.name in _FILES
            if path.suffix in (".yaml", ".yml") and not known:
                self._report(path, 0, "is no file of a digest")

    def _sheet(self, path: Path) -> DigestSheet | None:
        if not path.exists():
            return None
        self.read += 1
        try:
            raw = path.read_bytes()
        except OSError as error:
            self._report(path, 0, f"cannot be read: {error.strerror}")
            return None
        if len(raw) > _LARGEST:
            self._report(path, 0, f"is larger than {_LARGEST // 2**20} MiB")
            return None
        try:
            return DigestSheet(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self._report(path, line, "is not UTF-8 text")
            return None

    def _node(self, path: Path, sheet: DigestSheet) -> yaml.Node | None:
        """The tree of a file that something is wrong in; ``None`` where it has none to show."""
        try:
            if self._is_plain(path, sheet.text):
                return sheet.node
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._report(path, mark.line + 1 if mark else 0, f"is no YAML: {error.problem}")
        except yaml.reader.ReaderError:
            # The error's own position is in bytes with one loader, in characters with the other.
            found = yaml.reader.Reader.NON_PRINTABLE.search(sheet.text)
            line = sheet.text.count("\n", 0, found.start()) + 1 if found else 0
            self._report(path, line, "holds a character that YAML does not allow")
        return None

    def _is_plain(self, path: Path, text: str) -> bool:
        """Whether it has no aliases, which could make a small file huge, and is not too deep."""
        before = len(self.problems)
        depth = 0
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.AliasEvent):
                line = line_of(event)
                self._report(path, line, "uses a YAML alias; write it out")
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    line = line_of(event)
                    self._report(path, line, f"is nested deeper than {DEEPEST} levels")
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        return len(self.problems) == before

    def _refuse(self, path: Path, node: yaml.Node, kind: type[BaseModel]) -> None:
        """Report what is wrong with an entry, if anything is."""
        before = len(self.problems)
        content = self._content(path, node)
        if len(self.problems) > before:
            return
        if not isinstance(content, dict):
            self._report(path, node.start_mark.line + 1, "must be an entry of keys and values")
            return
        try:
            kind.model_validate(content)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self._report(path, line_at(node, fault["loc"]), in_words(fault))

    def _refuse_all(self, path: Path, before: int) -> None:
        """Report a file that was not taken although nothing in it was found wrong."""
        if len(self.problems) == before:
            self._report(path, 0, "cannot be read")

    def _content(self, path: Path, node: yaml.Node) -> Any:
        """The node's plain value; keys given twice and characters not to keep are problems."""
        if isinstance(node, yaml.ScalarNode):
            if "\0" in node.value:
                line = node.start_mark.line + 1
                self._report(path, line, "holds a character that cannot be kept")
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._content(path, item) for item in node.value]
        content: dict[str, Any] = {}
        for key, value in node.value:
            name = self._content(path, key)
            if not isinstance(name, str):
                self._report(path, key.start_mark.line + 1, "has a key that is no text")
            elif name in content:
                self._report(path, key.start_mark.line + 1, f"gives “{name}” twice")
            else:
                content[name] = self._content(path, value)
        return content

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.directory.parent))

    def _report(self, path: Path, line: int, what: str) -> None:
        self.problems.append(DigestProblem(self._name(path), line, what))
