"""What ``manage.py`` can do: Django looks for ``commands`` here.

What a command does is done by ``services``.
"""
