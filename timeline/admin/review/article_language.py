"""What the desk says of an article's language, and what it shows of one that is not read whole."""

from __future__ import annotations

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.translation import LANGUAGES
from timeline.domain.text.document import Document
from timeline.models import Article


def language_name(tag: str) -> str:
    """A language by its name in English, "language not known" for none; a tag without one as is."""
    if not tag:
        return "language not known"
    # Imported where it is asked for: the desk starts without it.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").english_name or tag
    except (UnknownLocaleError, ValueError):
        return tag


def unread(article: Article) -> list[str]:
    """The sentence that says what is not read in an article's language; none for English."""
    if Document("", language=article.language).is_english:
        return []
    language = article.language.partition("-")[0]
    months = " and with names of months" if language in LANGUAGES else ""
    read = f"its dates in figures{months} are read and marked"
    unread = "nobody who speaks or takes part and nothing that happened is proposed"
    return [f"The text is in {language_name(article.language)}: {read}, but {unread}."]


def dates_of(article: Article) -> list[Hit]:
    """The dates of a text in which nothing is proposed, so that editors see how they are read."""
    document = Document(article.text, language=article.language)
    if document.is_english:
        return []
    from timeline.domain.dates.finding.date_finder import find

    return find(document, published=article.interval if article.interval.is_dated else None)
