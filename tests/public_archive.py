"""What readers may meet, plainly: the archive with all that is not public deleted; and every
address at which they could meet anything.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from zipfile import ZipFile

from django.db.models import Model, Q, QuerySet
from django.test import Client
from django.urls import URLPattern, reverse

from timeline.exports import formats
from timeline.models import (
    Actor,
    Alias,
    Article,
    Chapter,
    Detail,
    Event,
    Kind,
    Mention,
    Outlet,
    OutletAlias,
    Participation,
    Place,
    PlaceAlias,
    Quote,
    Source,
    Story,
    Tag,
    Tagging,
    Term,
    WordingChoice,
)
from timeline.models.state import State
from timeline.web import urls
from timeline.web.leaving import page_citations

STATES = [State.PUBLISHED] * 5 + [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN]
UNSEEN = {"ETag", "Last-Modified", "Content-Length"}
"""Headers that tell a version of the data, which is asked about elsewhere."""

_WITHDRAWN = re.compile(
    rb'<section id="withdrawn".*?</section>'
    rb"|<entry>(?:(?!<entry>).)*#withdrawn-.*?</entry>"
    rb"|(?<=</id>)<updated>[^<]*</updated>(?=<author>)",
    re.DOTALL,
)
"""The parts of changes that tell how much was withdrawn, and the moment of a whole feed."""


def delete_what_is_not_public() -> None:
    """Take every row away that no reader may meet, and its history, past all that follows a
    deletion; the record is left as if the rows had never been.
    """
    published = Q(state=State.PUBLISHED)
    for model in (Event, Source, Story):
        _remove(model, ~published)
    events, sources, stories = (_keys(model) for model in (Event, Source, Story))
    _remove(Mention, ~published | ~Q(event__in=events) | ~Q(source__in=sources))
    QuerySet(Mention).exclude(via__in=sources).update(via=None)
    told = Q(mention__in=_keys(Mention))
    for part in (Quote, Term, Detail):
        _remove(part, ~told)
    _remove(Participation, ~Q(event__in=events))
    _remove(Tagging, ~Q(event__in=events))
    _remove(Tag, ~Q(pk__in=Tagging.objects.values("tag")))
    _remove(Kind, Q(listed=False) & ~Q(slug__in=Event.objects.values("kind")))
    _remove(Article, ~Q(source__in=sources))
    drawing = Source.draws_on.through
    _remove(drawing, ~Q(from_source__in=sources) | ~Q(to_source__in=sources))
    _remove(Story.events.through, ~Q(story__in=stories) | ~Q(event__in=events))
    _remove(Story.sources.through, ~Q(story__in=stories) | ~Q(source__in=sources))
    _remove(Chapter, ~Q(story__in=stories))
    for end in ("opens_with", "closes_with"):
        QuerySet(Story).exclude(**{f"{end}__in": events}).update(**{end: None})
    named: set[int | None] = {*Participation.objects.values_list("actor", flat=True)}
    named |= {*Term.objects.values_list("actor", flat=True)}
    for speaker, told_by in Quote.objects.values_list("speaker", "told_by"):
        named |= {speaker, told_by}
    _remove(Actor, Q(listed=False) & ~Q(pk__in=named - {None}))
    publishing = {*Source.objects.values_list("outlet", flat=True)} - {None}
    _remove(Outlet, Q(listed=False) & ~Q(pk__in=publishing))
    actors, outlets = _keys(Actor), _keys(Outlet)
    _remove(Alias, ~Q(actor__in=actors))
    above = dict(Place.objects.order_by().values_list("pk", "lies_in"))
    met = set[int | None](Event.objects.values_list("place", flat=True))
    for _ in above:
        met |= {above[place] for place in met if place}
    QuerySet(Place).exclude(pk__in=met - {None}).update(lies_in=None)
    _remove(PlaceAlias, ~Q(place__in=met - {None}))
    _remove(Place, ~Q(pk__in=met - {None}))
    _remove(WordingChoice, ~Q(speaker__in=actors))
    _remove(OutletAlias, ~Q(outlet__in=outlets))


def addresses(dice: random.Random, *, slugs: dict[str, list[str]]) -> Iterator[str]:
    """Every pattern of a reader's addresses, with what may stand in it: no fewer than all of the
    ``slugs`` by the noun that an address begins with.

    Raises ``LookupError`` for a pattern of which this does not know what stands in it.
    """
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        names = pattern.pattern.converters.keys()
        if not names <= {"slug", "ending", "suffix"}:
            raise LookupError(f"say here what stands in {pattern.pattern}")
        endings = [form.ending for form in formats.FORMATS] if "ending" in names else [None]
        suffixes = [form.suffix for form in page_citations.FORMATS] if "suffix" in names else [None]
        noun = next((noun for noun in slugs if noun in str(pattern.pattern)), "")
        for slug in slugs[noun] if "slug" in names else [None]:
            for ending in endings:
                for suffix in suffixes if slug is None else dice.sample(suffixes, 1):
                    given = {"slug": slug, "ending": ending, "suffix": suffix}
                    yield reverse(pattern.name, kwargs={name: given[name] for name in names})


def asked(address: str, *, host: str = "http://testserver") -> Any:
    """An address as oEmbed takes it."""
    return f"{reverse('oembed')}?{urlencode({'url': host + address})}"


def answer(client: Client, address: str, **headers: str) -> tuple[Any, ...]:
    """All that a reader gets at an address, but for versions."""
    response = client.get(address, **headers)
    told = sorted((k, v) for k, v in response.items() if k not in UNSEEN)
    return response.status_code, told, _content(_without_withdrawn(address, response.getvalue()))


def _without_withdrawn(address: str, body: bytes) -> bytes:
    """A body without the numbers of what was withdrawn: all that readers learn of that."""
    if not address.partition("?")[0].endswith(("/changes/", "/changes.atom")):
        return body
    return b" ".join(_WITHDRAWN.sub(b"", body).split())


def _content(body: bytes) -> Any:
    """A body, or a workbook's parts, without the moment at which that was made."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as book:
        return [(n, book.read(n)) for n in book.namelist() if n != "docProps/core.xml"]


def _keys(model: Any) -> list[int]:
    return list(QuerySet(model).values_list("pk", flat=True))


def _remove(model: type[Model], which: Q) -> None:
    gone = list(QuerySet(model).filter(which).order_by().values_list("pk", flat=True))
    QuerySet(model).filter(pk__in=gone)._raw_delete("default")
    if hasattr(model, "history"):
        past: Any = model.history.model
        past.objects.filter(id__in=gone)._raw_delete("default")
        if any(field.name == "state" for field in past._meta.fields):
            past.objects.exclude(state=State.PUBLISHED)._raw_delete("default")
