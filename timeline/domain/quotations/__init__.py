"""Words that someone said, in running text: where each quotation begins and ends, and who speaks.

Which quotations are the same words is told by ``domain.comparing``.
"""

from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.quotations.quotation_finder import find

__all__ = ["FoundQuotation", "find"]
