"""Segments of the index: events numbered in the order of time, with columns and sets of what is
known of each. A snapshot is the base segment and, after changes, a small second one.
"""
