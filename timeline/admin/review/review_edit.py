"""How an editor changes a proposal before accepting it: all of it in a form, or what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timeline.admin.dates.date_field import LONGEST, DateInput
from timeline.admin.review.review_rows import (
    ActorForm,
    ProposedQuoteForm,
    as_row,
    called,
    with_speakers,
)
from timeline.domain.dates.reader import Reading, UnreadablePhrase, read
from timeline.domain.text.printed_words import stands_in
from timeline.models import Actor, Event, Proposal

MOST_SPEAKERS = 1_000
"""The register's actors that a list of speakers offers."""


class ProposalForm(forms.Form):
    """What a proposal says, and when; its date is typed as EDTF or in words."""

    title = forms.CharField(max_length=200, widget=forms.TextInput({"class": "vTextField"}))
    kind = forms.ChoiceField(choices=Event.Kind.choices)
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
        terms = self.fields["terms"]
        assert isinstance(terms, forms.MultipleChoiceField)
        terms.choices = [
            (str(number), f"{term['subject']}: “{term['words']}”")
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
        if typed == kept and cleaned["phrase"] != self.proposal.phrase:
            self._read_phrase(cleaned)
            return cleaned
        cleaned["edtf"] = kept if typed == kept else self._read(typed, field="date")
        if cleaned["edtf"] not in (kept, "") and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why this date is put in the place of the one read.")
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What is different now, by the names that ``services.proposals.review.edit`` takes."""
        cleaned, proposal = self.cleaned_data, self.proposal
        now = {name: cleaned[name] for name in ("title", "kind", "says", "phrase", "edtf")}
        now["inferred_reason"] = cleaned["reason"]
        if "terms" in cleaned:
            now["terms"] = [proposal.terms[int(number)] for number in cleaned["terms"]]
        return {name: value for name, value in now.items() if value != getattr(proposal, name)}

    def _read_phrase(self, cleaned: dict[str, Any]) -> None:
        phrase = cleaned["phrase"]
        cleaned["edtf"] = self._read(phrase, field="phrase")
        if cleaned["edtf"] != self.proposal.edtf and not cleaned.get("reason", "").strip():
            cleaned["reason"] = f"Read from “{phrase}”." if phrase else ""

    def _read(self, typed: str, *, field: str) -> str:
        if not typed:
            return ""
        published = self.proposal.article.interval
        try:
            reading = read(typed, published=published if published.is_dated else None)
        except UnreadablePhrase as error:
            self.add_error(field, str(error))
            return self.proposal.edtf
        return reading.interval.edtf


class ProposalEdit:
    """The forms of one proposal, as one: of itself, its actors, one actor more, its quotes."""

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
        nobody = as_row("", name="", kind="", keep=True)
        self.another = ActorForm(data, prefix="actor-more", actor=nobody, known={}, more=True)
        self.quotes = [
            ProposedQuoteForm(
                data, prefix=f"quote-{number}", quote=quote, speakers=self._speakers()
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
        valid = [form.is_valid() for form in self._forms()]
        return all(valid)

    def changes(self) -> dict[str, Any]:
        """What is different now, by the names that ``services.proposals.review.edit`` takes."""
        actors = [form.row() for form in self.actors]
        more = self.another.row()
        if more["name"]:
            named = stands_in(more["name"], self.proposal.passage)
            spellings = [more["name"]] if named else []
            actors.append({**more, "whom": more["name"], "spellings": spellings})
        quotes = [form.row() for form in self.quotes]
        changes = self.form.changes()
        actors = with_speakers(actors, quotes, register=self.register)
        for name, rows in (("actors", actors), ("quotes", quotes)):
            if rows != getattr(self.proposal, name):
                changes[name] = rows
        return changes

    def _forms(self) -> Iterable[forms.Form]:
        return (self.form, *self.actors, self.another, *self.quotes)

    def _speakers(self) -> list[Any]:
        here = [(actor["whom"], called(actor, self.register)) for actor in self.proposal.actors]
        named = {whom for whom, _ in here}
        said = {quote[role] for quote in self.proposal.quotes for role in ("speaker", "told_by")}
        here += [
            (whom, self.register.get(whom, (whom, ""))[0]) for whom in sorted(said - named) if whom
        ]
        taken = {whom for whom, _ in here}
        others = [(slug, name) for slug, (name, _) in self.register.items() if slug not in taken]
        return [("In the passage", here), ("In the register", others)] if others else here


def kept(proposal: Proposal, data: Any) -> dict[str, Any]:
    """What the boxes beside a proposal's actors and quotes change of it, for ``review.edit``.

    ``data`` holds the numbers of those kept as ``actor`` and ``quote``, and what an actor not known
    is as ``kind-`` and its number. Whoever is quoted is kept.
    """
    actors, quotes = deepcopy(proposal.actors), deepcopy(proposal.quotes)
    for noun, rows in (("actor", actors), ("quote", quotes)):
        chosen = set(data.getlist(noun))
        for number, row in enumerate(rows):
            row["keep"] = str(number) in chosen
            if (kind := data.get(f"kind-{number}")) in Actor.Kind.values and noun == "actor":
                row["kind"] = kind
    actors = with_speakers(actors, quotes, register={})
    changes = {}
    if actors != proposal.actors:
        changes["actors"] = actors
    if quotes != proposal.quotes:
        changes["quotes"] = quotes
    return changes
