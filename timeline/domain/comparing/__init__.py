"""Whether two things are the same: wordings of a quotation, values that sources give, tellings of
an event. Nothing here reads a text; what is compared was found or stated before.
"""
