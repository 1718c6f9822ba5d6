"""Slugs that records had, or others that were merged into them: old addresses have them still."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models


class FormerSlugs(models.QuerySet["FormerSlug"]):
    """What is asked of former slugs, and how they are kept."""

    def of(self, model: type[models.Model]) -> FormerSlugs:
        """Those of a model's records."""
        return self.filter(noun=model._meta.model_name)

    def led_to(self, model: type[models.Model], slugs: Iterable[str]) -> dict[str, str]:
        """By each of some slugs that is a former one, the slug that its record has now; none for
        one whose record is gone, or not met by who asks.
        """
        keys = dict(self.of(model).filter(slug__in=list(slugs)).values_list("slug", "object_id"))
        found = model._default_manager.filter(pk__in=keys.values()) if keys else ()
        now = {record.pk: str(getattr(record, "slug", "")) for record in found}
        return {slug: now[key] for slug, key in keys.items() if key in now}

    def lead(self, record: Any, slugs: Iterable[str], *, public: Collection[str]) -> None:
        """Have some slugs lead to a record from now on; ``public``: those that readers met.

        A slug by which readers met one record goes on leading to it where they never met the later
        one that had it.
        """
        noun, slugs = str(record._meta.model_name), {*slugs}
        theirs = self.filter(noun=noun, slug__in=slugs - {*public}, public=True)
        kept = {*theirs.values_list("slug", flat=True)}
        rows = [
            FormerSlug(noun=noun, slug=slug, object_id=record.pk, public=slug in public)
            for slug in sorted(slugs - kept)
        ]
        self.bulk_create(
            rows, update_conflicts=True, update_fields=["object_id", "public"],
            unique_fields=["noun", "slug"],
        )  # fmt: skip


class FormerSlug(models.Model):
    """A slug by which a record, named by its model and primary key, was met before.

    A record that has the slug now goes before it. ``public``: readers met a record by it.
    """

    noun = models.CharField(max_length=16)
    slug = models.CharField(max_length=100)
    object_id = models.PositiveBigIntegerField()
    public = models.BooleanField(default=False)
    objects = FormerSlugs.as_manager()

    class Meta:
        ordering = ["noun", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["noun", "slug"], name="former_slug_once"),
        ]
        indexes = [models.Index(fields=["noun", "object_id"], name="former_slug_by_record")]

    def __str__(self) -> str:
        return f"{self.noun} {self.slug}"
