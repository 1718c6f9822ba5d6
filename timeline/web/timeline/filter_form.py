"""The filter: where an address's parameters are read, each once, into typed values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from timeline.domain.coordinates import CoordinateBox, NotABox, read_box
from timeline.domain.criteria import UNSTATED, Criteria, Sort
from timeline.domain.dates import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.text.folding import by_name
from timeline.models import Actor, FormerSlug, Kind, Outlet, Place, Source, Story, Tag
from timeline.queries.clock import today_interval
from timeline.queries.database.prepared_rows import rows
from timeline.queries.events import opening_day
from timeline.queries.registers import register_tables
from timeline.queries.selection import Flagged
from timeline.web.http import story_scope
from timeline.web.http.problems import NotUnderstood

OUTLETS_OFFERED = 48
"""Outlets of most events, or sources, up to which they are offered; the rest are found by name."""

LAST_START = 10_000_000
"""The last position a list may be asked to start at; further ones are clamped."""


FLAGS: dict[Flagged, str] = {
    "disputed": "sources disagree",
    "retold": "told by two outlets or more",
    "corroborated": "two first-hand sources or more",
}
"""What can be asked of an event by ticking a box, and how a filter that is on says so."""


IMPORTANCE = [("", "any"), ("1", "any"), ("2", "2 or 3"), ("3", "3 alone")]
"""What may be asked of an event's importance: at least so much."""

SORTS: list[tuple[Sort, str]] = [
    ("", "when it happened"),
    ("newest", "newest first"),
    ("importance", "importance"),
    ("first-hand", "most first-hand sources"),
    ("sources", "most sources"),
]
"""The orders of a list, by what the address says."""


class SlugsField(forms.Field):
    """Values given any number of times, ``?actor=a&actor=b``: each once, as given."""

    widget = forms.SelectMultiple
    most = 50

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> tuple[str, ...]:
        """The values, cut to a sensible length and number."""
        given = [text.replace("\0", "␀").strip()[:120] for text in value or []]
        return tuple(dict.fromkeys(text for text in given if text))[: self.most]


class DateField(forms.CharField):
    """A date as people type it, read relative to today; the text stays as typed."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=80)

    def clean(self, value: Any) -> Reading | None:
        """The reading, or ``None`` for nothing. Raises where no rule reads it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            reading = read(text, published=today_interval())
        except UnreadablePhrase as error:
            raise ValidationError(str(error)) from error
        if not reading.interval.is_dated:
            raise ValidationError(f"“{text}” gives no day to start or end at.")
        return reading


