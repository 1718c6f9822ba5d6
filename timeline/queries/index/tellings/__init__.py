"""What follows from who told what, when, worked out from a segment's columns.

Outlets, sources, documents read, terms and quotes each have a file.
"""
