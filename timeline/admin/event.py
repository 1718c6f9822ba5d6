"""Events at the desk, with their actors and what is told of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from timeline.admin.dates.date_field import TypedDateField
from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.editing.values_field import NamedValuesField
from timeline.admin.lists.chosen_filter import BeginsFilter, by_record
from timeline.admin.lists.long_list import events_telling
from timeline.admin.lists.merging import MergingAdmin
from timeline.admin.lists.public_page import PublicPageAdmin
from timeline.admin.lists.record_choice import RecordChoices
from timeline.admin.lists.record_keys import is_key
from timeline.admin.lists.value_filter import ValueFilter
from timeline.admin.publishing.guarded import StatefulAdmin
from timeline.admin.site import desk
from timeline.domain.time.formatting import counted, distance, say
from timeline.models import Event, Kind, Mention, Participation, Story, Tagging
from timeline.models.record.dated import DATE_COLUMNS
from timeline.models.record.kind import choices
from timeline.queries.search import among, holding
from timeline.services.records import merge_events, story_events
from timeline.services.records.publishing import UNPUBLISHED, may_publish

WHEN_CHOSEN = (
    "Counts where no day fits all of the sources’ dates or their times of day differ, and where no "
    "source dates it. Else the date follows from the sources."
)


class EventForm(forms.ModelForm):
    """An event; its chosen date is typed as EDTF or in words."""

    chosen_edtf = TypedDateField(label="Editor's date", help_text=WHEN_CHOSEN)
    kind = forms.ChoiceField(
        error_messages={"invalid_choice": "There is no kind “%(value)s” any more: choose another."}
    )

    named_values = NamedValuesField()

    class Meta:
        model = Event
        fields = (
            "title", "slug", "kind", "place", "importance", "summary", "named_values", "sequence",
            "chosen_edtf", "chosen_reason",
        )  # fmt: skip
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "importance": {"invalid_choice": "Importance is 1, 2 or 3, or left empty."},
            "place": {"invalid_choice": "There is no such place any more: choose another."},
        }
        # Also where the field is only shown.
        help_texts = {"chosen_edtf": WHEN_CHOSEN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kind: Any = self.fields["kind"]
            kind.choices = choices(beside=self.instance.kind)

    def clean(self) -> dict[str, Any]:
        """A chosen date has its reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("chosen_edtf") and not (cleaned.get("chosen_reason") or "").strip():
            self.add_error("chosen_reason", "Say why this date is chosen.")
        return cleaned


