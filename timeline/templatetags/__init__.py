"""What templates can say that Django's own tags can't.

What a page shows is worked out before, in ``web``.
"""
