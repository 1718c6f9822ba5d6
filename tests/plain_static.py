"""The settings of `make serve`, but for static files: as they lie, with no collectstatic before."""

from __future__ import annotations

from timeline.settings import *  # noqa: F403 - all of them, and one changed
from timeline.settings import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
