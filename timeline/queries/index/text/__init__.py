"""Full-text search of what is told: FTS5 on SQLite, a table with a GIN index on PostgreSQL, or a
scan. Which one a database has is said in ``full_text``.
"""
