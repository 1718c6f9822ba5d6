"""Telling others: events in, text out, one format a file."""
