"""Digests: their files read and checked, loaded into the database, and written back from it.

Other people's files are taken in by ``services.imports``.
"""
