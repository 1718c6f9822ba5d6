"""Views: a request in, a page's context built, a template rendered, in a few lines each.

What a page holds is told in the folder of its subject.
"""
