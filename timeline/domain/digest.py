"""The digest's format: what its files may say, as types.

A digest is a folder: ``digest.yaml`` with its name, ``stories.yaml`` (or ``story.yaml`` with one
story alone), ``outlets.yaml``, ``actors.yaml``, ``kinds.yaml``, ``tags.yaml``, ``places.yaml``,
``events.yaml``, ``former_slugs.yaml``, ``first_hand.yaml`` and one file a source document under
``documents/``. Every value is text, a list or a mapping; ``published``, ``inferred`` and ``chosen``
dates are EDTF. Entries refer to each other by slug.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from timeline.domain import named_values
from timeline.domain.criteria import UNSTATED
from timeline.domain.time import edtf

# What an editor can type in admin for a slug, so that what is dumped can be loaded.
_SLUG = r"^[-a-zA-Z0-9_]+$"
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=80)]
KindSlug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=40)]
EventSlug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=100)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$", max_length=500)]
Tag = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9]*$", max_length=35)]
"""A BCP 47 tag; empty where the language isn't known."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
ActorKind = Literal["person", "organisation", "state", "not-stated"]
Basis = Literal["stated", "inferred", "not-stated"]
State = Literal["draft", "in-review", "published", "withdrawn"]


class Entry(BaseModel):
    """What all entries share: unknown keys are errors, and an empty value counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, values: object) -> object:
        if isinstance(values, dict):
            return {key: value for key, value in values.items() if value != ""}
        return values


def _checked_edtf(value: str) -> str:
    if value:
        edtf.parse(value)
    return value


def _checked_values(values: dict[str, str]) -> dict[str, str]:
    if why := named_values.trouble(values.items()):
        raise ValueError(why)
    return values


class DigestName(Entry):
    """What a digest is called, by which a later load knows what it brought."""

    name: Slug


class ChapterEntry(Entry):
    """A chapter: its heading, its words, and the events it is about, as the parameters of the
    address that selects them within the story.
    """

    heading: Title
    words: Text = ""
    selection: Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)] = ""


class StoryEntry(Entry):
    """A story: its words, the events it runs between, the sources read for it besides those that
    tell its events, and its chapters. ``language`` is a BCP 47 tag; ``main``: whether addresses
    without a story show it, where no story does yet.
    """

    slug: Slug | None = None
    title: Title
    standfirst: Text = ""
    introduction: Text = ""
    language: Tag = ""
    opens_with: EventSlug | None = None
    closes_with: EventSlug | None = None
    position: int = Field(default=0, ge=0, le=9999)
    main: bool = False
    sources: list[Slug] = Field(default_factory=list)
    chapters: list[ChapterEntry] = Field(default_factory=list)
    state: State = "published"

    @field_validator("slug")
    @classmethod
    def _slug_free(cls, value: str | None) -> str | None:
        if value == UNSTATED:
            raise ValueError(f"the slug “{UNSTATED}” is kept for documents without a publisher")
        return value


class ListedStoryEntry(StoryEntry):
    """A story in a list of them, which goes by its slug."""

    slug: Slug


class OutletEntry(Entry):
    """Who publishes, with other names. ``colour`` is the number of its mark.

    ``free_to_show``: whether readers may see the whole texts of its articles. ``longest_quote``:
    the words that may be quoted at once, 15 unless given. ``listed``: whether readers find it
    though nothing that is published uses it.
    """

    slug: Slug
    name: Words
    kind: Literal["newspaper", "broadcaster", "agency", "platform", "publisher", "other"] = "other"
    colour: int | None = Field(default=None, ge=1, le=32767)
    note: Text = ""
    free_to_show: bool = False
    longest_quote: int | None = Field(default=None, ge=1, le=1000)
    listed: bool = True
    aliases: list[Words] = Field(default_factory=list)

    @field_validator("slug")
    @classmethod
    def _not_reserved(cls, value: str) -> str:
        if value == UNSTATED:
            raise ValueError(f"the slug “{UNSTATED}” is kept for documents without a publisher")
        return value


class ActorEntry(Entry):
    """A person, organisation or state, with the spellings that sources use."""

    slug: Slug
    name: Words
    kind: ActorKind
    description: Text = ""
    listed: bool = True
    aliases: list[Words] = Field(default_factory=list)


class KindEntry(Entry):
    """A kind of event that is added, or a shipped one that is called otherwise or hidden.

    ``sign``: one to three characters that stand for it; ``rank``: its place among the others.
    """

    slug: KindSlug
    name: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    sign: Annotated[str, StringConstraints(min_length=1, max_length=3, strip_whitespace=True)]
    hidden: bool = False
    rank: int = Field(default=100, ge=0, le=9999)


class TagEntry(Entry):
    """A word by which events are gathered."""

    slug: Slug
    name: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class PlaceEntry(Entry):
    """Where events happened, and the place that it lies in; degrees north and east, or neither.

    ``precision_m``: how far off these may be, in metres.
    """

    slug: Slug
    name: Words
    aliases: list[Words] = Field(default_factory=list)
    lies_in: Slug | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    precision_m: int | None = Field(default=None, ge=0, le=40_000_000)

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give both latitude and longitude, or neither")
        if self.precision_m is not None and self.latitude is None:
            raise ValueError("precision_m is of coordinates, and there are none")
        return self


class FormerSlugEntry(Entry):
    """A slug that an entry had before, or one that was merged into it: ``now`` is its slug.

    ``public``: whether readers met it; to them, one that they never met leads nowhere.
    """

    noun: Literal["outlet", "actor", "kind", "tag", "place", "event", "source"]
    slug: EventSlug
    now: EventSlug
    public: bool = True


class ChosenDate(Entry):
    """An editor's date for an event on which sources disagree, with the reason."""

    date: str
    reason: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

    _edtf = field_validator("date")(_checked_edtf)


