"""What the two-clocks chart draws, fetched: each mention's two ends, or counts where there are
many. Placing it on an axis is the domain's, drawing it the web's.
"""
