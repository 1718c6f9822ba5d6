"""Sources at the desk, each with its mentions and their quotes on one page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import nested_admin
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from timeline.admin.dates.date_field import TypedDateField
from timeline.admin.dates.stated_basis import imply_stated
from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.editing.values_field import NamedValuesField
from timeline.admin.lists.change_history import ChangeHistoryAdmin
from timeline.admin.lists.chosen_filter import BeginsFilter, by_record
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.lists.origin_columns import OriginColumns
from timeline.admin.lists.public_page import PublicPageAdmin
from timeline.admin.lists.value_filter import ValueFilter
from timeline.admin.mentions.mention_inline import MentionInline
from timeline.admin.publishing.guarded import StatefulAdmin
from timeline.admin.site import desk
from timeline.domain.text.excerpt import LONGEST_QUOTE
from timeline.domain.time import edtf
from timeline.domain.time.formatting import counted
from timeline.models import KeptFile, Mention, Outlet, Quote, Source
from timeline.services.desk.kept_files import keep
from timeline.services.desk.source_origins import set_origin


class SourceForm(forms.ModelForm):
    """A source; its publication date is typed as EDTF or in words that count from today."""

    edtf = TypedDateField(
        label="Published",
        help_text="As EDTF or as you would write it: 2025-11-05, 5 November 2025, Sept 2025, "
        "between 1 and 5 March 2022. Words such as “yesterday” count from today.",
    )
    read_on = forms.DateField(
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="The day on which the document was read.",
    )
    sha256 = forms.CharField(
        label="SHA-256",
        required=False,
        widget=forms.TextInput({"class": "vTextField", "size": 64}),
        validators=[RegexValidator(r"^[0-9a-f]{64}$", "A SHA-256 is 64 digits, 0 to 9, a to f.")],
    )
    copy = forms.FileField(
        label="Kept copy",
        required=False,
        help_text="The document as it was read, kept for who works at the desk: readers never get "
        f"it. Up to {KeptFile.LARGEST // 1_000_000} MB. Its name and SHA-256 are filled in.",
    )
    named_values = NamedValuesField()

    class Meta:
        model = Source
        fields = (
            "title", "slug", "kind", "authors", "outlet", "outlet_basis", "outlet_reason", "edtf",
            "published_basis", "published_reason", "origin", "draws_on", "url",
            "archived", "read_on", "language", "document", "sha256", "named_values",
        )  # fmt: skip
        widgets = {
            "outlet_reason": forms.Textarea({"rows": 2}),
            "published_reason": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Made for a source of which a copy is kept, it says so and leads to it."""
        super().__init__(*args, **kwargs)
        digest = self.instance.sha256
        kept = digest and KeptFile.objects.filter(sha256=digest).defer("content").first()
        if kept and "copy" in self.fields:
            self.fields["copy"].help_text = format_html(
                'Kept: <a href="{}">{}</a>, {}. Another file takes its place here.',
                reverse("admin:timeline_keptfile_file", args=[digest]),
                kept.name,
                filesizeformat(kept.size),
            )

    def clean_copy(self) -> UploadedFile | None:
        """A file, which may not be empty or too large."""
        copy: UploadedFile | None = self.cleaned_data["copy"]
        if copy and (copy.size or 0) > KeptFile.LARGEST:
            raise ValidationError(f"The file is larger than {KeptFile.LARGEST // 1_000_000} MB.")
        return copy

    def clean(self) -> dict[str, Any]:
        """Take over the date as read, with its days; a source draws on others only."""
        cleaned = super().clean() or self.cleaned_data
        for noun, value in (("outlet", cleaned.get("outlet")), ("published", cleaned.get("edtf"))):
            imply_stated(self, value, basis=f"{noun}_basis", reason=f"{noun}_reason")
        if copy := cleaned.get("copy"):
            cleaned["document"] = (copy.name or "")[-200:]
            cleaned["sha256"] = hashlib.file_digest(copy, "sha256").hexdigest()
        if "edtf" in cleaned:
            self.instance.interval = edtf.parse(cleaned["edtf"])
        if self.instance.pk and self.instance in cleaned.get("draws_on", ()):
            self.add_error("draws_on", "A source doesn't draw on itself.")
        return cleaned


