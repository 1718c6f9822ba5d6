"""A view for each address: it reads the request, calls the room of its subject, and renders.

What depends on more than one subject is put together here; nothing is worked out here.
"""
