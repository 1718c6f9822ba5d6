"""The registers as tables: which columns, which of them sort, how large a page may be."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from timeline.domain.time.formatting import say
from timeline.models import Actor, Outlet, Place, Source
from timeline.queries.registers.register_rows import RegisterRows
from timeline.templatetags.retold import outlet_dot, state_mark
from timeline.web.registers.tables_library import tables
from timeline.web.timeline import kept_filter
from timeline.web.timeline.kept_filter import KeptFilter

PAGE = 25
LARGEST_PAGE = 100

NUMBER = {"td": {"class": "number"}}
"""How a column of numbers is marked."""


class RegisterTable(tables.Table):
    """A table of the registers. ``noun``: what a row is of, as addresses and headings name it."""

    noun: ClassVar[str]

    kept = KeptFilter()

    class Meta:
        template_name = "partials/table.html"
        attrs = {"class": "register stacked"}
        empty_text = "Nothing matches."

    def shown(self) -> tuple[list[tuple[str, list[tuple[Any, Any]]]], set[str]]:
        """The page's rows, each the record's slug and its cells with their columns, and the names
        of the columns that have nothing in any of them.
        """
        rows = [(row.record.slug, [*row.items()]) for row in self.paginated_rows]
        columns = zip(*(cells for _, cells in rows), strict=True)
        return rows, {
            cells[0][0].name for cells in columns if all(cell in {"", "—"} for _, cell in cells)
        }

    def as_values(self, exclude_columns: Any = ()) -> Iterator[list[Any]]:
        """What a file has: the columns' names, then a row of values a record.

        How a column is told is looked up once; the library looks it up for each cell.
        """
        columns = list(self.columns.iterall())
        yield [str(column.header) for column in columns]
        told = [getattr(self, f"value_{c.name}", attrgetter(c.accessor)) for c in columns]
        for record in self.data.data:
            yield [tell(record) for tell in told]

    def value_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def address(self, view: str, slug: str) -> str:
        """The address of a record's page, with the filter that the reader has."""
        return self.kept.address(view, slug)


class ActorTable(RegisterTable):
    """Actors."""

    noun = "actor"
    name = tables.Column(linkify=lambda table, record: table.address("actor-detail", record.slug))
    kind = tables.Column()
    aliases = tables.Column(orderable=False, empty_values=(), verbose_name="Also written")
    event_count = tables.Column(verbose_name="Events", attrs=NUMBER)
    quote_count = tables.Column(verbose_name="Quotes", attrs=NUMBER)

    class Meta(RegisterTable.Meta):
        model = Actor
        fields = ("name", "kind", "aliases", "event_count", "quote_count")
        order_by = ("-event_count",)

    def order_event_count(self, queryset: RegisterRows[Actor], is_descending: bool) -> Any:
        return queryset.order_by("-event_count" if is_descending else "event_count", "name"), True

    def render_aliases(self, record: Actor) -> str:
        return ", ".join(alias.name for alias in record.aliases.all()) or "—"

    def value_aliases(self, record: Actor) -> str:
        return "; ".join(alias.name for alias in record.aliases.all())


class OutletTable(RegisterTable):
    """Outlets."""

    noun = "outlet"
    name = tables.Column(order_by="by_name")
    kind = tables.Column()
    source_count = tables.Column(verbose_name="Sources", attrs=NUMBER)
    published_count = tables.Column(verbose_name="Events it published", attrs=NUMBER)
    through_count = tables.Column(verbose_name="Events told through it", attrs=NUMBER)

    class Meta(RegisterTable.Meta):
        model = Outlet
        fields = ("name", "kind", "source_count", "published_count", "through_count")
        order_by = ("name",)

    def render_name(self, record: Outlet) -> SafeString:
        link = self.address("outlet-detail", record.slug)
        mark = outlet_dot(record.colour, record.name)
        return format_html('{} <a href="{}">{}</a>', mark, link, record.name)

    def value_name(self, record: Outlet) -> str:
        return record.name


class PlaceTable(RegisterTable):
    """Places."""

    noun = "place"
    name = tables.Column(linkify=lambda table, record: table.address("place-detail", record.slug))
    lies_in = tables.Column(
        verbose_name="Lies in",
        order_by=("lies_in__name", "name"),
        linkify=lambda table, value: table.address("place-detail", value.slug),
    )
    aliases = tables.Column(orderable=False, empty_values=(), verbose_name="Also called")
    coordinates = tables.Column(orderable=False)
    event_count = tables.Column(verbose_name="Events", attrs={"td": {"class": "number"}})

    class Meta(RegisterTable.Meta):
        model = Place
        fields = ("name", "lies_in", "aliases", "coordinates", "event_count")
        order_by = ("-event_count",)

    order_event_count = ActorTable.order_event_count
    render_aliases = ActorTable.render_aliases
    value_aliases = ActorTable.value_aliases


