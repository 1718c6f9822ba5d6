"""How changes of the data are noticed: the journal, and the triggers that write to it whichever way
data is written. What is done about them belongs in ``store`` and ``text``.
"""
