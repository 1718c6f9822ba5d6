"""What settings must be together, and which names they may have.

Each of them alone is read, and told of where it makes no sense, by ``timeline.env``. What would
have no effect is told too: whoever set it believes that it has.
"""

from __future__ import annotations

import os
import re
from difflib import get_close_matches

from timeline.env import BadSetting, flag, number, text

NAMES = frozenset(
    """
    PORT DATABASE_URL DATABASE_REPLICA_URLS
    RETOLD_HOST RETOLD_WORKERS RETOLD_HOSTS RETOLD_HTTPS RETOLD_HSTS_SECONDS RETOLD_HSTS_SUBDOMAINS
    RETOLD_HSTS_PRELOAD RETOLD_ORIGINS RETOLD_PROXY RETOLD_SECRET_KEY RETOLD_SECRET_KEY_FILE
    RETOLD_TWO_FACTOR RETOLD_MAIL RETOLD_MAIL_FROM RETOLD_OIDC RETOLD_OIDC_NAME RETOLD_OIDC_CLIENT
    RETOLD_OIDC_SECRET RETOLD_TIME_ZONE RETOLD_INDEX_DIR RETOLD_CACHE_URL RETOLD_EXPORT_PLACES
    RETOLD_EXPORT_MB RETOLD_EXPORT_DIR RETOLD_FILES_SECONDS RETOLD_PAGE_SECONDS RETOLD_BACKUP_DIR
    RETOLD_STORY RETOLD_NAME RETOLD_STANDFIRST RETOLD_PASSAGE_LENGTH RETOLD_LOG RETOLD_METRICS
    RETOLD_DEBUG RETOLD_DOCUMENTS
    """.split()
)
"""Every setting."""

_OURS = ("RETOLD_", "DATABASE_REPLICA")
"""How names begin that nobody else would use."""
_OF_KUBERNETES = re.compile(
    r"RETOLD_(\w+_)?(SERVICE_HOST|SERVICE_PORT\w*|PORT(_\d+_(TCP|UDP)\w*)?)"
)
"""What Kubernetes sets of itself where a service is called "retold", or "retold-…"."""

_BESIDE = {
    "RETOLD_HTTPS": ("RETOLD_HSTS_SECONDS", "RETOLD_HSTS_SUBDOMAINS", "RETOLD_HSTS_PRELOAD"),
    "RETOLD_MAIL": ("RETOLD_MAIL_FROM",),
    "RETOLD_OIDC": ("RETOLD_OIDC_NAME", "RETOLD_OIDC_CLIENT", "RETOLD_OIDC_SECRET"),
}
"""What does nothing, by what it does nothing without."""
_A_YEAR = 31_536_000
"""Seconds of HSTS that browsers' makers ask for, at least: hstspreload.org."""
_OFF = {"", "0", "false", "no", "off"}


def check() -> None:
    """Raise ``BadSetting`` for the first name that there is not, or the first that goes with no
    other.
    """
    for name in sorted(os.environ):
        if name.startswith(_OURS) and name not in NAMES and not _is_of_kubernetes(name):
            raise BadSetting(_unknown(name))
    for needed, names in _BESIDE.items():
        if text(needed).lower() in _OFF:
            for name in names:
                if text(name).lower() not in _OFF:
                    raise BadSetting(f"{name} is set, and does nothing without {needed}")
    if flag("RETOLD_HTTPS") and flag("RETOLD_DEBUG"):
        raise BadSetting(
            "RETOLD_DEBUG is set beside RETOLD_HTTPS: its pages show the settings and the data to "
            "whoever meets an error, and are for nobody in public"
        )
    if flag("RETOLD_HSTS_PRELOAD"):
        _check_preload()


def _is_of_kubernetes(name: str) -> bool:
    found = _OF_KUBERNETES.fullmatch(name)
    # RETOLD_PORT alone is rather a slip of somebody who means PORT.
    return bool(found) and (not name.endswith("PORT") or "SERVICE" in name or "://" in text(name))


def _unknown(name: str) -> str:
    bare = {known.removeprefix("RETOLD_"): known for known in NAMES}
    near = get_close_matches(name.removeprefix("RETOLD_"), bare, n=1)
    told = f"the nearest is {bare[near[0]]}" if near else "docs/operating.md tells all there are"
    return f"{name} is no setting; {told}"


def _check_preload() -> None:
    """Raise ``BadSetting`` where browsers' makers would not list the name."""
    if not flag("RETOLD_HSTS_SUBDOMAINS"):
        raise BadSetting(
            "RETOLD_HSTS_PRELOAD is set, and no name is listed without RETOLD_HSTS_SUBDOMAINS=1"
        )
    if number("RETOLD_HSTS_SECONDS", _A_YEAR) < _A_YEAR:
        raise BadSetting(
            "RETOLD_HSTS_PRELOAD is set, and no name is listed for which RETOLD_HSTS_SECONDS is "
            f"less than a year, {_A_YEAR}"
        )
