"""Saved web pages as articles: what the page's fields state, then what it prints.

The page itself is read in another process (see ``page_worker``); here its answers are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from timeline.domain.article import imprint, page_names, publication_day, text_forms
from timeline.domain.article.imprint import Imprint
from timeline.domain.article.incoming_article import IncomingArticle, NotAnArticle
from timeline.domain.text.characters import clean
from timeline.domain.text.folding import fold
from timeline.domain.text.passages import excerpt
from timeline.domain.text.plain_english import is_plainly_english, may_be_foreign
from timeline.services.articles import languages, mhtml
from timeline.services.articles.page_unread import PageUnread
from timeline.services.articles.page_worker import PageWorkers
from timeline.services.articles.text_decoding import decode

LONGEST_TITLE = 300
"""The characters of a title, of a list of authors and of a name that are kept."""

_LARGE = 2 * 1024**2
_WORKERS, _FOR_LARGE = PageWorkers(), PageWorkers(pages=1, count=1)
"""What a page of more than so many characters leaves in memory goes with its process."""
_TELLING = PageWorkers(seconds=60, count=1, reads=False)
"""The process that tells languages: a busy machine takes long to load the model, and once."""

_SAVED_FROM = re.compile(
    r"<!--\s{0,20}(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s{1,20}url:\s{0,20})"
    r"(?P<url>https?://[^\s>]{1,2000})",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?://|www\.|@|\Aadmin\Z", re.IGNORECASE)
_WHATS = ("title", "author", "site", "published", "updated", "url", "language", "kind")

T = TypeVar("T")
Stated = dict[str, list[tuple[str, str]]]
"""By what they state: values and the fields that they stand in, the first that counts first."""


def read_page(html: str, *, url: str = "") -> IncomingArticle:
    """An article from a saved page's HTML; ``url``: where it came from, if it doesn't say itself.

    The text is plain, a paragraph or heading a line; scripts, styles and what a reader would not
    see are no part of it. Raises ``NotAnArticle`` where there is no text, or where it can't be
    read within the limits of ``page_worker``.
    """
    html, dropped = clean(html)
    try:
        page = (_FOR_LARGE if len(html) > _LARGE else _WORKERS).read(html)
    except PageUnread as error:
        raise NotAnArticle(str(error)) from error
    text, more = clean(page["text"])
    if not re.search(r"[^\W\d_]", text):
        raise NotAnArticle("There are no words on the page.")
    notes = [*dropped, *more]
    if page["hidden"]:
        notes.append(f"{page['hidden']:,} characters that the page hides were left out.")
    if not page["told_apart"]:
        notes.append("No article was told from the rest of the page; all its text is here.")
    saved_from = _SAVED_FROM.search(html[:4096])
    return _article(page, text=text, notes=notes, url=saved_from["url"] if saved_from else url)


def run_apart(function: Callable[[bytes], T], data: bytes, *, what: str) -> T:
    """What a function makes of a file, in a process with limits. Raises ``NotAnArticle``."""
    try:
        return _WORKERS.run(function, data, what=what)
    except PageUnread as error:
        raise NotAnArticle(str(error)) from error


def language_of(text: str) -> str:
    """The tag of the language of a text, told in a process; empty where it can't be told."""
    if is_plainly_english(text):
        return "en"
    return _told_apart([text[: languages.LONGEST]])[0]


def languages_of_quotations(quotations: Collection[str]) -> list[str]:
    """The tags of the languages of an English text's quotations; empty for English and unknown."""
    asked = [words for words in quotations if may_be_foreign(words)]
    told = dict(zip(asked, _told_apart(asked), strict=True))
    return [tag if (tag := told.get(words, "")) != "en" else "" for words in quotations]


def _told_apart(texts: Sequence[str]) -> list[str]:
    try:
        return _TELLING.run(languages.told, texts, what="text") if texts else []
    except PageUnread:
        return [""] * len(texts)


def read_archive(data: bytes) -> IncomingArticle:
    """An article from the page in an MHTML file. Raises ``NotAnArticle`` as ``read_page`` does."""
    saved = run_apart(mhtml.page_of, data, what="page")
    if saved is None:
        raise NotAnArticle("The web archive holds no page.")
    text, notes = decode(saved.html, declared=saved.charset, is_page=True)
    article = read_page(text, url=saved.url)
    return replace(article, notes=(*notes, *article.notes))


