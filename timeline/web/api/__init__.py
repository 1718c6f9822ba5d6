"""The public addresses for programs: their document, parameters and types, and who may read them.

The formats themselves are written by ``exports``.
"""
