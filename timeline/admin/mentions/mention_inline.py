"""The forms of a source's mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import nested_admin
from django import forms
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from timeline.admin.dates.date_field import LONGEST, DateInput, no_longer_holds
from timeline.admin.editing.unlabelled_input import UnlabelledInput
from timeline.admin.lists.record_choice import RecordChoices, RecordChoicesForm
from timeline.admin.mentions.mention_parts import (
    DetailInline,
    DraftsFormSet,
    QuoteInline,
    TermInline,
)
from timeline.domain.dates import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.stated_dates import UNREAD, Stated, read_in_order
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.models import Mention, Quote, Source, State, Term
from timeline.models.record.mention import PUBLIC, read_again
from timeline.services.records.publishing import may_publish

KEEP, ANEW = "keep", "anew"
LAPSED = [(KEEP, "stays, inferred for the reason below"), (ANEW, "goes for the new one")]


def _date_field(label: str, *, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=False,
        widget=DateInput(counts_from="publication", looks_back=True),
        help_text=help_text,
    )


class MentionForm(RecordChoicesForm):
    """A mention; both its dates show how they are read.

    How they are read depends on the source and on the mentions before it, so ``MentionFormSet``
    reads them, not this form. ``parent_formset`` is set by nested_admin.
    """

    parent_formset: Any

    phrase = _date_field("Date as written", help_text="The document's own words.")
    lapsed = forms.ChoiceField(
        label="Its reading in the text",
        choices=LAPSED,
        required=False,
        widget=UnlabelledInput,
    )
    inferred = _date_field("Date inferred", help_text="Counts instead of the date as written.")

    class Meta:
        model = Mention
        fields = (
            "event", "state", "paragraph", "position", "says", "via",
            "phrase", "lapsed", "inferred", "inferred_reason",
        )  # fmt: skip
        widgets = {
            "says": forms.Textarea({"rows": 3, "cols": 60}),
            "inferred_reason": forms.Textarea({"rows": 2, "cols": 60}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mention = self.instance
        if "state" in self.fields:
            self.fields["state"].required = False
            if not self.instance.pk:
                self.fields["state"].initial = State.DRAFT
        if not self.is_bound and mention.pk and mention.rule:
            known = "inferred" if mention.inferred else "phrase"
            widget = self.fields[known].widget
            assert isinstance(widget, DateInput)
            widget.reading = Reading(
                mention.phrase, mention.interval, mention.rule, mention.because
            )
        if mention.in_context:
            self.fields["phrase"].widget.attrs["data-mention"] = mention.pk

    def clean_state(self) -> str:
        """The state chosen; where none was, the one it is in."""
        return self.cleaned_data["state"] or str(self.instance.state)

    def where(self) -> tuple[bool, int, int]:
        """Its place in the document, to sort by."""
        paragraph = self.cleaned_data.get("paragraph")
        return paragraph is None, paragraph or 0, self.cleaned_data.get("position") or 0

    def keep_lapsed(self) -> None:
        """Have what its phrase was read as in the text be inferred; a reason is asked for."""
        assert self.instance.in_context is not None
        self.cleaned_data["inferred"] = self.instance.inferred = self.instance.in_context.edtf
        if not self.cleaned_data.get("inferred_reason", "").strip():
            self.add_error("inferred_reason", "Say why this date is inferred.")

    def ask_about_lapsed(self, alone: Reading | UnreadablePhrase) -> None:
        """Have the editor choose: what its phrase was read as in the text, or is read as alone."""
        told = (
            str(alone)
            if isinstance(alone, UnreadablePhrase)
            else (f"Alone it is read as {say(alone.interval)}. {alone.because}")
        )
        self.fields["lapsed"].widget = forms.RadioSelect(choices=LAPSED)
        self.add_error("lapsed", f"{no_longer_holds(self.instance.in_context)} {told}")


class MentionFormSet(DraftsFormSet):
    """A source's mentions, read in the order of the document."""

    instance: Source

    def clean(self) -> None:
        """Read all dates as typed, against the publication date as typed; tell what can't be."""
        super().clean()
        published = self.instance.interval if self.instance.interval.is_dated else None
        forms_told = [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and not self._should_delete_form(form)
            and (form.instance.pk or form.has_changed())
        ]
        forms_told.sort(key=MentionForm.where)
        lapsed = lapsed_readings(forms_told, self.instance, published=published)
        infer_dates(forms_told, published=published)
        read_phrases(forms_told, published=published, lapsed=lapsed)


