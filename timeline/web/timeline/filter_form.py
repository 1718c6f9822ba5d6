"""The filter: a form that turns an address's parameters into criteria."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.dates import Reading, UnreadablePhrase, read
from timeline.models import Actor, Event, Outlet, Source
from timeline.queries.clock import today_interval

LAST_START = 10_000_000
"""The last position a list may be asked to start at; further ones are clamped."""


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


class FilterForm(forms.Form):
    """A reader's filter. ``criteria`` holds what could be understood, ``errors`` what could not."""

    actor = SlugsField()
    outlet = SlugsField()
    kind = SlugsField()
    match = forms.ChoiceField(
        choices=[("any", "any of them"), ("all", "all of them")], required=False
    )
    to = DateField()
    q = forms.CharField(required=False, max_length=200)
    surely = forms.BooleanField(required=False)
    disputed = forms.BooleanField(required=False)
    retold = forms.BooleanField(required=False)
    corroborated = forms.BooleanField(required=False)
    as_of = DateField()
    sort = forms.ChoiceField(
        choices=[("", "time"), ("first-hand", "first-hand sources"), ("sources", "sources")],
        required=False,
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["from"] = DateField()

    def clean(self) -> dict[str, Any]:
        """Every actor, outlet and kind is known, and the range does not end before it starts."""
        cleaned = self.cleaned_data
        for name, noun, known in (
            ("actor", "actor", _slugs_of(Actor, cleaned["actor"])),
            ("outlet", "outlet", _slugs_of(Outlet, cleaned["outlet"]) | {UNSTATED}),
            ("kind", "kind of event", set(Event.Kind.values)),
        ):
            given = cleaned[name]
            for value in given:
                if value not in known:
                    self.add_error(name, f"There is no {noun} “{value}”.")
            cleaned[name] = tuple(value for value in given if value in known)
        since, until = cleaned.get("from"), cleaned.get("to")
        if since and until:
            start, end = since.interval.earliest, until.interval.latest
            if start and end and end < start:
                self.add_error("to", "This comes before the date it should run from.")
        return cleaned

    def criteria(self) -> Criteria:
        """What could be understood, as one value; fields in error count as left out."""
        self.full_clean()
        given = self.cleaned_data
        return Criteria(
            actors=given["actor"],
            every_actor=given.get("match") == "all",
            outlets=given["outlet"],
            kinds=given["kind"],
            since=given.get("from"),
            until=given.get("to"),
            surely=bool(given.get("surely")),
            text=given.get("q") or "",
            disputed=bool(given.get("disputed")),
            retold=bool(given.get("retold")),
            corroborated=bool(given.get("corroborated")),
            as_of=given["as_of"].interval.latest if given.get("as_of") else None,
            sort=given.get("sort") or "",
        )


class RegisterSearch(forms.Form):
    """A register's own filter: words, and a kind."""

    q = forms.CharField(required=False, max_length=200, label="Search")
    kind = forms.ChoiceField(required=False)

    def wanted(self) -> dict[str, str]:
        """What is asked for, as the register's query takes it; bad values count as left out."""
        self.full_clean()
        names = {"q": "text"}
        return {names.get(name, name): self.cleaned_data.get(name) or "" for name in self.fields}


class ActorSearch(RegisterSearch):
    """The filter of the actors' table."""

    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Actor.Kind.choices])


class SourceSearch(RegisterSearch):
    """The filter of the sources' table."""

    kind = forms.ChoiceField(required=False, choices=[("", "any kind"), *Source.Kind.choices])
    outlet = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        outlets = Outlet.objects.values_list("slug", "name")
        outlet = self.fields["outlet"]
        assert isinstance(outlet, forms.ChoiceField)
        outlet.choices = [("", "any outlet"), *outlets, (UNSTATED, "Publisher not stated")]


def as_of_in(data: QueryDict) -> date | None:
    """The day that an address asks to stand on: ``None`` for now, or where nothing reads it."""
    try:
        reading = DateField().clean(data.get("as_of", ""))
    except ValidationError:
        return None
    return reading.interval.latest if reading else None


def sought_actor(data: QueryDict) -> str:
    """What an actor's name is searched for, which selects no event by itself."""
    return data.get("find", "").replace("\0", "␀").strip()[:80]


def start_of(data: QueryDict, *, parameter: str = "start") -> int:
    """The position that a list is asked to start at: 0 unless a whole number says otherwise."""
    text = data.get(parameter, "")
    return min(int(text), LAST_START) if text.isdecimal() and len(text) < 12 else 0


def _slugs_of(model: type[Actor] | type[Outlet], slugs: tuple[str, ...]) -> set[str]:
    if not slugs:
        return set()
    return set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