class EventEntry(Entry):
    """Something that happened. Its date is not given here: it comes from the mentions.

    ``stories``: the slugs of those it belongs to; left out, every story of the digest. ``place``: a
    place's slug or name; one that there is not yet is made of it. ``values``: names with texts that
    no source is asked to agree on.
    """

    slug: EventSlug
    title: Title
    summary: Text = ""
    kind: KindSlug = "other"
    place: Words | None = None
    actors: list[Slug] = Field(default_factory=list)
    tags: list[Slug] = Field(default_factory=list)
    importance: int | None = Field(default=None, ge=1, le=3)
    values: dict[str, str] = Field(default_factory=dict)
    sequence: int = Field(default=0, ge=0, le=9999)
    chosen: ChosenDate | None = None
    stories: list[Slug] | None = None
    state: State = "published"

    _values = field_validator("values")(_checked_values)


class SourceEntry(Entry):
    """A source that tells: what it is, who published it, when, and how both are known.

    ``origin``: whether what it tells through no other source is its own, or what others told; left
    out, it is not recorded, or as it was.
    """

    slug: Slug
    title: Line
    kind: Literal[
        "article", "interview", "memoir", "news-conference", "video-message", "statement", "other"
    ] = "article"
    authors: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""
    outlet: Slug | None = None
    outlet_basis: Basis = "not-stated"
    outlet_reason: Text = ""
    published: str = ""
    published_basis: Basis = "not-stated"
    published_reason: Text = ""
    draws_on: list[Slug] = Field(default_factory=list)
    origin: Literal["first-hand", "relays", "not-recorded"] | None = None
    url: Address = ""
    archived: Address = ""
    read_on: date | None = None
    language: Tag = ""
    values: dict[str, str] = Field(default_factory=dict)
    state: State = "published"

    _edtf = field_validator("published")(_checked_edtf)
    _values = field_validator("values")(_checked_values)

    @model_validator(mode="after")
    def _bases(self) -> Self:
        for noun, value, basis, reason in (
            ("outlet", self.outlet, self.outlet_basis, self.outlet_reason),
            ("published", self.published, self.published_basis, self.published_reason),
        ):
            if bool(value) == (basis == "not-stated"):
                raise ValueError(
                    f"{noun}_basis is {basis}, but {noun} is {'given' if value else 'not given'}"
                )
            if basis == "inferred" and not reason:
                raise ValueError(f"{noun} is inferred: give {noun}_reason")
        return self


class QuoteEntry(Entry):
    """Words that a speaker said, as the document prints them."""

    speaker: Slug
    told_by: Slug | None = None
    words: Line
    language: Tag = ""


class DetailEntry(Entry):
    """A place, an actor or a figure that the document states of the event."""

    aspect: Literal["place", "actor", "figure"]
    subject: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
    value: Words


class ReadEntry(Entry):
    """What a date phrase was read as among the words around it, by which rule and why.

    ``edtf`` is left out where it could not be read there.
    """

    edtf: str = ""
    rule: Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
    because: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

    _edtf = field_validator("edtf")(_checked_edtf)


class MentionEntry(Entry):
    """What the document says of one event. ``paragraph`` counts its non-empty lines from 1.

    ``read``: what its phrase was read as in the document, where that is to stay as it was.
    ``names``: actors by slug, each with the spellings used here. ``terms``: things such as "the
    war", each with the words chosen for it here.
    """

    event: EventSlug
    paragraph: int | None = Field(default=None, ge=1, le=1_000_000)
    phrase: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""
    read: ReadEntry | None = None
    inferred: str = ""
    inferred_reason: Text = ""
    via: Slug | None = None
    says: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    names: dict[Slug, list[Words]] = Field(default_factory=dict)
    terms: dict[Annotated[str, StringConstraints(min_length=1, max_length=80)], list[Words]] = (
        Field(default_factory=dict)
    )
    details: list[DetailEntry] = Field(default_factory=list)
    state: State = "published"
    quotes: list[QuoteEntry] = Field(default_factory=list)

    @field_validator("details")
    @classmethod
    def _once(cls, value: list[DetailEntry]) -> list[DetailEntry]:
        if len({(d.aspect, d.subject) for d in value}) < len(value):
            raise ValueError("two details of one aspect and subject")
        return value

    _edtf = field_validator("inferred")(_checked_edtf)

    @model_validator(mode="after")
    def _reasons(self) -> Self:
        if self.inferred and not self.inferred_reason:
            raise ValueError("the date is inferred: give inferred_reason")
        if self.read and not self.phrase:
            raise ValueError("read is what a phrase was read as: give phrase")
        return self


class DocumentEntry(SourceEntry):
    """A source that was read, and its mentions; ``document`` is the file of its text, with that
    file's SHA-256 in hex.
    """

    document: Annotated[str, StringConstraints(max_length=200)] = ""
    sha256: Sha256 = ""
    mentions: list[MentionEntry] = Field(default_factory=list)
