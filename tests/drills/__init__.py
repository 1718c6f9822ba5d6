"""Drills: Retold's processes killed, locked out, filled up and restarted on purpose, and what came
of the work. Each module is one drill and says what it does; what they share is in ``place`` (an
installation in a temporary folder), ``desk`` (an editor over HTTP) and ``tally`` (what is counted).
Faults are bounded in number and time, and all traffic stays on the machine's own address.
"""
