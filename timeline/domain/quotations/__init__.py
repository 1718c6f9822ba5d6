"""Words that someone said, in running text: the quotations, and who speaks."""

from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.quotations.quotation_finder import find

__all__ = ["FoundQuotation", "find"]
