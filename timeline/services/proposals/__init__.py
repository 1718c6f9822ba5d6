"""What an article seems to tell: files taken in (``article_intake``), what they tell found and kept
as proposals, decided by an editor (``review``) and made part of the record. How a file becomes an
article is told by ``services.articles``, which this folder uses and never the other way.
"""
