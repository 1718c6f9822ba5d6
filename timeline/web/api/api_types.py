"""What the public addresses answer in JSON, as types: told in the API's document, held in tests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

from timeline.domain.time.intervals import Precision
from timeline.models import Outlet, Source
from timeline.web.http.problems import Problem

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, ISO 8601.")]
Edtf = Annotated[str, Field(description="A date in EDTF, levels 0 and 1.")]


def _one_of(values: list[str]) -> Any:
    """That a text is one of these; read from the models, so that the document follows them."""
    return Field(json_schema_extra={"enum": list(values)})


Basis = Annotated[str, _one_of(Source.Basis.values)]
Origin = Annotated[str, _one_of(Source.Origin.values)]
Aliases = Annotated[list[str], Field(description="Its other names.")]
Precise = Annotated[str, _one_of([precision.value for precision in Precision])]


class IntervalObject(TypedDict):
    """A date as an interval; a bound is null where it is open or not known."""

    edtf: Edtf | None
    earliest: Day | None
    latest: Day | None
    precision: Precise


class DisplayedDate(IntervalObject):
    """An event's date, with its words."""

    display: Annotated[str, Field(description="The date in words.")]


class ReadDate(IntervalObject):
    """A mention's date, with the rule that read it from the phrase."""

    rule: Annotated[str, Field(description="By which rule the phrase was read, in a sentence.")]
    rule_name: Annotated[str, Field(description="What that rule is called.")]


class NamedObject(TypedDict):
    """Something by its slug and its name."""

    slug: str
    name: str


class ActorObject(NamedObject):
    """An actor."""

    kind: Annotated[str | None, Field(description="What the actor is; null: not stated.")]


class ChosenObject(TypedDict):
    """The date that an editor chose, where sources disagree, and why."""

    date: Edtf
    reason: str


class DetailObject(TypedDict):
    """A place, an actor or a figure that the source states of the event."""

    aspect: str
    subject: str
    value: str


class TermObject(TypedDict):
    """The words that the source has for an actor, by name, or for a thing."""

    actor: str | None
    actor_slug: str | None
    subject: str | None
    words: str


class QuoteObject(TypedDict):
    """Words that a speaker said, as the source prints them."""

    speaker: str
    speaker_slug: str
    told_by: Annotated[str | None, Field(description="Who tells that they were said.")]
    told_by_slug: str | None
    words: str
    language: Annotated[str | None, Field(description="Where it is not its source’s, BCP 47.")]


class DrawnSource(TypedDict):
    """A source, without those that it draws on."""

    slug: str
    title: str
    kind: Annotated[str, Field(description="What kind of document it is.")]
    authors: str | None
    outlet: Annotated[str | None, Field(description="Who published it; null: not stated.")]
    outlet_slug: str | None
    outlet_basis: Basis
    outlet_reason: str | None
    published: Annotated[str | None, Field(description="When, in EDTF; null: not stated.")]
    published_basis: Basis
    published_reason: str | None
    language: Annotated[str | None, Field(description="BCP 47; null where it isn’t known.")]
    origin: Annotated[Origin, Field(description="Whether what it tells through none is its own.")]
    url: Annotated[str | None, Field(description="Where the document is.")]
    archived: Annotated[str | None, Field(description="Where a copy of it is kept as it was.")]
    read_on: Annotated[Day | None, Field(description="When it was read.")]
    document: Annotated[str | None, Field(description="The file name of the text.")]
    sha256: Annotated[str | None, Field(description="Of the document as it was read, in hex.")]
    values: Annotated[dict[str, str], Field(description="Other columns of it, by their names.")]


class SourceDocument(DrawnSource):
    """A source."""

    draws_on: list[DrawnSource]


class MentionObject(TypedDict):
    """What one source says of the event."""

    source: SourceDocument
    via: Annotated[SourceDocument | None, Field(description="The first-hand source relayed.")]
    paragraph: Annotated[int | None, Field(ge=1, description="Of its non-empty lines, from 1.")]
    position: Annotated[int, Field(ge=0, description="Its place within the paragraph.")]
    phrase: Annotated[str | None, Field(description="The date as written.")]
    date: ReadDate
    inferred: Annotated[bool, Field(description="Whether an editor inferred the date.")]
    says: str
    quotes: list[QuoteObject]
    details: list[DetailObject]
    terms: list[TermObject]
    people: Annotated[list[ActorObject], Field(description="Who is quoted or named in terms.")]


class SideObject(TypedDict):
    """One of the values that sources give, and the slugs of those sources."""

    value: str
    sources: list[str]


class ContradictionObject(TypedDict):
    """A detail on which sources contradict each other."""

    aspect: str
    subject: str
    sides: list[SideObject]


