"""Accounts at the desk: users, and the groups that say what these may do.

The forms are Django's; what is here has two people who keep accounts lose nothing of each other's.
"""
