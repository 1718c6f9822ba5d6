"""Places, made one of several, deleted, and looked up in a list of towns.

Nothing is looked up unless an editor asks.
"""