class BoxField(forms.CharField):
    """A box of coordinates: ``west,south,east,north``, in degrees."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=100)

    def clean(self, value: Any) -> CoordinateBox | None:
        """The box, or ``None`` for nothing. Raises where it is none."""
        text = super().clean(value)
        try:
            return read_box(text) if text else None
        except NotABox as error:
            raise ValidationError(str(error)) from error


class FilterForm(forms.Form):
    """A reader's filter, field by field."""

    actor = SlugsField()
    outlet = SlugsField()
    kind = SlugsField()
    tag = SlugsField()
    place = SlugsField()
    box = BoxField()
    match = forms.ChoiceField(
        choices=[("any", "any of them"), ("all", "all of them")],
        required=False,
        error_messages={"invalid_choice": "Events have any or all of them, not “%(value)s”."},
    )
    to = DateField()
    q = forms.CharField(required=False, max_length=200)
    surely = forms.BooleanField(required=False)
    disputed = forms.BooleanField(required=False)
    retold = forms.BooleanField(required=False)
    corroborated = forms.BooleanField(required=False)
    importance = forms.ChoiceField(
        choices=IMPORTANCE,
        required=False,
        error_messages={"invalid_choice": "Importance is at least 1, 2 or 3, not “%(value)s”."},
    )
    as_of = DateField()
    sort = forms.ChoiceField(
        choices=SORTS,
        required=False,
        error_messages={"invalid_choice": "There is no order “%(value)s” of events."},
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["from"] = DateField()

    def clean(self) -> dict[str, Any]:
        """Every slug is of something that is known; the range does not end before it starts."""
        cleaned = self.cleaned_data
        outlets = slugs_of(Outlet, cleaned["outlet"]) | {UNSTATED: UNSTATED}
        keep_known(self, "actor", slugs_of(Actor, cleaned["actor"]), "There is no actor “{}”.")
        keep_known(self, "outlet", outlets, "There is no outlet “{}”.")
        keep_known(self, "kind", slugs_of(Kind, cleaned["kind"]), "There is no kind of event “{}”.")
        keep_known(self, "tag", slugs_of(Tag, cleaned["tag"]), "There is no tag “{}”.")
        keep_known(self, "place", slugs_of(Place, cleaned["place"]), "There is no place “{}”.")
        since, until = cleaned.get("from"), cleaned.get("to")
        if since and until:
            start, end = since.interval.earliest, until.interval.latest
            if start and end and end < start:
                self.add_error("to", "This comes before the date it should run from.")
        return cleaned


@dataclass(frozen=True, slots=True)
class FilterRequest:
    """What an address asks of the timeline.

    ``criteria`` holds what could be understood; what could not counts as left out, and ``errors``
    has messages for it, by parameter. ``typed`` are the parameters as they came, for the fields.
    ``start``: the position in the list to begin at, from 0. ``actor_name``, ``outlet_name`` and
    ``place_name``: what an actor, an outlet or a place is looked for by, which selects no event.
    ``story`` is the one whose events it asks for, if it is one's.
    """

    criteria: Criteria
    errors: dict[str, list[str]]
    typed: QueryDict
    start: int
    actor_name: str
    outlet_name: str
    place_name: str
    story: Story | None = None

    @property
    def opening(self) -> date | None:
        """The day on which the story opens."""
        return opening_day(self.story)


def filter_request(data: QueryDict, *, story: Story | None = None) -> FilterRequest:
    """Read an address's parameters, asked of a story's events or of the whole archive's."""
    form = FilterForm(data)
    errors = messages(form)
    given = form.cleaned_data
    flags: dict[str, Any] = {flag: bool(given.get(flag)) for flag in ("surely", *FLAGS)}
    criteria = Criteria(
        story=story.slug if story else "",
        actors=given["actor"],
        every_actor=given.get("match") == "all",
        outlets=given["outlet"],
        kinds=given["kind"],
        tags=given["tag"],
        places=given["place"],
        box=given.get("box"),
        since=given.get("from"),
        until=given.get("to"),
        text=given.get("q") or "",
        importance=int(given.get("importance") or 0),
        as_of=given["as_of"].interval.latest if given.get("as_of") else None,
        sort=given.get("sort") or "",
        **flags,
    )
    actor, outlet, place = (typed(data, name) for name in ("find", "find_outlet", "find_place"))
    start = position_in(data, "start")
    return FilterRequest(criteria, errors, data, start, actor, outlet, place, story)


def typed(data: QueryDict, parameter: str) -> str:
    """What was typed to find a name by."""
    return data.get(parameter, "").replace("\0", "␀").strip()[:80]


def read_filter(request: HttpRequest) -> FilterRequest:
    """Read a request's parameters; its templates take the day of ``as_of`` from the same."""
    found = filter_request(request.GET, story=story_scope.of(request).story)
    request.as_of = found.criteria.as_of  # type: ignore[attr-defined]
    return found


def read_all(request: HttpRequest) -> FilterRequest:
    """The same where all has to be understood; else ``NotUnderstood`` is raised."""
    found = read_filter(request)
    if found.errors:
        raise NotUnderstood(found.errors)
    return found


def as_of(request: HttpRequest) -> date | None:
    """The day that a request asks to stand on: ``None`` for now, or where nothing reads it.

    For what has no filter but this, and for templates. It is read once a request.
    """
    if not hasattr(request, "as_of"):
        try:
            reading = DateField().clean(request.GET.get("as_of", ""))
        except ValidationError:
            reading = None
        request.as_of = reading.interval.latest if reading else None  # type: ignore[attr-defined]
    day: date | None = request.as_of  # type: ignore[attr-defined]
    return day


def unfiltered(request: HttpRequest, **narrowed: Any) -> Criteria:
    """All events of the story that a request is in, as of the day that it asks for; or those that
    ``narrowed``, fields of ``Criteria``, leaves.
    """
    return Criteria(story=story_scope.of(request).slug, as_of=as_of(request), **narrowed)


def lasting(criteria: Criteria) -> Criteria:
    """The same selection for good: dates that count from today become the days they mean."""
    return replace(
        criteria,
        since=criteria.since and _lasting(criteria.since, criteria.since.interval.earliest),
        until=criteria.until and _lasting(criteria.until, criteria.until.interval.latest),
    )


def _lasting(reading: Reading, bound: date | None) -> Reading:
    try:
        on_any_day = read(reading.phrase).interval == reading.interval
    except UnreadablePhrase:
        on_any_day = False
    return reading if on_any_day or bound is None else read(bound.isoformat())


class RegisterSearch(forms.Form):
    """A register's own filter: words, and a kind. ``within``: what the register is of."""

    q = forms.CharField(required=False, max_length=200, label="Search")
    kind = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict, *, within: Criteria) -> None:
        super().__init__(data)
        self.within = within

    def wanted(self) -> dict[str, str]:
        """What is asked for, as the register's query takes it; bad values count as left out."""
        self.full_clean()
        names = {"q": "text"}
        return {names.get(name, name): self.cleaned_data.get(name) or "" for name in self.fields}


