"""Temporal expressions: date phrases such as "Friday" and "since Feb. 24", read as intervals.

``reader`` reads one phrase, ``rules`` say how, ``finding`` finds phrases in running text.
"""
