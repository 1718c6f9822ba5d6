"""What Retold runs on, held against known advisories: ``make audit``, which asks the registry.

pip-audit is told which versions are pinned. Where it says nothing against a package that it could
not ask about, that is no good news: such packages are told apart, by another exit code.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).resolve().parent.parent / "requirements.txt"
GOOD, AFFECTED, NOT_ASKED = 0, 1, 2
"""Exit codes."""


@dataclass(frozen=True, slots=True)
class Advisories:
    """What is known: advisories by package, those without any, those that were not asked about."""

    affected: dict[str, list[str]]
    unaffected: list[str]
    not_asked: list[str]

    @property
    def exit_code(self) -> int:
        """An advisory weighs more than what is not known."""
        if self.affected:
            return AFFECTED
        return NOT_ASKED if self.not_asked or not self.unaffected else GOOD

    def lines(self) -> list[str]:
        """What there is to tell, a line for each advisory and one for how far that goes."""
        told = [f"{name}: {', '.join(found)}" for name, found in sorted(self.affected.items())]
        asked = len(self.affected) + len(self.unaffected)
        if self.not_asked:
            told.append(
                f"Could not ask about {len(self.not_asked)} of {asked + len(self.not_asked)} "
                f"packages: {', '.join(sorted(self.not_asked))}."
            )
        if asked:
            known = f"{len(self.affected)} of them" if self.affected else "none of them"
            told.append(f"Asked about {asked} packages; advisories are known for {known}.")
        return told


def read(report: str) -> Advisories:
    """pip-audit's report, its JSON; raises ``ValueError`` where it is none."""
    found = Advisories({}, [], [])
    for package in json.loads(report)["dependencies"]:
        name = f"{package['name']} {package.get('version', '')}".strip()
        if "skip_reason" in package:
            found.not_asked.append(package["name"])
        elif package["vulns"]:
            found.affected[name] = [
                f"{one['id']} (mended in {' or '.join(one['fix_versions']) or 'no release yet'})"
                for one in package["vulns"]
            ]
        else:
            found.unaffected.append(name)
    return found


def main(program: str) -> int:
    """Ask with the ``pip-audit`` at a path; its answer as an exit code."""
    done = subprocess.run(
        [program, "--requirement", str(PINS), "--no-deps", "--disable-pip", "--format", "json"],
        capture_output=True,
        text=True,
    )
    try:
        found = read(done.stdout)
    except ValueError:
        sys.stderr.write(f"Could not ask at all: {done.stderr.strip().splitlines()[-1:]}\n")
        return NOT_ASKED
    sys.stdout.write("\n".join(found.lines()) + "\n")
    return found.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
