"""Dates as intervals: EDTF in and out, arithmetic on days, and a date in words.

Phrases that people write are read in ``domain.dates``.
"""
