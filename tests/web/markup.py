"""Reading a page as a browser would: elements, their attributes and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}
HTMX = {"HTTP_HX_REQUEST": "true"}


@dataclass
class Element:
    """An element of a page. ``children`` are elements and texts, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.get("class").split()

    @property
    def words(self) -> str:
        """All text in it, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def inside(self) -> Iterator[Element]:
        """Every element in it, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.inside()

    def all(self, tag: str = "", *, of: str = "", **attributes: str) -> list[Element]:
        """Elements by tag, by one class (``of``), by attributes ("data_event" is data-event)."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.inside()
            if (not tag or element.tag == tag)
            and (not of or of in element.classes)
            and all(element.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", *, of: str = "", **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, of=of, **attributes)
        return found

    def texts(self, tag: str = "", *, of: str = "", **attributes: str) -> list[str]:
        """The words of each such element."""
        return [element.words for element in self.all(tag, of=of, **attributes)]

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """A page's or a fragment's root. Fails on elements that are not closed in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [element.tag for element in reader.open] == ["root"]
    return reader.root


def page(client: Client, address: str, *, status: int = 200, **headers: str) -> Element:
    """The page at an address, read."""
    response = client.get(address, **headers)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return read(text_of(response))


def text_of(response: HttpResponse) -> str:
    """A response's text, streamed or not."""
    body: bytes = response.getvalue()
    return body.decode()


def slugs_listed(page: Element) -> list[str]:
    """The slugs of the events in a page's list, in its order."""
    anchors = [one["id"] for one in page.all("span") if one.get("id").startswith("event-")]
    return [anchor.removeprefix("event-") for anchor in anchors]


def card_of(page: Element, slug: str) -> Element:
    """An event's place in a page's list."""
    (found,) = [item for item in page.all(of="item") if slugs_listed(item) == [slug]]
    return found
