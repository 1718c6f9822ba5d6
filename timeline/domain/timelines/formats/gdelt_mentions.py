"""GDELT's files of mentions, which come without a header: told by their cells, and given its names.

Names and order are those of GDELT's codebook of version 2. Such a file has no date of what happened
and no words on it: its times are those at which GDELT first recorded an event and a mention.
"""

from __future__ import annotations

import re

from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine

_NAMES = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo",
    "Extras",
)  # fmt: skip
_BEGINS = re.compile(r"\d+\t\d{14}\t\d{14}\t[1-6]\t", re.ASCII)


def with_header(sheet: DelimitedSheet) -> DelimitedSheet:
    """A table as it is; a file of mentions with its columns' names as the first row."""
    first = sheet.first.cells
    if not len(_NAMES) - 2 <= len(first) <= len(_NAMES) or not _BEGINS.match("\t".join(first)):
        return sheet
    return DelimitedSheet(SheetLine(0, _NAMES), (sheet.first, *sheet.below))