class KindFilter(admin.SimpleListFilter):
    """Events by their kind."""

    title = "kind"
    parameter_name = "kind__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All kinds, hidden ones too."""
        return list(Kind.objects.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """The events of the kind that is chosen."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class StoryActionForm(ActionForm):
    """The actions of the list, with the story that two of them are about."""

    story = forms.ModelChoiceField(Story.objects.all(), required=False, empty_label="(a story)")


class ParticipationInline(RecordChoices, admin.TabularInline):
    """Who took part, in the order in which the page names them."""

    model = Participation
    extra = 0
    autocomplete_fields = ("actor",)
    fields = ("actor", "position")
    verbose_name = "actor"
    verbose_name_plural = "actors"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        """The rows with what names them."""
        rows: QuerySet[Participation] = super().get_queryset(request)
        return rows.select_related("event", "actor")


class TaggingInline(RecordChoices, admin.TabularInline):
    """Its tags."""

    model = Tagging
    extra = 0
    autocomplete_fields = ("tag",)
    verbose_name = "tag"
    verbose_name_plural = "tags"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tagging]:
        """The rows with what names them."""
        rows: QuerySet[Tagging] = super().get_queryset(request)
        return rows.select_related("event", "tag")


_BY_ACTOR = by_record(Event, "participations__actor")
_BY_TAG = by_record(Event, "taggings__tag")


def _changeable(request: HttpRequest, events: QuerySet[Event], story: Story) -> QuerySet[Event]:
    """Those of some events that a user may put into a story or take out of it: of a story that
    readers meet, or are told was withdrawn, others than unpublished ones who may publish.
    """
    may_all = may_publish(request.user) or story.state in UNPUBLISHED
    return events if may_all else events.filter(state__in=UNPUBLISHED)


@admin.register(Event, site=desk)
class EventAdmin(StatefulAdmin, SharedEditingAdmin, PublicPageAdmin, MergingAdmin):
    """Events, with the date that their mentions give them."""

    form = EventForm
    autocomplete_fields = ("place",)
    inlines = (ParticipationInline, TaggingInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "slug",
                    "kind",
                    "place",
                    "importance",
                    "summary",
                    "named_values",
                    "in_stories",
                )
            },
        ),
        ("When", {"fields": ("dated", "told", "chosen_edtf", "chosen_reason", "sequence")}),
    )
    readonly_fields = ("dated", "told", "in_stories")
    actions = (*MergingAdmin.actions, "put_into_story", "take_out_of_story")
    action_form = StoryActionForm
    list_display = ("title", "when", "known_by", "kind_shown", "mentions_count", "actor_names")
    list_filter = (
        "stories",
        KindFilter,
        "disputed",
        "basis",
        "precision",
        "importance",
        _BY_TAG,
        _BY_ACTOR,
        ValueFilter,
    )
    filter_when_long = (
        BeginsFilter, _BY_ACTOR, _BY_TAG, "stories", KindFilter, "importance", "disputed",
        ValueFilter,
    )  # fmt: skip
    sortable_when_long = ("when",)
    search_fields = (
        "title", "slug", "summary", "place__name", "place__aliases__name",
        "participations__actor__name", "participations__actor__aliases__name",
    )  # fmt: skip
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "earliest"
    list_per_page = 50
    numbers = {"mentions_count": (Mention, "event")}
    derived = DATE_COLUMNS
    belongings = staticmethod(merge_events.belongings)
    merge = staticmethod(merge_events.merge)
    explanation = (
        "The event that stays keeps its title, kind, summary, place, importance, values and chosen "
        "date; what it has none of, it takes from another. Every mention moves with its quotes, "
        "and the date is worked out again from all of them."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """Events with their actors."""
        events: QuerySet[Event] = super().get_queryset(request)
        named = Kind.objects.filter(slug=OuterRef("kind")).order_by().values("name")
        events = events.annotate(kind_named=Subquery(named))
        return events.prefetch_related("participations__actor", "mentions")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; a new event is in the only story there is, where there are no others."""
        super().save_model(request, obj, form, change)
        if not change:
            story_events.add_events(story_events.only_story(), [obj])

    @admin.action(description="Put into the story", permissions=["change"])
    def put_into_story(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Put the events into the story that is chosen beside the action."""
        if story := self._story_chosen(request):
            some = _changeable(request, queryset, story)
            self._say_left_out(request, queryset.count() - some.count())
            number = story_events.put_in(story, some)
            self.message_user(request, f"{counted(number, 'event')} put into “{story}”.")

    @admin.action(description="Take out of the story", permissions=["change"])
    def take_out_of_story(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Take the events out of that story; they stay in the archive."""
        if story := self._story_chosen(request):
            some = _changeable(request, queryset, story)
            self._say_left_out(request, queryset.count() - some.count())
            number = story_events.take_out(story, some)
            self.message_user(request, f"{counted(number, 'event')} taken out of “{story}”.")

    def _say_left_out(self, request: HttpRequest, number: int) -> None:
        if number:
            words = f"{counted(number, 'event')} left out: readers see the story; an Editor can."
            self.message_user(request, words, messages.WARNING)

    def _story_chosen(self, request: HttpRequest) -> Story | None:
        key = request.POST.get("story", "")
        story = Story.objects.filter(pk=key).first() if is_key(key) else None
        if story is None:
            self.message_user(request, "Choose the story beside the action.", messages.WARNING)
        return story

    @admin.display(description="stories")
    def in_stories(self, event: Event | None) -> SafeString | str:
        """The stories that have it, each with the way to it."""
        if event is None or event._state.adding:
            return "The only story, where there are no others; else none, until it is put in."
        links = (
            (reverse("admin:timeline_story_change", args=[story.pk]), story)
            for story in event.stories.all()
        )
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "In no story."

    def search_list(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those that a reader's search finds, and those whose slug has the words."""
        slugs = holding(rows.order_by(), text, "slug").values_list("pk", flat=True)
        return among(rows, {*events_telling(text), *slugs})

    def search_long_list(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those that a reader's search finds."""
        return among(rows, events_telling(text))

    @admin.display(description="kind", ordering="kind")
    def kind_shown(self, event: Any) -> str:
        """The name of its kind."""
        return event.kind_named or event.kind

    @admin.display(description="date", ordering="earliest")
    def when(self, event: Event) -> str:
        """The date in words."""
        return say(event.interval)

    @admin.display(description="basis", ordering="days_apart")
    def known_by(self, event: Event) -> SafeString | str:
        """Where the date comes from, with a badge where the sources disagree."""
        if not event.disputed:
            return str(event.get_basis_display())
        return format_html(
            '{} <span class="disputed">disputed, {} apart</span>',
            event.get_basis_display(),
            distance(m.interval for m in event.mentions.all()),
        )

    @admin.display(description="actors")
    def actor_names(self, event: Event) -> str:
        """Who took part, by commas."""
        return ", ".join(part.actor.name for part in event.participations.all())

    @admin.display(description="date")
    def dated(self, event: Event | None) -> str:
        """The date that the event has, and where it comes from."""
        if event is None or event._state.adding:
            return "It follows from the mentions."
        basis = event.get_basis_display()
        if event.disputed:
            basis += f"; sources are {distance(m.interval for m in event.mentions.all())} apart"
        return f"{say(event.interval)} ({basis})"

    @admin.display(description="told by")
    def told(self, event: Event | None) -> SafeString | str:
        """Each mention with its phrase and reading, and a way to the source it is edited in."""
        if event is None or event._state.adding:
            return "Mentions are added on their source's page."
        mentions = event.mentions.select_related("source").order_by(
            "source__earliest", "paragraph", "position"
        )
        rows = [(mention, say(mention.interval)) for mention in mentions]
        return render_to_string("admin/retold/event_mentions.html", {"rows": rows})
