"""What the comparison asks for beside the filter: columns and order, and their addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Outlet, Source
from timeline.queries.comparison.outlet_comparison import Order
from timeline.queries.selection import By
from timeline.web.timeline.filter_form import SlugsField


class ColumnsField(SlugsField):
    """The columns chosen, each by its slug."""

    most = 100


class TableForm(forms.Form):
    """What the comparison asks for beside the filter: what columns are, which, in which order."""

    columns = forms.ChoiceField(
        choices=[("outlets", "outlets"), ("documents", "documents")], required=False
    )
    order = forms.ChoiceField(
        choices=[("", "when it happened"), ("tellers", "how many tell it")], required=False
    )
    column = ColumnsField()

    def clean(self) -> dict[str, Any]:
        """Every column is known; one of outlets is not known where columns are documents."""
        cleaned = self.cleaned_data
        given = cleaned["column"]
        model = Source if cleaned.get("columns") == "documents" else Outlet
        known = set(model.objects.filter(slug__in=given).values_list("slug", flat=True))
        if model is Outlet:
            known.add(UNSTATED)
        for slug in given:
            if slug not in known:
                noun = "outlet" if model is Outlet else "document"
                self.add_error("column", f"There is no {noun} “{slug}” to compare.")
        cleaned["column"] = tuple(slug for slug in given if slug in known)
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
        pairs = self.criteria.parameters()
        if self.by != "outlets":
            pairs.append(("columns", self.by))
        pairs += [("column", slug) for slug in self.columns]
        if self.order:
            pairs.append(("order", self.order))
        if start:
            pairs.append(("start", str(start)))
        if things:
            pairs.append(("terms", str(things)))
        return reverse("comparison-list") + (f"?{urlencode(pairs)}" if pairs else "")


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to look at the same selection, and whether it is the one shown."""

    label: str
    url: str
    is_shown: bool


def asked_in(
    data: QueryDict, criteria: Criteria
) -> tuple[ComparisonQuestion, dict[str, list[str]]]:
    """What an address's parameters ask for, and messages by parameter of what is not understood."""
    table = TableForm(data)
    table.full_clean()
    given = table.cleaned_data
    asked = ComparisonQuestion(
        criteria,
        by="documents" if given.get("columns") == "documents" else "outlets",
        # The filter's own order of how many sources tell goes before the table's.
        order="tellers" if given.get("order") and not criteria.sort else "",
        columns=given["column"],
    )
    return asked, {name: [str(e) for e in found] for name, found in table.errors.items()}


def ways_of(asked: ComparisonQuestion) -> list[Way]:
    """Outlets, or documents, as columns."""
    kinds: tuple[By, ...] = ("outlets", "documents")
    return [
        Way(by.capitalize(), replace(asked, by=by, columns=()).address(), by == asked.by)
        for by in kinds
    ]


def orders_of(asked: ComparisonQuestion) -> list[Way]:
    """The orders of the rows."""
    criteria = replace(asked.criteria, sort="")
    by_time = replace(asked, criteria=criteria, order="")
    by_tellers = replace(by_time, order="tellers")
    return [
        Way("when it happened", by_time.address(), not asked.order and not asked.criteria.sort),
        Way("how many tell it", by_tellers.address(), asked.order == "tellers"),
    ]
