"""A proposal that an editor makes of words selected in an article: what the finders missed."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from timeline.domain.text.document import Document
from timeline.domain.text.passages import excerpt, passage_at
from timeline.models import Article, Proposal
from timeline.services.proposals.review import CannotDecide

LONGEST = 2_000
"""The characters that a selection may have."""


@transaction.atomic
def propose_selection(article: Article, *, start: int, end: int) -> Proposal:
    """Propose a passage, from the character ``start`` of an article's text to before ``end``.

    Its date is that of a phrase within it, read in the article, where there is only one that has a
    date; its title is its words, for the editor to change. Nobody is guessed. Raises
    ``CannotDecide`` for no words, too many, or words of several paragraphs.
    """
    from timeline.domain.dates.finding.date_finder import find

    words = article.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    end = start + len(words)
    document = Document(article.text, language=article.language)
    line = passage_at(document.paragraphs, start)
    if not any(character.isalpha() for character in words) or line is None:
        raise CannotDecide("Select the words of the text that tell it.")
    if len(words) > LONGEST:
        raise CannotDecide(f"Select at most {LONGEST:,} characters.")
    if end > line.end:
        raise CannotDecide("Select words of one paragraph.")
    published = article.interval if article.interval.is_dated else None
    inside = [h for h in find(document, published=published) if start <= h.start and h.end <= end]
    dated = [hit for hit in inside if hit.interval.is_dated]
    proposal = Proposal(
        article=article,
        start=start,
        end=end,
        focus_start=start,
        focus_end=end,
        paragraph=line.paragraph,
        passage=words,
        title=excerpt(words, longest=120),
        says=excerpt(words, longest=settings.RETOLD_PASSAGE_LENGTH),
        confidence=1,
    )
    if len(dated) == 1:
        (hit,) = dated
        proposal.phrase, proposal.phrase_start = hit.surface[:200], hit.start
        proposal.rule, proposal.because = hit.rule, hit.because
        proposal.interval = hit.interval
    proposal.save()
    return proposal
