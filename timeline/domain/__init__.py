"""What Retold knows without a database, a clock or a file but its own word lists.

Dates, names, quotations and events in texts, intervals, criteria, and the digest's format.
"""
