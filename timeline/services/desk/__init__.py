"""What colleagues do around the record: notes, links to show a draft, documents kept whole,
a look before publishing.

What happens to the record, and who may change it, belongs in ``services.records``.
"""
