"""Columns that tell who published a document and when, and how both are known."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.domain.time.formatting import say
from timeline.models import Source


class OriginColumns(admin.ModelAdmin):
    """The columns ``outlet_known`` and ``published`` of sources and articles."""

    @admin.display(description="outlet", ordering="outlet__name")
    def outlet_known(self, row: Any) -> SafeString | str:
        """The outlet, marked where it is inferred, or that the document states none."""
        return _known(row.outlet and row.outlet.name, row.outlet_basis)

    @admin.display(description="published", ordering="earliest")
    def published(self, row: Any) -> SafeString | str:
        """The publication date in words, marked where it is inferred, or that there is none."""
        return _known(say(row.interval) if row.interval.is_dated else None, row.published_basis)


def _known(words: str | None, basis: str) -> SafeString | str:
    if words is None:
        return format_html('<span class="quiet">{}</span>', "not stated")
    if basis != Source.Basis.INFERRED:
        return words
    return format_html('{} <span class="inferred">inferred</span>', words)
