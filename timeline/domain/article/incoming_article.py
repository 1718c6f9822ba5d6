"""An article as it is taken in: its text, and what it states of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from timeline.domain.article import (
    address_dates,
    channel_exports,
    database_texts,
    imprint,
    metadata_dates,
    text_forms,
)
from timeline.domain.article.imprint import Imprint
from timeline.domain.lexicon.word_lists import groups
from timeline.domain.text import markdown
from timeline.domain.text.characters import clean
from timeline.domain.text.printed_words import paragraphs
from timeline.domain.time.intervals import UNDATED, Interval


class NotAnArticle(ValueError):
    """What was given can't be read as an article; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """A text with what it states of itself; nothing is guessed, so most may be empty.

    ``text``: plain, with plain line ends. ``authors``: as printed, by commas. ``site``: who
    publishes it, as the document names it. ``published``: undated where it isn't stated. Both have
    a ``_reason``, the sentence that says where it stands. ``url``: an http(s) address. ``place``:
    where it was written, as its dateline prints it. ``language``: the tag of the text's language,
    or of the one that its page states. ``inferred``: the day that may be offered where none is
    stated; its reason says from what. ``notes``: sentences for the editor about what was dropped or
    is doubtful.
    """

    text: str
    title: str = ""
    authors: str = ""
    site: str = ""
    site_reason: str = ""
    published: Interval = UNDATED
    published_reason: str = ""
    url: str = ""
    place: str = ""
    language: str = ""
    inferred: Interval = UNDATED
    inferred_reason: str = ""
    notes: tuple[str, ...] = ()

    def with_day_of_address(self) -> IncomingArticle:
        """The article, offering the day in its address where it states none."""
        if self.published.is_dated or not self.url:
            return self
        day, written = address_dates.of_address(self.url)
        if not day.is_dated:
            return self
        reason = f"Only its address has a day, “{written}”; papers put that of publication there."
        return replace(self, inferred=day, inferred_reason=reason)


_ADDRESS = re.compile(
    r"[<\"'(\[]{0,2}(?:(?:url|link|source|address|baseurl)\s?[:=]\s?)?"
    r"(?:(?:https?|ftp|file|feed|view-source:https?)://\S{1,4000}|www\.\S{4,4000}"
    r"|(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S{0,4000})?)",
    re.IGNORECASE,
)
_ADDRESS_ALONE = (
    "That is an address, not a text. Open the page in a browser, save it (“Webpage, Single File” "
    "or “HTML only”), and drop the file here; or copy its text and paste that."
)


def of_text(text: str, *, language: str = "") -> IncomingArticle:
    """An article from pasted or plain text, or from Markdown that begins as such.

    Plain text is kept as given but for the characters that ``characters.clean`` drops. Markdown,
    which is told by front matter or by a heading in its first line, is read by ``of_markdown``.
    ``language``: the tag of the language that it is written in, empty where that is not known.
    Raises ``NotAnArticle`` for what is nothing but web addresses, with what to do instead.
    """
    text, notes = clean(text)
    if _is_address_alone(text):
        raise NotAnArticle(_ADDRESS_ALONE)
    if markdown.begins_as_markdown(text):
        article = of_markdown(text, language=language)
        return replace(article, notes=(*notes, *article.notes))
    if exported := channel_exports.of_json(text) if text.lstrip()[:1] == "{" else None:
        return _printed(*exported, notes, language)
    lines = paragraphs(text)
    found = imprint.read(lines, language=language)
    if of_database := database_texts.read(lines):
        found = replace(found, **{name: said for name, said in vars(of_database).items() if said})
    elif form := text_forms.of_lines(lines):
        found.notes.append(form)
    return _printed(text, found, notes, language)


def _is_address_alone(text: str) -> bool:
    lines = [line.strip() for line in text[:20_000].split("\n")]
    lines = [line for line in lines if line and line.lower() != "[internetshortcut]"]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def of_markdown(text: str, *, language: str = "") -> IncomingArticle:
    """An article from Markdown, without its marks: what its front matter states, else its text."""
    text, notes = clean(text)
    fields, body = markdown.front_matter(text)
    # What front matter spells with escapes hasn't been seen yet.
    fields = {key: clean(value)[0] for key, value in fields.items()}
    heading = markdown.first_heading(body)
    body = markdown.plain(body).strip("\n")
    lines = paragraphs(body)
    if heading:
        at = next((at for at, line in enumerate(lines) if line == heading), -1) + 1
        above = lines[:at]
        found = imprint.read_below(lines[at:], title=heading, above=above, language=language)
    else:
        found = imprint.read(lines, language=language)
    _from_front_matter(found, fields)
    return _printed(body, found, notes, language)


_FIELDS = groups("front_matter_fields")
"""The names under which front matter states a thing; the first that is there counts."""


def _from_front_matter(found: Imprint, fields: markdown.Fields) -> None:
    def stated(what: str) -> tuple[str, str]:
        return next(((fields[key], key) for key in _FIELDS[what] if key in fields), ("", ""))

    if title := stated("title")[0]:
        found.title = title
        found.notes = [note for note in found.notes if not note.startswith("No headline")]
    found.authors = stated("authors")[0] or found.authors
    source = fields.get("source", "")
    found.url = imprint.address(stated("url")[0]) or imprint.address(source) or found.url
    site, key = stated("site")
    if not site and source and not imprint.address(source):
        site, key = source, "source"
    if site and not imprint.address(site):
        found.site, found.site_reason = site, f"Stated in the front matter, as “{key}”."
    when, key = stated("published")
    stated_date = metadata_dates.read(when)
    if stated_date is not None and stated_date.date.interval.is_dated:
        found.published = stated_date.date.interval
        found.published_reason = f"Stated in the front matter, as “{key}”."
    elif stated_date is not None:
        problem = stated_date.date.problem
        found.notes.append(f"The date in the front matter was not read. {problem}")


def _printed(text: str, found: Imprint, notes: tuple[str, ...], language: str) -> IncomingArticle:
    """The article with this text and imprint; ``notes`` come before the imprint's own."""
    said = vars(found) | {"notes": (*notes, *found.notes)}
    article = IncomingArticle(text, language=language, **said)
    return article.with_day_of_address()
