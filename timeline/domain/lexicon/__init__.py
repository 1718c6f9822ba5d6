"""The words that the finders of names, quotations and events know, in data files by language.

What is done with the words stands in the rooms that ask for them, not here.
"""
