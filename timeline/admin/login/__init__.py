"""Logging in to the desk: who may try, what is asked, and where it leads.

Trying is throttled by django-axes, the second factor is django-otp's, and a provider is asked by
mozilla-django-oidc; what Retold's desk makes of them is here.
"""
