"""The rows inside a mention: its quotes, its terms, and what it states beside the date."""

from __future__ import annotations

from typing import Any

import nested_admin
from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import HttpRequest

from timeline.admin.lists.record_choice import RecordChoices, RecordChoicesForm
from timeline.domain.text.excerpt import too_long
from timeline.models import Detail, Quote, Source, Term
from timeline.services.records.publishing import may_change


class DraftsFormSet(nested_admin.NestedInlineFormSet):
    """Rows of which those that are public may be out of bounds for who sends them.

    nested_admin takes a row by the key that was sent, also one that the form never showed.
    ``by``: the user, on the class that an inline makes for each request.
    """

    by: Any = None

    def _existing_object(self, pk: Any) -> Any:
        row = super()._existing_object(pk)
        if not may_change(self.by, row):
            raise PermissionDenied("What is public is for an Editor to change.")
        return row


class MentionQuoteForm(RecordChoicesForm):
    """A quote, short, and told by another than who says it, if by any; ``rows``: its form set."""

    rows: Any

    class Meta:
        model = Quote
        fields = ("speaker", "told_by", "words", "position")
        widgets = {
            "words": forms.Textarea({"rows": 2, "cols": 40, "data-counts-words": ""}),
            "position": forms.HiddenInput,
        }

    def clean_words(self) -> str:
        """As short as fair quotation, or what was agreed with the outlet, asks."""
        words: str = self.cleaned_data["words"]
        if why := too_long(words, self._source().most_quoted):
            raise forms.ValidationError(why)
        return words

    def _source(self) -> Source:
        """The source on whose page it stands, with the outlet that was typed there."""
        source: Source = self.rows.parent_form.parent_formset.instance
        return source

    def clean(self) -> dict[str, Any]:
        """No one reports their own words."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("told_by") and cleaned["told_by"] == cleaned.get("speaker"):
            self.add_error("told_by", "Leave this empty where speakers tell their own words.")
        return cleaned


class TermForm(RecordChoicesForm):
    """A spelling or term; rows are put in order by dragging them."""

    class Meta:
        model = Term
        fields = ("actor", "subject", "words", "position")
        widgets = {"position": forms.HiddenInput}


class DetailForm(forms.ModelForm):
    """A place, actor or figure as this source has it."""

    class Meta:
        model = Detail
        fields = ("aspect", "subject", "value", "position")
        widgets = {"position": forms.HiddenInput}


class MentionPartFormSet(DraftsFormSet):
    """The rows inside a mention, which go where their mention goes.

    Without this, rows of a mention that is taken away in the same save would be saved after it.
    """

    parent_form: Any = None

    def get_queryset(self) -> Any:
        """The rows as they came with their mention, if they did."""
        name = self.fk.remote_field.get_accessor_name()
        if not self.is_bound and name in getattr(self.instance, "_prefetched_objects_cache", ()):
            return getattr(self.instance, name).all()
        return super().get_queryset()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.rows = self
        return form

    def _should_delete_form(self, form: forms.BaseForm) -> bool:
        return self._mention_goes() or bool(super()._should_delete_form(form))

    def save(self, commit: bool = True) -> list[Any]:
        """Save the rows, unless the database deletes them with their mention."""
        if self._mention_goes():
            self.new_objects: list[Any] = []
            self.changed_objects: list[Any] = []
            self.deleted_objects: list[Any] = []
            self.save_m2m = lambda: None
            return []
        saved: list[Any] = super().save(commit)
        return saved

    def _mention_goes(self) -> bool:
        form = self.parent_form
        return form is not None and bool(form.parent_formset._should_delete_form(form))


class _MentionPartInline(RecordChoices, nested_admin.NestedTabularInline):
    """Rows inside a mention, in an order of their own, small enough for a phone."""

    formset = MentionPartFormSet
    extra = 0
    sortable_field_name = "position"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The class of the rows' forms: made once a request, not anew for each mention."""
        made = request.__dict__.setdefault("_mention_parts", {})
        key = (type(self), *sorted(kwargs))
        if key not in made:
            made[key] = super().get_formset(request, obj, **kwargs)
            made[key].by = request.user
        return made[key]

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest | None, **kwargs: Any
    ) -> forms.Field | None:
        """Leave out the buttons to change, view or delete what a row refers to."""
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            widget = field.widget
            widget.can_change_related = widget.can_view_related = widget.can_delete_related = False
        return field


class QuoteInline(_MentionPartInline):
    """The words quoted inside a mention."""

    model = Quote
    form = MentionQuoteForm
    autocomplete_fields = ("speaker", "told_by")


class TermInline(_MentionPartInline):
    """How a mention names actors and things."""

    model = Term
    form = TermForm
    autocomplete_fields = ("actor",)
    verbose_name_plural = "spellings and terms"
    classes = ("collapse",)


class DetailInline(_MentionPartInline):
    """What a mention states beside the date, where sources may differ."""

    model = Detail
    form = DetailForm
    verbose_name_plural = "places, actors and figures, where sources may differ"
    classes = ("collapse",)
