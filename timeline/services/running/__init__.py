"""Running an installation: the server, accounts, checks of the set-up, and moving to another
database. Nothing here knows what a timeline is.
"""
