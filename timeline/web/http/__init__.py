"""What every answer shares: addresses, page or partial, ETags, compression, problems, replicas.

Nothing here knows what a page shows.
"""
