"""Reading date phrases: "Friday", "since Feb. 24", "that same month", "in the 1990s"."""

from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.reader import read

__all__ = ["Reading", "UnreadablePhrase", "read"]