def lapsed_readings(
    told: Sequence[MentionForm], source: Source, *, published: Interval | None
) -> list[MentionForm]:
    """The forms whose reading in context no longer holds, with no text to read it again in.

    They are those of which the editor has yet to say what counts; what was said is done.
    """
    forms_of = {form.instance.pk: form for form in told if not form.cleaned_data.get("inferred")}
    lapsed = []
    mentions = [form.instance for form in forms_of.values()]
    for mention, again in read_again(mentions, source, published=published):
        choice = forms_of[mention.pk].cleaned_data.get("lapsed")
        if again is not None or choice == ANEW:
            mention.in_context = again
        elif choice == KEEP:
            forms_of[mention.pk].keep_lapsed()
        elif mention.in_context and mention.in_context.edtf:
            lapsed.append(forms_of[mention.pk])
    return lapsed


def infer_dates(told: Iterable[MentionForm], *, published: Interval | None) -> None:
    """Have inferred dates, typed as EDTF or in words, be EDTF; an unreadable one is an error."""
    for form in told:
        if not (typed := form.cleaned_data.get("inferred")):
            continue
        try:
            reading = read(typed, published=published)
        except UnreadablePhrase as error:
            form.add_error("inferred", str(error))
        else:
            form.cleaned_data["inferred"] = form.instance.inferred = reading.interval.edtf


def read_phrases(
    told: list[MentionForm], *, published: Interval | None, lapsed: Sequence[MentionForm]
) -> None:
    """Read phrases in the order of the document; one that can't be read is an error.

    One that was already kept unread and that no one touched is let be, so that the rest of the
    page can be saved. Of the ``lapsed``, which another date would come of, the editor is asked.
    """
    stated = [
        Stated(
            form.cleaned_data.get("phrase", ""),
            form.cleaned_data.get("inferred", ""),
            in_context=form.instance.in_context,
        )
        for form in told
    ]
    for form, reading in zip(told, read_in_order(stated, published=published), strict=True):
        if form in lapsed:
            if isinstance(reading, UnreadablePhrase) or (
                reading.interval != form.instance.in_context.reading.interval
            ):
                form.ask_about_lapsed(reading)
            continue
        if not isinstance(reading, UnreadablePhrase) or "phrase" in form.errors:
            continue
        if form.instance.rule == UNREAD and "phrase" not in form.changed_data:
            continue
        form.add_error("phrase", str(reading))


_WHEN = ("phrase", "lapsed", "inferred", "inferred_reason")


class MentionInline(RecordChoices, nested_admin.NestedStackedInline):
    """What a source says of events, with the quotes of each mention."""

    model = Mention
    form = MentionForm
    formset = MentionFormSet
    fk_name = "source"
    extra = 0
    autocomplete_fields = ("event", "via")
    sortable_options = {"disabled": True}
    inlines = (QuoteInline, TermInline, DetailInline)
    fieldsets = (
        (None, {"fields": ("event", ("paragraph", "position"), "says", "via")}),
        ("When, according to this source", {"fields": _WHEN}),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The class of the rows' forms, which knows who sends them."""
        made = super().get_formset(request, obj, **kwargs)
        made.by = request.user
        return made

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """The fields; the state is for who may publish."""
        (name, told), *others = super().get_fieldsets(request, obj)
        event, *fields = told["fields"]
        state = ["state"] if may_publish(request.user) else []
        return [(name, {**told, "fields": [event, *state, *fields]}), *others]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        """Mentions with all that their forms have; drafts alone for who may change no more.

        What is public is not in the form then, and so is nothing that could be sent for it.
        """
        mentions: QuerySet[Mention] = super().get_queryset(request)
        mentions = mentions.select_related("event", "source", "via").prefetch_related(
            Prefetch("quotes", Quote.objects.select_related("speaker", "told_by")),
            Prefetch("terms", Term.objects.select_related("actor")),
            "details",
        )
        if may_publish(request.user):
            return mentions
        return mentions.exclude(pk__in=Mention.objects.filter(**PUBLIC).values("pk"))
