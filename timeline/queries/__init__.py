"""Reading: events that match criteria, facets, the chart, search.

The databases' dialects end here: whoever asks need not know which one is in use.
"""
