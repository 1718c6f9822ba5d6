"""Formats in which a selection of events leaves: a module for each, from events to text or bytes.

What formats share stands beside them: dates cut to what is known, a telling in words, cells of CSV.
"""
