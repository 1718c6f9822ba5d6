"""Of which kinds events are: those that are shipped, and those that editors add."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import Any

from django.db import connections, models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords

from timeline.domain.text.folding import fold

SHIPPED = (
    ("request", "Request", "?"),
    ("refusal", "Refusal", "×"),
    ("decision", "Decision", "✓"),
    ("statement", "Statement", "“"),
    ("warning", "Warning", "!"),
    ("proposal", "Proposal", "→"),
    ("meeting", "Meeting", "&"),
    ("military", "Military action", "⊕"),
    ("incident", "Incident", "*"),
    ("support", "Support and sanctions", "±"),
    ("interview", "Interview", "⇄"),
    ("publication", "Publication", "¶"),
    ("other", "Other", "·"),
)
"""Each shipped kind's slug, name and sign, in their order."""


class Kind(models.Model):
    """What an event is. ``sign``: a character or a few that stand for it and need no colour.

    Events hold its slug, which stays as it is. ``hidden``: it is not offered, though events may
    have it. ``listed``: readers may know of it though no published event has it.
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    sign = models.CharField(
        max_length=3, help_text="One to three characters that no other kind has: “!”, “¶”, “Tr”."
    )
    hidden = models.BooleanField(
        default=False, help_text="Not offered any more; events that have it keep it."
    )
    listed = models.BooleanField(default=False, editable=False)
    rank = models.PositiveSmallIntegerField(
        default=100, help_text="Its place among the others, the lowest first."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["rank", "name", "slug"]
        verbose_name = "kind of event"
        verbose_name_plural = "kinds of event"
        constraints = [
            models.UniqueConstraint(fields=["sign"], name="kind_has_own_sign"),
        ]

    def __str__(self) -> str:
        return self.name


_SECONDS = 2.0
"""How long the kinds' names are held, so that a file of many rows does not ask for each."""
_by_word: list[tuple[float, dict[str, str]]] = []


def of_slug(slug: str) -> Kind:
    """The kind of a slug; of one that is gone, a kind that is called by it."""
    return Kind.objects.filter(slug=slug).first() or Kind(slug=slug, name=slug, sign="·")


def kept_or_other(slug: str) -> str:
    """A kind's slug, or "other" where there is no such kind, or no more."""
    return slug if Kind.objects.filter(slug=slug).exists() else "other"


def of_word(word: str) -> str:
    """The slug of the kind that a word names, by its slug or its name; else an empty text."""
    if not word.strip():
        return ""
    if not _by_word or monotonic() - _by_word[0][0] > _SECONDS:
        rows = Kind.objects.values_list("slug", "name")
        named = {fold(text).strip(): slug for slug, name in rows for text in (name, slug)}
        _by_word[:] = [(monotonic(), named)]
    return _by_word[0][1].get(fold(word).strip(), "")


@receiver([post_save, post_delete], sender=Kind)
def forget_words(**_: Any) -> None:
    """Have ``of_word`` know what was changed; to be called where kinds are made in bulk."""
    _by_word.clear()


def free_signs(names: Iterable[str]) -> list[str]:
    """A sign for each of some new kinds, of two letters of its name if no kind has it already."""
    taken = set(Kind.objects.values_list("sign", flat=True))
    found = []
    for name in names:
        letters = "".join(filter(str.isalpha, name)) or "K"
        others = [*letters[1:].lower(), *map(str, range(1, 10)), *map(str, range(10, 100))]
        signs = (f"{letters[0].upper()}{other}" for other in others)
        found.append(next((sign for sign in signs if sign not in taken), ""))
        taken.add(found[-1])
    return found


def choices(*, beside: str = "") -> list[tuple[str, str]]:
    """The kinds that are offered, by slug and name, and ``beside`` them one that is had already."""
    kinds = Kind.objects.filter(models.Q(hidden=False) | models.Q(slug=beside))
    return list(kinds.values_list("slug", "name"))


def shipped() -> list[Kind]:
    """The kinds that are shipped, unsaved."""
    return [
        Kind(slug=slug, name=name, sign=sign, rank=number, listed=True)
        for number, (slug, name, sign) in enumerate(SHIPPED, 1)
    ]


def on_migrate(using: str, **_: Any) -> None:
    """Make the shipped kinds where there are none at all; a receiver of ``post_migrate``.

    Going back to an older release leaves no table for them.
    """
    kinds = Kind.objects.using(using)
    is_there = Kind._meta.db_table in connections[using].introspection.table_names()
    if is_there and not kinds.exists():
        kinds.bulk_create(shipped())
