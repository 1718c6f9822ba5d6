"""Cases that fell short, each standing for its kind: what is got, what is right, how many are.

    python -m tests.bench.cases FILE

``FILE``: JSON lines, either of saved pages (see ``page_cases``) or of passages (``text_cases``).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench import page_cases

if __name__ == "__main__":
    path = Path(sys.argv[1])
    with path.open(encoding="utf-8") as lines:
        form = page_cases if "file" in json.loads(lines.readline()) else None
    if form is None:
        sys.exit("This form is not read here.")
    form.main(path)
