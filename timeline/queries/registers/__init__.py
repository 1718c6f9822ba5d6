"""Actors, outlets and sources with what a table or a page says of each, and who draws on whom.

Each row is fetched by page, whatever the register's size.
"""
