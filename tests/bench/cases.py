"""Cases, each standing for its kind: what is found, held against what a careful reader says.

    python -m tests.bench.cases FILE

A file of JSON lines, each a case. Its form tells what judges it: ``FORMS``. Prints a JSON line a
case (``id`` or ``file``, ``got``, ``right``, ``ok``), and last ``K of N right``. Cases with
``judge`` in place of ``right`` are for a person: listed, ``ok`` null, and not counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import page_cases, text_cases
from tests.bench.scores import json_lines

Judge = Callable[[dict[str, Any], Path], tuple[Any, bool]]
"""Gives what is found for a case, and whether it is right; it is told the case's file."""

FORMS: dict[str, Judge] = {
    "what": lambda case, _: text_cases.judged(case),
}
"""By the key that tells a form, the function that judges it."""


def main(path: Path) -> None:
    """Judge the cases of one file, and print."""
    right = counted = 0
    for case in json_lines(path):
        judge = next((FORMS[key] for key in FORMS if key in case), None)
        if judge is None:
            sys.exit(f"{path} has a case of no known form: {json.dumps(case, ensure_ascii=False)}")
        got, ok = judge(case, path)
        if "right" in case:
            counted += 1
            right += ok
        print(json.dumps(_line(case, got, ok), ensure_ascii=False))
    print(f"{right} of {counted} right")


def _line(case: dict[str, Any], got: Any, ok: bool) -> dict[str, Any]:
    name = "id" if "id" in case else "file"
    expected: dict[str, Any] = {key: case[key] for key in ("right", "judge") if key in case}
    return {name: case[name], "got": got, **expected, "ok": ok if "right" in case else None}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    file = Path(sys.argv[1])
    # Pages are read by processes of their own, all in one go.
    (page_cases.main if "file" in next(iter(json_lines(file)), {}) else main)(file)
