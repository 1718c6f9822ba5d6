"""Who speaks: verbs of speech, the phrases beside them, and whom a pronoun or an office stands for.
Where a quotation begins and ends is told one folder up.
"""
