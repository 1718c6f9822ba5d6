"""Where the index lives and how it stays true: the journal of changes, the file, building and
patching. What it answers is asked through ``queries.index``.
"""
