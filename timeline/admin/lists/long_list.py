"""Lists as quick with a million rows as with twenty-four.

No list counts more than ``MOST_COUNTED`` rows. One that is long is sorted only by what has an
index, counts its numbers for the rows of the page alone, and is searched as its admin says in
``search_long_list``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    ORDER_VAR,
    PAGE_VAR,
    SEARCH_VAR,
    ChangeList,
)
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from timeline.admin.lists.list_counts import count_numbers, number_column, number_of
from timeline.admin.lists.record_choice import RecordChoices
from timeline.admin.lists.record_keys import is_key
from timeline.domain.criteria import Criteria
from timeline.queries import index
from timeline.queries.search import holding

_TOO_LARGE = re.compile(r"\d{19}")
"""What no column of keys holds, and SQLite is not to be asked."""

LONG = 5_000
"""The rows from which on a list is long."""

MOST_COUNTED = 10_000
"""The rows that are counted, found by a search and cut into pages; more are "more than" so many."""

NARROWED = (
    f"The search finds more than {MOST_COUNTED:,}, and the filters look at the first of these "
    "alone. Search for more words to see all."
)

_search_capped: ContextVar[bool] = ContextVar("search_capped", default=False)
"""Whether the search of this request found more than ``MOST_COUNTED``, and left some out."""


class CappedCount(int):
    """More rows than are counted; reads so in words, and is ``MOST_COUNTED`` in sums."""

    def __str__(self) -> str:
        return f"more than {int(self):,}"


class CappedPaginator(Paginator):
    """Pages of the first ``MOST_COUNTED`` rows."""

    @cached_property
    def count(self) -> int:
        """How many rows there are; a ``CappedCount`` where they are more than are counted."""
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        number = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return number if number <= MOST_COUNTED else CappedCount(MOST_COUNTED)


class LongChangeList(ChangeList):
    """A list without the ways by date where it is long, and with its page's numbers."""

    def __init__(
        self,
        request: HttpRequest,
        model: type[Model],
        list_display: Any,
        list_display_links: Any,
        list_filter: Any,
        date_hierarchy: Any,
        *others: Any,
    ) -> None:
        by_date = None if is_long(model, request) else date_hierarchy
        super().__init__(
            request, model, list_display, list_display_links, list_filter, by_date, *others
        )

    def get_ordering_field(self, field_name: Any) -> Any:
        """What a column is sorted by; nothing, whatever an address asks, where it may not be."""
        if self.sortable_by is not None and field_name not in self.sortable_by:
            return None
        return super().get_ordering_field(field_name)

    def get_results(self, request: HttpRequest) -> None:
        """The page's rows, with the numbers of each."""
        super().get_results(request)
        if is_long(self.model, request):
            assert isinstance(self.model_admin, LongListAdmin)
            rows = list(self.result_list)
            for name, (noun, by) in self.model_admin.counted(request).items():
                count_numbers(rows, name, noun, by=by)
            self.result_list = rows


