"""An article's text beside its proposals: each passage marked, and what was found in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.admin.review import marked_text
from timeline.admin.review.article_language import dates_of
from timeline.admin.review.marked_text import Block, MarkedSegment, Part, Span
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events.proposed_mention import ProposedActor
from timeline.domain.time.formatting import say
from timeline.models import Article, Proposal

MOST_PASSAGES = 2_000
"""The passages that are marked in one part of a text."""

_SIGNS = {
    Proposal.State.OPEN: "○",
    Proposal.State.ACCEPTED: "✓",
    Proposal.State.MERGED: "✓",
    Proposal.State.REJECTED: "✕",
}


@dataclass(frozen=True, slots=True)
class TextMark:
    """What is marked: ``kind`` is "passage", "focus", "date", "name" or "quote".

    ``says`` is what readers of the desk are told of it; of a passage also its proposal, its sign
    and its ``state``, and whether it is the ``current`` one.
    """

    kind: str
    says: str
    proposal: int = 0
    sign: str = ""
    state: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A stretch of text as it is shown: its class names, and the passages that begin with it.

    ``tag``: what of the current passage begins with it, in a word or two.
    """

    text: str
    classes: str
    current: bool
    passages: tuple[TextMark, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article; ``key`` tells it apart on the page."""

    key: int
    pieces: tuple[ShownPiece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The text as shown. ``version`` tells this part of this text from any other."""

    part: Part
    version: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def number(self) -> int:
        """Which part it is, counted from 1."""
        return self.part.number + 1

    @property
    def earlier(self) -> int | None:
        """The part before, as the address has it."""
        return self.part.number - 1 if self.part.number else None

    @property
    def later(self) -> int | None:
        """The part after, as the address has it."""
        return self.number if self.number < self.part.count else None


def part_of(article: Article, current: Proposal | None, *, number: int | None = None) -> Part:
    """The part of an article's text that is asked for, or that the current passage is in."""
    if number is not None:
        return marked_text.part_at(article.text, number)
    there = current is not None and current.place != Proposal.Place.GONE
    return marked_text.part_with(article.text, current.start if current and there else 0)


def version_of(article: Article, part: Part) -> str:
    """What tells a part of a text from any other part and from the texts before it."""
    return f"{article.sha256[:16]}-{part.number}"


def show(
    article: Article,
    part: Part,
    *,
    current: Proposal | None,
    only: Sequence[Proposal] | None = None,
) -> Shown:
    """A part of an article's text with its passages marked.

    ``only``: the proposals whose paragraphs are wanted, where not all of them are.
    """
    blocks = part.blocks
    if only is not None:
        blocks = tuple(b for b in blocks if any(p.start < b.end and p.end > b.start for p in only))
    spans = [
        *_passages(article, part, current),
        *_found_in(article.text, current),
        *(Span(hit.start, hit.end, _read(hit)) for hit in dates_of(article)),
    ]
    return Shown(
        part,
        version_of(article, part),
        tuple(
            _paragraph(article.text, block, within)
            for block, within in marked_text.by_block(blocks, spans)
        ),
    )


def _read(hit: Hit) -> TextMark:
    return TextMark("date", say(hit.interval) if hit.interval.is_dated else hit.problem)


def _passages(article: Article, part: Part, current: Proposal | None) -> list[Span[TextMark]]:
    rows = (
        Proposal.objects.filter(article=article, start__lt=part.end, end__gt=part.start)
        .exclude(place=Proposal.Place.GONE)
        .order_by("start", "end", "pk")
        .values_list("pk", "start", "end", "title", "state", "place")[:MOST_PASSAGES]
    )
    return [
        Span(start, end, _passage(pk, title, Proposal.State(state), place, current))
        for pk, start, end, title, state, place in rows
    ]


def _passage(
    pk: int, title: str, state: Proposal.State, place: str, current: Proposal | None
) -> TextMark:
    moved = place == Proposal.Place.MOVED
    return TextMark(
        kind="passage",
        says=f"{state.label}{', moved' if moved else ''}: {title}",
        proposal=pk,
        sign=_SIGNS[state] + ("↷" if moved else ""),
        state=state.value,
        current=current is not None and current.pk == pk,
    )


def _found_in(text: str, current: Proposal | None) -> Iterator[Span[TextMark]]:
    """The clause that tells, the date phrase, the quotes and the names of the current passage."""
    if current is None or current.place == Proposal.Place.GONE:
        return
    if (current.focus_start, current.focus_end) != (current.start, current.end):
        yield Span(current.focus_start, current.focus_end, TextMark("focus", ""))
    if current.phrase and current.phrase_start is not None:
        start = current.phrase_start
        yield Span(start, start + len(current.phrase), TextMark("date", "date"))
    for quote in current.quotes:
        # Where the text was replaced since, a quote stands elsewhere than where it was found.
        if text[quote.start : quote.end] == quote.words:
            who = _name_of(current, quote.speaker)
            yield Span(quote.start, quote.end, TextMark("quote", f"{who or 'nobody named'} says"))
    yield from _names_in(text, current)


def _names_in(text: str, current: Proposal) -> Iterator[Span[TextMark]]:
    says = {spelling: _what(actor) for actor in current.actors for spelling in actor.spellings}
    if not says:
        return
    longest_first = sorted(says, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    told: set[str] = set()
    for match in pattern.finditer(text, current.start, current.end):
        what = says[match[0]] if match[0] not in told else ""
        told.add(match[0])
        yield Span(match.start(), match.end(), TextMark("name", what))


def _what(actor: ProposedActor) -> str:
    """What a name found is: of whom the register knows or is likely to, or somebody new."""
    if actor.actor:
        return actor.kind or "known"
    if actor.alias_of:
        return "new spelling"
    return f"new {actor.kind}".strip()


def _name_of(proposal: Proposal, whom: str) -> str:
    return next((actor.name for actor in proposal.actors if actor.whom == whom), whom)


def _paragraph(text: str, block: Block, spans: Sequence[Span[TextMark]]) -> Paragraph:
    cut_up = marked_text.segments(text, spans, start=block.start, end=block.end)
    return Paragraph(block.start, tuple(_piece(segment) for segment in cut_up))


def _piece(segment: MarkedSegment[TextMark]) -> ShownPiece:
    current = any(mark.current for mark in segment.inside)
    names: dict[str, None] = {}
    for mark in segment.inside:
        names[f"marked-{mark.kind}"] = None
        if mark.kind == "passage":
            names[f"is-{mark.state}"] = None
    return ShownPiece(
        segment.text,
        " ".join([*names, *(["is-current"] if current else [])]),
        current,
        tuple(mark for mark in segment.begins if mark.kind == "passage"),
        " · ".join(mark.says for mark in segment.begins if mark.kind != "passage" and mark.says),
    )
