"""Boilerplate: lines of a page that are not its article, such as navigation and photo credits."""

from __future__ import annotations

import re

from timeline.domain.dates.date_words import FLAGS

LONGEST = 300
"""The most characters that a line of boilerplate has."""

_CRUMB = re.compile(r"\s(?:/|>|»|›|\||·|→)\s|[»›→]")
_HOME = re.compile(r"(?:home ?page|home|main|start|front page|news)\b", FLAGS)
_PHRASES = re.compile(
    r"(?:share(?:d|s)?(?: this(?: (?:article|story|page|post))?)?"
    r"|(?:share|follow us|save|post) on (?:facebook|twitter|x|whatsapp|telegram|linkedin)"
    r"|guess you like|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}"
    r"|related(?: (?:articles?|stories|news|topics|content))?"
    r"|read (?:more|also|next|on)(?: ?[:»>].{0,200})?|(?:see|also) (?:also|read) ?:.{0,200}"
    r"|more on this(?: (?:story|topic))?|most (?:read|popular)|trending(?: now)?|advertisements?"
    r"|sponsored(?: content)?|subscribe(?: (?:now|today|to our .{0,40}))?"
    r"|sign (?:up|in)(?: (?:for|to) (?:our|your|the) .{0,40})?|log ?in|follow us"
    r"|skip to (?:main )?(?:content|navigation)|menu|search|print"
    r"|comments?(?: ?\(\d{1,6}\))?|\d{1,6} (?:comments?|shares?|views?)|leave a (?:comment|reply)"
    r"|tweet|facebook|twitter|telegram|whatsapp|e-?mail|copy link|save|bookmark"
    r"|listen(?: to (?:this )?(?:article|story))?|(?:click|tap) here(?: to .{0,40})?"
    r"|\d{1,3}[ -]min(?:ute)?s?(?: read)?|reading time.{0,20}"
    r"|cookies?(?: (?:policy|settings|preferences|notice))?|accept(?: all)?(?: cookies)?"
    r"|back to top|loading\W{0,3}|close|tags?:.{0,200}"
    r"|breaking(?: news)?|live|exclusive|opinion|analysis|editorial|world(?: news)?|news|politics"
    r"|business|europe|top stories|latest(?: news)?|explainer|watch(?: live)?)[.!:]?",
    FLAGS,
)
_READING_TIME = re.compile(
    r"\(?(?:\d{1,3}[ -]min(?:ute)?s?(?: read)?|\d{1,6} (?:comments?|shares?|views?))\)?", FLAGS
)
_ARCHIVE = (
    r"(?:getty(?: images)?|shutterstock|alamy|istock|ap photo|unsplash|wikimedia commons|flickr)"
)
_AGENCY = r"(?:reuters|ap|afp|epa|upi|dpa|tass)"
_PHOTO_WORD = r"(?:photo(?:graph)?|image|picture|illustration)"
_PHOTO = re.compile(
    rf"^(?:file )?{_PHOTO_WORD}s?(?: ?credits?| courtesy(?: of)?| by| from)? ?[:/©].{{0,200}}$"
    r"|^(?:photo(?:graph)?|image|picture)s? (?:by|courtesy of|credit) .{1,120}$"
    r"|^file photo\b|^credit ?: .{1,160}$"
    rf"|[(\[](?:file )?(?:{_PHOTO_WORD}|credit)s?\b[^()\[\]]{{0,160}}[)\]]\.?$"
    rf"|[(\[/|©]\s?{_ARCHIVE}(?: ?/[^()\[\]]{{0,60}})?[)\]]?\.?$"
    # An agency alone in round brackets also ends a headline or a paragraph.
    rf"|[\[/|©]\s?{_AGENCY}(?: ?/[^()\[\]]{{0,60}})?[)\]]?\.?$"
    rf"|\({_AGENCY} ?/[^()\[\]]{{1,60}}\)\.?$",
    FLAGS,
)


def is_navigation(line: str, *, title: str = "") -> bool:
    """Whether a line leads elsewhere or asks for something: "Homepage / World / …", "Share".

    ``title``: the article's headline, with which a line of breadcrumbs may end.
    """
    line = line.strip()
    if not line or len(line) > LONGEST:
        return False
    if _PHRASES.fullmatch(line):
        return True
    crumbs = [crumb.strip() for crumb in _CRUMB.split(line)]
    return len(crumbs) > 1 and bool(
        _HOME.fullmatch(crumbs[0]) or (title and len(crumbs) > 2 and crumbs[-1] == title)
    )


def is_photo_credit(line: str) -> bool:
    """Whether a line is a photograph's caption with its credit, or the credit alone."""
    line = line.strip()
    return 0 < len(line) <= LONGEST and _PHOTO.search(line) is not None


def is_reading_time(segment: str) -> bool:
    """Whether a part of a line tells only how long it takes to read, or how often it was."""
    return _READING_TIME.fullmatch(segment.strip()) is not None
