"""Events against those who tell them: who tells what, who is silent, and which words each uses.

The dates that sources disagree on are the index's.
"""
