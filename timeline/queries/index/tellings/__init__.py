"""Who tells the events that match, and in which words, worked out from the segments' columns.

What is known of each mention as a segment is made belongs in ``segments``.
"""
