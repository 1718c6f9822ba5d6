"""Commands: arguments in, a service called, a summary out, in some twenty lines each.

A file's name is its command's.
"""
