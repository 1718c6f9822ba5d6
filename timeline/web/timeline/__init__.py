"""The timeline page: the filter, the list of events, the two-clocks chart, and the day it stood.

Other pages take their filter from here.
"""
