"""Parts of all events, held as columns and compressed sets, and snapshots made of them.

What is counted across events for one question belongs in ``tellings`` or beside the selection.
"""
