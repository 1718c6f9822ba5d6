"""What texts tell, found by rules and held against known events: files in, proposals out.

It knows nothing of Django, so that it can be done in processes of its own (``finding_processes``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.domain import names, quotations
from timeline.domain.article.incoming_article import IncomingArticle, NotAnArticle
from timeline.domain.comparing.event_matching import ComparedTelling, Rarity, likeliest, stems
from timeline.domain.comparing.matching_index import MatchingIndex
from timeline.domain.comparing.vocabulary import Vocabulary
from timeline.domain.dates.finding.date_finder import find as find_dates
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events.event_finder import propose
from timeline.domain.events.proposed_event import Proposed
from timeline.domain.events.proposed_mention import (
    EventMatch,
    OtherReading,
    ProposedActor,
    ProposedMention,
    ProposedQuote,
    ProposedTerm,
)
from timeline.domain.text.document import Document
from timeline.domain.text.passages import excerpt
from timeline.domain.time.intervals import UNDATED, Interval
from timeline.services.articles.article_files import read_article
from timeline.services.articles.saved_pages import languages_of_quotations

SURE = 0.6
"""The likeness from which a proposal is taken to tell an event that is known."""

LIKELY = 0.35
"""The likeness below which an event is not shown to an editor."""

_NO_DATE = Hit(0, 0, "", "", "", UNDATED)


@dataclass(frozen=True, slots=True)
class FoundInArticle:
    """An article with its proposals; or, where it is none, the sentence that says why."""

    article: IncomingArticle | None
    proposals: list[ProposedMention] = field(default_factory=list)
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What finding takes: the register's actors, the words for things, and known events.

    ``longest``: the characters that readers are shown of a passage. ``index``: the events that
    proposals are held against, where they are few enough to be at hand.
    """

    register: names.Gazetteer
    vocabulary: Vocabulary
    longest: int
    index: MatchingIndex | None = None

    def of_files(
        self, files: Iterable[tuple[bytes, str]], *, published: Interval | None
    ) -> list[FoundInArticle]:
        """What files tell, given as bytes and name.

        ``published``: what dates are read against where an article has no date of its own. Which
        languages quotations are in is left to ``told_languages``.
        """
        found = []
        for data, name in files:
            try:
                article = read_article(data, name=name)
            except NotAnArticle as error:
                found.append(FoundInArticle(None, refused=str(error)))
            else:
                days = (article.published, published, article.inferred)
                against = next((day for day in days if day is not None and day.is_dated), None)
                document = Document(article.text, language=article.language)
                found.append(FoundInArticle(article, self._find(document, published=against)))
        return found

    def find(
        self, text: str, *, published: Interval | None, language: str = ""
    ) -> list[ProposedMention]:
        """What a text tells, in order; ``published``: what date phrases are read against.

        ``language``: the text's tag; in another than English nobody and nothing is guessed.
        """
        document = Document(text, language=language)
        return list(with_languages(self._find(document, published=published)))

    def _find(self, document: Document, *, published: Interval | None) -> list[ProposedMention]:
        if not document.is_english:
            return []
        text = document.text
        hits = find_dates(document, published=published)
        found = names.find(document, self.register)
        spoken = quotations.find(document, names=found)
        proposed = propose(document, hits=hits, names=found, spoken=spoken, published=published)
        terms: dict[tuple[int, int], tuple[ProposedTerm, ...]] = {}
        for one in proposed:
            # One passage often tells several happenings.
            if (place := (one.start, one.end)) not in terms:
                chosen = self.vocabulary.find(text, start=one.start, end=one.end)
                terms[place] = tuple(ProposedTerm(thing, words[:120]) for thing, words in chosen)
        made = [self._proposal(text, one, terms[one.start, one.end]) for one in proposed]
        if self.index is not None and self.index.known:
            made = matched(made, known=self.index.candidates)
        return made

    def _proposal(
        self, text: str, found: Proposed, terms: tuple[ProposedTerm, ...]
    ) -> ProposedMention:
        passage, hit = text[found.start : found.end], found.hit or _NO_DATE
        return ProposedMention(
            start=found.start,
            end=found.end,
            focus_start=found.focus[0],
            focus_end=found.focus[1],
            paragraph=found.paragraph,
            passage=passage,
            title=found.title[:200],
            kind=found.kind,
            says=excerpt(passage, longest=self.longest),
            phrase=hit.surface[:200],
            phrase_start=hit.start if found.hit else None,
            rule=hit.rule,
            because=hit.problem or hit.because,
            interval=hit.interval,
            alternatives=tuple(OtherReading(o.label, o.interval.edtf) for o in hit.alternatives),
            actors=ProposedActor.each_of(found.names, taking_part=found.taking_part),
            quotes=tuple(map(ProposedQuote.of, found.quotes)),
            terms=terms,
            confidence=round(found.confidence, 3),
        )


def told_languages(found: Sequence[FoundInArticle]) -> list[FoundInArticle]:
    """What was found in articles, with the language of each quote that is in another than English.

    One process tells them, which takes a second to start: ask for many articles at once, and not in
    each of the processes that find.
    """
    told = with_languages([one for article in found for one in article.proposals])
    return [
        replace(article, proposals=[next(told) for _ in article.proposals]) for article in found
    ]


def with_languages(proposals: Sequence[ProposedMention]) -> Iterator[ProposedMention]:
    """Proposals of an English text, with the language of quotes that are in another, each told by
    itself.
    """
    words = {quote.words for one in proposals for quote in one.quotes}
    told = dict(zip(words, languages_of_quotations(words), strict=True))
    for one in proposals:
        if any(told[quote.words] for quote in one.quotes):
            quotes = tuple(replace(quote, language=told[quote.words]) for quote in one.quotes)
            one = replace(one, quotes=quotes)
        yield one


Known = Callable[[Sequence[ComparedTelling]], Mapping[int, ComparedTelling]]
"""What gives the known events, by key, that tellings may be of."""


def matched(proposals: Sequence[ProposedMention], *, known: Known) -> list[ProposedMention]:
    """Proposals with the known events that they are likely to tell."""
    words = {passage: stems(passage) for passage in {p.passage for p in proposals}}
    new = [
        ComparedTelling(
            proposal.interval,
            frozenset(actor.actor for actor in proposal.actors if actor.actor),
            proposal.kind,
            words[proposal.passage] | stems(proposal.title),
            called={actor.actor: actor.name for actor in proposal.actors},
        )
        for proposal in proposals
    ]
    candidates = known(new).values()
    rarity = Rarity.of(telling.words for telling in candidates)
    made = []
    for proposal, telling in zip(proposals, new, strict=True):
        likely = likeliest(telling, candidates, rarity=rarity, least=LIKELY)
        matches = tuple(EventMatch(one.key, round(one.score, 3), one.reasons) for one in likely)
        sure = likely[0].key if likely and likely[0].score >= SURE else None
        if (matches, sure) != (proposal.matches, proposal.event_id):
            proposal = replace(proposal, matches=matches, event_id=sure)
        made.append(proposal)
    return made
