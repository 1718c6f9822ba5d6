"""Timelines made elsewhere: which kind of file it is, and its rows with their dates as read.

What becomes of a row in the record is told by ``services.imports``.
"""

from timeline.domain.timelines.column_mapping import FIELDS, Mapping, guess
from timeline.domain.timelines.row import NotATimeline, TimelineRow
from timeline.domain.timelines.timeline_file import FileKind, Timeline, header_of, read_timeline

__all__ = [
    "FIELDS",
    "FileKind",
    "Mapping",
    "NotATimeline",
    "Timeline",
    "TimelineRow",
    "guess",
    "header_of",
    "read_timeline",
]
