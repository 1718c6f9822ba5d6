"""From somebody's file or text to an article: decoding, saved pages, and reading them within
limits. What an article tells is found by ``services.proposals``, which uses this folder.
"""
