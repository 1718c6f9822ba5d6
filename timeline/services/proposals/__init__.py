"""What an article seems to tell: found, kept as proposals, reviewed by an editor, made part of the
record. How a file becomes an article is told by ``services.articles``.
"""
