"""The public read-only addresses: one list behind their document, their checks and their CORS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from django.urls import ResolverMatch, get_resolver

from timeline.exports import tellings_atom
from timeline.exports.formats import FORMATS
from timeline.models import Actor, Outlet
from timeline.web.api import api_parameters as parameters
from timeline.web.api.api_parameters import Parameter
from timeline.web.leaving.page_citations import FORMATS as CITATIONS

JSON = "application/json"
PNG = "image/png"
XML = "text/xml"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A public address by its name in ``web.urls``.

    ``fixed`` has the values of those parts of the path that never change, such as the ending that
    names a format; ``kept`` says what the other parts name: "event" for the slug of one.
    ``answers`` is the media type of the answer, ``also`` a second one that can be asked for, and
    ``schema`` the name of its type in ``api_types``, if it has one. ``pages``: the answer is a page
    of a list, and has the address of the next.
    """

    view: str
    group: str
    summary: str
    answers: str
    parameters: tuple[Parameter, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    schema: str = ""
    also: str = ""
    pages: bool = False

    @property
    def path(self) -> str:
        """The path as OpenAPI writes it: ``/events/{slug}/cite.bib``."""
        ((template, names), *_) = get_resolver().reverse_dict.getlist(self.view)[0][0]
        return "/" + template % {name: self.fixed.get(name, f"{{{name}}}") for name in names}

    @property
    def name(self) -> str:
        """A name that no other has: ``event-cite-bib``."""
        endings = [text.replace(".", "-") for text in self.fixed.values()]
        return "-".join([self.view, *(e for e in endings if not self.view.endswith(f"-{e}"))])

    def answers_to(self, match: ResolverMatch) -> bool:
        """Whether an address that was resolved is one of these."""
        kwargs = match.kwargs
        return match.view_name == self.view and self.fixed.items() <= kwargs.items()


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """Every public address, in the order in which they are told."""
    return (*_events(), *_citations(), *_registers(), *_shown(), *_about())


def is_public(match: ResolverMatch) -> bool:
    """Whether an address is public, though perhaps of a format that there is not."""
    return any(match.view_name == endpoint.view for endpoint in endpoints())


@cache
def endings() -> tuple[str, ...]:
    """What the public addresses end with, after their last slug if they have one."""
    return tuple({each.path.rpartition("}")[2] for each in endpoints()})


def endpoint_of(match: ResolverMatch) -> Endpoint | None:
    """The public address that was asked for, if it is one."""
    return next((each for each in endpoints() if each.answers_to(match)), None)


def _events() -> Iterator[Endpoint]:
    filters = parameters.filters()
    for form in FORMATS:
        is_paged = form.ending == "json"
        summary = "fifty at a time" if is_paged else form.purpose[0].lower() + form.purpose[1:]
        yield Endpoint(
            "event-export",
            "Events",
            f"The events that match, as {form.name}: {summary}",
            form.mime,
            (*filters, parameters.START) if is_paged or form.ending == "atom" else filters,
            fixed={"ending": form.ending},
            schema="events" if is_paged else "",
            pages=is_paged,
        )
    yield Endpoint(
        "change-feed",
        "Events",
        "What was published since a day, and how much was withdrawn, as Atom feed",
        tellings_atom.MIME,
        (parameters.SINCE, parameters.START),
    )


def _citations() -> Iterator[Endpoint]:
    as_of = parameters.only("as_of")
    for view, summary, taken, slug in (
        ("selection-cite", "The list and its sources", parameters.filters(), ""),
        ("event-cite", "An event's page and its sources", as_of, "event"),
        ("source-cite", "A source, and what it draws on", (), "source"),
    ):
        for form in CITATIONS:
            yield Endpoint(
                view,
                "Citations",
                f"{summary}, as {form.name}",
                form.mime,
                taken,
                fixed={"suffix": form.suffix},
                kept={"slug": slug} if slug else {},
            )


def _registers() -> Iterator[Endpoint]:
    for noun, taken in (
        ("actor", parameters.of_register("actor", Actor.Kind.values)),
        ("outlet", parameters.of_register("outlet", Outlet.Kind.values)),
        ("place", parameters.only("q", "as_of")),
        ("source", parameters.of_sources()),
    ):
        yield Endpoint(
            f"{noun}-csv", "Registers", f"The {noun}s that match, one row each", "text/csv", taken
        )


def _shown() -> Iterator[Endpoint]:
    as_of = parameters.only("as_of")
    picture = "A picture of the two clocks, 1200 by 630 pixels, of "
    for view, of, taken, slug in (
        ("clocks-picture", "the events that match", parameters.filters(), ""),
        ("event-picture", "one event", as_of, "event"),
        ("source-picture", "what one source tells", as_of, "source"),
    ):
        yield Endpoint(
            view, "Pictures", picture + of, PNG, taken, kept={"slug": slug} if slug else {}
        )
    yield Endpoint(
        "oembed",
        "Embedding",
        "How to show the timeline or an event's card in another page",
        JSON,
        (
            Parameter(
                "url",
                "The address of the timeline, with its filter, or of an event's page.",
                {"type": "string", "format": "page-address", "maxLength": 4000},
                required=True,
            ),
            _size("maxwidth", "The most pixels that it may be wide."),
            _size("maxheight", "The most pixels that it may be high."),
            Parameter(
                "format",
                "In which format to answer.",
                {"type": "string", "enum": ["json", "xml"], "default": "json"},
            ),
        ),
        schema="oembed",
        also=XML,
    )


def _size(name: str, description: str) -> Parameter:
    return Parameter(name, description, {"type": "integer", "minimum": 1, "maximum": 1_000_000})


def _about() -> Iterator[Endpoint]:
    yield Endpoint("api-document", "This document", "All of this, as OpenAPI 3.1", JSON)
