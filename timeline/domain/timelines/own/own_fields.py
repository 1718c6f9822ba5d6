"""What Retold's own JSON says of a telling beside a table's columns, with the digest's types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from timeline.domain import digest
from timeline.domain.dates import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.dates.stated_dates import ReadingInContext
from timeline.domain.time import edtf

COLUMN = "retold"
"""The column that has it, as JSON, in a table that is made of our own."""

_NO_OUTLET: dict[str, Any] = {"outlet": None, "outlet_name": None, "outlet_reason": ""}


class OwnEntry(BaseModel):
    """What our JSON tells, of any version: fields that aren't known are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class OwnSource(digest.SourceEntry, OwnEntry):
    """A source; ``outlet_name`` belongs to the slug ``outlet``, ``drawn`` to those it draws on."""

    outlet_name: digest.Words | None = None
    document: Annotated[str, Field(max_length=200)] = ""
    sha256: digest.Sha256 = ""
    drawn: list[OwnSource] = Field(default_factory=list)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if bool(self.outlet) != bool(self.outlet_name):
            raise ValueError("an outlet has a slug and a name")
        return self


class OwnQuote(OwnEntry):
    """Words with who said them and who tells that, by their names."""

    speaker: digest.Words
    told_by: digest.Words | None = None
    words: digest.Line
    language: digest.Tag = ""


class OwnTerm(OwnEntry):
    """The words for an actor, by its name, or for a thing."""

    actor: digest.Words | None = None
    subject: Annotated[str, Field(max_length=80)] = ""
    words: digest.Words

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.actor) == bool(self.subject):
            raise ValueError("a term is for an actor or for a thing")
        return self


class OwnFields(OwnEntry):
    """An event's, a telling's and its sources' fields; actors, tags and the place as rows call
    them. ``stories``: slugs of those that the event is in; ``untold``: nobody tells it.
    """

    title: Annotated[str, Field(max_length=200)] = ""
    says: str = ""
    summary: str = ""
    actors: list[digest.Words] = Field(default_factory=list)
    tags: list[digest.Words] = Field(default_factory=list)
    place: Annotated[str, Field(max_length=120)] = ""
    stories: list[digest.Slug] = Field(default_factory=list)
    untold: bool = False
    sequence: Annotated[int, Field(ge=0, le=9999)] = 0
    chosen: digest.ChosenDate | None = None
    paragraph: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    position: Annotated[int, Field(ge=0, le=32_767)] = 0
    phrase: Annotated[str, Field(max_length=200)] = ""
    edtf: str = ""
    rule: Annotated[str, Field(max_length=40)] = ""
    because: str = ""
    inferred: bool = False
    quotes: list[OwnQuote] = Field(default_factory=list)
    details: list[digest.DetailEntry] = Field(default_factory=list)
    terms: list[OwnTerm] = Field(default_factory=list)
    source: OwnSource | None = None
    via: OwnSource | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        edtf.parse(self.edtf)
        if self.inferred and not (self.edtf and self.because):
            raise ValueError("an inferred date has a reason")
        if len({(one.aspect, one.subject) for one in self.details}) < len(self.details):
            raise ValueError("two details of one aspect and subject")
        return self

    @property
    def people(self) -> Iterator[str]:
        """The names of all actors beside those who took part."""
        for quote in self.quotes:
            yield from filter(None, (quote.speaker, quote.told_by))
        yield from filter(None, (term.actor for term in self.terms))

    def in_context(self) -> ReadingInContext | None:
        """What the phrase was read as, where it would be read otherwise by itself."""
        if self.inferred or not self.phrase or not self.rule or not self.because:
            return None
        if self.edtf and (self.edtf, self.because) == _by_itself(self.phrase):
            return None
        published = self.source.published if self.source else ""
        return ReadingInContext(self.phrase, published, self.edtf, self.rule, self.because)

    def leaving_out(self, stays: Callable[[str, str], bool]) -> OwnFields:
        """Without the names that don't stay; a function of a noun and a name says which do."""

        def told_by(name: str | None) -> str | None:
            return name if name and stays("actor", name) else None

        quotes = [
            one.model_copy(update={"told_by": told_by(one.told_by)})
            for one in self.quotes
            if stays("actor", one.speaker)
        ]
        terms = [one for one in self.terms if not one.actor or stays("actor", one.actor)]
        via = self.via and without_outlet(self.via, stays)
        return self.model_copy(update={"quotes": quotes, "terms": terms, "via": via})


def without_outlet(source: OwnSource, stays: Callable[[str, str], bool]) -> OwnSource:
    """A source without an outlet that doesn't stay, neither it nor those that it draws on."""
    drawn = [without_outlet(one, stays) for one in source.drawn]
    gone = source.outlet_name and not stays("outlet", source.outlet_name)
    return source.model_copy(update={"drawn": drawn} | (_NO_OUTLET if gone else {}))


def read_own(text: str) -> OwnFields | None:
    """What a cell of our own column says; ``None`` where it can't be read."""
    try:
        return OwnFields.model_validate_json(text)
    except ValidationError:
        return None


def own_source(told: Any, named: Callable[[str, object, object], str]) -> dict[str, Any] | None:
    """A source of ``/events.json`` as ``OwnSource`` takes it; ``None`` for what is no source.

    ``named``: what rows call a record, by its noun, slug and name.
    """
    if not isinstance(told, dict):
        return None
    drawn = [own_source(one, named) for one in objects(told.get("draws_on"))]
    slug = told.get("outlet_slug")
    names = {"outlet": slug, "outlet_name": named("outlet", slug, told.get("outlet")) or None}
    return told | names | {"draws_on": [], "drawn": drawn}


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list in JSON; none of what is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def given(value: Any) -> Any:
    """Some JSON without what is null."""
    if isinstance(value, dict):
        return {name: given(one) for name, one in value.items() if name and one is not None}
    return [given(one) for one in value] if isinstance(value, list) else value


def _by_itself(phrase: str) -> tuple[str, str]:
    """The date as EDTF, and why, that a phrase gives wherever it stands."""
    try:
        reading = read(phrase)
    except UnreadablePhrase as error:
        return "", str(error)
    return reading.interval.edtf, reading.because
