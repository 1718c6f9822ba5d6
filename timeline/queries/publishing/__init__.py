"""What readers may meet: which rows are public, and that who reads as the public gets no other.
What follows for answers that are kept, and for their versions, belongs in ``database`` and ``web``.
"""
