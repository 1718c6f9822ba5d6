"""An event's page: how each source tells it, and how its date was found.

The card of an event in a list belongs to ``web.timeline``.
"""
