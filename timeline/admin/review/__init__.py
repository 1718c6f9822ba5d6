"""The review of an article at the desk: the page, the choices on its proposals, and taking articles
in. What a choice does to the record is done by ``services.proposals``.
"""
