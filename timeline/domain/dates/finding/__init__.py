"""Date phrases found in running text, with what stands around them, and what only looks like a
date. Each is read by the rules next door, as a phrase that somebody typed is.
"""
