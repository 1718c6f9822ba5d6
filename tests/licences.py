"""The licences of what Retold depends on, as the packages state them.

``python -m tests.licences`` writes ``docs/licences.md``; a test holds it to what is installed.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "licences.md"
RUNS_ON, TESTED_WITH = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"

_HEAD = """# Licences

Retold is under the MIT licence. It installs what it depends on, and holds none of it; each package
keeps its own licence, here as the package states it. `python -m tests.licences` writes this from
what is installed.

"""
_TESTS = """\
None of it is needed to run Retold, comes with it, or is imported by what is in `timeline/`.
djlint, under the GPL, is run as a program of its own, which looks at how templates are written;
what it looks at does not come under its licence."""
_PIN = re.compile(r"^([\w.-]+)(?:\[\w+\])?==", re.MULTILINE)
_LONG = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache-2": "Apache-2.0",
    "Apache": "Apache-2.0",
    "BSD License": "BSD",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "BSD-3-Clause and Public-Domain": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
    "Zope Public License": "ZPL-2.1",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""What packages write out, by its SPDX name."""

_CARRIED = re.compile(
    r"(?:0BSD|Apache-2\.0|BSD(?:-[23]-Clause)?|CC0-1\.0|CNRI-Python|ISC|LGPL-[23]\.[01](?:-only|-or-later)?|"
    r"MIT(?:-0)?|MIT-CMU|MPL-[12]\.[01]|OFL-1\.1|PSF-2\.0|Python-2\.0|Unlicense|Zlib|ZPL-2\.1)\Z"
)
"""What a project under MIT may depend on: permissive ones, and copyleft of a package alone."""


_BY_WORDS = {
    "Permission is hereby granted, free of charge": "MIT",
    "This software is provided 'as-is', without any express": "Zlib",
}
"""How the texts of two licences are known, where a package comes with nothing but the text."""


def pins(paper: Path) -> list[str]:
    """The packages that a list of requirements names, in its order."""
    return _PIN.findall(paper.read_text())


def licence(name: str) -> str:
    """What a package states of its licence, an SPDX expression where it can be told."""
    try:
        is_ = distribution(name)
    except PackageNotFoundError:
        return ""
    return _expression(is_) or _classifiers(is_) or _first_line(is_) or _by_text(is_)


def may_be_carried(stated: str) -> bool:
    """Whether one of the licences that a package offers may be depended on."""
    offers = re.split(r"\s+OR\s+|;\s*", stated.replace("(", "").replace(")", ""))
    return any(
        all(_CARRIED.match(one.partition(" WITH ")[0]) for one in re.split(r"\s+AND\s+", offer))
        for offer in offers
    )


def table(names: list[str]) -> str:
    """A table of packages with their licences, by name."""
    rows = [f"| {name} | {licence(name)} |" for name in sorted(set(names), key=str.casefold)]
    return "\n".join(["| package | licence |", "| --- | --- |", *rows])


def paper() -> str:
    """The paper whole."""
    tests_alone = [name for name in pins(TESTED_WITH) if name not in set(pins(RUNS_ON))]
    return (
        f"{_HEAD}## What it runs on\n\n{table(pins(RUNS_ON))}\n\n"
        f"## What its tests use besides\n\n{_TESTS}\n\n"
        f"{table(tests_alone)}\n"
    )


def _expression(is_: Distribution) -> str:
    return _named(is_.metadata.get("License-Expression") or "")


def _classifiers(is_: Distribution) -> str:
    stated = [
        _named(classifier.rpartition(" :: ")[2])
        for classifier in is_.metadata.get_all("Classifier") or []
        if classifier.startswith("License :: ") and classifier != "License :: OSI Approved"
    ]
    return " OR ".join(dict.fromkeys(stated))


def _first_line(is_: Distribution) -> str:
    return _named((is_.metadata.get("License") or "").strip().partition("\n")[0])


def _by_text(is_: Distribution) -> str:
    for path in is_.files or []:
        if path.name.startswith("LICENSE"):
            text = " ".join(path.read_text().split())
            return next((name for words, name in _BY_WORDS.items() if words in text), "")
    return ""


def _named(stated: str) -> str:
    return _LONG.get(stated, stated)


if __name__ == "__main__":
    PAPER.write_text(paper())
    sys.stdout.write(f"{PAPER.relative_to(ROOT)} is written.\n")
