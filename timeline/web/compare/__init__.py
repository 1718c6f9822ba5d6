"""The comparison of outlets, and the page of disagreements: what is asked and what is shown.

What they show is worked out by ``queries.comparison``.
"""
