"""Timelines made by other programs: the formats of their files, and their rows with dates as read.

``timeline_file`` tells a file's format and reads it; each format has a module of its own.
"""
