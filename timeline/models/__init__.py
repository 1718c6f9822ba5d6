"""What is kept: one noun a file, with its rules."""

from timeline.models.actor import Actor, Alias
from timeline.models.digest_record import DigestRecord
from timeline.models.event import Event, Participation
from timeline.models.mention import Mention, Quote, Term
from timeline.models.outlet import Outlet
from timeline.models.source import Source
from timeline.models.story import Story

__all__ = [
    "Actor",
    "Alias",
    "DigestRecord",
    "Event",
    "Mention",
    "Outlet",
    "Participation",
    "Quote",
    "Source",
    "Story",
    "Term",
]
