"""Drills that kill a process (SIGKILL) while it writes. Nothing that was acknowledged may be lost
then, nothing be half there or there twice, and the same command run again finishes the work.
"""
