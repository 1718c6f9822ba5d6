"""States of records at the desk, who may change what is public, and what waits for somebody.

What a step does and who may take it is said by ``services.records.publishing``.
"""
