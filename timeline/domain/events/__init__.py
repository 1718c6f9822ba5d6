"""Happenings in running text: what a person may accept as a mention of an event.

Whether the event is known already is told by ``domain.comparing``.
"""

from timeline.domain.events.event_finder import propose
from timeline.domain.events.proposed_event import Proposed

__all__ = ["Proposed", "propose"]
