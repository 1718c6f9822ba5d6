"""Two editors at one record: what a form was filled with, what became of it meanwhile, what meets.

What belongs here serves every form of the desk; what one noun's form asks belongs in that noun's
file. A page's own words on a meeting are in ``templates/admin/retold/edit_conflict.html``.
"""
