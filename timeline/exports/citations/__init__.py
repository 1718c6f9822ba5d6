"""Citations: what is cited, and each format it is written in, one a file.

Which page offers them is told by ``web.leaving``.
"""
