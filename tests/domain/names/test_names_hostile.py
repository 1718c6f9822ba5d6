"""Names in text made to be slow: the steps grow as the text does, and no faster."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest

from timeline.domain import names
from timeline.domain.names import Gazetteer, KnownActor, find
from timeline.domain.text.document import Document

FOLDER = Path(names.__file__).parent
REGISTER = Gazetteer.of(
    [
        KnownActor("anna", "person", ("Anna Gray", "Gray")),
        KnownActor("peter", "person", ("Peter Gray", "Gray")),
        KnownActor("zelen", "person", ("Vasyl Zelenko", "Zelenko")),
        KnownActor("alphas", "organisation", tuple("A " * count + "A" for count in range(4))),
        KnownActor("nato", "organisation", ("NATO", "the alliance")),
        KnownActor("xx", "state", ("Xx", "Xx Xx")),
    ]
)
UNITS = [
    "A ", "A.", "J. ", "O'", "of ", "Of ", "of of of ", "Aa Bb ", "AA ", "Xx", "Xx ", "Xx's ",
    "Xx-", "Xx (XX) ", "(XX) ", "Ministry of ", "Ministry ", "Council for the ", "Food and ",
    "Jan van ", "president of ", "president ", "Xx, president of ", "Gray ", "Gray left. ",
    "Anna Gray. ", "Gray left. Mary Gray. ", "Zelenka. ", "Vasyl ", "Mr. ", "“Xx” ", "xx\n",
    "Xx\n", "  ", "a\u0301", "ﬃ", "\u200d", "é ", "É", "1 ", "the alliance ", "NATO", "NATO. ",
    "北约", ". ", ", ", "said ", "-", "'", "…",
]  # fmt: skip


def steps(act: Callable[[], Any]) -> int:
    """How many lines of the finder run, and how often it calls something."""
    count = 0

    def line(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return line

    def call(frame: FrameType, _event: str, _argument: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(str(FOLDER)) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_the_steps_grow_as_the_text_does(unit: str):
    small, large = ((unit * size)[:size] for size in (1_500, 6_000))
    find(Document(small), REGISTER)
    assert (
        steps(lambda: find(Document(large), REGISTER))
        <= 4.4 * steps(lambda: find(Document(small), REGISTER)) + 400
    )


@pytest.mark.parametrize(
    "unit",
    [
        "A ",
        "A.",
        "O'",
        "of ",
        "Aa Bb ",
        "Xx",
        "Xx's ",
        "Xx (XX) ",
        "Ministry of ",
        "Gray left. ",
        "É",
    ],
)
def test_a_long_run_is_read_to_its_end(unit: str):
    text = (unit * 200_000)[:200_000] + "\n\nThey asked NATO."
    assert find(Document(text), REGISTER)[-1].surface == "NATO"


def test_the_steps_do_not_grow_with_the_register():
    text = "Vasyl Zelenka met Anna Gray in Xx; NATO’s Jan van Rooyen, a spokesman, said no. " * 10
    many = [
        KnownActor(f"actor-{count}", "person", (f"Olwen Quill{count:05}", f"Quill{count:05}"))
        for count in range(3_000)
    ]
    large = Gazetteer.of([*REGISTER.actors, *many])
    assert find(Document(text), large) == find(Document(text), REGISTER)
    assert steps(lambda: find(Document(text), large)) == steps(
        lambda: find(Document(text), REGISTER)
    )


def _patterns() -> list[tuple[str, str]]:
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        module = import_module(
            ".".join((names.__name__, *path.relative_to(FOLDER).with_suffix("").parts))
        )
        found += [
            (f"{path.stem}.{name}", value.pattern)
            for name, value in vars(module).items()
            if isinstance(value, re.Pattern)
        ]
    return found


def _unbounded(tree: Any, *, inside: bool) -> bool:
    """Whether a repeat without bound stands inside another, or right after one."""
    before = False
    for code, value in tree:
        repeats = code in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] == sre.MAXREPEAT
        if repeats and (inside or before):
            return True
        if any(_unbounded(each, inside=inside or repeats) for each in _inner(code, value)):
            return True
        before = repeats
    return False


def _inner(code: Any, value: Any) -> list[Any]:
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return [value[2]]
    if code is sre.SUBPATTERN:
        return [value[-1]]
    if code is sre.BRANCH:
        return list(value[1])
    return [value[1]] if code in (sre.ASSERT, sre.ASSERT_NOT) else []


def test_no_pattern_repeats_without_bound_inside_or_after_another():
    patterns = _patterns()
    assert len(patterns) > 8
    assert [name for name, text in patterns if _unbounded(_parser.parse(text), inside=False)] == []


@pytest.mark.parametrize("pattern", [r"(a+)*", r"a+b*", r"(?:a|b+c)+"])
def test_such_a_pattern_would_be_noticed(pattern: str):
    assert _unbounded(_parser.parse(pattern), inside=False)
