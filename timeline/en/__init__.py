"""How dates and times are written in English, where Django writes them. A module by the name that
Django looks for; what it doesn't say is as Django has it.
"""
