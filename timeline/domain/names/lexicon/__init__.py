"""Word lists that tell names from other words: first names, offices, organisations, states, places.
Rules about them belong one folder up.
"""
