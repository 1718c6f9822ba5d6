"""The rows of a source's form: its mentions, and the rows inside each.

What is asked of one field or row belongs here, the source's own fields in the source's file.
"""