class EventTold(TypedDict):
    """Something that happened, once, with every source's telling of it."""

    slug: str
    title: str
    summary: str
    kind: Annotated[str, Field(description="The slug of its kind.")]
    kind_name: str
    place: Annotated[str, Field(description="The name of its place, or empty.")]
    place_slug: str | None
    latitude: Annotated[float | None, Field(ge=-90, le=90, description="Degrees north.")]
    longitude: Annotated[float | None, Field(ge=-180, le=180, description="Degrees east.")]
    precision_m: Annotated[int | None, Field(ge=0, description="Metres they may be off.")]
    date: DisplayedDate
    chosen: ChosenObject | None
    sequence: Annotated[int, Field(ge=0, description="Its place among events of one day.")]
    disputed: Annotated[
        bool,
        Field(
            description="Whether the sources' dates have no day in common, or their hours differ."
        ),
    ]
    days_apart: Annotated[int, Field(ge=0, description="How many days those dates lie apart.")]
    contradictions: list[ContradictionObject]
    actors: list[ActorObject]
    tags: list[NamedObject]
    importance: Annotated[int | None, Field(ge=1, le=3, description="3 is most; null: as 2.")]
    values: Annotated[
        dict[str, str], Field(description="Named texts that no source is asked to agree on.")
    ]
    stories: Annotated[list[str], Field(description="The slugs of the stories it belongs to.")]
    mentions: list[MentionObject]


class ActorRecord(ActorObject):
    """An actor, whole."""

    description: str
    aliases: Aliases


class OutletRecord(NamedObject):
    """An outlet, whole."""

    kind: Annotated[str, _one_of(Outlet.Kind.values)]
    colour: Annotated[int | None, Field(ge=1, description="The number of its mark.")]
    note: str
    free_to_show: Annotated[bool, Field(description="Whether its texts may be shown whole.")]
    longest_quote: Annotated[int | None, Field(description="Words quoted at once; null: 15.")]
    aliases: Aliases


class PlaceRecord(NamedObject):
    """A place, whole."""

    latitude: Annotated[float | None, Field(ge=-90, le=90, description="Degrees north.")]
    longitude: Annotated[float | None, Field(ge=-180, le=180, description="Degrees east.")]
    precision_m: Annotated[int | None, Field(ge=0, description="Metres they may be off.")]
    lies_in: Annotated[str | None, Field(description="The slug of the place it is a part of.")]
    aliases: Aliases


class KindRecord(NamedObject):
    """A kind of event, whole."""

    sign: Annotated[str, Field(description="A character or a few that stand for it.")]
    hidden: Annotated[bool, Field(description="Whether it isn’t offered any more.")]
    rank: Annotated[int, Field(ge=0, description="Its place among the others.")]


class ChapterObject(TypedDict):
    """A stretch of a story that is read."""

    heading: str
    words: str
    selection: Annotated[str, Field(description="The parameters of the events it is about.")]


class StoryRecord(TypedDict):
    """A story, whole, but for its events, which name it."""

    slug: str
    title: str
    standfirst: str
    introduction: str
    language: Annotated[str, Field(description="BCP 47; empty where it isn’t stated.")]
    position: Annotated[int, Field(ge=0, description="Its place among the stories.")]
    main: Annotated[bool, Field(description="Whether addresses without a story show it.")]
    opens_with: Annotated[str | None, Field(description="The slug of an event.")]
    closes_with: Annotated[str | None, Field(description="The slug of an event.")]
    sources: Annotated[list[str], Field(description="The slugs of sources read for it besides.")]
    chapters: list[ChapterObject]


class RecordsNamed(TypedDict):
    """What the events name, each whole and once; ``sources`` are those read for the stories."""

    actors: list[ActorRecord]
    outlets: list[OutletRecord]
    places: list[PlaceRecord]
    kinds: list[KindRecord]
    stories: list[StoryRecord]
    sources: list[SourceDocument]


class EventList(TypedDict):
    """A stretch of the selection, in the order asked for."""

    count: Annotated[int, Field(ge=0, description="Events in the whole selection.")]
    next: Annotated[str | None, Field(description="The address of the next stretch, or null.")]
    events: list[EventTold]
    records: RecordsNamed


class _Card(TypedDict):
    type: Literal["rich"]
    version: Literal["1.0"]
    title: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: Annotated[str, Field(description="An iframe that shows it.")]
    width: int
    height: int


class OEmbed(_Card, total=False):
    """How to show one of our pages in another (oembed.com); the picture where there is room."""

    thumbnail_url: str
    thumbnail_width: int
    thumbnail_height: int


def schemas() -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """A schema, or a reference to one, for each kind of answer, and the schemas referred to."""
    wanted = {"events": EventList, "oembed": OEmbed, "problem": Problem}
    found, shared = TypeAdapter.json_schemas(
        [(name, "serialization", TypeAdapter(type_)) for name, type_ in wanted.items()],
        ref_template="#/components/schemas/{model}",
    )
    return {name: found[name, "serialization"] for name in wanted}, shared["$defs"]
