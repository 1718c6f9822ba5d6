"""An article whose text changes or goes: what was reviewed stays, its passages looked for anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace as changed

from django.db import transaction

from timeline.domain.article.incoming_article import IncomingArticle
from timeline.domain.events.proposed_mention import ProposedMention
from timeline.domain.text.passages import paragraphs, passage_at
from timeline.models import Article, Mention, Proposal, Source
from timeline.services.proposals.propose import KnownRecord, propose

SAME = 0.5
"""The share of its lines that a text keeps where it is a new version of an article."""

_MOST_COMPARED = 20
"""The newest articles of one name or address that a text is compared with."""


@transaction.atomic
def replace(
    article: Article,
    read: IncomingArticle,
    *,
    sha256: str,
    record: KnownRecord,
    found: Sequence[ProposedMention] | None = None,
) -> int:
    """Give an article its new text; the number of proposals made.

    What was reviewed stays, and each of its passages is looked for in the new text: where it
    stands elsewhere it is marked as moved, where it is missing as gone. What was not reviewed is
    proposed anew. ``sha256``: of the bytes that were read, in hex. ``found`` as ``propose`` has it.
    """
    article.text, article.sha256, article.removed = read.text, sha256, False
    article.notes = "\n".join(read.notes)
    article.save()
    _follow(article)
    if article.source_id:
        Source.objects.filter(pk=article.source_id).update(sha256=sha256)
    return propose(article, record=record, found=found)


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


def _follow(article: Article) -> None:
    """Look for the passages of what was proposed in the article's new text."""
    lines = paragraphs(article.text)
    for proposal in article.proposals.select_related("mention"):
        start = _nearest(article.text, proposal.passage, proposal.start)
        if start is None:
            proposal.place = Proposal.Place.GONE
        else:
            line = passage_at(lines, start)
            paragraph = line.paragraph if line else proposal.paragraph
            moved = (start, paragraph) != (proposal.start, proposal.paragraph)
            proposal.place = Proposal.Place.MOVED if moved else Proposal.Place.KEPT
            proposal.paragraph = paragraph
            _move(proposal, by=start - proposal.start)
            if proposal.mention is not None and proposal.mention.paragraph != paragraph:
                proposal.mention.paragraph = paragraph
                proposal.mention.save()
        proposal.save()


def _move(proposal: Proposal, *, by: int) -> None:
    """Set all its places so many characters on."""
    for name in ("start", "end", "focus_start", "focus_end", "phrase_start"):
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