class ActorSearch(RegisterSearch):
    """The filter of the actors' table."""

    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Actor.Kind.choices])


class OutletSearch(RegisterSearch):
    """The filter of the outlets' table."""

    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Outlet.Kind.choices])


class PlaceSearch(RegisterSearch):
    """The filter of the places' table."""

    kind = None  # type: ignore[assignment]


class SourceSearch(RegisterSearch):
    """The filter of the sources' table, which offers the outlets that published any.

    ``outlet_count``: how many outlets there are to find one among, 0 where all are offered; else
    those of most sources are, or with ``outlet_name`` those that have it in a name, if any is in
    ``outlets_found``.
    """

    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Source.Kind.choices])
    outlet = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict, *, within: Criteria) -> None:
        super().__init__(data, within=within)
        publishers = register_tables.publishers(within)
        count = publishers.count()
        self.outlet_count = count if count > OUTLETS_OFFERED else 0
        self.outlet_name = typed(data, "find_outlet") if self.outlet_count else ""
        if self.outlet_name:
            publishers = register_tables.publishers(within, text=self.outlet_name)
        most = publishers.order_by("-source_count", "pk")[:OUTLETS_OFFERED]
        outlets = {(outlet.slug, outlet.name) for outlet in most}
        self.outlets_found = bool(outlets) or not self.outlet_name
        # One that was chosen stays, and is the reason for what the table then shows.
        outlets |= {*names_of(Outlet, (data.get("outlet", ""),)).items()}
        outlet = self.fields["outlet"]
        assert isinstance(outlet, forms.ChoiceField)
        named = sorted(outlets, key=lambda pair: by_name(pair[1]))
        outlet.choices = [("", "any outlet"), *named, (UNSTATED, "Publisher not stated")]


def position_in(data: QueryDict, parameter: str) -> int:
    """The position that a list is asked to start at: 0 unless a whole number says otherwise."""
    text = data.get(parameter, "")
    return min(int(text), LAST_START) if text.isdecimal() and len(text) < 12 else 0


def messages(form: forms.Form) -> dict[str, list[str]]:
    """What a form could not understand, in sentences, by parameter."""
    return {name: [str(each) for each in found] for name, found in form.errors.items()}


def keep_known(form: forms.Form, name: str, known: Mapping[str, str], error: str) -> None:
    """Leave of a field's slugs those that are known, as they are now, as ``slugs_of`` gives them;
    each other one is put into ``error``.
    """
    given = form.cleaned_data[name]
    for value in given:
        if value not in known:
            form.add_error(name, error.format(value))
    # An error takes the field out; what is known counts all the same.
    now = (known[value] for value in given if value in known)
    form.cleaned_data[name] = tuple(dict.fromkeys(now))


def slugs_of(
    model: type[Actor | Kind | Outlet | Place | Source | Tag], slugs: tuple[str, ...]
) -> dict[str, str]:
    """By those of some slugs that records of a model have or had, the slugs that they have now."""
    found = {slug: slug for (slug,) in rows(_of_slugs(model, "slug"), slugs)}
    others = [slug for slug in slugs if slug not in found]
    return found | (FormerSlug.objects.led_to(model, others) if others else {})


def names_of(
    model: type[Actor | Kind | Outlet | Place | Tag], slugs: tuple[str, ...]
) -> dict[str, str]:
    """The names of the records of a model that have these slugs, by slug."""
    return dict(rows(_of_slugs(model, "slug", "name"), slugs))


@cache
def _of_slugs(model: type[Model], *columns: str) -> Callable[[Sequence[str]], QuerySet[Any, Any]]:
    def query(slugs: Sequence[str]) -> QuerySet[Any, Any]:
        found = model._default_manager.filter(slug__in=slugs)
        return found.order_by().values_list(*columns)

    return query