def _article(page: dict[str, Any], *, text: str, notes: list[str], url: str) -> IncomingArticle:
    stated = _stated(page["stated"])
    document_title = clean(page["document_title"])[0].strip()
    address = _url(stated, url)
    names = list(_names(stated, "site"))
    site, reason = page_names.site_of(names, title=document_title, url=address)
    title, below, times = _title(page, stated, site)
    stated_language = _stated_language(stated)
    language = language_of(text) or stated_language
    # A page of a German site may be in English, and print its dates as the others do.
    site_language = language if language != "en" else stated_language or language
    if below:
        printed = imprint.read_below(below, title=title, language=site_language)
    else:
        printed = _of_text(text, title, language=site_language)
    if not site and (line_and_holder := imprint.copyright_holder(_plain(page["foot"])))[0]:
        site, line = line_and_holder
        reason = f"Printed at the foot of the page: “{excerpt(line, longest=100)}”."
    found = Imprint(title=title or printed.title, url=address or printed.url)
    form = text_forms.CHANNEL if page["channel"] else text_forms.of_lines(text.splitlines())
    if form == text_forms.CHANNEL:
        printed = Imprint(title=printed.title)  # the names and days are those of its posts
    elif any(kind == "LiveBlogPosting" for kind, _ in stated["kind"]):
        form = text_forms.LIVE_BLOG
    if form:
        notes.append(form)
    if not found.title:
        notes.append("No headline is stated.")
    found.site, found.site_reason = (site, reason) if site else (printed.site, printed.site_reason)
    page_names.set_authors(found, stated["author"], printed)
    _date(found, stated, printed, below=below, times=times, language=site_language)
    _doubt_sites(found, stated)
    return IncomingArticle(
        text=text,
        title=excerpt(found.title, longest=LONGEST_TITLE),
        authors=excerpt(found.authors, longest=LONGEST_TITLE),
        site=excerpt(found.site, longest=LONGEST_TITLE),
        site_reason=found.site_reason,
        published=found.published,
        published_reason=found.published_reason,
        url=found.url,
        place=printed.place,
        language=language,
        notes=tuple(dict.fromkeys((*notes, *found.notes))),
    ).with_day_of_address()


def _stated(rows: Sequence[Sequence[str]]) -> Stated:
    stated: Stated = {what: [] for what in _WHATS}
    for what, value, field in rows:
        if value := clean(value)[0].strip():
            stated[what].append((value, field))
    return stated


def _in_field(field: str) -> str:
    return f"Stated in the page's metadata ({field})."


def _plain(lines: Sequence[str]) -> list[str]:
    return [plain for line in lines if (plain := clean(line)[0].strip())]


def _names(stated: Stated, what: str) -> Iterator[tuple[str, str]]:
    """Those values that are names: no address stands for whoever it leads to."""
    for value, field in stated[what]:
        if not _NO_NAME.search(value):
            yield value, field


def _title(page: dict[str, Any], stated: Stated, site: str) -> tuple[str, list[str], list[str]]:
    """The title, the lines below it and the days of ``<time>`` there, where a heading prints it.

    The heading that the metadata bears out is the headline as printed; then what the metadata calls
    it; then the only heading; then the document's title.
    """
    named = [_without_site(value, site) for value, _ in stated["title"]]
    document = _without_site(clean(page["document_title"])[0].strip(), site)
    headings = [
        (text, _plain(heading["below"]), heading["times"])
        for heading in page["headings"]
        if (text := clean(heading["text"])[0].strip()) and fold(text) != fold(site)
    ]
    for heading in headings:
        if any(_same(heading[0], other) for other in (*named, document)):
            return heading
    if len(headings) == 1:
        text, below, times = headings[0]
        return (named[0] if named else text), below, times
    return (named[0] if named else document), [], []


def _same(heading: str, other: str) -> bool:
    one, two = fold(heading), fold(other)
    return bool(one and two) and (one == two or (len(one) > 15 and (one in two or two in one)))


def _without_site(title: str, site: str) -> str:
    """A title less " | The Site" at its end, where that is the site's stated name."""
    if site:
        for mark in (" | ", " - ", " – ", " — ", " · ", " :: "):
            head, found, tail = title.rpartition(mark)
            if found and head and fold(tail).strip() == fold(site).strip():
                return head.strip()
    return title


def _of_text(text: str, title: str, *, language: str) -> Imprint:
    """What the text's own first and last lines print, where no heading of the page is known."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not title:
        return imprint.read(lines, language=language)
    at = lines.index(title) + 1 if title in lines[: imprint.HEAD] else 0
    return imprint.read_below(lines[at:], title=title, language=language)


def _date(
    found: Imprint,
    stated: Stated,
    printed: Imprint,
    *,
    below: Sequence[str],
    times: Sequence[str],
    language: str,
) -> None:
    published = [(value, _in_field(field)) for value, field in stated["published"]]
    if not printed.published.is_dated:
        published += [(day, "Stated below the headline, in a <time> element.") for day in times]
    publication_day.decide(
        found,
        published=published,
        updated=[(value, _in_field(field)) for value, field in stated["updated"]],
        printed=printed,
        below=below,
        language=language,
    )


def _stated_language(stated: Stated) -> str:
    """The code of the language that the page states first, without its country."""
    for value, _ in stated["language"]:
        if match := re.match(r"[a-z]{2,3}(?![a-z])", value.lower()):
            return match[0]
    return ""


def _doubt_sites(found: Imprint, stated: Stated) -> None:
    others = {fold(value): value for value, _ in _names(stated, "site")}
    others.pop(fold(found.site), None)
    if others and stated["site"]:
        names = "”, “".join(list(others.values())[:3])
        found.notes.append(f"Its metadata also names “{names}” as its site or publisher.")


def _url(stated: Stated, saved_from: str) -> str:
    for value, _ in stated["url"]:
        if url := imprint.address(value):
            return url
    return imprint.address(saved_from)
