"""What a drill counts: faults tried, and those after which something was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Faults tried and failed. ``wrong`` has what was wrong, ``seen`` counts anything else."""

    tried: int = 0
    failed: int = 0
    wrong: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    not_tried: str = ""
    """Why the drill could not be held here; empty where it was."""

    def fault(self, problems: Sequence[str] = ()) -> None:
        """One fault more; a failed one where there are problems."""
        self.tried += 1
        self.failed += bool(problems)
        self.wrong += problems

    @property
    def told(self) -> str:
        """All but the two numbers, in a line."""
        if self.not_tried:
            return f"not tried: {self.not_tried}"
        seen = ", ".join(f"{what}: {n}" for what, n in sorted(self.seen.items()) if n)
        wrong = "; ".join(f"{what} ({n})" for what, n in Counter(self.wrong).most_common(4))
        return ". ".join(text for text in (seen, f"Wrong: {wrong}" * bool(wrong)) if text)
