"""Mails (``.eml``) as articles: the text decoded, once, with the subject, the sender and the day.

Python's own package reads them. A mail can be made so that this takes minutes, so it is done where
pages are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from timeline.domain.article import imprint, publication_day
from timeline.domain.article.imprint import Imprint
from timeline.domain.article.incoming_article import IncomingArticle, NotAnArticle
from timeline.domain.article.wrapped_lines import unwrapped
from timeline.domain.text.characters import clean
from timeline.domain.text.printed_words import paragraphs
from timeline.services.articles.saved_pages import language_of, read_page, run_apart
from timeline.services.articles.text_decoding import decode

_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z-]{1,60}:)")
_MARKS = tuple(
    re.compile(rb"^(?:" + names + rb"):", re.MULTILINE | re.IGNORECASE)
    for names in (
        b"From",
        b"To|Cc|Received|Return-Path|Delivered-To|List-Id",
        b"MIME-Version|Message-ID|Received",
    )
)
"""Lines that the header of a mail has that was sent; a browser's archive is sent to nobody."""

_FEWEST = 40
"""The characters from which on a plain text is the mail's, not a note that it needs HTML."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: its subject, its sender's name, its date as written, and its text in either form.

    Each form is its bytes and the encoding that came with them; empty where there is none.
    """

    subject: str
    sender: str
    date: str
    plain: tuple[bytes, str]
    html: tuple[bytes, str]
    attached: int


def is_mail(data: bytes) -> bool:
    """Whether a file begins as a mail that was sent: with its header's lines."""
    head = re.split(rb"\r?\n\r?\n", data[:16_384].lstrip(), maxsplit=1)[0]
    return bool(_HEADER.match(head)) and all(mark.search(head) for mark in _MARKS)


def read_mail(data: bytes) -> IncomingArticle:
    """An article from a mail. Raises ``NotAnArticle`` where it has no text or can't be read."""
    mail = run_apart(parsed, data, what="mail")
    subject, date = clean(mail.subject)[0].strip(), clean(mail.date)[0].strip()
    body, charset = mail.plain
    text, notes = decode(body, declared=charset)
    text, dropped = clean(text)
    if len(text.strip()) < _FEWEST and mail.html[0]:
        html, notes = decode(mail.html[0], declared=mail.html[1], is_page=True)
        page = read_page(html)
        printed = Imprint(authors=page.authors, published=page.published)
        text, dropped, language = page.text, page.notes, page.language
    else:
        text = unwrapped(text.strip("\n"))
        language = language_of(text)
        printed = imprint.read_below(paragraphs(text), title=subject, language=language)
    if not re.search(r"[^\W\d_]", text):
        raise NotAnArticle("There are no words in the mail.")
    found = replace(printed, title=subject, notes=[])
    published = [(date, "Stated in the mail's header (Date).")] if date else []
    publication_day.decide(
        found, published=published, updated=(), printed=printed,
        below=paragraphs(text)[: imprint.HEAD], language=language,
    )  # fmt: skip
    sender = clean(mail.sender)[0].strip()
    if sender:
        found.notes.append(f"Sent by “{sender}”.")
    if mail.attached:
        found.notes.append(f"What is attached was left out: {mail.attached}.")
    notes = [*notes, *dropped, *found.notes]
    return IncomingArticle(text, language=language, **vars(found) | {"notes": tuple(notes)})


def parsed(data: bytes) -> Mail:
    """What a mail holds, read in a process with limits; of two forms of one text, both."""
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    forms: dict[str, tuple[bytes, str]] = {}
    attached = 0
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment":
            attached += 1
        elif kind in ("text/plain", "text/html") and kind not in forms:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                forms[kind] = content, part.get_content_charset("")
    return Mail(
        _header(message, "subject"),
        parseaddr(_header(message, "from"))[0],
        _header(message, "date"),
        forms.get("text/plain", (b"", "")),
        forms.get("text/html", (b"", "")),
        attached,
    )


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message[name] or "").split())[:1000]
