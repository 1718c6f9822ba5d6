"""Where the index lives and how it follows the database: the journal of changes, the base's file
and its locks, building, patching, replicas. What it answers is asked through ``queries.index``.
"""
