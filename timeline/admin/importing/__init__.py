"""Taking a timeline in at the desk: a file is sent, looked at row by row, and then imported.

``import_views`` are its pages; ``import_form`` is what an editor says of a file on them.
"""