class SourceTable(RegisterTable):
    """Sources."""

    noun = "source"
    title = tables.Column(linkify=lambda table, record: table.address("source-detail", record.slug))
    kind = tables.Column()
    outlet = tables.Column(empty_values=(), order_by=("outlet__name", "title"))
    published = tables.Column(
        empty_values=(),
        accessor="edtf",
        verbose_name="Published",
        order_by=("earliest", "latest", "title"),
    )
    draws_on = tables.Column(orderable=False, empty_values=(), verbose_name="Draws on")
    event_count = tables.Column(verbose_name="Events", attrs=NUMBER)
    relayed_count = tables.Column(
        verbose_name="Events told through it", orderable=False, visible=False
    )

    class Meta(RegisterTable.Meta):
        model = Source
        fields = ("title", "kind", "outlet", "published", "draws_on", "event_count")
        order_by = ("published",)

    def render_event_count(self, record: Source) -> SafeString | str:
        """Its own events, and for what it tells in the words of others those alone."""
        own, relayed = record.event_count, record.relayed_count  # type: ignore[attr-defined]
        if not relayed:
            return str(own)
        through = format_html('<span class="detail">{} through others</span>', relayed)
        return format_html("{}<br>{}", own, through) if own else through

    def value_event_count(self, record: Source) -> int:
        """Its own alone: the file has the others in a column of their own."""
        own: int = record.event_count  # type: ignore[attr-defined]
        return own

    def render_title(self, record: Source) -> SafeString:
        return format_html("{} {}", record.title, state_mark(record))

    def value_title(self, record: Source) -> str:
        return record.title

    def render_outlet(self, record: Source) -> SafeString | str:
        if record.outlet is None:
            return format_html('<span class="unstated">{}</span>', "not stated")
        link = format_html(
            '<a href="{}">{}</a>',
            self.address("outlet-detail", record.outlet.slug),
            record.outlet,
        )
        return link if record.outlet_basis == "stated" else _inferred(link)

    def value_outlet(self, record: Source) -> str:
        return record.outlet.name if record.outlet else ""

    def render_published(self, record: Source) -> SafeString | str:
        if not record.edtf:
            return format_html('<span class="unstated">{}</span>', "not stated")
        words = say(record.interval)
        return words if record.published_basis == "stated" else _inferred(words)

    def value_published(self, record: Source) -> str:
        return record.edtf

    def render_draws_on(self, record: Source) -> SafeString | str:
        drawn: list[tuple[str, str]] = record.drawn  # type: ignore[attr-defined]
        links = [(self.address("source-detail", slug), title) for slug, title in drawn]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links) or "—"

    def value_draws_on(self, record: Source) -> str:
        return "; ".join(title for _, title in record.drawn)  # type: ignore[attr-defined]

    def order_published(self, queryset: RegisterRows[Source], is_descending: bool) -> Any:
        day = F("earliest")
        first = day.desc(nulls_last=True) if is_descending else day.asc(nulls_last=True)
        return queryset.order_by(first, "latest", "title"), True


def paged(table: RegisterTable, request: HttpRequest) -> RegisterTable:
    """The table sorted and paged as the address asks, within bounds.

    Unknown columns do not sort; a page size is from 1 to ``LARGEST_PAGE``; a page that is not there
    is the nearest one that is.
    """
    table.kept = kept_filter.of(request)
    known = {name for name, column in table.base_columns.items() if column.orderable is not False}
    wanted = [name for name in request.GET.getlist("sort") if name.removeprefix("-") in known]
    if wanted:
        table.order_by = wanted
    # Rows that sort alike keep one order, so that no page repeats or misses any.
    rows = table.data.data
    table.data.data = rows.order_by(*rows.ordering, "pk")
    size = _number(request.GET, "per_page", default=PAGE, most=LARGEST_PAGE)
    pages = max(1, -(-table.data.data.count() // size))
    table.paginate(page=_number(request.GET, "page", default=1, most=pages), per_page=size)
    return table


def _number(data: QueryDict, name: str, *, default: int, most: int) -> int:
    """A whole number from 1 to ``most``, or what is nearest to it."""
    text = data.get(name, "")
    number = int(text) if text.isdecimal() and len(text) < 10 else default
    return min(max(number, 1), most)


def _inferred(words: SafeString | str) -> SafeString:
    return format_html('{} <span class="inferred">inferred</span>', words)
