"""Changes to single records that need more than a save: merging, slugs, many rows at once, wording
choices. What belongs to one way in (digest, import, article) is in its folder.
"""
