"""All stories on one page, and a story that is read as a narrative.
The list of a story's events is the timeline's.
"""
