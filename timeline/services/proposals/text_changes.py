"""An article whose text changes or goes: what was reviewed stays, its passages looked for anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from timeline.domain.article.incoming_article import IncomingArticle
from timeline.domain.events.proposed_mention import ProposedMention
from timeline.domain.text.passages import paragraphs, passage_at
from timeline.domain.time.intervals import Interval
from timeline.models import Article, Mention, Proposal, Source, columns
from timeline.services.proposals.propose import (
    KnownRecord,
    drop_untouched,
    find_in,
    propose,
    untouched,
)

SAME = 0.5
"""The share of its lines that a text keeps where it is a new version of an article."""

_PLACES = ("start", "end", "focus_start", "focus_end", "phrase_start")
"""A proposal's places, as characters of its article's text."""

_MOST_COMPARED = 20
"""The newest articles of one name or address that a text is compared with."""


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that an article is to get, with what takes long worked out before anybody waits.

    ``found``: what it tells, its dates read against ``published``, which the article had then.
    ``places``: where passages stand in it, by their words and the place where they stood.
    """

    article: int
    read: IncomingArticle
    published: Interval
    found: Sequence[ProposedMention]
    places: Mapping[tuple[str, int], int | None]


def prepare(
    article: Article,
    read: IncomingArticle,
    *,
    record: KnownRecord,
    found: Sequence[ProposedMention] | None = None,
) -> NewText:
    """What ``replace`` wants, worked out before its transaction: it may take seconds.

    ``found``: what ``find_in`` gave for the text and the article's date, where that is known.
    """
    if found is None:
        found = find_in(read.text, article.interval, record=record, language=read.language)
    kept = article.proposals.exclude(pk__in=untouched(article).values("pk"))
    known = kept.values_list("passage", "start")
    places = {(words, start): _nearest(read.text, words, start) for words, start in known}
    return NewText(article.pk, read, article.interval, found, places)


@transaction.atomic
def replace(article: Article, new: NewText, *, sha256: str, record: KnownRecord) -> int:
    """Give an article its new text; the number of proposals made.

    What was reviewed stays, and each of its passages is looked for in the new text: where it
    stands elsewhere it is marked as moved, where it is missing as gone. What was not reviewed is
    proposed anew. ``sha256``: of the bytes that were read, in hex.
    """
    found = new.found
    if article.interval != new.published:  # another has given it another date since
        found = find_in(new.read.text, article.interval, record=record, language=new.read.language)
    article.language = new.read.language
    article.text, article.sha256, article.removed = new.read.text, sha256, False
    article.notes = "\n".join(new.read.notes)
    article.save()
    drop_untouched(article)
    _follow(article, new.places)
    if article.source_id:
        Source.objects.filter(pk=article.source_id).update(sha256=sha256)
    return propose(article, found)


@transaction.atomic
def remove(article: Article) -> int:
    """Drop an article's text and its open proposals; the number of mentions that stay.

    Accepted mentions stay with their source, marked as without their passage.
    """
    article.proposals.filter(state=Proposal.State.OPEN).delete()
    article.proposals.update(place=Proposal.Place.GONE)
    article.text, article.notes, article.removed = "", "", True
    article.save()
    return Mention.objects.filter(proposal__article=article).count()


def older_version(read: IncomingArticle, *, name: str, sha256: str) -> Article | None:
    """The article that a text is a new version of, if any, or the same one, that was removed.

    It has the text's address or its file's ``name``, and at least half of the lines of the shorter
    of the two.
    """
    if removed := Article.objects.filter(sha256=sha256, removed=True).first():
        return removed
    candidates = Article.objects.none()
    if read.url:
        candidates = Article.objects.filter(url=read.url)
    if name:
        candidates = candidates | Article.objects.filter(name=name)
    lines = _lines(read.text)
    for article in candidates.order_by("-pk")[:_MOST_COMPARED]:
        kept = _lines(article.text)
        shared = (kept & lines).total()
        if shared and shared >= SAME * min(kept.total(), lines.total()):
            return article
    return None


def _lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip())


def _follow(article: Article, places: Mapping[tuple[str, int], int | None]) -> None:
    """Set where the passages of what was proposed stand in the article's new text."""
    lines = paragraphs(article.text)
    proposals = list(article.proposals.select_related("mention"))
    elsewhere: list[Mention] = []
    for proposal in proposals:
        known = (proposal.passage, proposal.start)
        start = places[known] if known in places else _nearest(article.text, *known)
        if start is None:
            proposal.place = Proposal.Place.GONE
            continue
        line = passage_at(lines, start)
        paragraph = line.paragraph if line else proposal.paragraph
        moved = (start, paragraph) != (proposal.start, proposal.paragraph)
        proposal.place = Proposal.Place.MOVED if moved else Proposal.Place.KEPT
        proposal.paragraph = paragraph
        _move(proposal, by=start - proposal.start)
        if proposal.mention is not None and proposal.mention.paragraph != paragraph:
            proposal.mention.paragraph = paragraph
            elsewhere.append(proposal.mention)
    columns.write(proposals, ["place", "paragraph", *_PLACES, "quotes"])
    if elsewhere:
        bulk_update_with_history(elsewhere, Mention, ["paragraph"], batch_size=500)


def _move(proposal: Proposal, *, by: int) -> None:
    """Set all its places so many characters on."""
    for name in _PLACES:
        if (place := getattr(proposal, name)) is not None:
            setattr(proposal, name, place + by)
    proposal.quotes = [
        changed(quote, start=quote.start + by, end=quote.end + by) for quote in proposal.quotes
    ]


def _nearest(text: str, words: str, near: int) -> int | None:
    """Where words stand in a text, the place nearest to a character; ``None`` where nowhere."""
    after = text.find(words, near)
    before = text.rfind(words, 0, near + len(words))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - near), default=None)
