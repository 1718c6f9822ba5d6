"""Stories at the desk, with their chapters; their events are chosen in the list of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.change_history import ChangeHistoryAdmin
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.publishing.guarded import StatefulAdmin
from timeline.admin.site import desk
from timeline.domain.coordinates import NotABox, read_box
from timeline.domain.criteria import UNSTATED, Sort, unknown_parameters
from timeline.domain.dates import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time.formatting import counted
from timeline.domain.time.intervals import Interval
from timeline.models import (
    Actor,
    Chapter,
    Event,
    FormerSlug,
    Kind,
    Outlet,
    Place,
    Story,
    Tag,
)
from timeline.queries.clock import today_interval
from timeline.services.records import deletion, story_events

DAYS = ("from", "to", "as_of")
"""Parameters of a filter that are dates, as people type them."""
ONE_MAIN = "Another story has to be the main one first: tick it there."


class StoryForm(forms.ModelForm):
    """A story; ``put_in`` are events to put into it beside those that it has."""

    put_in = forms.ModelMultipleChoiceField(
        Event.objects.all(),
        label="Put in",
        required=False,
        widget=AutocompleteSelectMultiple(Story._meta.get_field("events"), desk),
        help_text="Events to put into it, found by typing. Many at once: choose them in the list "
        "of events, where an action puts them into a story or takes them out.",
    )

    class Meta:
        model = Story
        fields = (
            "title", "slug", "standfirst", "introduction", "language", "opens_with", "closes_with",
            "position", "main", "sources",
        )  # fmt: skip
        widgets = {"standfirst": forms.Textarea({"rows": 3})}
        help_texts = {
            "sources": "Read for this story, though none of its events is told in it. The "
            "comparison says that it is silent, once it names its document.",
        }

    def clean_main(self) -> bool:
        """Where one is the main story, one stays it."""
        main: bool = self.cleaned_data["main"]
        if self.instance.pk and self.initial.get("main") and not main:
            raise forms.ValidationError(ONE_MAIN)
        return main

    def _get_validation_exclusions(self) -> set[str]:
        # That another is the main one is no fault: it is it no more once this one is saved.
        return super()._get_validation_exclusions() | {"main"}  # type: ignore[misc]


class SelectionField(forms.CharField):
    """A filter as it is kept: of an address that is pasted, what stands after the question mark."""

    def to_python(self, value: Any) -> str:
        """The parameters."""
        pasted = str(super().to_python(value)).strip()
        selection = pasted.partition("?")[2] if "?" in pasted else pasted
        selection = selection.partition("#")[0]
        if pasted and not selection:
            raise forms.ValidationError("This address filters nothing.")
        return selection


class ChapterForm(forms.ModelForm):
    """A chapter; what it selects is pasted from the address of the story's own timeline."""

    class Meta:
        model = Chapter
        fields = ("heading", "words", "selection", "position")
        field_classes = {"selection": SelectionField}
        help_texts = {
            "words": "Plain text; an empty line parts paragraphs, addresses become links.",
            "selection": "Filter the story's timeline, and paste its address here. Left empty, "
            "the chapter has words alone.",
        }

    def clean_selection(self) -> str:
        """The parameters, each of which the timeline knows."""
        selection: str = self.cleaned_data["selection"]
        if unknown := unknown_parameters(selection):
            names = ", ".join(f"“{name}”" for name in unknown)
            raise forms.ValidationError(f"The timeline has no filter {names}.")
        if faults := list(_faults(QueryDict(selection))):
            raise forms.ValidationError(faults)
        return selection


