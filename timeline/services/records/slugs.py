"""Slugs that no other record has: a text's words, numbered where a record has them."""

from __future__ import annotations

from collections import Counter
from itertools import count

from django.db.models import Model
from django.utils.text import slugify

from timeline.domain.criteria import UNSTATED
from timeline.domain.text.folding import fold


def free_slug(model: type[Model], text: str) -> str:
    """A slug made of a text's words that no record of the model has."""
    base = _base(model, text)
    known = model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)
    taken = {*known, UNSTATED}
    return next(slug for n in count() if (slug := _numbered(base, n)) not in taken)


class SlugPool:
    """Slugs for many new records of a model, whose slugs are asked of the database once."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.taken = {*model._default_manager.values_list("slug", flat=True), UNSTATED}
        self._before: Counter[str] = Counter()

    def take(self, text: str, *, wanted: str = "") -> str:
        """A slug that neither a record has nor was taken before: the one wanted, or else one made
        of a text's words.
        """
        if wanted and wanted not in self.taken:
            self.taken.add(wanted)
            return wanted
        base = _base(self.model, text)
        while (slug := _numbered(base, self._before[base])) in self.taken:
            self._before[base] += 1
        self.taken.add(slug)
        return slug


def _base(model: type[Model], text: str) -> str:
    longest: int = getattr(model._meta.get_field("slug"), "max_length", None) or 80
    return slugify(fold(text))[: longest - 6].strip("-") or model._meta.model_name or "record"


def _numbered(base: str, before: int) -> str:
    """The slug of the first record with these words, or of a later one: "fair", "fair-2"."""
    return f"{base}-{before + 1}" if before else base
