"""Markdown as plain text: the fields of its front matter, and the words without their marks.

No whole parser: the marks of news texts and of notes are taken off, and what isn't known stays as
the characters it is. HTML inside stays as characters too. Each pattern is bounded, so the work
grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from timeline.domain.text.front_matter import UnreadableFields, of_yaml

LONGEST_FRONT_MATTER = 20_000
"""The characters that front matter may have."""

Fields = Mapping[str, str]

_FRONT_MATTER = re.compile(
    r"\s{0,20}---[ \t]{0,20}\n(?P<yaml>(?:.{0,2000}\n){0,200}?)(?:---|\.\.\.)[ \t]{0,20}(?:\n|\Z)"
)
_HEADING = re.compile(r"\s{0,20}#{1,6}[ \t]{1,8}\S")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)|\[[^\[\]\n]{0,100}\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,500})`(?!`)")
_STRONG = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,2000})(?<!\s)\1(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]{1,2000})(?<!\s)\1(?![\w_])")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,2000})~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_FENCE = re.compile(r"^ {0,3}(?:`{3,20}|~{3,20})[^\n]{0,200}$\n?", re.MULTILINE)
_GONE = re.compile(
    r"^(?: {0,3}\[[^\[\]\n]{1,100}\]:[ \t]{1,10}\S[^\n]{0,2000}"
    r"| {0,3}(?:(?:[-*_][ \t]{0,3}){3,80}|={3,200})[ \t]{0,20})$\n?",
    re.MULTILINE,
)
_QUOTED = re.compile(r"^ {0,3}(?:>[ \t]?){1,20}", re.MULTILINE)
_HASHES = re.compile(r"^ {0,3}#{1,6}[ \t]{1,8}", re.MULTILINE)
_STARRED = re.compile(r"^([ \t]{0,20})[*+](?=[ \t]{1,8}\S)", re.MULTILINE)
_ADDRESSES = re.compile(
    r"\]\(\s{0,3}<?(?P<a>https?://[^\s<>()]{1,2000})"
    r"|^ {0,3}\[[^\[\]\n]{1,100}\]:[ \t]{1,10}<?(?P<b>https?://[^\s<>]{1,2000})",
    re.MULTILINE,
)
_FIRST_HEADING = re.compile(r"^ {0,3}#[ \t][^\n]{1,2000}$", re.MULTILINE)


def begins_as_markdown(text: str) -> bool:
    """Whether a text begins with front matter or with a heading of Markdown's."""
    return bool(_HEADING.match(text) or front_matter(text)[0])


def front_matter(text: str) -> tuple[Fields, str]:
    """The fields of a text's YAML front matter, keys in lower case, and the text below it.

    Every value is text as typed: a list is joined by commas, and what is nested deeper is left
    out. Where there is no front matter, or it can't be read, there are no fields and all is text.
    """
    text = text.replace("\r\n", "\n")
    match = _FRONT_MATTER.match(text[:LONGEST_FRONT_MATTER])
    try:
        read = of_yaml(match["yaml"]) if match else None
    except UnreadableFields:
        read = None
    if match is None or not isinstance(read, dict):
        return {}, text
    told = {str(key).strip().lower().replace("-", "_"): value for key, value in read.items()}
    fields = {name: words for name, value in told.items() if (words := _words(value))}
    return fields, text[match.end() :]


def plain(text: str) -> str:
    """Markdown without its marks: links and emphasis are their words, images and rules go.

    What stands in a fence of code stays as it is, without the fence.
    """
    parts = _FENCE.split(text)
    return "".join(part if at % 2 else _bare(part) for at, part in enumerate(parts))


def links_in(text: str) -> list[str]:
    """The web addresses that a Markdown text links to or shows, which ``plain`` leaves out."""
    found = dict.fromkeys(one["a"] or one["b"] for one in _ADDRESSES.finditer(text))
    shown = plain(text) if found else ""
    return [one for one in found if one not in shown]


def first_heading(text: str) -> str:
    """The words of the first heading with a single mark, "# So"; empty where there is none."""
    match = _FIRST_HEADING.search(text)
    return _bare(match[0]).strip() if match else ""


def _bare(text: str) -> str:
    text = _GONE.sub("", text)
    text = _QUOTED.sub("", text)
    text = _HASHES.sub("", text)
    text = _STARRED.sub(r"\1-", text)
    text = _IMAGE.sub("", text)
    for pattern in (_WIKI_LINK, _LINK, _AUTOLINK, _CODE):
        text = pattern.sub(r"\1", text)
    for pattern in (_STRONG, _UNDERSCORED):
        # Twice, for "**one _in_ the other**" and its like.
        text = pattern.sub(r"\2", pattern.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", _STRUCK.sub(r"\1", text))


def _words(value: object) -> str:
    if isinstance(value, str):
        return " ".join(_WIKI_LINK.sub(r"\1", value).split())
    if isinstance(value, dict):
        return _words(value.get("name", ""))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value[:20])))
    return ""
