"""A parsed page's words: what a reader of it sees, as lines, and its article among them.

It runs in the process that reads saved pages and knows nothing of Django. All but what trafilatura
does takes time in proportion to the page's size.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import extract

HEADINGS, BELOW, BESIDE, FOOT = 5, 14, 4, 12
"""How many headings are told; how many lines below each, and of these how many may hold its
``<time>``; how many lines of the foot."""

_LONGEST_LINE = 1000
_PROSE = 100
"""The characters from which on a line is a paragraph."""

_UNREAD = frozenset(
    "script style noscript template iframe object embed applet canvas svg math audio video "
    "select datalist textarea head".split()
)
"""Elements whose content is no text of the page, or not its own."""

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*(?:0|0?\.0+)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?)\s*(?:!\s*important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_BOUNDARY = "\ue000"
_RUN_TOGETHER = re.compile(r"(?<=[a-z])\ue000{1,20}(?=[A-Z0-9])|(?<=[0-9])\ue000{1,20}(?=[A-Z])")
"""The end of an element where another begins, and where that parts one word from the next."""

_ROOT_MODES = frozenset({"shadowmode", "shadowrootmode"})
_LIST_MARK = re.compile(r"^- |\|", re.MULTILINE)
_FOOT = re.compile(r"footer|copyright|colophon", re.IGNORECASE)


@dataclass
class PageHeading:
    """A first-level heading, the lines below it, and the days that ``<time>`` gives there.

    In these lines a tab parts the words of neighbouring elements that no space does.
    """

    text: str
    below: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)


@dataclass
class Seen:
    """What a reader sees of a page: its lines, its first-level headings, the lines of its foot."""

    lines: list[str] = field(default_factory=list)
    headings: list[PageHeading] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


def is_channel(tree: HtmlElement) -> bool:
    """Whether a page is the export of a messenger's channel, which is nothing but its posts."""
    return tree.find(".//div[@class='history']//div[@class='body']") is not None


def open_shadow_roots(tree: HtmlElement) -> None:
    """Put the text of shadow roots where a reader sees it: in place of their host's own content.

    A ``template`` with ``shadowmode`` (Chromium's MHTML) or ``shadowrootmode`` (HTML) is one; the
    host's content stands in its slots, and what has none is not shown.
    """
    hosts = set()
    for root in list(tree.iter("template")):
        host = root.getparent()
        if host is None or host in hosts or _ROOT_MODES.isdisjoint(root.attrib):
            continue
        hosts.add(host)
        text = " ".join(part for part in (host.text, root.tail) if part and part.strip())
        content = [child for child in host if child is not root]
        root.tag, root.tail = "div", None
        for child in content:
            host.remove(child)
        host.text = None
        for slot in list(root.iter("slot")):
            name = slot.get("name") or ""
            chosen = [child for child in content if _slot_of(child) == name]
            if chosen or (text and not name):
                slot.clear(keep_tail=True)
                slot.tag = "div"
                slot.text = text if not name else None
                slot.extend(chosen)
                content = [child for child in content if child not in chosen]


def _slot_of(child: HtmlElement) -> str:
    return (child.get("slot") or "") if isinstance(child.tag, str) else ""


def drop_unseen(tree: HtmlElement) -> int:
    """Empty every element that no reader sees; how many characters of text were hidden.

    Scripts, styles and what stands in for them aren't counted. The page itself is never taken for
    hidden: some hide it until their scripts have run.
    """
    hidden = 0
    unseen = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in _UNREAD:
            unseen.append(element)
            walk.skip_subtree()
        elif element.tag not in ("html", "body") and _is_hidden(element):
            hidden += sum(len(text.strip()) for text in element.itertext())
            unseen.append(element)
            walk.skip_subtree()
        elif "data-preloaded" in element.attrib:
            # Where a forum keeps its posts for its script, and trafilatura would look for them.
            del element.attrib["data-preloaded"]
    for element in unseen:
        element.clear(keep_tail=True)
        element.tag = "head" if element.tag == "head" else "span"
    return hidden


def seen(tree: HtmlElement) -> Seen:
    """The lines that a reader sees, in order, each with single spaces."""
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
            if element is not tree and element.tail:
                walk.parts.append(element.tail)
            elif element.tag not in _BLOCKS:
                # Where an element follows at once, their words may be run together.
                walk.parts.append(_BOUNDARY)
    return walk.finish()


