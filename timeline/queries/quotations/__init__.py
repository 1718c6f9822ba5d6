"""Quotations grouped: the same words of one speaker, in all the wordings that sources print.

Which quotes are the same is decided by ``domain.comparing.wordings``.
"""
