"""What readers may meet: which rows are public, and that who reads as the public gets no other;
what became so since a day, and how much was withdrawn.
What follows for answers that are kept, and for their versions, belongs in ``database`` and ``web``.
"""