class OriginActionForm(ActionForm):
    """The actions of the list, with the origin that one of them is about."""

    origin = forms.ChoiceField(
        choices=[("", "(an origin)"), *Source.Origin.choices], required=False
    )


_BY_OUTLET = by_record(Source, "outlet")


@admin.register(Source, site=desk)
class SourceAdmin(
    StatefulAdmin,
    SharedEditingAdmin,
    PublicPageAdmin,
    OriginColumns,
    ChangeHistoryAdmin,
    LongListAdmin,
    nested_admin.NestedModelAdmin,
):
    """Sources, with who published them, when, and what they relay."""

    form = SourceForm
    adds_to_public = True
    inlines = (MentionInline,)
    actions = ("set_origin",)
    action_form = OriginActionForm
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "authors", "language")}),
        ("When it was published", {"fields": ("edtf", "published_basis", "published_reason")}),
        ("Who published it", {"fields": ("outlet", "outlet_basis", "outlet_reason")}),
        ("Where it comes from", {"fields": ("origin", "draws_on")}),
        (
            "The document",
            {
                "fields": (
                    "url",
                    "archived",
                    "read_on",
                    "copy",
                    "document",
                    "sha256",
                    "named_values",
                )
            },
        ),
    )
    autocomplete_fields = ("outlet", "draws_on")
    list_display = ("title", "outlet_known", "published", "kind", "mentions_count", "relays")
    list_select_related = ("outlet",)
    list_filter = (
        _BY_OUTLET, "kind", "origin", "outlet_basis", "published_basis", "precision",
        ValueFilter,
    )  # fmt: skip
    filter_when_long = (
        BeginsFilter, _BY_OUTLET, "kind", "origin", "outlet_basis", "published_basis", ValueFilter,
    )  # fmt: skip
    sortable_when_long = ("published",)
    search_fields = (
        "title", "slug", "authors", "outlet__name", "outlet__aliases__name", "url",
        "named_values",
    )  # fmt: skip
    slug_of = "title"
    date_hierarchy = "earliest"
    list_per_page = 50
    numbers = {"mentions_count": (Mention, "source")}

    class Media:
        css = {"all": ("admin_desk/source.css",)}
        js = (forms.Script("admin_desk/stated.js", defer=True),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Sources with what they draw on."""
        sources: QuerySet[Source] = super().get_queryset(request)
        return sources.prefetch_related("draws_on")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with how many words at once may be quoted of which outlet: "" is of all others,
        "own" of the source as it is kept, for who may not choose another outlet.
        """
        own: Source = context.get("original") or Source()
        others = Outlet.objects.filter(Q(free_to_show=True) | Q(longest_quote__isnull=False))
        context["most_words"] = {
            "": LONGEST_QUOTE,
            "own": own.most_quoted,
            **{str(outlet.pk): outlet.most_quoted for outlet in others},
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Save it, and keep the copy that was sent along."""
        super().save_model(request, obj, form, change)
        if copy := form.cleaned_data.get("copy"):
            copy.seek(0)
            keep(copy.read(), name=copy.name, by=request.user)

    @admin.action(description="Set the origin", permissions=["change"])
    def set_origin(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        """Give the sources the origin that is chosen beside the action."""
        origin = request.POST.get("origin", "")
        if origin not in Source.Origin.values:
            why = "Choose the origin beside the action."
            self.message_user(request, why, messages.WARNING)
            return
        number = set_origin(queryset, origin, by=request.user)
        named = Source.Origin(origin).label
        self.message_user(request, f"{counted(number, 'source')} set to “{named}”.")

    def history_of_parts(self, object_id: str) -> Iterable[tuple[type[Any], Any]]:
        """Its mentions and their quotes, those deleted since too."""
        mentions = Mention.history.filter(source_id=object_id)
        quotes = Quote.history.filter(mention_id__in=mentions.values("id"))
        return (Mention, mentions), (Quote, quotes)

    @admin.display(description="Kept copy")
    def copy(self, source: Source) -> str:
        """Whether there is one; shown where the source can't be changed."""
        there = source.sha256 and KeptFile.objects.filter(sha256=source.sha256).exists()
        return "kept" if there else "none"

    @admin.display(description="draws on")
    def relays(self, source: Source) -> str:
        """The sources that it relays, by semicolons."""
        return "; ".join(drawn.title for drawn in source.draws_on.all())
