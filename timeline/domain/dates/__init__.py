"""Reading date phrases: "Friday", "since Feb. 24", "that same month", "in the 1990s"."""

from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase

__all__ = ["Reading", "UnreadablePhrase", "read"]
