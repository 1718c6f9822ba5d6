"""How an editor changes a proposal before accepting it: all of it in a form, or what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from timeline.admin.dates.date_field import LONGEST, DateInput
from timeline.admin.review.review_rows import (
    ActorForm,
    ProposedQuoteForm,
    called,
    with_speakers,
)
from timeline.domain.dates import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.events.proposed_mention import ProposedActor
from timeline.domain.text.excerpt import LONGEST_QUOTE
from timeline.domain.text.printed_words import stands_in
from timeline.models import Actor, Proposal
from timeline.models.record.kind import choices
from timeline.services.proposals.review import ProposalChanges

MOST_SPEAKERS = 1_000
"""The register's actors that a list of speakers offers."""


class ProposalForm(forms.Form):
    """What a proposal says, and when; its date is typed as EDTF or in words."""

    title = forms.CharField(max_length=200, widget=forms.TextInput({"class": "vTextField"}))
    kind = forms.ChoiceField()
    says = forms.CharField(
        label="What is said",
        widget=forms.Textarea({"rows": 3, "cols": 60}),
        help_text="In your own words, if not the article's.",
    )
    phrase = forms.CharField(
        label="Date as written", max_length=200, required=False, help_text="The article's words."
    )
    date = forms.CharField(
        label="Read as",
        max_length=LONGEST,
        required=False,
        widget=DateInput(counts_from="publication"),
    )
    reason = forms.CharField(
        label="Why this date",
        required=False,
        widget=forms.Textarea({"rows": 2, "cols": 60}),
        help_text="Where another date is typed.",
    )
    terms = forms.MultipleChoiceField(
        label="Terms to keep", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(
            data,
            prefix="edit",
            initial={
                "title": proposal.title,
                "kind": proposal.kind,
                "says": proposal.says,
                "phrase": proposal.phrase,
                "date": proposal.edtf,
                "reason": proposal.inferred_reason,
                "terms": [str(number) for number in range(len(proposal.terms))],
            },
        )
        self.proposal = proposal
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices(beside=proposal.kind)
        terms = self.fields["terms"]
        assert isinstance(terms, forms.MultipleChoiceField)
        terms.choices = [
            (str(number), f"{term.subject}: “{term.words}”")
            for number, term in enumerate(proposal.terms)
        ]
        if not proposal.terms:
            del self.fields["terms"]
        widget = self.fields["date"].widget
        assert isinstance(widget, DateInput)
        if proposal.interval.is_dated and not self.is_bound:
            widget.reading = Reading(
                proposal.phrase, proposal.interval, proposal.rule, proposal.because
            )

    def clean_phrase(self) -> str:
        """Words of the article."""
        phrase: str = self.cleaned_data["phrase"]
        if phrase and phrase != self.proposal.phrase:
            if not stands_in(phrase, self.proposal.passage):
                raise ValidationError("These words are not in the passage.")
        return phrase

    def clean(self) -> dict[str, Any]:
        """Add ``edtf``, the date as read; another one than before has its reason.

        A phrase that was changed, beside a date that was not, is read anew.
        """
        cleaned = super().clean() or self.cleaned_data
        if "date" not in cleaned or "phrase" not in cleaned:
            return cleaned
        typed, kept = cleaned["date"], self.proposal.edtf
        cleaned["edtf"], field = kept, "date"
        try:
            if typed != kept:
                cleaned["edtf"] = self._read(typed)
            elif cleaned["phrase"] != self.proposal.phrase:
                field = "phrase"
                self.proposal.read(cleaned["phrase"])
        except UnreadablePhrase as error:
            self.add_error(field, str(error))
        if cleaned["edtf"] not in (kept, "") and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why this date is put in the place of the one read.")
        return cleaned

    def changes(self) -> ProposalChanges:
        """What is different now."""
        cleaned, proposal = self.cleaned_data, self.proposal
        now: ProposalChanges = {
            "title": cleaned["title"],
            "kind": cleaned["kind"],
            "says": cleaned["says"],
            "phrase": cleaned["phrase"],
            "edtf": cleaned["edtf"],
            "inferred_reason": cleaned["reason"],
        }
        if "terms" in cleaned:
            now["terms"] = tuple(proposal.terms[int(number)] for number in cleaned["terms"])
        return different(now, proposal)

    def _read(self, typed: str) -> str:
        if not typed:
            return ""
        published = self.proposal.article.interval
        reading = read(typed, published=published if published.is_dated else None)
        return reading.interval.edtf


class ProposalEdit:
    """The forms of one proposal, as one: of itself, its actors, one actor more, its quotes.

    ``filled_with``: the signed text of what the forms were filled with, where they came back.
    """

    filled_with = ""

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        self.proposal = proposal
        register = list(Actor.objects.values_list("slug", "name", "kind")[:MOST_SPEAKERS])
        self.register = {slug: (name, kind) for slug, name, kind in register}
        known = {slug: name for slug, name, _ in register}
        self.form = ProposalForm(data, proposal=proposal)
        self.actors = [
            ActorForm(data, prefix=f"actor-{number}", actor=actor, known=known)
            for number, actor in enumerate(proposal.actors)
        ]
        nobody = ProposedActor("", keep=True)
        self.another = ActorForm(data, prefix="actor-more", actor=nobody, known={}, more=True)
        outlet = proposal.article.outlet
        most = outlet.most_quoted if outlet else LONGEST_QUOTE
        self.quotes = [
            ProposedQuoteForm(
                data, prefix=f"quote-{number}", quote=quote, speakers=self._speakers(), most=most
            )
            for number, quote in enumerate(proposal.quotes)
        ]

    @property
    def media(self) -> forms.Media:
        """What the forms need on the page."""
        return self.form.media

    def is_valid(self) -> bool:
        """Whether all of it can be kept."""
        # Not all(…) of a generator: each form is to tell its errors.
        valid = [form.is_valid() for form in self.all_forms]
        return all(valid)

    def changes(self) -> ProposalChanges:
        """What is different now."""
        actors = [form.row() for form in self.actors]
        more = self.another.row()
        if more.name:
            named = stands_in(more.name, self.proposal.passage)
            actors.append(replace(more, whom=more.name, spellings=(more.name,) if named else ()))
        quotes = tuple(form.row() for form in self.quotes)
        kept = with_speakers(actors, quotes, register=self.register)
        rows: ProposalChanges = {"actors": kept, "quotes": quotes}
        return {**self.form.changes(), **different(rows, self.proposal)}

    @property
    def all_forms(self) -> Iterable[forms.Form]:
        """All of them, the proposal's own first."""
        return (self.form, *self.actors, self.another, *self.quotes)

    def _speakers(self) -> list[Any]:
        here = [(actor.whom, called(actor, self.register)) for actor in self.proposal.actors]
        named = {whom for whom, _ in here}
        said = {whom for quote in self.proposal.quotes for whom in (quote.speaker, quote.told_by)}
        here += [
            (whom, self.register.get(whom, (whom, ""))[0]) for whom in sorted(said - named) if whom
        ]
        taken = {whom for whom, _ in here}
        others = [(slug, name) for slug, (name, _) in self.register.items() if slug not in taken]
        return [("In the passage", here), ("In the register", others)] if others else here


def kept(proposal: Proposal, data: Any) -> ProposalChanges:
    """What the boxes beside a proposal's actors and quotes change of it.

    ``data`` holds the numbers of those kept as ``actor`` and ``quote``, and what an actor not known
    is as ``kind-`` and its number. Whoever is quoted is kept.
    """
    chosen, quoted = set(data.getlist("actor")), set(data.getlist("quote"))
    actors = [
        replace(actor, keep=str(number) in chosen, kind=_kind(data, number) or actor.kind)
        for number, actor in enumerate(proposal.actors)
    ]
    quotes = tuple(
        replace(quote, keep=str(number) in quoted) for number, quote in enumerate(proposal.quotes)
    )
    now: ProposalChanges = {
        "actors": with_speakers(actors, quotes, register={}),
        "quotes": quotes,
    }
    return different(now, proposal)


def different(now: ProposalChanges, proposal: Proposal) -> ProposalChanges:
    """Those values that a proposal doesn't have already."""
    changed = {name: value for name, value in now.items() if value != getattr(proposal, name)}
    return cast("ProposalChanges", changed)


def _kind(data: Any, number: int) -> str:
    kind = data.get(f"kind-{number}")
    return kind if kind in Actor.Kind.values else ""
