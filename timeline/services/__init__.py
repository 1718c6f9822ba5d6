"""Writing: digests, articles, imported files and proposals taken in, records changed and merged.

One folder a subject; whoever writes to the record from a page or a command calls one of these.
"""
