"""An admin whose form loses nothing that another editor saved meanwhile, and nothing typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import Error, IntegrityError, router, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timeline.admin.editing.change_authors import RecordAuthors
from timeline.admin.editing.conflict_words import NOTHING_SAVED, ConflictWords
from timeline.admin.editing.edit_merging import EditMerge, chosen
from timeline.admin.editing.form_snapshot import (
    FILLED_WITH,
    FilledWith,
    FormSnapshot,
    read_signed,
    snapshot_of,
)
from timeline.admin.editing.posted_form import (
    FormShape,
    UnreadableForm,
    kept_fields,
    read_posted,
    write_posted,
)
from timeline.admin.editing.refused_saves import UndecidedForm, answered, sentence, told
from timeline.admin.editing.shared_reverting import SharedRevertingAdmin
from timeline.admin.lists.record_keys import is_key
from timeline.queries.database.unavailability import UnavailableWords

UNKNOWN_PAGE = (
    "Nothing was saved yet: this page was opened before Retold was changed, and can't tell what "
    "others did since. Look through what stands here, then save again."
)

TWICE = (
    "Nothing was saved: a row that you add or change is the same as one that is there already, "
    "perhaps by somebody else. Open the page once more beside this one to see which."
)


@dataclass(frozen=True, slots=True)
class SentEdit:
    """A form that was sent for a record, or a new one: its merge, and why nothing is saved yet.

    ``busy``: that the database takes no save just now, in a sentence, if it is so.
    """

    record: Model | None
    merge: EditMerge
    refused: str
    busy: str = ""


class SharedEditingAdmin(SharedRevertingAdmin):
    """An admin whose form knows what it was filled with.

    What others changed meanwhile is joined with what was typed; where both changed the same, the
    form comes back with the choice beside it, and nothing is written.
    """

    change_form_template = "admin/retold/change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, or its saving in one transaction with the comparison that goes before it."""
        if request.method != "POST":
            page: HttpResponse = super().changeform_view(
                request, object_id, form_url, extra_context
            )
            return page
        answer = partial(super().changeform_view, request, object_id, form_url, extra_context)
        saved: HttpResponse
        try:
            with transaction.atomic(using=router.db_for_write(self.model)):
                self._merge(request, object_id)
                saved = answer()
            return saved
        except IntegrityError:
            # What Django's forms don't look for: a row that is the same as one they don't hold.
            request.__dict__["_sent_edit"] = replace(request.__dict__["_sent_edit"], refused=TWICE)
            saved = answer()
            return saved
        except Error as error:
            return self._given_back(request, told(error), object_id, form_url, extra_context)
        except UnreadableForm as error:
            context = {**self.admin_site.each_context(request), "title": "Not read", "why": error}
            return render(request, "admin/retold/unreadable_form.html", context, status=400)

    def _given_back(
        self,
        request: HttpRequest,
        words: UnavailableWords,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """The form as it was typed, where the database takes no save just now."""
        if _sent(request) is None:
            self._merge(request, object_id, lock=False)
        refused = sentence(words)
        request.__dict__["_sent_edit"] = replace(
            request.__dict__["_sent_edit"], refused=refused, busy=refused
        )
        # Not in a transaction, which could not begin.
        show = self._changeform_view  # type: ignore[attr-defined]
        page: HttpResponse = show(request, object_id, form_url, extra_context)
        return answered(page, words)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """The form's class; one that isn't saved, where the editor has yet to choose."""
        form: type[forms.ModelForm] = super().get_form(request, obj, change=change, **kwargs)
        sent = _sent(request)
        if sent is None or not sent.refused:
            return form
        return type(form.__name__, (UndecidedForm, form), {"refused": sent.refused})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in; a key that is none fills in nothing."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        refers = {each.name for each in self.opts.get_fields() if each.is_relation}
        return {
            name: value
            for name, value in given.items()
            if name not in refers
            or all(map(is_key, value if isinstance(value, list) else [str(value)]))
        }

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """The page, with what it is filled with and the choices that the editor has."""
        record, sent = context["original"], _sent(request)
        if sent is not None and sent.record is not None:
            merge, words = sent.merge, ConflictWords(sent.merge, RecordAuthors(sent.record))
            filled = merge.filled_again()
            panels = {(each.row.prefix, each.field): words.panel(each) for each in merge.conflicts}
            _set_beside(panels, context["adminform"].form, context["inline_admin_formsets"])
        elif record is not None:
            filled = FilledWith(snapshot_of(self._shape(request, record), record))
        if record is not None:
            context |= {"filled_with": filled.signed(), "filled_with_name": FILLED_WITH}
        if sent is not None and sent.busy and len(context["errors"]) == 1:
            # The form has nothing to be corrected.
            context |= {"errors": None, "busy": sent.busy}
        return super().render_change_form(request, context, *args, **kwargs)

    def _merge(self, request: HttpRequest, object_id: str | None, *, lock: bool = True) -> None:
        """Read what was sent, and bring it together with what the record says by now."""
        record = None
        if object_id is not None and self.get_object(request, unquote(object_id)) is not None:
            # Locked, so that of two who save at once the second one sees what the first one saved.
            kept = self.model._base_manager.all()
            kept = kept.select_for_update() if lock else kept
            record = kept.filter(pk=unquote(object_id)).first()
        shape = self._shape(request, record)
        form = read_posted(shape, dict(request.POST.lists()))
        now = snapshot_of(shape, record) if record else FormSnapshot()
        signed = request.POST.get(FILLED_WITH)
        filled = FilledWith(now) if signed is None or record is None else read_signed(signed)
        merge = EditMerge(filled or FilledWith(now), now, chosen(request.POST))
        refused = "" if filled else UNKNOWN_PAGE
        if record is not None:
            merge.merge(shape, form)
        flat = write_posted(shape, form)
        if record is not None:
            refused = NOTHING_SAVED if merge.conflicts else refused
            if joined := ConflictWords(merge, RecordAuthors(record)).joined():
                messages.info(request, joined)
        request.__dict__["_sent_edit"] = SentEdit(record, merge, refused)
        request.POST = flat  # type: ignore[assignment]  # nested_admin renumbers rows in it

    def _shape(self, request: HttpRequest, record: Model | None) -> FormShape:
        form = self.get_form(request, record, change=record is not None)
        inlines = self.get_inline_instances(request, record)
        return FormShape(
            self.model,
            kept_fields(self.model, form),
            parts=tuple(_part(each, request, record) for each in inlines),
        )


def _part(inline: Any, request: HttpRequest, record: Model | None) -> FormShape:
    rows = inline.get_formset(request, record)
    inner = inline.get_inline_instances(request, record) if getattr(inline, "inlines", ()) else ()
    fields = kept_fields(inline.model, rows.form)
    fields.pop(rows.fk.name, None)
    return FormShape(
        inline.model,
        fields,
        prefix=rows.get_default_prefix(),
        link=rows.fk.name,
        order=getattr(inline, "sortable_field_name", None) or "",
        parts=tuple(_part(each, request, None) for each in inner),
    )


def _sent(request: HttpRequest) -> SentEdit | None:
    return request.__dict__.get("_sent_edit")


def _set_beside(panels: Mapping[tuple[str, str], str], form: Any, inlines: Iterable[Any]) -> None:
    """Have each field or row that is asked about show the question where its errors stand."""
    for each in (form, *_forms_of(inline.formset for inline in inlines)):
        for (prefix, name), panel in panels.items():
            if prefix == (each.prefix or ""):
                each.add_error(name or None, panel)


def _forms_of(formsets: Iterable[Any]) -> Iterable[Any]:
    for formset in formsets:
        for form in formset.forms:
            yield form
            yield from _forms_of(getattr(form, "nested_formsets", ()))
