"""What readers and programs get over HTTP: addresses, views, forms, tables and page contexts.

Each subject has a room; ``views`` has a view for each address, which calls the rooms.
"""
