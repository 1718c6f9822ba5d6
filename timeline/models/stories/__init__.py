"""The timelines that editors put together from the archive's events.
What belongs to a story is kept here; what is so of an event in every story belongs in ``record``.
"""
