"""Reading: events that match criteria, facets, the chart, search. Dialects end here."""
