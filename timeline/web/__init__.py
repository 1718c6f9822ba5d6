"""The front door: addresses, views, forms, tables and page contexts, a folder a subject.

What a page shows is fetched by ``queries``; nothing here asks the database by itself.
"""
