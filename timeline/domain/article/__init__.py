"""What an article prints about itself, read from its text: headline, authors, date, publisher.

What it tells (dates, names, quotations, events) is found in the folders of those names.
"""
