"""Files and folders of articles, taken in one after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timeline.services.article_files import NotAnArticle
from timeline.services.articles import Came, Given, take_in
from timeline.services.propose import Finder


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
    given: Given | None = None,
    after_each: Callable[[Path], None] = lambda _: None,
) -> Summary:
    """Take files in, each wholly or not at all; one that is no article doesn't stop the rest.

    What was taken in before is left alone, so that an interrupted run can be run again.
    ``after_each`` is told every file that is done.
    """
    summary = Summary()
    finder = Finder.of_database()
    for path, name in paths:
        try:
            taken = take_in(path.read_bytes(), name=name, given=given, finder=finder)
        except (NotAnArticle, OSError) as error:
            summary.refused.append((path, str(error)))
        else:
            summary.came[taken.came] += 1
            summary.proposals += taken.proposals
        after_each(path)
    return summary
