"""Two editors in one review: what became of a proposal while another had it on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.http import QueryDict

from timeline.admin.editing.change_authors import ChangeAuthor
from timeline.admin.editing.form_snapshot import FILLED_WITH, OWN, read_signed
from timeline.admin.editing.plain_forms import MergedForm, filled_with
from timeline.admin.editing.posted_form import Values
from timeline.admin.review.review_edit import ProposalEdit
from timeline.domain.events.proposed_mention import ProposedActor, ProposedQuote
from timeline.models import Actor, Decision, Proposal

Row = TypeVar("Row", ProposedActor, ProposedQuote)


def decided_by(proposal: Proposal) -> ChangeAuthor:
    """Who decided, edited or took back something on a proposal last."""
    made: list[tuple[Any, Any]] = []
    for decision in Decision.objects.filter(proposal=proposal).select_related("by", "undone_by"):
        made.append((decision.at, decision.by))
        if decision.undone_at:
            made.append((decision.undone_at, decision.undone_by))
    if not made:
        return ChangeAuthor()
    at, by = max(made, key=lambda each: each[0])
    return ChangeAuthor(by.get_full_name() or by.get_username() if by else "A program", at)


def edit_filled_with(proposal: Proposal) -> str:
    """The signed text of what a proposal's edit is filled with."""
    return filled_with(_values(ProposalEdit(proposal=proposal)))


def merged_edit(proposal: Proposal, sent: QueryDict) -> tuple[ProposalEdit, str]:
    """An edit as sent, with what others changed meanwhile; and that in a sentence, if any.

    Where both changed the same, the edit is not valid, and its forms hold the question.
    """
    unbound = ProposalEdit(proposal=proposal)
    merged = MergedForm(
        sent,
        _values(unbound),
        {
            form.add_prefix(name): each
            for form in unbound.all_forms
            for name, each in form.fields.items()
        },
        model=Proposal,
        author=lambda *_: decided_by(proposal),
    )
    edit = ProposalEdit(merged.data, proposal=proposal)
    edit.filled_with = merged.signed
    merged.ask(edit.all_forms)
    return edit, merged.said


def ticks_filled_with(actors: Sequence[ProposedActor], quotes: Sequence[ProposedQuote]) -> str:
    """The signed text of which boxes beside actors and quotes are ticked."""
    return filled_with({"actor": _ticked(actors), "quote": _ticked(quotes)})


def keep_ticks(
    actors: Sequence[ProposedActor], quotes: Sequence[ProposedQuote], sent: QueryDict
) -> tuple[list[ProposedActor], list[ProposedQuote]]:
    """Actors and quotes as they are now, with the boxes that an editor ticked or unticked.

    The kinds chosen for new actors are kept too. A box that the editor left is as it is now.
    """
    filled = read_signed(sent.get(FILLED_WITH, ""))
    if filled is None:
        return list(actors), list(quotes)
    was = filled.snapshot.rows[OWN]
    kinds = {n: sent.get(f"kind-{n}", "") for n in range(len(actors))}
    kept = [
        replace(each, kind=kinds[n]) if kinds[n] in Actor.Kind.values else each
        for n, each in enumerate(actors)
    ]
    return (
        _with_ticks(kept, was["actor"], sent.getlist("actor")),
        _with_ticks(quotes, was["quote"], sent.getlist("quote")),
    )


def _with_ticks(rows: Sequence[Row], was: list[str], sent: list[str]) -> list[Row]:
    touched = set(was) ^ set(sent)
    return [
        replace(row, keep=str(number) in sent) if str(number) in touched else row
        for number, row in enumerate(rows)
    ]


def _ticked(rows: Sequence[Row]) -> list[str]:
    return [str(number) for number, row in enumerate(rows) if row.keep]


def _values(edit: ProposalEdit) -> Values:
    return {field.html_name: field.value() for form in edit.all_forms for field in form}
