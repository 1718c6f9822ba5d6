"""Markup as the plain text that a reader of it sees: no tag, script or style is left.

What looks like a tag ends where a browser ends it: at the first ``>`` outside quotation marks. All
of it takes time in proportion to the text's length, whatever is left open in it.
"""

from __future__ import annotations

import re
from html import unescape

from timeline.domain.text.characters import plain

_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,20})")
_STEP = re.compile(r"[>\"']")
_LINKS = re.compile(
    r"[\s\"'](?:href|src)\s{0,9}=\s{0,9}[\"']?(?P<address>https?://[^\s\"'<>]{1,2000})",
    re.IGNORECASE,
)
_UNSEEN = frozenset(
    "script style template iframe noscript noembed noframes xmp title textarea svg math object "
    "select head".split()
)
"""Elements whose content no reader sees as text."""

_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section summary table ul".split()
)
_LINES = frozenset(["br", "li", "tr"])


def text_of(markup: str) -> str:
    """The plain text of some HTML; paragraphs are parted by an empty line.

    Line breaks that stand in it stay, since who writes a plain text there means them.
    """
    return plain("".join(_PlainReader(markup).pieces())).strip()


def line_of(markup: str) -> str:
    """The plain text of some HTML as one line."""
    return " ".join(text_of(markup).split())


def links_in(markup: str) -> list[str]:
    """The web addresses that some HTML links to or shows, which its plain text lacks, each once."""
    found = dict.fromkeys(unescape(one["address"]) for one in _LINKS.finditer(markup))
    shown = text_of(markup) if found else ""
    return [one for one in found if one not in shown]


class _PlainReader:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.breaks = 2
        """How many line breaks what was read so far ends in; at the start there is none to add."""

    def pieces(self) -> list[str]:
        """Pieces of text in order."""
        found: list[str] = []
        at, text = 0, self.markup
        while opening := _OPENS.search(text, at):
            self._add(found, text[at : opening.start()])
            name, end = self._tag(opening.end())
            if end < 0:
                # Never closed, so nothing after it is either: characters, not a tag.
                at = opening.start()
                break
            at = end
            bare = name.lstrip("/")
            if bare in _UNSEEN and not name.startswith("/"):
                at = self._after(bare, at)
            elif bare in _BLOCKS:
                self._break(found, 2)
            elif bare in _LINES:
                self._break(found, 1, always=bare == "br")
        self._add(found, text[at:])
        return found

    def _add(self, found: list[str], piece: str) -> None:
        if piece:
            words = unescape(piece)
            found.append(words)
            ending = len(words) - len(words.rstrip("\n"))
            self.breaks = ending if ending < len(words) else self.breaks + ending

    def _break(self, found: list[str], wanted: int, *, always: bool = False) -> None:
        missing = wanted if always and self.breaks < 2 else wanted - self.breaks
        if missing > 0:
            found.append("\n" * missing)
            self.breaks += missing

    def _tag(self, at: int) -> tuple[str, int]:
        """The name of the tag that begins here, a slash before it if it closes; where it ends.

        It ends at -1 where nothing closes it.
        """
        if self.markup.startswith("!--", at):
            end = self.markup.find("-->", at + 1)
            return "", end + 3 if end >= 0 else -1
        named = _NAME.match(self.markup, at)
        name = named[0].lower() if named else ""
        place = at
        while step := _STEP.search(self.markup, place):
            if step[0] == ">":
                return name, step.end()
            is_value = name and self.markup[place : step.start()].rstrip().endswith("=")
            # Where it fails, no such mark is left to fail on again.
            closing = self.markup.find(step[0], step.end()) if is_value else -1
            place = closing + 1 if closing >= 0 else step.end()
        return name, -1

    def _after(self, name: str, at: int) -> int:
        """Where an element ends whose content is passed over; it may be never."""
        closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self.markup, at)
        if closing is None:
            return len(self.markup)
        end = self._tag(closing.start() + 1)[1]
        return end if end >= 0 else len(self.markup)
