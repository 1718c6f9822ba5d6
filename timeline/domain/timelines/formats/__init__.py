"""The makes of file that a timeline comes in, each read to rows by its own module.

What a cell or a row means is known one floor up, in ``timelines`` itself.
"""
