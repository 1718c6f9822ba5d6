"""The language that a text is written in, told by py3langid or not at all.

Its model takes 80 MB and a second to load, so that a process of ``page_worker`` has it. A text
whose words say that it is English does without.
"""

from __future__ import annotations

import lzma
import re
from array import array
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from timeline.domain.text.plain_english import is_plainly_english

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SURE = 0.95
"""The probability below which a language is not known."""

LONGEST = 3_000
"""The characters of a text that its language is told by."""

_LETTER = re.compile(r"[^\W\d_]")


def told(texts: Sequence[str]) -> list[str]:
    """The language of each text, by itself: its tag, empty where it is not surely known.

    To be run in a process of ``page_worker``.
    """
    return ["en" if is_plainly_english(text) else _identified(text) for text in texts]


def _identified(text: str) -> str:
    if not _LETTER.search(text):
        return ""
    language, probability = _identifier().classify(text[:LONGEST])
    return language if probability >= SURE else ""


@cache
def _identifier() -> LanguageIdentifier:
    import numpy
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    # py3langid itself unpacks its model into a file, and this process may write none.
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        model = numpy.load(BytesIO(packed.read()), allow_pickle=False)
    # As arrays of Python, of whatever width: quicker by element than those of numpy.
    moves, rows = (
        array(model[name].dtype.char, model[name].tobytes())
        for name in ("nextmove", "nextmove_row")
    )
    classes, found = model["classes"].tolist(), model["out_feat"].tolist()
    return LanguageIdentifier(
        model["ptc"], model["pc"], classes, moves, found, norm_probs=True, tk_row=rows
    )
