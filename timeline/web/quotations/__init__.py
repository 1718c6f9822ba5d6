"""The page of quotes: its filter, its list, and wordings compared word by word.

Which quotes belong together is told by ``queries.quotations``.
"""
