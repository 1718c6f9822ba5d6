"""Happenings in running text: what a person may accept as a mention of an event."""

from timeline.domain.happenings.finder import propose
from timeline.domain.happenings.proposed import Proposed

__all__ = ["Proposed", "propose"]
