"""An article on the cast's bridge with four proposals, each of another kind to review.

They are set out by hand, so that what finds them may change without a test of what becomes of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from timeline.domain.events.proposed_mention import (
    OtherReading,
    ProposedActor,
    ProposedQuote,
    ProposedTerm,
)
from timeline.domain.time import edtf
from timeline.models import Article, Outlet, Proposal

LINES = (
    "Bridge stays shut until spring",
    (
        "The town council refused on Thursday to open the bridge again. "
        "“It is shut and it stays shut,” Mayor Ida Berg said."
    ),
    (
        "Engineer Oll Strand warned in February that the cables were worn. "
        "A diver, Pia Lund, had found rust the week before."
    ),
    "The bridge opened on 3 March 2022 <b>to a band</b>.",
)
TEXT = "\n\n".join(LINES)


def set_out(*, confirmed: bool = True, outlet: Outlet | None = None) -> Article:
    """The article, published on Friday 11 March 2022, as its text states."""
    article = Article(
        name="shut.txt",
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        text=TEXT,
        title=LINES[0],
        authors="Nils Moe",
        confirmed=confirmed,
        published_basis="stated",
        published_reason="Below the headline.",
    )
    if outlet is not None:
        article.site = outlet.name
        article.outlet, article.outlet_basis = outlet, "stated"
        article.outlet_reason = "In the line below the headline."
    article.interval = edtf.parse("2022-03-11")
    article.save()
    refusal(article)
    warning(article)
    finding(article)
    opening(article)
    return article


def refusal(article: Article) -> Proposal:
    """A new event of a day, with other readings, a known actor and her words."""
    return proposal(
        article,
        LINES[1],
        2,
        title="The council refuses to open the bridge",
        kind="refusal",
        phrase="on Thursday",
        edtf="2022-03-10",
        rule="weekday",
        because="Published on Friday 11 March 2022; the Thursday before is 10 March 2022.",
        alternatives=(
            OtherReading("the week before", "2022-03-03"),
            OtherReading("the week after", "2022-03-17"),
        ),
        actors=(actor("mayor", "Mayor Ida Berg", spelling="Mayor Ida Berg"),),
        quotes=(quote("It is shut and it stays shut", speaker="mayor"),),
        terms=(ProposedTerm("the bridge", "the bridge"),),
        confidence=0.8,
    )


def warning(article: Article) -> Proposal:
    """What a spelling not known is proposed with: the register's name for it."""
    return proposal(
        article,
        LINES[2].split(" A diver")[0],
        3,
        title="The engineer warns of worn cables",
        kind="warning",
        phrase="in February",
        edtf="2022-02",
        rule="month",
        because="Published on Friday 11 March 2022; the latest February is that of 2022.",
        actors=(
            actor("engineer", "Oll Strand", alias=True, role="engineer", spelling="Oll Strand"),
        ),
        confidence=0.7,
    )


def finding(article: Article) -> Proposal:
    """A doubtful one, of somebody new."""
    return proposal(
        article,
        "A diver, Pia Lund, had found rust the week before.",
        3,
        title="A diver finds rust",
        kind="other",
        phrase="the week before",
        because="It counts from a date that isn't named.",
        actors=(actor("", "Pia Lund", role="diver", spelling="Pia Lund"),),
        confidence=0.3,
    )


def opening(article: Article) -> Proposal:
    """What the cast's two sources tell already."""
    return proposal(
        article,
        LINES[3],
        4,
        title="The bridge opened",
        kind="decision",
        phrase="on 3 March 2022",
        edtf="2022-03-03",
        rule="day",
        because="The day, month and year are stated.",
        confidence=0.6,
    )


def proposal(article: Article, passage: str, paragraph: int, **values: Any) -> Proposal:
    """A proposal of a passage of an article; its date is given as EDTF."""
    start = article.text.index(passage)
    date = edtf.parse(values.pop("edtf", ""))
    made = Proposal(
        article=article,
        start=start,
        end=start + len(passage),
        focus_start=start,
        focus_end=start + len(passage),
        paragraph=paragraph,
        passage=passage,
        **{"says": passage, **values},
    )
    made.interval = date
    if made.phrase:
        made.phrase_start = article.text.index(made.phrase, start)
    places = [article.text.index(said.words, start) for said in made.quotes]
    made.quotes = tuple(
        replace(said, start=place, end=place + len(said.words))
        for said, place in zip(made.quotes, places, strict=True)
    )
    made.new_actors = made.proposed.new_actors
    made.save()
    return made


def actor(
    slug: str, name: str, *, alias: bool = False, role: str = "", spelling: str
) -> ProposedActor:
    """Somebody of the register, a spelling of somebody there, or somebody new."""
    actor, alias_of = ("", slug) if alias else (slug, "")
    return ProposedActor(
        slug or name, actor, alias_of, name, "person", role, (spelling,), keep=True
    )


def quote(words: str, *, speaker: str, told_by: str = "", guessed: bool = False) -> ProposedQuote:
    """A quote; where it stands is filled in with its proposal."""
    return ProposedQuote(words, words, 0, 0, speaker, told_by, "after", 0.9, guessed, keep=True)


def change_actor(proposal: Proposal, **values: Any) -> None:
    """Change the first actor of a proposal, without saving."""
    first, *others = proposal.actors
    proposal.actors = (replace(first, **values), *others)


def change_quote(proposal: Proposal, **values: Any) -> None:
    """Change the first quote of a proposal, without saving."""
    first, *others = proposal.quotes
    proposal.quotes = (replace(first, **values), *others)
