"""Writing: whatever changes the record by more than one save, a folder a way in.

The desk, the commands and the tests call the same functions here.
"""
