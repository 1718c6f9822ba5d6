"""Which database a query goes to, which state of the data an answer shows, and rows attached to
others. What is asked belongs in the other folders.
"""
