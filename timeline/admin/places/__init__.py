"""Places at the desk: where each lies, merged, deleted, and looked up in a list of towns.

What happened in them is in ``event``.
"""
