"""The formats that differ from those of Django's British English."""

DATETIME_FORMAT = "j M Y, H:i"
"""As the desk's lists and pages write a moment: “30 Nov 2026, 20:14”, never “8:14 p.m.”."""
