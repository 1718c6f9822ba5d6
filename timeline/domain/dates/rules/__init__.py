"""The rules that read a date phrase, each a pattern and a function; ``rule`` tells what one is.

A new kind of phrase is a new rule here, put in its place in ``dates.reader``.
"""
