"""The rows of a proposal being edited: its actors and its quotes, each kept or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Q

from timeline.domain.events.proposed_mention import ProposedActor, ProposedQuote
from timeline.domain.text.excerpt import too_long
from timeline.domain.text.printed_words import stands_in
from timeline.models import Actor

NEW, SAME = "new", "same"


class ActorForm(forms.Form):
    """An actor of a proposal: kept or not and, where the register lacks it, who and what it is."""

    keep = forms.BooleanField(required=False)
    who = forms.ChoiceField(required=False, label="Who")
    name = forms.CharField(max_length=120, required=False)
    kind = forms.ChoiceField(choices=[("", "what?"), *Actor.Kind.choices], required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        prefix: str,
        actor: ProposedActor,
        known: Mapping[str, str],
        more: bool = False,
    ) -> None:
        initial = {"keep": actor.keep, "who": SAME, "name": actor.name, "kind": actor.kind}
        super().__init__(data, prefix=prefix, initial=initial)
        self.actor = actor
        self.is_known = bool(actor.actor)
        self.more = more
        self.called = known.get(actor.known, actor.name)
        if actor.alias_of and not self.is_known:
            who = self.fields["who"]
            assert isinstance(who, forms.ChoiceField)
            who.choices = [(SAME, f"a spelling of {self.called}"), (NEW, "somebody new")]
        else:
            del self.fields["who"]
        if self.is_known:
            del self.fields["name"], self.fields["kind"]
        if more:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name and is something; a name of the register's is that actor's."""
        cleaned = super().clean() or self.cleaned_data
        name = cleaned["name"] = cleaned.get("name", "").strip()
        kept = bool(name) if self.more else cleaned.get("keep")
        if self.is_known or not kept or cleaned.get("who") == SAME:
            return cleaned
        if not name:
            self.add_error("name", "Give a name.")
        elif cleaned.get("who") != NEW and (actor := _in_register(name)):
            cleaned["alias_of"], cleaned["kind"] = actor.slug, actor.kind
        elif not cleaned.get("kind"):
            self.add_error("kind", "Say what this is: a person, an organisation, a state.")
        return cleaned

    def row(self) -> ProposedActor:
        """The actor as it is to be proposed."""
        actor, cleaned = self.actor, self.cleaned_data
        keep = cleaned.get("keep", self.more)
        if self.is_known:
            return replace(actor, keep=keep)
        alias_of = cleaned.get("alias_of", actor.alias_of) if cleaned.get("who") != NEW else ""
        name, kind = cleaned["name"] or actor.name, cleaned["kind"]
        return replace(actor, keep=keep, name=name, kind=kind, alias_of=alias_of)


class ProposedQuoteForm(forms.Form):
    """A quote of a proposal: kept or not, whose words, told by whom, and which of them."""

    keep = forms.BooleanField(required=False)
    speaker = forms.ChoiceField(required=False)
    told_by = forms.ChoiceField(required=False, label="Told by")
    excerpt = forms.CharField(
        label="Words", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(
        self,
        data: Any = None,
        *,
        prefix: str,
        quote: ProposedQuote,
        speakers: Sequence[Any],
        most: int | None,
    ) -> None:
        super().__init__(
            data,
            prefix=prefix,
            initial={name: getattr(quote, name) for name in self.base_fields},
        )
        self.quote, self.most = quote, most
        self.fields["excerpt"].widget.attrs["data-counts-words"] = "" if most is None else most
        for name in ("speaker", "told_by"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "nobody named"), *speakers]

    def clean(self) -> dict[str, Any]:
        """A quote that is kept is short, as printed, and somebody's."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("keep"):
            return cleaned
        words = cleaned.get("excerpt", "")
        if why := too_long(words, self.most):
            self.add_error("excerpt", why)
        elif not all(stands_in(piece, self.quote.words) for piece in _pieces(words)):
            self.add_error("excerpt", "These are not the words as printed.")
        if not cleaned.get("speaker"):
            self.add_error("speaker", "Say who said this, or leave the quote out.")
        elif cleaned.get("told_by") == cleaned["speaker"]:
            self.add_error("told_by", "Leave this empty where speakers tell their own words.")
        return cleaned

    def row(self) -> ProposedQuote:
        """The quote as it is to be proposed; a speaker whom an editor names is no guess."""
        changed = replace(self.quote, **{name: self.cleaned_data[name] for name in self.fields})
        named = changed.speaker != self.quote.speaker
        return replace(changed, guessed=False) if named else changed


def with_speakers(
    actors: Sequence[ProposedActor],
    quotes: Sequence[ProposedQuote],
    *,
    register: Mapping[str, tuple[str, str]],
) -> tuple[ProposedActor, ...]:
    """The actors with everybody kept whose words are kept, the register's added where they lack."""
    said = {whom for quote in quotes if quote.keep for whom in (quote.speaker, quote.told_by)}
    rows = [replace(actor, keep=actor.keep or actor.whom in said) for actor in actors]
    missing = said - {actor.whom for actor in actors}
    for slug in sorted(missing & register.keys()):
        name, kind = register[slug]
        rows.append(ProposedActor(slug, actor=slug, name=name, kind=kind, keep=True))
    return tuple(rows)


def called(actor: ProposedActor, register: Mapping[str, tuple[str, str]]) -> str:
    """The name of an actor of a proposal, the register's where it has one."""
    name, _ = register.get(actor.known, (actor.name, ""))
    return name


def _in_register(name: str) -> Actor | None:
    return Actor.objects.filter(Q(name=name) | Q(aliases__name=name)).first()


def _pieces(words: str) -> list[str]:
    """The words between ellipses; one empty piece where there are none."""
    even = words.replace("[…]", "…").replace("[...]", "…").replace("...", "…")
    pieces = [piece.strip(" ,;.") for piece in even.split("…")]
    return [piece for piece in pieces if piece] or [""]
