"""Slugs that lead on to a digest's entries: written with them, and there again once it is loaded.

What the archive says of a slug already stays so: an editor merged or renamed something since.
"""

from __future__ import annotations

from typing import Any

from timeline.models import (
    Actor,
    Event,
    FormerSlug,
    Kind,
    Outlet,
    Place,
    Proposal,
    Source,
    Tag,
)
from timeline.models.record.kind import SHIPPED
from timeline.services.digest.digest_files import Digest
from timeline.services.digest.digest_keys import DigestKeys, Values
from timeline.services.records.slugs import met_by_readers

_MODELS: dict[str, Any] = {
    str(model._meta.model_name): model for model in (Outlet, Actor, Kind, Tag, Place, Event, Source)
}


def dumped() -> list[Values]:
    """The entries for all slugs that lead on, in order."""
    found = []
    for noun, model in _MODELS.items():
        former = FormerSlug.objects.of(model).values_list("slug", "object_id", "public")
        slugs = dict(model._default_manager.order_by().values_list("pk", "slug")) if former else {}
        taken = {*slugs.values()}
        found += [
            {"noun": noun, "slug": slug, "now": slugs[key]} | ({} if public else {"public": False})
            for slug, key, public in former
            if key in slugs and slug not in taken
        ]
    return found


def load(digest: Digest, keys: DigestKeys) -> None:
    """Have the slugs of a digest lead on, once its entries are there."""
    for noun, model in _MODELS.items():
        entries = [f.entry for f in digest.former_slugs if f.entry.noun == noun]
        said = {entry.slug: entry for entry in entries}
        if model is Kind:
            _without_shipped({*said})
        taken = model._default_manager.filter(slug__in=said).values_list("slug", flat=True)
        led = FormerSlug.objects.of(model).filter(slug__in=said).values_list("slug", flat=True)
        for slug in said.keys() - {*taken} - {*led}:
            entry = said[slug]
            record = keys.get(noun, entry.now)
            if record is None:
                record = model._default_manager.filter(slug=entry.now).first()
            if record is not None:
                met = entry.public and met_by_readers(model, [record.pk])
                FormerSlug.objects.lead(record, [slug], public={slug} if met else ())


def _without_shipped(slugs: set[str]) -> None:
    """Delete the shipped kinds of some slugs that nothing has: a digest says what took their place,
    and a new archive has them all.
    """
    used = {*Event.objects.filter(kind__in=slugs).values_list("kind", flat=True)}
    used |= {*Proposal.objects.filter(kind__in=slugs).values_list("kind", flat=True)}
    shipped = {slug for slug, *_ in SHIPPED} - {Event.Kind.OTHER}
    Kind.objects.filter(slug__in=(slugs & shipped) - used).delete()
