"""Event extraction: the events that a text tells, which a person may accept as mentions.

Whether an event is known already is told by ``domain.comparing``.
"""

from timeline.domain.events.event_finder import propose
from timeline.domain.events.proposed_event import Proposed

__all__ = ["Proposed", "propose"]
