"""Plain text as such: its characters, its folding for search, its paragraphs and sentences.

Nothing here knows what a text is about.
"""
