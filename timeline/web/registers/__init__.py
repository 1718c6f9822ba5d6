"""The registers as pages: actors, outlets and sources as tables, and who draws on whom as a
picture. The rows come from ``queries.registers``.
"""
