"""Ways to take something along: citations of a page, and the list in other programs' formats.

What other sites show in place is in ``web.embed``.
"""
