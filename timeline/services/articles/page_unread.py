"""What is said where a saved page could not be read."""

from __future__ import annotations


class PageUnread(Exception):
    """No answer came for a page; the message says why, in a sentence."""
