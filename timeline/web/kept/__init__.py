"""Answers to readers, kept until the data change: which they are, where they are kept, and that the
most requested are made again after a change. Nothing here knows what an answer says.
"""