class LongListAdmin(RecordChoices, admin.ModelAdmin):
    """An admin whose list and choices stay quick.

    ``numbers``: the columns that count, by names such as ``events_count``; each with the model
    whose records are counted and the path of fields by which these point to a row. The options
    that end in ``when_long`` take the place of Django's of the same names where the list is long.
    """

    show_full_result_count = False
    paginator = CappedPaginator
    numbers: dict[str, tuple[type[Model], str]] = {}
    ordering_when_long: Sequence[str] = ("-pk",)
    sortable_when_long: Sequence[str] = ()
    filter_when_long: Sequence[Any] = ()

    class Media:
        # What a filter with a list that fetches its choices needs (see ``chosen_filter``).
        css = {"screen": ("admin/css/vendor/select2/select2.min.css", "admin/css/autocomplete.css")}
        js = (
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/vendor/select2/select2.full.min.js",
            "admin/js/jquery.init.js",
            "admin/js/autocomplete.js",
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, under the name of what is in it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        response: HttpResponse = super().changelist_view(
            request, {**title, **(extra_context or {})}
        )
        return response

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name in cls.numbers:
            setattr(cls, name, number_column(name))

    def counted(self, request: HttpRequest) -> dict[str, tuple[type[Model], str]]:
        """The numbers that are shown: not those through another record, of very many records."""
        return {
            name: (noun, by)
            for name, (noun, by) in self.numbers.items()
            if "__" not in by or not is_long(noun, request)
        }

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, without the numbers that are not counted."""
        left_out = self.numbers.keys() - self.counted(request).keys()
        return [name for name in super().get_list_display(request) if name not in left_out]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """One that can be long."""
        return LongChangeList

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Whether a list may be asked this; not for keys that no column holds."""
        if lookup.endswith("__in") and _TOO_LARGE.search(str(value)):
            return False
        return bool(super().lookup_allowed(lookup, value, request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows; each with its numbers, where they may have to be sorted by them."""
        rows: QuerySet[Any] = super().get_queryset(request)
        if is_long(self.model, request):
            return rows
        return rows.annotate(
            **{
                name: number_of(noun._default_manager.all(), by=by)
                for name, (noun, by) in self.counted(request).items()
            }
        )

    def get_ordering(self, request: HttpRequest) -> Any:
        """What was written last first, where the list is long and says nothing else."""
        if is_long(self.model, request):
            return self.ordering_when_long
        return super().get_ordering(request)

    def get_sortable_by(self, request: HttpRequest) -> Any:
        """Any column; in a long list those that have an index."""
        if is_long(self.model, request):
            return self.sortable_when_long
        return super().get_sortable_by(request)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters; in a long list those that list few values and are answered by an index."""
        if is_long(self.model, request):
            return self.filter_when_long
        return super().get_list_filter(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows that a search finds, each once: what the same words find on a reader's page."""
        if not search_term.strip():
            return queryset, False
        _search_capped.set(False)
        search = self.search_long_list if is_long(self.model, request) else self.search_list
        found = search(queryset, search_term)
        if _search_capped.get() and _is_narrowed(request):
            messages.warning(request, NARROWED)
        return found, False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The record of an address; an empty name of a field counts as none."""
        return super().get_object(request, object_id, from_field or None)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """What an action on rows comes to; rows are chosen by their keys, and by nothing else."""
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("A row that was chosen has no key.")
        response: HttpResponse | None = super().response_action(request, queryset)
        return response

    def search_list(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """The rows of which each term of a text stands in one of the ``search_fields``."""
        return holding(rows, text, *self.search_fields)

    def search_long_list(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """The same in a long list, where not every row may be looked at."""
        return self.search_list(rows, text)


def is_long(noun: type[Model], request: HttpRequest) -> bool:
    """Whether there are more than ``LONG`` records of a model; asked once for each request."""
    known: dict[type[Model], bool] = request.__dict__.setdefault("_long_lists", {})
    if noun not in known:
        known[noun] = noun._base_manager.order_by("pk").values("pk")[LONG : LONG + 1].exists()
    return known[noun]


def events_telling(text: str) -> list[int]:
    """The primary keys of the events that a reader's search for this text finds.

    The earliest ``MOST_COUNTED`` of them, where there are more.
    """
    return _capped(index.select(Criteria(text=text)).ids(0, MOST_COUNTED + 1))


def keys(rows: QuerySet[Any]) -> list[Any]:
    """The primary keys of these rows; of ``MOST_COUNTED``, in no order, where there are more."""
    return _capped(list(rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]))


def _capped(found: list[Any]) -> list[Any]:
    if len(found) > MOST_COUNTED:
        _search_capped.set(True)
    return found


def _is_narrowed(request: HttpRequest) -> bool:
    """Whether a list, not a field's choices, is asked for with filters beside the search."""
    match = request.resolver_match
    is_list = match is not None and (match.url_name or "").endswith("_changelist")
    return is_list and bool(
        set(request.GET) - {SEARCH_VAR, PAGE_VAR, ORDER_VAR, ALL_VAR, ERROR_FLAG}
    )
