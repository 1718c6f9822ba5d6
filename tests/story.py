"""A town around the cast, for tests of what readers find: its events are dated in every way.

``set_out`` makes all of it; ``tell`` and its neighbours make more of each kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.cast import Cast
from tests.cast import set_out as cast_set_out
from timeline.domain.text.folding import fold
from timeline.domain.time import edtf
from timeline.domain.time.intervals import from_bounds
from timeline.models import (
    Actor,
    Event,
    Mention,
    Outlet,
    Participation,
    Place,
    Quote,
    Source,
    Story,
    Term,
)
from timeline.services.records.slugs import free_slug

WHY = "The editor of this test says so."


@dataclass
class Town:
    """The cast, and what else happened in the town; everyone and everything by name.

    From the cast: ``opening`` is disputed, 1 March 2022 in The Post and 3 March in The Herald, and
    opens the story's run; ``storm`` is told by The Post, and no date is given for it.
    ``plan`` happened in the 1990s, before the run. ``fire``, on 2 February 2023, is told alike by
    both newspapers. ``repair`` is June 2023, told by a leaflet of no known publisher through Radio
    West's interview. ``vigil`` began on 1 May 2023, and its end is open.
    """

    cast: Cast
    radio: Outlet
    diver: Actor
    plan: Event
    fire: Event
    repair: Event
    vigil: Event
    review: Source
    interview: Source
    leaflet: Source

    @property
    def opening(self) -> Event:
        """The bridge opens."""
        return self.cast.opening

    @property
    def storm(self) -> Event:
        """A storm closes the bridge."""
        return self.cast.storm


def set_out() -> Town:
    """Six events, as two newspapers, a radio station and a leaflet tell them."""
    cast = cast_set_out()
    mayor, engineer = cast.mayor, cast.engineer
    radio = outlet("Radio West", kind="broadcaster")
    diver = actor("Radosław Nowak")
    review = source("A year of the bridge", outlet=cast.herald, published="2023-02-03")
    interview = source("Seven questions to the diver", outlet=radio, published="2023-07-01")
    leaflet = source("To all who cross", draws_on=[interview])

    plan = event("Plans are drawn", kind="proposal", actors=[mayor])
    tell(plan, review, edtf="199X", says="It was drawn on a napkin.")
    fire = event(
        "Fire on the ferry", kind="incident", place="Storvik", actors=[engineer],
        summary="Nobody is hurt; the ferry is lost.",
    )  # fmt: skip
    burnt = tell(fire, review, phrase="on Thursday", says="Smoke stood over the sound.")
    quote(burnt, mayor, "we have a bridge, so we manage")
    tell(fire, cast.column, phrase="2 February 2023", says="The last ferry is gone.")
    repair = event("Divers mend the third pier", kind="support", actors=[diver, engineer])
    tell(repair, leaflet, edtf="2023-06", via=interview, says="Below the water it was worse.")
    vigil = event("Neighbours keep watch", kind="statement")
    tell(vigil, leaflet, edtf="2023-05-01/..", says="They have not stopped since.")
    for one in (plan, fire, repair, vigil, cast.storm):
        one.refresh_from_db()
    return Town(cast, radio, diver, plan, fire, repair, vigil, review, interview, leaflet)


def slug_of(words: str) -> str:
    """A slug made of words."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(words))
    return "-".join(filter(None, kept.split("-")))[:80]


def outlet(name: str, *, kind: str = "newspaper") -> Outlet:
    """An outlet."""
    return Outlet.objects.create(slug=slug_of(name), name=name, kind=kind, listed=True)


def actor(name: str, *, aliases: Iterable[str] = (), kind: str = "person") -> Actor:
    """An actor with other spellings."""
    made = Actor.objects.create(slug=slug_of(name), name=name, kind=kind, listed=True)
    for alias in aliases:
        made.aliases.create(name=alias)
    return made


def source(
    title: str,
    *,
    outlet: Outlet | None = None,
    published: str = "",
    draws_on: Iterable[Source] = (),
    origin: str = "first-hand",
) -> Source:
    """A source that states its outlet and its date, where it has them."""
    made = Source(
        slug=slug_of(title),
        title=title,
        outlet=outlet,
        outlet_basis="stated" if outlet else "not-stated",
        published_basis="stated" if published else "not-stated",
        origin=origin,
    )
    if published:
        made.interval = edtf.parse(published)
    made.save()
    made.draws_on.set(draws_on)
    return made


def event(
    title: str,
    *,
    kind: str = "other",
    place: str = "",
    summary: str = "",
    actors: Iterable[Actor] = (),
) -> Event:
    """An event that nobody tells yet."""
    made = Event.objects.create(
        slug=slug_of(title), title=title, kind=kind, place=at(place), summary=summary
    )
    belong([made])
    for position, one in enumerate(actors):
        made.participations.create(actor=one, position=position)
    return made


def at(place: str) -> Place | None:
    """The place of that name, made if need be; none of an empty one."""
    if not place:
        return None
    found = Place.objects.filter(name=place).first()
    return found or Place.objects.create(name=place, slug=free_slug(Place, place))


def belong(events: Iterable[Event]) -> None:
    """Put events into the main story, if there is one."""
    if main := Story.objects.filter(main=True).first():
        main.events.add(*events)


def tell(
    event: Event,
    source: Source,
    *,
    phrase: str = "",
    edtf: str = "",
    via: Source | None = None,
    says: str = "It is told.",
) -> Mention:
    """A mention, dated by a phrase as written or by EDTF text."""
    return Mention.objects.create(
        event=event,
        source=source,
        via=via,
        phrase=phrase,
        inferred=edtf,
        inferred_reason=WHY if edtf else "",
        says=says,
        paragraph=source.mentions.count() + 1,
    )


def quote(mention: Mention, speaker: Actor, words: str, *, told_by: Actor | None = None) -> Quote:
    """Words that somebody said."""
    position = mention.quotes.count()
    return Quote.objects.create(
        mention=mention, speaker=speaker, words=words, told_by=told_by, position=position
    )


def name(mention: Mention, actor: Actor, words: str) -> Term:
    """How a mention names an actor."""
    return Term.objects.create(mention=mention, actor=actor, words=words)


def crowd(count: int, *, first: date = date(2022, 1, 1), apart: int = 3) -> list[Event]:
    """Many events, each on a day of its own, told by two newspapers in turn, all of one actor."""
    papers = [outlet("The Echo"), outlet("The Bell")]
    sources = [
        source(f"Chronicle of {paper.name}", outlet=paper, published="2030-01-01")
        for paper in papers
    ]
    everyone = actor("Everyman")
    events = Event.objects.bulk_create(
        Event(slug=f"day-{number}", title=f"Day {number:04}", kind="other")
        for number in range(1, count + 1)
    )
    belong(events)
    Participation.objects.bulk_create(Participation(event=e, actor=everyone) for e in events)
    Mention.objects.bulk_create(
        Mention(
            event=one,
            source=sources[number % 2],
            inferred=from_bounds(day, day).edtf,
            inferred_reason=WHY,
            says="It is told.",
            paragraph=number + 1,
        )
        for number, one in enumerate(events)
        for day in [first + timedelta(days=number * apart)]
    )
    quoted = Mention.objects.order_by("pk")
    Quote.objects.bulk_create(
        Quote(mention=mention, speaker=everyone, words=f"day {mention.pk}") for mention in quoted
    )
    return list(Event.objects.all())  # type: ignore[attr-defined]