def _faults(asked: QueryDict) -> Iterator[str]:
    """What of a filter would count as left out, in sentences."""
    for name, model in (("actor", Actor), ("outlet", Outlet), ("tag", Tag), ("kind", Kind),
                        ("place", Place)):  # fmt: skip
        given = [slug for slug in asked.getlist(name) if (name, slug) != ("outlet", UNSTATED)]
        known = {*model._base_manager.filter(slug__in=given).values_list("slug", flat=True)}
        known |= FormerSlug.objects.led_to(model, {*given} - known).keys()
        noun = model._meta.verbose_name
        yield from (f"There is no {noun} “{slug}”." for slug in given if slug not in known)
    for name, values in (
        ("match", ("any", "all")),
        ("importance", ("1", "2", "3")),
        ("sort", get_args(Sort)),
    ):
        if (value := asked.get(name)) and value not in values:
            yield f"“{value}” is no “{name}”."
    try:
        read_box(asked.get("box") or "0,0,0,0")
    except NotABox as error:
        yield str(error)
    days = {name: _interval(phrase) for name in DAYS if (phrase := asked.get(name, "").strip())}
    yield from (
        f"“{asked[name]}” gives no day to start or end at."
        for name, day in days.items()
        if day is None or not day.is_dated
    )
    since, until = days.get("from"), days.get("to")
    if since and until and since.earliest and until.latest and until.latest < since.earliest:
        yield "The range ends before it starts."


def _interval(phrase: str) -> Interval | None:
    try:
        return read(phrase, published=today_interval()).interval
    except UnreadablePhrase:
        return None


class ChapterInline(admin.StackedInline):
    """The chapters, by which a story is read as a narrative."""

    model = Chapter
    form = ChapterForm
    extra = 0


@admin.register(Story, site=desk)
class StoryAdmin(StatefulAdmin, SharedEditingAdmin, ChangeHistoryAdmin, LongListAdmin):
    """Stories, with what readers are told of each, and how many events it has."""

    form = StoryForm
    inlines = (ChapterInline,)
    fieldsets = (
        (None, {"fields": ("title", "slug", "standfirst", "introduction", "language")}),
        ("Its events", {"fields": ("its_events", "put_in", "opens_with", "closes_with")}),
        ("Read for it", {"fields": ("sources",)}),
        ("Where readers find it", {"fields": ("main", "position")}),
    )
    readonly_fields = ("its_events",)
    autocomplete_fields = ("opens_with", "closes_with", "sources")
    prepopulated_fields = {"slug": ("title",)}
    search_fields = ("title", "slug")
    list_display = ("title", "slug", "main", "position", "events_count")
    editors_fields = ("main", "position")
    numbers = {"events_count": (Story.events.through, "story")}
    ordering = ("position", "title")
    derived = ()

    def view_on_site(self, story: Story) -> str:
        """The story's timeline."""
        return f"{reverse('story-list')}{story.slug}/"

    @admin.display(description="events")
    def its_events(self, story: Story | None) -> SafeString | str:
        """How many there are, and the way to them in the list of events."""
        if story is None or story._state.adding:
            return "None yet."
        address = f"{reverse('admin:timeline_event_changelist')}?stories__id__exact={story.pk}"
        return format_html('<a href="{}">{}</a>', address, counted(story.events.count(), "event"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; the story that was the main one is it no more where this one is."""
        if obj.main:
            Story.objects.exclude(pk=obj.pk).filter(main=True).update(main=False)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what belongs to it, and put the events in that were chosen."""
        super().save_related(request, form, formsets, change)
        chosen = [event.pk for event in form.cleaned_data.get("put_in") or ()]
        story_events.put_in(form.instance, Event.objects.filter(pk__in=chosen))

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """What goes with stories, in a line each: their events stay, of which there may be very
        many.
        """
        told, counts = [], {self.opts.verbose_name_plural: 0}
        stories = _stories(objs)
        if main := deletion.next_main([story.pk for story in stories]):
            told.append(f"“{main}” becomes the main story: addresses without a story show it then")
        for story in stories:
            counts[self.opts.verbose_name_plural] += 1
            told.append(f"Story: {story}")
            events = story.events.count()
            stay = "stays" if events == 1 else "stay"
            told.append(f"{counted(events, 'event')} of it {stay} in the archive")
            told += [f"Chapter: {chapter}" for chapter in story.chapters.all()]
        return told, counts, set(), []


def _stories(objs: QuerySet[Story] | list[Model]) -> list[Any]:
    return list(objs)
