"""Notes for colleagues: settled."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from timeline.models import Note


def settle(note: Note, *, by: Any) -> None:
    """Have a note be settled by a user; one that is so already stays as it is."""
    if note.settled_at is None:
        note.settled_at, note.settled_by = timezone.now(), by
        note.save(update_fields=["settled_at", "settled_by"])
