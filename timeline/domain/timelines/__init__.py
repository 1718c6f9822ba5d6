"""Timelines made by other programs: the formats of their files, and their rows with dates as read.

``timeline_file`` tells a file's format and reads it. What becomes of a row in the record is told
by ``services.imports``.
"""
