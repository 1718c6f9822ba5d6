"""What the comparison asks for beside the filter: columns and order, and their addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Outlet, Source
from timeline.queries.comparison.outlet_comparison import Order
from timeline.queries.selection import By
from timeline.web.http import addresses
from timeline.web.timeline.filter_form import SlugsField, keep_known, messages, slugs_of


class ColumnsField(SlugsField):
    """The columns chosen, each by its slug."""

    most = 100


class TableForm(forms.Form):
    """What the comparison asks for beside the filter: what columns are, which, in which order."""

    columns = forms.ChoiceField(
        choices=[("outlets", "outlets"), ("documents", "documents")],
        required=False,
        error_messages={"invalid_choice": "Columns are outlets or documents, not “%(value)s”."},
    )
    order = forms.ChoiceField(
        choices=[("", "when it happened"), ("tellers", "how many tell it")],
        required=False,
        error_messages={"invalid_choice": "There is no order “%(value)s” of rows."},
    )
    column = ColumnsField()

    def clean(self) -> dict[str, Any]:
        """Every column is known; one of outlets is not known where columns are documents."""
        cleaned = self.cleaned_data
        given = cleaned["column"]
        if cleaned.get("columns") == "documents":
            known, noun = slugs_of(Source, given), "document"
        else:
            known, noun = slugs_of(Outlet, given) | {UNSTATED: UNSTATED}, "outlet"
        keep_known(self, "column", known, f"There is no {noun} “{{}}” to compare.")
        return cleaned


@dataclass(frozen=True, slots=True)
class ComparisonQuestion:
    """A comparison as its address asks for it."""

    criteria: Criteria
    by: By = "outlets"
    order: Order = ""
    columns: tuple[str, ...] = ()

    def address(self, *, start: int = 0, things: int = 0) -> str:
        """The address of this comparison, from a row and from a thing on."""
        return addresses.of_selection(
            self.criteria,
            view="comparison-list",
            columns="" if self.by == "outlets" else self.by,
            column=self.columns,
            order=self.order,
            start=start,
            terms=things,
        )


@dataclass(frozen=True, slots=True)
class SwitchLink:
    """A link to another view of the same selection, and whether it is the one that is shown."""

    label: str
    url: str
    is_shown: bool


def read_comparison(
    data: QueryDict, criteria: Criteria
) -> tuple[ComparisonQuestion, dict[str, list[str]]]:
    """What an address's parameters ask for, and messages by parameter of what is not understood."""
    table = TableForm(data)
    errors = messages(table)
    given = table.cleaned_data
    asked = ComparisonQuestion(
        criteria,
        by="documents" if given.get("columns") == "documents" else "outlets",
        # The filter's own order of how many sources tell goes before the table's.
        order="tellers" if given.get("order") and not criteria.sort else "",
        columns=given["column"],
    )
    return asked, errors


def column_switch(asked: ComparisonQuestion) -> list[SwitchLink]:
    """Outlets, or documents, as columns."""
    kinds: tuple[By, ...] = ("outlets", "documents")
    return [
        SwitchLink(by.capitalize(), replace(asked, by=by, columns=()).address(), by == asked.by)
        for by in kinds
    ]


def order_switch(asked: ComparisonQuestion) -> list[SwitchLink]:
    """The orders of the rows."""
    criteria = replace(asked.criteria, sort="")
    by_time = replace(asked, criteria=criteria, order="")
    by_tellers = replace(by_time, order="tellers")
    is_by_time = not asked.order and not asked.criteria.sort
    return [
        SwitchLink("when it happened", by_time.address(), is_by_time),
        SwitchLink("how many tell it", by_tellers.address(), asked.order == "tellers"),
    ]
