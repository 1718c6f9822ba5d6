"""The WSGI application that a production server runs, with what the first page takes, and what
goes on beside it.
"""

from __future__ import annotations

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")

application = get_wsgi_application()
import_module("timeline.web.views.events")
making_ahead = import_module("timeline.web.kept.making_ahead").making_ahead
