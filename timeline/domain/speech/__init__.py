"""Words that someone said, in running text: the quotations, and who speaks."""

from timeline.domain.speech.finder import find
from timeline.domain.speech.spoken import Spoken

__all__ = ["Spoken", "find"]
