"""Somebody's timeline taken in: its rows compared with the record, and written.

Digests have a folder of their own.
"""
