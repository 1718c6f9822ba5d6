"""Slugs that no other record has."""

from __future__ import annotations

from django.db.models import Model
from django.utils.text import slugify

from timeline.domain.criteria import UNSTATED
from timeline.domain.text.folding import fold


def free_slug(model: type[Model], text: str) -> str:
    """A slug made of a text's words that no record of the model has; numbered where one has."""
    longest: int = getattr(model._meta.get_field("slug"), "max_length", None) or 80
    base = slugify(fold(text))[: longest - 6].strip("-") or model._meta.model_name or "record"
    taken = set(
        model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)
    ) | {UNSTATED}
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
