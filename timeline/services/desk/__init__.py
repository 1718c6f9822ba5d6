"""What colleagues do beside the record itself: notes for each other, and links to show a draft.

What happens to the record, and who may change it, belongs in ``services.records``.
"""
