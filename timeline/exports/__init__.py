"""Telling others: events in, text or bytes out, one format a file.

``formats`` lists them; addresses, menu and document follow from that list.
"""
