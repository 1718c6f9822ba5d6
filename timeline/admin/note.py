"""Notes at the desk: left at a record, listed while they are open, and settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.editing.unlabelled_input import UnlabelledInput
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.publishing.guarded import way_back
from timeline.admin.site import desk
from timeline.models import Note
from timeline.queries.database.table_locks import keep_others_from_writing
from timeline.services.desk.notes import settle
from timeline.services.records.publishing import may_publish

AT = ("story", "event", "source", "mention")
"""What a note may be left at."""

WHERE_LEFT = "Open the story, event, source or mention that it is about, and leave it there."


class NoteForm(forms.ModelForm):
    """A note; the record that it is at comes with the address of the page."""

    class Meta:
        model = Note
        fields = ("text", *AT)
        labels = {"text": "Note"}
        help_texts = {"text": "For colleagues alone: no reader ever meets it."}
        widgets = {
            "text": forms.Textarea({"rows": 5, "cols": 60}),
            **{name: UnlabelledInput() for name in AT},
        }

    def clean(self) -> dict[str, Any]:
        """It is at one record."""
        cleaned = super().clean() or self.cleaned_data
        if sum(bool(cleaned.get(name)) for name in AT) != 1:
            raise forms.ValidationError(WHERE_LEFT)
        return cleaned


class OpenFilter(admin.SimpleListFilter):
    """Open notes, unless settled ones or all are asked for."""

    title = "which"
    parameter_name = "which"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What may be asked for beside the open ones."""
        return [("settled", "settled"), ("all", "open and settled")]

    def choices(self, changelist: Any) -> Any:
        """The choices, the first of which is the open ones rather than all."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "open"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Note]) -> QuerySet[Note]:
        """The notes."""
        if self.value() == "all":
            return queryset
        return queryset.filter(settled_at__isnull=self.value() != "settled")


@admin.register(Note, site=desk)
class NoteAdmin(SharedEditingAdmin, LongListAdmin):
    """Notes, the open ones first of all; whoever wrote one may change it, and anybody settle it."""

    form = NoteForm
    list_display = ("text_short", "record", "author", "at", "settled")
    list_display_links = ("text_short",)
    list_filter = filter_when_long = (OpenFilter,)
    list_select_related = (*AT[:3], "mention__event", "mention__source", "author", "settled_by")
    search_fields = ("text",)
    actions = ("settle_selected",)

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and the one by which a note is settled."""
        view = self.admin_site.admin_view(require_POST(self.settle_view))
        return [path("<int:pk>/settle/", view, name="timeline_note_settle"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, once a record is named; else the list, and the way to leave one."""
        if request.method == "GET" and not {*AT} & set(request.GET):
            messages.warning(request, WHERE_LEFT)
            return HttpResponseRedirect(reverse("admin:timeline_note_changelist"))
        return super().add_view(request, form_url, extra_context)

    def has_change_permission(self, request: HttpRequest, obj: Note | None = None) -> bool:
        """Whether a user may change a note's words: its author, or an Editor."""
        allowed = bool(super().has_change_permission(request, obj))
        if obj is None or not allowed:
            return allowed
        return obj.author_id == request.user.pk or may_publish(request.user)

    def save_model(self, request: HttpRequest, obj: Note, form: Any, change: bool) -> None:
        """Save it under the name of who writes it first; one that is there already once alone."""
        if not change:
            keep_others_from_writing(Note)
            obj.author = request.user  # type: ignore[assignment]
            same = {name: getattr(obj, name) for name in ("author", "text", *AT)}
            there = Note.objects.filter(**same, settled_at=None).first()
            if there:
                obj.pk = there.pk
                return
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Note, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The reader's page that it was come from, or the desk's page of what it was left at."""
        messages.success(request, f"Noted at {self._at(obj)}.")
        return HttpResponseRedirect(way_back(request) or _page_of(obj))

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Settle a note."""
        if not request.user.has_perm("timeline.change_note"):
            raise PermissionDenied
        note = get_object_or_404(Note, pk=pk)
        settle(note, by=request.user)
        messages.success(request, "Settled.")
        return HttpResponseRedirect(_page_of(note))

    @admin.action(description="Settle selected notes", permissions=["change"])
    def settle_selected(self, request: HttpRequest, queryset: QuerySet[Note]) -> None:
        """Settle notes."""
        open_ones = list(queryset.filter(settled_at=None))
        for note in open_ones:
            settle(note, by=request.user)
        self.message_user(request, f"{len(open_ones)} settled.", messages.SUCCESS)

    @admin.display(description="note", ordering="text")
    def text_short(self, note: Note) -> str:
        """Its first words."""
        return str(note)

    @admin.display(description="at")
    def record(self, note: Note) -> SafeString:
        """What it is at, with the way there."""
        return format_html('<a href="{}">{}</a>', _page_of(note), self._at(note))

    @admin.display(description="settled", ordering="settled_at")
    def settled(self, note: Note) -> str:
        """By whom; a dash while it is open."""
        return f"by {note.settled_by or 'somebody'}" if note.settled_at else "–"

    def _at(self, note: Note) -> str:
        record = next(filter(None, (getattr(note, name) for name in AT)))
        return str(record) if record == note.mention else f"“{record}”"


def _page_of(note: Note) -> str:
    """The page at the desk of what a note is at; a mention's is its source's."""
    for name in AT:
        if record := getattr(note, name):
            page = record.source if name == "mention" else record
            return reverse(f"admin:timeline_{page._meta.model_name}_change", args=[page.pk])
    return reverse("admin:timeline_note_changelist")
