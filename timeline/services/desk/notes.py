"""Notes for colleagues: settled, and opened again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from timeline.models import Note


def settle(note: Note, *, by: Any, settled: bool = True) -> None:
    """Have a note be settled by a user, or open again; one that is so already stays as it is."""
    if bool(note.settled_at) != settled:
        note.settled_at, note.settled_by = (timezone.now(), by) if settled else (None, None)
        note.save(update_fields=["settled_at", "settled_by"])
