"""Links under which someone without an account sees one story with its drafts, for some time.

A link's token is made here, told once, and kept as its SHA-256 alone. It follows from the form in
which the link was asked for, so that a form that is sent twice makes one link and tells it twice.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from timeline.models import ShareLink, Story
from timeline.models.state import State
from timeline.services.records.publishing import NotAllowed, may_publish


def make(story: Story, *, ends_at: datetime, by: Any, form: str) -> tuple[ShareLink, str]:
    """A link to a story, and its token, which can't be told again. Raises ``NotAllowed``.

    ``form``: what the form that it is asked for in has, and no other; the same makes no second one.
    """
    _check(by)
    asked = f"{form} {story.pk} {by.pk}"
    made = salted_hmac("a link that shares a story", asked, algorithm="sha256").digest()
    token = base64.urlsafe_b64encode(made).decode().rstrip("=")
    link, _ = ShareLink.objects.get_or_create(
        token_sha256=_hashed(token), defaults={"story": story, "ends_at": ends_at, "by": by}
    )
    return link, token


def take_back(link: ShareLink, *, by: Any) -> None:
    """Have a link lead nowhere from now on. Raises ``NotAllowed``."""
    _check(by)
    link.taken_back_at = link.taken_back_at or timezone.now()
    link.save(update_fields=["taken_back_at"])


def shared_story(token: str) -> Story | None:
    """The story that a token shows now; ``None`` where there is none, or no longer."""
    link = ShareLink.objects.select_related("story").filter(token_sha256=_hashed(token)).first()
    return link.story if link and leads(link) else None


def leads(link: ShareLink) -> bool:
    """Whether a link shows its story now: until it ends or is taken back, and not while the story
    is withdrawn.
    """
    is_open = link.taken_back_at is None and link.ends_at > timezone.now()
    return is_open and link.story.state != State.WITHDRAWN


def _check(by: Any) -> None:
    if not may_publish(by):
        raise NotAllowed("Showing drafts to others is for Editors.")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest()
