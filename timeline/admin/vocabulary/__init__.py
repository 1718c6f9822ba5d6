"""The words by which editors order events: their kinds and tags.

What they are of is in ``event``; a word is renamed, merged and deleted here.
"""
