"""What templates can say that Django's own tags can't: dates, outlets' colours, searched words.

What a page shows is worked out before, in ``web``.
"""
