"""The page of what was published since a day, and its feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from timeline.domain.criteria import Criteria
from timeline.domain.dates.reading import Reading
from timeline.domain.time.formatting import counted
from timeline.exports import tellings_atom
from timeline.exports.changes_atom import ChangesFeed, changes_atom, in_numbers
from timeline.exports.exported_selection import Record
from timeline.models import Event, Mention, Source
from timeline.queries.published_since import MOST as MOST_COUNTED
from timeline.queries.published_since import PublishedRecord, PublishedSince
from timeline.queries.publishing.scope import Scope, reading
from timeline.queries.withdrawals import withdrawn_since
from timeline.web.http import addresses, story_scope
from timeline.web.http.list_page import ListPage, list_page
from timeline.web.timeline import kept_filter
from timeline.web.timeline.filter_form import DateField, messages, position_in, unfiltered

PAGE = 50
"""Records shown at a time."""

_NO_EARLIER = date(1970, 1, 2)
"""The first day that is asked for: no record was published before, in any time zone."""


class SinceForm(forms.Form):
    """The day from which on changes are asked for."""

    since = DateField()

    def clean_since(self) -> Reading | None:
        """The date as it was read; refused where it has no first day."""
        given: Reading | None = self.cleaned_data["since"]
        if given is not None and given.interval.earliest is None:
            raise ValidationError(f"“{given.phrase}” gives no day to start at.")
        return given


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    """What an address asks for: changes ``since`` a date, of the story and as of the day that
    ``criteria`` have.

    ``since`` is ``None`` where no date is given, or where it could not be read: then ``errors`` say
    why. ``typed`` is what was given for it.
    """

    criteria: Criteria
    since: Reading | None
    typed: str
    errors: list[str]

    @property
    def day(self) -> date | None:
        """The first day of which changes are asked for; ``None`` for all that there ever were."""
        return self.since.interval.earliest if self.since else None

    @property
    def moment(self) -> datetime | None:
        """The moment at which that day begins, in the site's time zone."""
        if self.day is None:
            return None
        return make_aware(datetime.combine(max(self.day, _NO_EARLIER), time.min))


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """What was published on a day, of each kind the newest first."""

    day: date
    events: list[Event]
    sources: list[Source]
    tellings: list[Mention]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The page: ``part`` of what was published, by ``days``, the newest first.

    ``total``: how much was published in all, in words. ``withdrawn``: the days on which something
    was, each with how much, in words. ``feed``: the address of the feed of the same changes.
    """

    asked: ChangesAsked
    total: str
    part: ListPage
    days: list[PublishedDay]
    withdrawn: list[tuple[date, str]]
    feed: str


def changes_asked(request: HttpRequest) -> ChangesAsked:
    """Read a request's parameters."""
    form = SinceForm(request.GET)
    errors = messages(form).get("since", [])
    typed = request.GET.get("since", "")
    return ChangesAsked(unfiltered(request), form.cleaned_data.get("since"), typed, errors)


def changes_page(request: HttpRequest) -> ChangesPage:
    """The page that a request asks for. It is of what readers meet, whoever asks."""
    asked = changes_asked(request)
    kept = kept_filter.of(request)

    def address(start: int) -> str:
        own = {"since": asked.typed, "start": start}
        given = {name: value for name, value in own.items() if value}
        return reverse("change-list") + kept.query("change-list", given)

    with reading(Scope.PUBLIC):
        found = PublishedSince(asked.criteria, asked.moment)
        part = list_page(
            sum(found.counts.values()),
            start=position_in(request.GET, "start"),
            size=PAGE,
            address=address,
        )
        days = list(_by_day(found.listed(part.start, part.last)))
    withdrawn = withdrawn_since(asked.criteria, asked.moment)
    return ChangesPage(
        asked=asked,
        total=_in_numbers(found),
        part=part,
        days=days,
        withdrawn=[(day.day, in_numbers(day)) for day in withdrawn],
        feed=story_scope.of(request).to_share(_lasting(asked, "change-feed")),
    )


def changes_feed(request: HttpRequest, asked: ChangesAsked) -> str:
    """A page of the Atom feed of what is asked for, as text.

    It tells what is there now: a day to stand on (``as_of``) is passed over.
    """
    scope, criteria = story_scope.of(request), replace(asked.criteria, as_of=None)
    start, most = position_in(request.GET, "start"), tellings_atom.MOST

    def path_of(record: Record) -> str:
        return reverse(f"{record._meta.model_name}-detail", args=[record.slug])

    def absolute(path: str) -> str:
        return request.build_absolute_uri(scope.as_asked(path))

    def own_from(position: int) -> str:
        return absolute(_lasting(asked, "change-feed", position))

    with reading(Scope.PUBLIC):
        found = PublishedSince(criteria, asked.moment)
        about = ChangesFeed(
            title=f"{scope.story.title if scope.story else 'The whole archive'}: what is new",
            start=start,
            count=sum(found.counts.values()),
            numbers=_in_numbers(found),
            page=absolute(_lasting(asked, "change-list")),
            own_from=own_from,
            id_of_changes=absolute(reverse("change-list")),
            page_of=lambda record: absolute(path_of(record)),
            id_of=lambda record: request.build_absolute_uri(scope.outside(path_of(record))),
        )
        withdrawn = [] if start else withdrawn_since(criteria, asked.moment)[:most]
        last = min(start + most, tellings_atom.DEEPEST)
        return changes_atom(about, found.listed(start, last) if start < last else [], withdrawn)


def _by_day(published: Iterable[PublishedRecord]) -> Iterator[PublishedDay]:
    for day, some in groupby(published, key=lambda one: localdate(one.moment)):
        shown = PublishedDay(day, [], [], [])
        rows = {Event: shown.events, Source: shown.sources, Mention: shown.tellings}
        for one in some:
            rows[type(one.record)].append(one.record)  # type: ignore[attr-defined]
        yield shown


def _in_numbers(found: PublishedSince) -> str:
    """How much was published: "12 events, 3 sources and 40 tellings"; empty for nothing."""
    nouns = {Event: "event", Source: "source", Mention: "telling"}
    some = [
        f"more than {counted(MOST_COUNTED, nouns[model])}"
        if number > MOST_COUNTED
        else counted(number, nouns[model])
        for model, number in found.counts.items()
        if number
    ]
    return " and ".join(filter(None, [", ".join(some[:-1]), *some[-1:]]))


def _lasting(asked: ChangesAsked, view: str, start: int = 0) -> str:
    """The address of a view of these changes, with the day written out that "yesterday" meant."""
    given = [("since", str(asked.day or "")), ("start", str(start or ""))]
    return addresses.of_view(view, given)
