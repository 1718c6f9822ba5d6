"""Event extraction: the events that a text tells, which a person may accept as mentions.

Whether an event is known already is told by ``domain.comparing``.
"""
