"""What an editor should look at before records are published: what is doubtful in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Trim

from timeline.domain.comparing.wordings import normalised
from timeline.domain.dates.stated_dates import UNREAD
from timeline.domain.text.passages import Passage
from timeline.models import Actor, Event, Mention, Participation, Quote, Source, State, Term
from timeline.services.records.recorded_acts import by_key

SAID = 3
"""So many words between quotation marks, or more, were said by somebody; fewer may be a name."""

_MARKS = '[“„«"]'

MOST_NAMED = 20
"""The records that one doubt names at most; it counts them all."""


@dataclass
class Doubt:
    """One sort of what is doubtful: ``what``, in the plural, and ``count`` of them.

    ``named``: the first ``MOST_NAMED``, each in words, with the model and the primary key of the
    record whose page mends it.
    """

    what: str
    count: int = 0
    named: list[tuple[str, type[Any], int]] = field(default_factory=list)

    def add(self, words: str, model: type[Any], pk: int) -> None:
        """Count one more, and name it if there is room."""
        self.count += 1
        if len(self.named) < MOST_NAMED:
            self.named.append((words, model, pk))


def doubts(chosen: Mapping[type[Any], Iterable[int]]) -> list[Doubt]:
    """What is doubtful in events, sources and mentions, whose primary keys are given by model.

    A sort of which there is none is left out; other models are passed over.
    """
    events, sources, mentions = (list(chosen.get(m, ())) for m in (Event, Source, Mention))
    found = [
        _undated(events),
        _undated_sources(sources),
        _unread(mentions),
        _without_reason(mentions, sources),
        _without_speaker(mentions),
        _of_one_mention(events, mentions),
    ]
    return [doubt for doubt in found if doubt.count]


def _undated(events: Iterable[int]) -> Doubt:
    doubt = Doubt("events without a date")
    dated = Mention.objects.filter(event=OuterRef("pk")).exclude(edtf="")
    dated = dated.exclude(state=State.WITHDRAWN).order_by()
    for some in by_key(Event, "pk", events):
        for pk, title in _pairs(some.filter(~Exists(dated), chosen_edtf="")):
            doubt.add(title, Event, pk)
    return doubt


def _undated_sources(sources: Iterable[int]) -> Doubt:
    doubt = Doubt("sources without a publication date")
    for some in by_key(Source, "pk", sources):
        for pk, title in _pairs(some.filter(edtf="")):
            doubt.add(title, Source, pk)
    return doubt


def _unread(mentions: Iterable[int]) -> Doubt:
    doubt = Doubt("date phrases that could not be read")
    for some in by_key(Mention, "pk", mentions):
        for source, phrase in some.filter(rule=UNREAD).values_list("source_id", "phrase"):
            doubt.add(f"“{phrase}”", Source, source)
    return doubt


def _without_reason(mentions: Iterable[int], sources: Iterable[int]) -> Doubt:
    doubt = Doubt("inferred without a reason")
    for some in by_key(Mention, "pk", mentions):
        blank = some.exclude(inferred="").annotate(why=Trim("inferred_reason")).filter(why="")
        for source, says in blank.values_list("source_id", "says"):
            doubt.add(says[:80], Source, source)
    for some in by_key(Source, "pk", sources):
        outlet = Q(outlet_basis=Source.Basis.INFERRED, why_outlet=Value(""))
        dated = Q(published_basis=Source.Basis.INFERRED, why_dated=Value(""))
        blank = some.annotate(why_outlet=Trim("outlet_reason"), why_dated=Trim("published_reason"))
        for pk, title in _pairs(blank.filter(outlet | dated)):
            doubt.add(title, Source, pk)
    return doubt


def _without_speaker(mentions: Iterable[int]) -> Doubt:
    """Words between marks in what a mention says that are no quote of it: nobody is their speaker.

    Fewer than ``SAID`` words are a name or a term.
    """
    # Not before it is asked: the desk starts without what reads articles.
    from timeline.domain.quotations.mark_pairs import quotations

    doubt = Doubt("quotes without a speaker")
    for some in by_key(Mention, "pk", mentions):
        for mention in some.filter(says__regex=_MARKS).prefetch_related("quotes"):
            kept = [normalised(quote.words) for quote in mention.quotes.all()]
            whole = Passage(0, len(mention.says), 1)
            for found in quotations(mention.says, within=[whole]):
                printed = mention.says[found.start : found.end]
                words = normalised(printed)
                known = any(words in one or one in words for one in kept)
                if found.depth == 1 and len(words.split()) >= SAID and not known:
                    doubt.add(f"“{printed}”", Source, mention.source_id)
    return doubt


def _of_one_mention(events: Iterable[int], mentions: Iterable[int]) -> Doubt:
    """Actors of these records whom no more than one mention of all knows: often misspelt twins."""
    doubt = Doubt("actors of one mention")
    actors: set[int] = set()
    for model, column, keys, who in (
        (Participation, "event_id", events, "actor_id"),
        (Quote, "mention_id", mentions, "speaker_id"),
        (Term, "mention_id", mentions, "actor_id"),
    ):
        for some in by_key(model, column, keys):
            actors.update(some.exclude(**{who: None}).values_list(who, flat=True))
    told: dict[int, set[int]] = defaultdict(set)
    for actor, mention in _tellings(actors):
        told[actor].add(mention)
    rare = [pk for pk in actors if len(told[pk]) <= 1]
    for some in by_key(Actor, "pk", sorted(rare)):
        for pk, name in some.values_list("pk", "name"):
            doubt.add(name, Actor, pk)
    return doubt


def _tellings(actors: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pairs of an actor and a mention that it is in, or whose event it takes part in."""
    for some in by_key(Quote, "speaker_id", actors):
        yield from some.values_list("speaker_id", "mention_id")
    for some in by_key(Term, "actor_id", actors):
        yield from some.values_list("actor_id", "mention_id")
    for some in by_key(Participation, "actor_id", actors):
        told = some.filter(event__mentions__isnull=False)
        yield from told.values_list("actor_id", "event__mentions")


def _pairs(rows: QuerySet[Any]) -> Iterable[tuple[int, str]]:
    return rows.values_list("pk", "title")
