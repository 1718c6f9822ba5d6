"""An article on the cast's bridge with four proposals, each of another kind to review.

They are set out by hand, so that what finds them may change without a test of what becomes of them.
"""

from __future__ import annotations

import hashlib
from typing import Any

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
        alternatives=[
            {"label": "the week before", "edtf": "2022-03-03"},
            {"label": "the week after", "edtf": "2022-03-17"},
        ],
        actors=[actor("mayor", "Mayor Ida Berg", spellings=["Mayor Ida Berg"])],
        quotes=[quote("It is shut and it stays shut", speaker="mayor")],
        terms=[{"subject": "the bridge", "words": "the bridge"}],
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
        actors=[
            actor("engineer", "Oll Strand", alias=True, role="engineer", spellings=["Oll Strand"])
        ],
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
        actors=[actor("", "Pia Lund", role="diver", spellings=["Pia Lund"])],
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
    for said in made.quotes:
        said["start"] = article.text.index(said["words"], start)
        said["end"] = said["start"] + len(said["words"])
    made.new_actors = any(not one["actor"] for one in made.actors)
    made.save()
    return made


def actor(
    slug: str, name: str, *, alias: bool = False, role: str = "", spellings: list[str]
) -> dict[str, Any]:
    """An actor as a proposal keeps it: one of the register, a spelling of one, or somebody new."""
    return {
        "whom": slug or name,
        "actor": "" if alias else slug,
        "alias_of": slug if alias else "",
        "name": name,
        "kind": "person",
        "role": role,
        "spellings": spellings,
        "keep": True,
    }


def quote(words: str, *, speaker: str, told_by: str = "", guessed: bool = False) -> dict[str, Any]:
    """A quote as a proposal keeps it; where it stands is filled in with its proposal."""
    return {
        "words": words,
        "excerpt": words,
        "start": 0,
        "end": 0,
        "speaker": speaker,
        "told_by": told_by,
        "rule": "after",
        "confidence": 0.9,
        "guessed": guessed,
        "keep": True,
    }
