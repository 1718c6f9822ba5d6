"""Dates at the desk: the field that an editor types one into, and how it was read, told while it is
typed. A model's own page belongs beside this folder, one noun a file.
"""
