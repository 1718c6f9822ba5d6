"""Taking articles in: the text kept, what it states of itself, and its proposals."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction

from timeline.domain.article import incoming_article as domain
from timeline.domain.text.folding import fold
from timeline.domain.text.passages import paragraphs, passage_at
from timeline.domain.time.intervals import Interval
from timeline.models import Article, Mention, Outlet, Proposal, Source
from timeline.services.articles.article_files import NotAnArticle, read_article
from timeline.services.proposals.propose import Finder, propose

SAME = 0.5
"""The share of its lines that a text keeps where it is a new version of an article."""


class Came(StrEnum):
    """How a text came in."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "already in"


@dataclass(frozen=True, slots=True)
class StatedOfAll:
    """What whoever takes articles in says of all of them, with the reason that readers are told.

    ``outlet`` and ``published`` count only where an article states none of its own.
    """

    outlet: Outlet | None = None
    published: Interval | None = None
    reason: str = "Given by the editor who took the article in."


@dataclass(frozen=True, slots=True)
class Taken:
    """An article, how it came, and how many proposals it has made."""

    article: Article | None
    came: Came
    proposals: int = 0


def take_in(
    data: bytes, *, name: str = "", by: Any = None, given: StatedOfAll | None = None, finder: Finder
) -> Taken:
    """Keep an article and its proposals, all of it or nothing.

    One that is in already, by its bytes, is left alone; so is one whose source a digest brought.
    A text under a known address or file name that shares at least half of its lines with the one
    kept there is its new version (see ``replace``). Raises ``NotAnArticle`` for other bytes.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if known := Article.objects.filter(sha256=sha256, removed=False).first():
        return Taken(known, Came.KNOWN)
    if known_bytes([sha256]):
        return Taken(None, Came.KNOWN)
    read = read_article(data, name=name)
    with transaction.atomic():
        if changed := take_change(read, name=name, sha256=sha256, finder=finder):
            return changed
        article = article_of(read, name=name, sha256=sha256, given=given, outlets=outlets())
        article.taken_in_by = by
        article.save()
        return Taken(article, Came.NEW, propose(article, finder=finder))


def known_bytes(sha256: Sequence[str]) -> set[str]:
    """Those of these hashes that an article has, or a source that a digest brought."""
    articles = Article.objects.filter(sha256__in=sha256, removed=False)
    sources = Source.objects.filter(sha256__in=sha256, article=None)
    return {*articles.values_list("sha256", flat=True), *sources.values_list("sha256", flat=True)}


def take_change(
    read: domain.IncomingArticle, *, name: str, sha256: str, finder: Finder
) -> Taken | None:
    """Take a text in as the new version of an article, if it is one; within a transaction."""
    older = _older(read, name, sha256)
    if older is None:
        return None
    return Taken(older, Came.CHANGED, replace(older, read, sha256=sha256, finder=finder))


@transaction.atomic
def replace(article: Article, read: domain.IncomingArticle, *, sha256: str, finder: Finder) -> int:
    """Give an article its new text; the number of proposals made.

    What was reviewed stays, and each of its passages is looked for in the new text: where it
    stands elsewhere it is marked as moved, where it is missing as gone. What was not reviewed is
    proposed anew.
    """
    article.text, article.sha256, article.removed = read.text, sha256, False
    article.notes = "\n".join(read.notes)
    article.save()
    _follow(article)
    if article.source_id:
        Source.objects.filter(pk=article.source_id).update(sha256=sha256)
    return propose(article, finder=finder)


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


def outlet_named(name: str) -> Outlet | None:
    """The outlet of that name, capitals, accents and kinds of hyphens aside."""
    return outlets().get(fold(name).strip())


def outlets() -> dict[str, Outlet]:
    """All outlets by their names as ``outlet_named`` compares them."""
    found: dict[str, Outlet] = {}
    for outlet in Outlet.objects.all():
        found.setdefault(fold(outlet.name).strip(), outlet)
    return found


def article_of(
    read: domain.IncomingArticle,
    *,
    name: str,
    sha256: str,
    given: StatedOfAll | None,
    outlets: Mapping[str, Outlet],
) -> Article:
    """A new article, not yet saved; ``outlets`` as ``outlets()`` gives them."""
    article, given = Article(name=name[-300:], sha256=sha256), given or StatedOfAll()
    article.text, article.title = read.text, read.title[:300]
    article.authors, article.url = read.authors[:300], read.url[:500]
    article.site = read.site[:120]
    article.notes = "\n".join(read.notes)
    if read.site:
        article.outlet = outlets.get(fold(read.site).strip())
        article.outlet_basis = Source.Basis.STATED if article.outlet else Source.Basis.NOT_STATED
        article.outlet_reason = read.site_reason
    elif given.outlet is not None:
        article.outlet = given.outlet
        article.outlet_basis, article.outlet_reason = Source.Basis.INFERRED, given.reason
    if read.published.is_dated:
        article.interval = read.published
        article.published_basis = Source.Basis.STATED
        article.published_reason = read.published_reason
    elif given.published is not None:
        article.interval = given.published
        article.published_basis, article.published_reason = Source.Basis.INFERRED, given.reason
    return article


def _older(read: domain.IncomingArticle, name: str, sha256: str) -> Article | None:
    """The article that a text is a new version of, if any, or the same that was removed."""
    if removed := Article.objects.filter(sha256=sha256, removed=True).first():
        return removed
    candidates = Article.objects.none()
    if read.url:
        candidates = Article.objects.filter(url=read.url)
    if name:
        candidates = candidates | Article.objects.filter(name=name[-300:])
    lines = Counter(line.strip() for line in read.text.splitlines() if line.strip())
    for article in candidates.order_by("-pk")[:20]:
        kept = Counter(line.strip() for line in article.text.splitlines() if line.strip())
        shared = (kept & lines).total()
        if shared and shared >= SAME * min(kept.total(), lines.total()):
            return article
    return None


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
            by = start - proposal.start
            proposal.start, proposal.end = start, start + len(proposal.passage)
            proposal.focus_start, proposal.focus_end = (
                proposal.focus_start + by,
                proposal.focus_end + by,
            )
            proposal.paragraph = paragraph
            for quote in proposal.quotes:
                quote["start"], quote["end"] = quote["start"] + by, quote["end"] + by
            if proposal.phrase_start is not None:
                proposal.phrase_start += by
            if proposal.mention is not None and proposal.mention.paragraph != paragraph:
                proposal.mention.paragraph = paragraph
                proposal.mention.save()
        proposal.save()


def _nearest(text: str, words: str, near: int) -> int | None:
    """Where words stand in a text, the place nearest to a character; ``None`` where nowhere."""
    after = text.find(words, near)
    before = text.rfind(words, 0, near + len(words))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - near), default=None)


__all__ = [
    "Came",
    "NotAnArticle",
    "StatedOfAll",
    "Taken",
    "article_of",
    "known_bytes",
    "outlet_named",
    "outlets",
    "remove",
    "replace",
    "take_change",
    "take_in",
]  # fmt: skip
