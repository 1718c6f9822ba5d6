"""Whom the register knows by now: actors taken in with another proposal since one was made, or gone
since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import QuerySet

from timeline.domain.events.proposed_mention import ProposedActor
from timeline.models import Actor, Alias, Proposal


def by_name(names: Iterable[str]) -> dict[str, Actor]:
    """The register's actors by those of some names that are theirs; an alias counts where it is
    nobody's name.
    """
    wanted = {*names}
    if not wanted:
        return {}
    aliases = Alias.objects.filter(name__in=wanted).select_related("actor").order_by("-pk")
    same = Actor.objects.filter(name__in=wanted).order_by("-pk")
    found = {alias.name: alias.actor for alias in aliases}
    return found | {actor.name: actor for actor in same}


def known_since(actors: Sequence[ProposedActor]) -> tuple[ProposedActor, ...]:
    """A proposal's actors, of whom those that were new to it and are known by now are known."""
    known = by_name(one.name for one in actors if not one.known)
    return tuple(
        replace(one, actor=known[one.name].slug, kind=known[one.name].kind)
        if not one.known and one.name in known
        else one
        for one in actors
    )


def naming_new(proposals: QuerySet[Proposal]) -> list[int]:
    """The keys of those of the proposals that name somebody whom the register, as it is by now,
    doesn't know by that name.
    """
    named = [(pk, actors) for pk, actors in proposals.values_list("pk", "actors") if actors]
    every = [one for _, actors in named for one in actors]
    names = by_name(one.name for one in every if not one.actor)
    registered = Actor.objects.filter(slug__in={one.actor for one in every} - {""})
    slugs = {*registered.values_list("slug", flat=True)}
    return [
        pk
        for pk, actors in named
        if any(one.actor not in slugs if one.actor else one.name not in names for one in actors)
    ]
