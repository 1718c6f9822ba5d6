"""Slugs that no other record has or had: a text's words, numbered where a record has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import count

from django.db.models import Model
from django.utils.text import slugify

from timeline.domain.criteria import UNSTATED
from timeline.domain.text.folding import fold
from timeline.domain.text.romanised import romanised
from timeline.models import FormerSlug
from timeline.queries.publishing.scope import Scope, reading


def free_slug(model: type[Model], text: str) -> str:
    """A slug made of a text's words that no record of the model has, or had."""
    base = _base(model, text)
    taken = _taken(model, base)
    return next(slug for n in count() if (slug := _numbered(base, n)) not in taken)


class SlugPool:
    """Slugs for many new records of a model, whose slugs are asked of the database once."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.taken = _taken(model)
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


def _taken(model: type[Model], base: str = "") -> set[str]:
    """The slugs, that begin so, which records of the model have or had, and that none may have."""
    rows = (model._default_manager.order_by(), FormerSlug.objects.of(model).order_by())
    now, before = (some.filter(slug__startswith=base).values_list("slug") for some in rows)
    return {slug for (slug,) in now.union(before)} | {UNSTATED}


def met_by_readers(model: type[Model], keys: Iterable[int]) -> set[str]:
    """Of records, by primary key, the slugs of those that are public."""
    with reading(Scope.PUBLIC):
        return {*model._default_manager.filter(pk__in=list(keys)).values_list("slug", flat=True)}


def _base(model: type[Model], text: str) -> str:
    longest: int = getattr(model._meta.get_field("slug"), "max_length", None) or 80
    words = slugify(fold(romanised(text)))[: longest - 6].strip("-")
    return words or model._meta.model_name or "record"


def _numbered(base: str, before: int) -> str:
    """The slug of the first record with these words, or of a later one: "fair", "fair-2"."""
    return f"{base}-{before + 1}" if before else base
