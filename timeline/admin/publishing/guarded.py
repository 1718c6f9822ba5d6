"""An admin whose form changes nothing public for who may not, and that says when readers see it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString

from timeline.admin.publishing.state_page import ask_for
from timeline.models import FormerSlug, Note, State, Story
from timeline.services.records.publishing import (
    STEPS,
    UNPUBLISHED,
    Step,
    as_saved_by,
    has_belongings,
    is_public,
    may_change,
    may_publish,
    may_take,
)
from timeline.services.records.slugs import met_by_readers

BACK = "back"
"""The parameter of a form's address that names the reader's page to which saving leads."""


def way_back(request: HttpRequest) -> str:
    """The reader's page that a form was come from and saving leads to; empty where there is none,
    where it isn't of this site, or where the form is to be gone on with.
    """
    back = str(request.GET.get(BACK, ""))
    if {"_continue", "_addanother", "_popup"} & set(request.POST) or not back.startswith("/"):
        return ""
    return back if url_has_allowed_host_and_scheme(back, None) else ""


class GuardedAdmin(admin.ModelAdmin):
    """An admin of what readers may see.

    ``editors_fields``: those that only who may publish has in the form. ``adds_to_public``: whether
    others may open a public record's page nevertheless, since they may add rows that are drafts; of
    the record itself they change nothing.
    """

    editors_fields: tuple[str, ...] = ()
    adds_to_public = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether a user may change such records, or this one."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or self.adds_to_public or may_change(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether a user may delete such records: who may publish."""
        return bool(super().has_delete_permission(request, obj)) and may_publish(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All, where a public record is opened to add rows alone; else the editors' own ones."""
        known = tuple(super().get_readonly_fields(request, obj))
        if may_publish(request.user):
            return known
        if obj is not None and self.adds_to_public and is_public(obj):
            return tuple(dict.fromkeys([*known, *flatten_fieldsets(self.get_fieldsets(request))]))
        return (*known, *self.editors_fields)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """None of those that are shown alone."""
        shown = self.get_readonly_fields(request, obj)
        known = super().get_prepopulated_fields(request, obj)
        return {name: of for name, of in known.items() if name not in shown}

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The record as typed, with the state that it is in, and, of who may not publish, with the
        editors' own fields as they are: in a line of history that is gone back to they may differ.
        """
        _leave_untouched(form)
        record = super().save_form(request, form, change)
        stays = () if may_publish(request.user) else self.editors_fields
        if hasattr(record, "state"):
            stays = ("state", *stays)
        if change and stays:
            record.__dict__.update(type(record)._base_manager.values(*stays).get(pk=record.pk))
        elif hasattr(record, "state"):
            record.state = State.DRAFT
        return record

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a record; a public one that was only added to is not."""
        if change and not may_change(request.user, obj):
            return
        links = {field.name for field in self.opts.many_to_many}
        # What is saved as it was is no change, which history would have and readers be told of.
        if not change or links & {*form.changed_data} or not _is_as_kept(obj):
            before = _slug_before(obj) if change and "slug" in form.changed_data else ""
            met = met_by_readers(self.model, [obj.pk]) if before else set()
            super().save_model(request, obj, form, change)
            if before:
                FormerSlug.objects.lead(obj, [before], public=met)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save a form's rows, those of who may not publish as drafts."""
        for row in formset.forms:
            _leave_untouched(row)
            told = getattr(row, "cleaned_data", {})
            if row.instance._state.adding and hasattr(row.instance, "state"):
                row.instance.state = told.get("state") or State.DRAFT
            as_saved_by(request.user, row.instance)
        super().save_formset(request, form, formset, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """The page, with what the buttons that save must say."""
        record = context["original"]
        public = record is not None and is_public(record)
        context |= {
            "is_public": public,
            "may_publish": may_publish(request.user),
            "stateful": hasattr(self.model, "state"),
            "read_alone": public and not may_publish(request.user),
            "steps": self._steps(request, record),
            "shared_at": _shared_at(request, record),
            "notes": notes_at(record) if record is not None else (),
            "notes_at": f"{self.opts.model_name}={record.pk}" if _takes_notes(record) else "",
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Where saving leads: to a step, to the reader's page it was come from, or as ever."""
        return self._onwards(request, obj) or super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Where adding leads: to a step, or as ever."""
        onwards = self._onwards(request, obj)
        return onwards or super().response_add(request, obj, post_url_continue)

    def _onwards(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        for name in ("send", "publish"):
            if f"_{name}" in request.POST and hasattr(obj, "state"):
                return HttpResponseRedirect(step_address(STEPS[name], obj))
        back = way_back(request)
        if not back:
            return None
        messages.success(request, f"Saved: “{obj}”.")
        # The page of a slug that was changed is elsewhere now.
        here = f"/{obj.slug}/" in back or "/" not in back.strip("/")
        address = back if here or not callable(self.view_on_site) else self.view_on_site(obj)
        return HttpResponseRedirect(address or back)

    def _steps(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        if record is None or not hasattr(record, "state"):
            return []
        found = [
            (step.offer, step_address(step, record))
            for step in STEPS.values()
            if record.state in step.of and may_take(request.user, step)
        ]
        if record.state == State.PUBLISHED:
            name, offer = (
                ("publish", "Publish its drafts")
                if may_publish(request.user)
                else ("send", "Send its drafts for review")
            )
            if has_belongings(record, STEPS[name].of.intersection(UNPUBLISHED)):
                found.append((offer, step_address(STEPS[name], record)))
        return found


class StatefulAdmin(GuardedAdmin):
    """An admin of records that have a state: as a column, a filter, and steps for many at once."""

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, with the state after the first."""
        first, *others = super().get_list_display(request)
        return [first, "state_shown", *others]

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters, the state's first."""
        return ["state", *super().get_list_filter(request)]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions, with the steps that this user may take."""
        actions: dict[str, Any] = super().get_actions(request)
        if request.user.has_perm(f"timeline.change_{self.opts.model_name}"):
            for step in STEPS.values():
                if may_take(request.user, step):
                    name = f"step_{step.name}"
                    actions[name] = (_action(step), name, f"{step.offer} …")
        return actions

    @admin.display(description="state", ordering="state")
    def state_shown(self, record: Any) -> SafeString:
        """The state, marked unless readers see it."""
        return format_html(
            '<span class="state state-{}">{}</span>', record.state, record.get_state_display()
        )


def _slug_before(record: Any) -> str:
    """The slug that a record still has in the database where another is to be saved; of a story
    nothing, for which its history is asked.
    """
    kept = type(record)._base_manager.filter(pk=record.pk).exclude(slug=record.slug)
    before = "" if isinstance(record, Story) else kept.values_list("slug", flat=True).first()
    return before or ""


def _is_as_kept(record: Model) -> bool:
    """Whether a saved record is as the database has it."""
    names = [field.attname for field in record._meta.concrete_fields]
    kept = type(record)._base_manager.filter(pk=record.pk).values(*names).first()
    return kept == {name: getattr(record, name) for name in names}


def notes_at(record: Any) -> list[Note]:
    """The open notes at a record, and at the mentions of an event or source."""
    if not _takes_notes(record):
        return []
    noun = str(record._meta.model_name)
    at = Q(**{noun: record})
    if noun in ("event", "source"):
        at |= Q(**{f"mention__{noun}": record})
    notes = Note.objects.filter(at, settled_at=None)
    return list(notes.select_related("author", "mention__event", "mention__source"))


def _shared_at(request: HttpRequest, record: Any) -> str:
    """Where a link to a story is made, for who may; empty for other records, and one withdrawn."""
    if not isinstance(record, Story) or not may_publish(request.user):
        return ""
    if record.state == State.WITHDRAWN:
        return ""
    return f"{reverse('admin:timeline_sharelink_add')}?story={record.pk}"


def _takes_notes(record: Any) -> bool:
    return record is not None and hasattr(record, "notes")


def step_address(step: Step, record: Model) -> str:
    """The address of the page on which a step is taken with one record."""
    query = urlencode({str(record._meta.model_name): record.pk})
    return f"{reverse('admin:change-state', args=[step.name])}?{query}"


def _action(step: Step) -> Any:
    def act(model_admin: Any, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse:
        keys = list(chosen.order_by().values_list("pk", flat=True))
        return ask_for(request, step, {model_admin.model: keys})

    return act


def may_import(request: HttpRequest) -> bool:
    """Whether this editor may add events."""
    return request.user.has_perm("timeline.add_event")


def _leave_untouched(form: Any) -> None:
    """Have a form's record keep texts to which a browser did no more than end lines in its own way,
    and a form to take white space off both ends.
    """
    columns = {field.name for field in form.instance._meta.concrete_fields}
    for name, typed in getattr(form, "cleaned_data", {}).items():
        known = form.initial.get(name)
        if name not in columns or not isinstance(typed, str):
            continue
        plain = typed.replace("\r\n", "\n")
        if isinstance(known, str) and known.replace("\r\n", "\n").strip() == plain.strip():
            plain = known
        if plain != typed:
            setattr(form.instance, name, plain)
