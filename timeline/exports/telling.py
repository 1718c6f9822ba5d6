"""A telling in words, for formats that have one field for all of it; never markup."""

from __future__ import annotations

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import say
from timeline.models import Mention, Quote, Source


def in_words(mention: Mention) -> str:
    """Who tells, when they say it happened and how that is known, what they say, in which words.

    ``The Herald, “At last” (“on Thursday”, read as 3 March 2022): It opened. Ida Berg: “ours”.``
    """
    parts = [f"{_document(mention)}{_dated(mention)}: {mention.says}"]
    parts += [f"{said(quote)}." for quote in mention.quotes.all()]
    return plain(" ".join(parts))


def who(mention: Mention) -> str:
    """The document's publisher, and through which other source it tells, where it relays one."""
    return f"{publisher(mention.source)}{_through(mention)}"


def publisher(source: Source) -> str:
    """The outlet's name, saying so where an editor inferred it, or that it is not stated."""
    inferred = " (inferred)" if source.outlet_basis == Source.Basis.INFERRED else ""
    return f"{source.outlet_name}{inferred}"


def said(quote: Quote) -> str:
    """A speaker's words, with who tells them where that is another."""
    return f"{speaker(quote)}: “{quote.words}”"


def speaker(quote: Quote) -> str:
    """Who speaks, and who tells it where that is another."""
    by = f", as told by {quote.told_by.name}" if quote.told_by else ""
    return f"{quote.speaker.name}{by}"


def _document(mention: Mention) -> str:
    """Publisher and title, for one outlet may tell the same in two documents."""
    source = mention.source
    if source.outlet is None:
        return f"“{source.title}”, publisher not stated{_through(mention)}"
    return f"{publisher(source)}, “{source.title}”{_through(mention)}"


def _through(mention: Mention) -> str:
    if mention.via is None:
        return ""
    return (
        f", through {mention.via.outlet.name if mention.via.outlet else f'“{mention.via.title}”'}"
    )


def _dated(mention: Mention) -> str:
    """The phrase as written beside what it was read as, or the date that an editor infers."""
    read = say(mention.interval) if mention.interval.is_dated else ""
    if mention.inferred:
        return f" ({read or 'undated'}, inferred)"
    if not mention.phrase:
        return ""
    return f" (“{mention.phrase}”, {f'read as {read}' if read else 'which gives no date'})"
