"""The words by which editors order events, made one of several.

What belongs to a record and is no such word is merged in ``records``.
"""
