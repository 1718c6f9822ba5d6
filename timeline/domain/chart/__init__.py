"""The time axis of a chart: where days lie on it, which years fold away, and where it is marked.

Drawing it is the web's.
"""
