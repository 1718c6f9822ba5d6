"""An editor's choice on a proposal, as the review's page sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict

from timeline.admin.review import review_page
from timeline.admin.review.review_asked import LARGEST, ReviewQuestion
from timeline.admin.review.review_edit import ProposalEdit, kept
from timeline.admin.review.review_meetings import decided_by, merged_edit
from timeline.domain.time.formatting import say
from timeline.models import Article, Event, Proposal
from timeline.services.proposals import review
from timeline.services.proposals.review import CannotDecide


class ChoiceForm(forms.Form):
    """A choice on a proposal. ``what`` may name an event to merge into or a reading to take.

    ``event``: the event that the editor saw named; ``seen`` and ``last``: what tells whether the
    proposal and the log are still as the editor saw them. ``kept``: whether the boxes of actors
    and quotes were sent along.
    """

    what = forms.RegexField(
        r"^(?:(?:accept|new|reject|undo|edit|edit-accept)|(?:merge|take)-\d{1,18})\Z"
    )
    proposal = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    event = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    seen = forms.CharField(required=False, max_length=16)
    last = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    kept = forms.BooleanField(required=False)


class NotFilledIn(Exception):
    """An edit that can't be kept as it is; ``edit`` holds what was typed, and the errors."""

    def __init__(
        self, edit: ProposalEdit, why: str = "Nothing was kept: see what is marked below."
    ) -> None:
        super().__init__(why)
        self.edit = edit


class ChangedMeanwhile(CannotDecide):
    """A choice on a proposal that another changed since the editor saw it."""


@dataclass(frozen=True, slots=True)
class ChoiceOutcome:
    """What came of a choice, in a sentence, and the proposal to go on to."""

    said: str
    onwards: Proposal | None


@transaction.atomic
def choose(article: Article, data: QueryDict, *, asked: ReviewQuestion, by: Any) -> ChoiceOutcome:
    """Make the choice that was sent.

    Raises ``CannotDecide`` where it can't be made, with the sentence that says why, and
    ``NotFilledIn`` where an edit has errors.
    """
    form = ChoiceForm(data)
    if not form.is_valid():
        raise CannotDecide("That is no choice that can be made here.")
    given = form.cleaned_data
    if given["what"] == "undo":
        return _undo(article, last=given["last"], by=by)
    proposal = _proposal(article, given)
    what, _, number = given["what"].partition("-")
    match what:
        case "edit":
            edit, joined = _edit(proposal, data, by=by)
            if not number:
                return ChoiceOutcome(f"Changed: {proposal}. {joined}".strip(), proposal)
            try:
                said = f"{_accept(proposal, what, given['event'], by=by)} {joined}".strip()
            except CannotDecide as error:
                raise NotFilledIn(edit, str(error)) from error
        case "take":
            review.take_alternative(proposal, int(number), by=by)
            return ChoiceOutcome(f"Read as {say(proposal.interval)}.", proposal)
        case "reject":
            review.reject(proposal, by=by)
            said = f"Rejected: {proposal}."
        case _:
            if given["kept"] and (changes := kept(proposal, data)):
                review.edit(proposal, changes, by=by)
            key = int(number) if what == "merge" else given["event"]
            said = _accept(proposal, what, key, by=by)
    return ChoiceOutcome(said, review_page.after(article, asked, proposal))


def _proposal(article: Article, given: dict[str, Any]) -> Proposal:
    """The proposal that a choice is on, as the editor saw it."""
    proposals = Proposal.objects.select_related("article__outlet", "article__source", "event")
    # Locked, so that of two who choose at once the second one sees what the first one chose.
    proposals = proposals.select_for_update(of=("self",))
    proposal = proposals.filter(article=article, pk=given["proposal"] or 0).first()
    if proposal is None:
        raise CannotDecide("This proposal isn't there any more: the text was proposed anew.")
    if is_edit(given["what"]):
        return proposal
    if proposal.state != Proposal.State.OPEN:
        raise CannotDecide(_decided(proposal))
    if given["seen"] and given["seen"] != review_page.seen(proposal):
        by = decided_by(proposal)
        raise ChangedMeanwhile(f"This proposal was changed meanwhile ({by}). Look at it again.")
    return proposal


def _decided(proposal: Proposal) -> str:
    was = proposal.get_state_display()
    return f"This proposal was {was} already ({decided_by(proposal)})."


def _accept(proposal: Proposal, what: str, key: int | None, *, by: Any) -> str:
    if what == "new" or key is None:
        review.accept_as_new(proposal, by=by)
        return f"Accepted as a new event: {proposal}."
    event = Event.objects.filter(pk=key).first()
    if event is None:
        raise CannotDecide("That event isn't there any more. Look at what it may tell now.")
    if what == "merge":
        review.merge(proposal, event, by=by)
    else:
        proposal.event = event
        review.accept(proposal, by=by)
    return f"Accepted as told of “{event}”: {proposal}."


def is_edit(what: str) -> bool:
    """Whether a choice sends an edit along."""
    return what.startswith("edit")


def _edit(proposal: Proposal, data: QueryDict, *, by: Any) -> tuple[ProposalEdit, str]:
    """Keep an edit: it, and what others changed meanwhile and was joined, in a sentence, if any."""
    edit, joined = merged_edit(proposal, data)
    if proposal.state != Proposal.State.OPEN:
        raise NotFilledIn(
            edit,
            f"{_decided(proposal)} What you typed was not saved, and still stands below: save it "
            "once that is taken back, or change what came of it in its source.",
        )
    if not edit.is_valid():
        raise NotFilledIn(edit)
    if changes := edit.changes():
        review.edit(proposal, changes, by=by)
    return edit, joined


def _undo(article: Article, *, last: int | None, by: Any) -> ChoiceOutcome:
    latest = review_page.latest(article)
    if last and latest is not None and latest.pk != last:
        raise CannotDecide("Another choice was made meanwhile. Look at what would be undone now.")
    proposal = review.undo(article, by=by)
    return ChoiceOutcome(f"Taken back: {proposal}.", proposal)
