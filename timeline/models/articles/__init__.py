"""What came in as a file: articles with what they propose, and tables on their way to the record.
Nothing of it reaches a reader by itself.
"""
