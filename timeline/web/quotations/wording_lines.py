"""How a quotation's wordings are shown: one under the other, with what differs marked and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline.domain.comparing.wordings import AlignedPiece, Names, compare, normalised
from timeline.models import Actor, Event, Quote
from timeline.queries.events import DatedEvent
from timeline.queries.quotations.quotation_groups import QuotationGroup, Wording, fetched


@dataclass(frozen=True, slots=True)
class WordingStretch:
    """A piece of a wording: ``here`` is its own text, ``there`` what the longest has instead.

    Both are without the spaces around them. Where the two are the same, ``differs`` is false and
    ``there`` is empty.
    """

    here: str
    there: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints a wording. ``elsewhere``: of an event that this line has to name."""

    quote: Quote
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class WordingShown:
    """A wording compared with the longest one.

    ``late``: it leaves out words at the longest one's start; ``early``: words at its end.
    ``stretches`` are its text, in pieces that are the same in both or differ; ``differences`` say
    each difference in words. ``is_part``: it differs in nothing but what it leaves out at the ends.
    """

    stretches: list[WordingStretch]
    late: bool
    early: bool
    is_part: bool
    differences: list[str]
    printings: list[Printing]


@dataclass(frozen=True, slots=True)
class QuotationShown:
    """A quotation. ``words`` is its longest wording, which ``others`` are held against.

    ``teller``: who tells the speaker's words, in all sources; ``told_otherwise``: they differ in
    that, so that each names its own. ``longest``: who prints the longest wording. ``desk``: the
    quotes' primary keys, by commas, for the editor's list.
    """

    anchor: str
    speaker: Actor
    teller: Actor | None
    told_otherwise: bool
    events: list[Event | DatedEvent]
    words: str
    longest: list[Printing]
    others: list[WordingShown]
    sources: int
    joined: bool
    desk: str

    @property
    def wordings(self) -> int:
        """How many wordings it has."""
        return 1 + len(self.others)


def quotations_shown(
    quotations: Iterable[QuotationGroup],
    names: Names,
    *,
    events: Mapping[int, DatedEvent] | None = None,
    here: Event | None = None,
) -> list[QuotationShown]:
    """Quotations as a page shows them, in a fixed number of queries.

    ``names``: how names are spelt. ``events``: the events with the dates they are to be shown with,
    by primary key. ``here``: the event whose page it is, which need not be named.
    """
    quotations = list(quotations)
    quotes = fetched(quotations)
    return [
        _quotation_shown(each, quotes, names, events=events or {}, here=here) for each in quotations
    ]


def _quotation_shown(
    quotation: QuotationGroup,
    quotes: Mapping[int, Quote],
    names: Names,
    *,
    events: Mapping[int, DatedEvent],
    here: Event | None,
) -> QuotationShown:
    printed = [quotes[one.pk] for one in quotation.printed]
    first = printed[0]
    tellers = {quote.told_by_id for quote in printed}
    about: dict[int, Event | DatedEvent] = {
        quote.mention.event_id: events.get(quote.mention.event_id, quote.mention.event)
        for quote in printed
    }
    if here is not None:
        about.pop(here.pk, None)
    several = len(about) > 1 or (here is not None and bool(about))

    def printings(wording: Wording) -> list[Printing]:
        found = []
        for one in wording.printed:
            quote = quotes[one.pk]
            elsewhere = several and (here is None or one.event != here.pk)
            found.append(Printing(quote, elsewhere))
        return found

    longest, *others = quotation.wordings
    return QuotationShown(
        anchor=f"quote-{min(one.pk for one in quotation.printed)}",
        speaker=first.speaker,
        teller=first.told_by if len(tellers) == 1 else None,
        told_otherwise=len(tellers) > 1,
        events=list(about.values()),
        words=longest.words,
        longest=printings(longest),
        others=[_compared(longest.words, each, names, printings(each)) for each in others],
        sources=len({quote.mention.source_id for quote in printed}),
        joined=quotation.joined,
        desk=",".join(str(one.pk) for one in quotation.printed),
    )


def _compared(
    longest: str, wording: Wording, names: Names, printings: list[Printing]
) -> WordingShown:
    pieces = compare(longest, wording.words, names=names)
    late = early = False
    if len(pieces) > 1 and not pieces[0].second:
        late, pieces = True, pieces[1:]
    if len(pieces) > 1 and not pieces[-1].second:
        early, pieces = True, pieces[:-1]
    return WordingShown(
        stretches=[
            WordingStretch(
                here=piece.second.strip(),
                there="" if piece.same else piece.first.strip(),
                differs=not piece.same,
            )
            for piece in pieces
        ],
        late=late,
        early=early,
        is_part=(late or early) and all(piece.same for piece in pieces),
        differences=[_difference(piece) for piece in pieces if not piece.same],
        printings=printings,
    )


def _difference(piece: AlignedPiece) -> str:
    """What differs, in words; typographic marks at the ends are left out."""
    here, there = _bare(piece.second), _bare(piece.first)
    if not there:
        return f"adds “{here}”"
    if not here:
        return f"leaves out “{there}”"
    if normalised(here) == normalised(there) and here.casefold() == there.casefold():
        return f"writes “{here}” for “{there}”"
    return f"has “{here}” for “{there}”"


def _bare(words: str) -> str:
    return words.strip().strip(',.;:!?…“”"«»„ ')