class _Walk:
    """A walk through a page, in the order in which it is read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._found = Seen()
        self._foot: HtmlElement | None = None
        self._heading: HtmlElement | None = None
        self._heading_at = 0
        self._headings_end: list[int] = []
        self._times: list[tuple[int, str]] = []
        self._parted: dict[int, str] = {}

    def enter(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self._end_line()
        if element.tag == "h1" and self._heading is None:
            self._heading, self._heading_at = element, len(self._found.lines)
        elif element.tag == "time" and element.get("datetime"):
            self._times.append((len(self._found.lines), element.get("datetime")[:80]))
        if self._foot is None and _is_foot(element):
            self._foot = element
        if element.text:
            self.parts.append(element.text)

    def leave(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self._end_line()
        if element is self._heading:
            self._heading = None
            if len(self._found.headings) < HEADINGS:
                text = " ".join(self._found.lines[self._heading_at :])
                self._found.headings.append(PageHeading(text[:_LONGEST_LINE]))
                self._headings_end.append(len(self._found.lines))
        if element is self._foot:
            self._foot = None

    def finish(self) -> Seen:
        self._end_line()
        for end, heading in zip(self._headings_end, self._found.headings, strict=True):
            below = enumerate(self._found.lines[end : end + BELOW], end)
            heading.below = [self._parted.get(at, line)[:_LONGEST_LINE] for at, line in below]
            heading.times = [day for at, day in self._times if self._is_beside(end, at)][:3]
        return self._found

    def _is_beside(self, end: int, at: int) -> bool:
        """Whether a line is one of the first below a heading, a standfirst at most between them."""
        between = self._found.lines[end:at] if end <= at < end + BESIDE else ["", ""]
        return sum(len(line) > _PROSE or not line for line in between) < 2

    def _end_line(self) -> None:
        line = "".join(self.parts)
        self.parts.clear()
        if _BOUNDARY in line:
            parts = _RUN_TOGETHER.split(line.replace("\t", " "))
            parts = [" ".join(part.replace(_BOUNDARY, "").split()) for part in parts]
            if len(parts) > 1:
                self._parted[len(self._found.lines)] = "\t".join(parts)
            line = " ".join(parts)
        line = " ".join(line.split())
        if not line:
            return
        self._found.lines.append(line)
        if self._foot is not None and len(self._found.foot) < FOOT and len(line) <= _LONGEST_LINE:
            self._found.foot.append(line)


def article_of(tree: HtmlElement, page: Seen, *, fast: bool) -> tuple[str, bool]:
    """The page's article, a paragraph or heading a line, and whether it was told from the rest.

    trafilatura finds it, and unless ``fast`` holds it against what two other ways find; where it
    finds nothing, or breaks, all that a reader sees is taken.
    """
    if is_channel(tree):
        return "\n".join(page.lines), True
    try:
        text = extract(tree, include_comments=False, output_format="txt", fast=fast) or ""
    except (ValueError, TypeError, AttributeError, LookupError, etree.LxmlError):
        text = ""
    if not text.strip():
        return "\n".join(page.lines), False
    return _in_its_lines(text, page), True


def _in_its_lines(text: str, page: Seen) -> str:
    """The same words in the page's own lines, where each of these is wholly there or not at all.

    trafilatura runs the paragraphs of some pages together and cuts those of others at each link.
    """
    words = _key(text)
    found, at = [], 0
    for line in page.lines:
        line = unicodedata.normalize("NFC", line)
        key = _key(line)
        if key and words.startswith(key, at):
            found.append(line)
            at += len(key)
    return "\n".join(found) if at == len(words) else text


def _key(text: str) -> str:
    """A text's characters less white space and the marks that trafilatura sets for lists."""
    return "".join(_LIST_MARK.sub("", text).split())


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDING_STYLE.search(style[:1000]) is not None


def _is_foot(element: HtmlElement) -> bool:
    if element.tag == "footer":
        return True
    if element.tag in ("body", "html"):
        return False
    kind, name = element.get("class"), element.get("id")
    if not (kind or name):
        return False
    return _FOOT.search(f"{(kind or '')[:200]} {(name or '')[:100]}") is not None
