"""What the desk remembers of its own work: digests as loaded, choices, and what can be undone.
No reader sees any of it.
"""
