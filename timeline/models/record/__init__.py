"""What the archive holds: outlets, sources, actors, events, and what a source says of an event.
Each noun keeps its rules; dates that follow from others are worked out where they are written.
"""
