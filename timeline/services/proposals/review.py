"""An editor's choices on proposals: accept, merge, edit, reject, and take back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from django.db import models, transaction
from django.utils import timezone

from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.dates.stated_dates import INFERRED
from timeline.domain.events.proposed_mention import ProposedActor, ProposedQuote, ProposedTerm
from timeline.domain.time import edtf
from timeline.models import (
    Actor,
    Alias,
    Article,
    Decision,
    Event,
    Mention,
    Participation,
    Proposal,
    Quote,
    Source,
    State,
    Term,
)
from timeline.models.articles.proposal import DecisionRecords
from timeline.queries.database.table_locks import keep_others_from_writing
from timeline.services.proposals.known_since import by_name
from timeline.services.records.publishing import NotAllowed, check, may_change
from timeline.services.records.slugs import free_slug
from timeline.services.records.story_events import add_events, only_story


class ProposalChanges(TypedDict, total=False):
    """What an editor changes in a proposal before accepting it; what isn't named stays."""

    title: str
    kind: str
    says: str
    phrase: str
    edtf: str
    inferred_reason: str
    actors: tuple[ProposedActor, ...]
    quotes: tuple[ProposedQuote, ...]
    terms: tuple[ProposedTerm, ...]


EDITABLE = tuple(ProposalChanges.__annotations__)

_KEPT = (
    *EDITABLE, "earliest", "latest", "precision", "rule", "because", "new_actors",
    "state", "event_id", "mention_id",
)  # fmt: skip


class CannotDecide(Exception):
    """A choice that can't be made now; the message is the sentence that the editor reads."""


@transaction.atomic
def accept(proposal: Proposal, *, by: Any) -> Mention:
    """Make a mention of a proposal: of the event it seems to tell, or of a new one.

    Its article's source is made with the first one accepted. All are drafts; a new event belongs to
    the article's story, or to the only one. Raises ``CannotDecide`` where the article's details are
    not confirmed, or the proposal was decided already.
    """
    return _accept(proposal, by=by, event=proposal.event, what=Decision.What.ACCEPT)


@transaction.atomic
def accept_as_new(proposal: Proposal, *, by: Any) -> Mention:
    """Make a mention of a proposal and a new event for it, whatever it seems to tell."""
    return _accept(proposal, by=by, event=None, what=Decision.What.ACCEPT)


@transaction.atomic
def merge(proposal: Proposal, event: Event, *, by: Any) -> Mention:
    """Make a mention of a proposal, of an event that an editor names."""
    return _accept(proposal, by=by, event=event, what=Decision.What.MERGE)


@transaction.atomic
def reject(proposal: Proposal, *, by: Any) -> None:
    """Put a proposal aside; nothing comes of it."""
    before = _open(proposal)
    proposal.state = Proposal.State.REJECTED
    proposal.save()
    _note(proposal, Decision.What.REJECT, by=by, before=before)


@transaction.atomic
def edit(proposal: Proposal, changes: ProposalChanges, *, by: Any) -> None:
    """Change what is proposed, before it is accepted.

    A changed ``edtf`` is the editor's and needs its reason; else a changed phrase is read in the
    article. Raises ``CannotDecide`` for no EDTF, one without a reason, a phrase that isn't read.
    """
    before = _open(proposal)
    if unknown := set(changes) - set(EDITABLE):
        raise ValueError(f"not for an editor to change: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        if name != "edtf":
            setattr(proposal, name, value)
    try:
        if changes.get("edtf", proposal.edtf) != proposal.edtf:
            _infer(proposal, changes["edtf"])
        elif "phrase" in changes:
            reading = proposal.read(proposal.phrase)
            proposal.interval = reading.interval
            proposal.rule, proposal.because = reading.rule, reading.because
            proposal.inferred_reason = changes.get("inferred_reason", "")
    except (edtf.NotEDTF, UnreadablePhrase) as error:
        raise CannotDecide(str(error)) from error
    if not proposal.title.strip() or not proposal.says.strip():
        raise CannotDecide("A proposal has a title and says something.")
    proposal.new_actors = proposal.proposed.new_actors
    proposal.save()
    _note(proposal, Decision.What.EDIT, by=by, before=before)


def take_alternative(proposal: Proposal, number: int, *, by: Any) -> None:
    """Take another reading of the date, counted from 0; the reason names it."""
    try:
        other = proposal.alternatives[number]
    except IndexError as error:
        raise CannotDecide("There is no such other reading of the date.") from error
    said = f"“{proposal.phrase}” " if proposal.phrase else "The date "
    reason = f"{said}was taken by an editor as: {other.label}."
    edit(proposal, {"inferred_reason": reason, "edtf": other.edtf}, by=by)


@transaction.atomic
def undo(article: Article, *, by: Any) -> Proposal:
    """Take back the last choice on an article's proposals that stands; the proposal it was on.

    Raises ``CannotDecide`` where there is none, or where what was made of it is used elsewhere.
    """
    decision = (
        Decision.objects.select_related("proposal", "proposal__article")
        .filter(proposal__article=article, undone_at=None)
        .first()
    )
    if decision is None:
        raise CannotDecide("There is nothing to undo in this article.")
    return take_back(decision, by=by)


@transaction.atomic
def take_back(decision: Decision, *, by: Any) -> Proposal:
    """Take back one choice; the proposal it was on. Raises ``CannotDecide`` as ``undo`` does."""
    _unmake(decision.made, by=by)
    proposal = decision.proposal
    for name, value in decision.before.items():
        column = Proposal._meta.get_field(name)
        assert isinstance(column, models.Field)
        setattr(proposal, name, column.to_python(value))
    proposal.interval = edtf.parse(proposal.edtf)
    if proposal.event_id and not Event.objects.filter(pk=proposal.event_id).exists():
        proposal.event_id = None
    proposal.save()
    decision.undone_at, decision.undone_by = timezone.now(), by
    decision.save()
    return proposal


def _open(proposal: Proposal) -> dict[str, Any]:
    """Lock a proposal that is still open; what it holds, to come back to."""
    kept = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if kept.state != Proposal.State.OPEN:
        raise CannotDecide(f"This proposal was {kept.get_state_display()} already.")
    before = {name: getattr(kept, name) for name in _KEPT}
    before["earliest"] = before["latest"] = None  # derived from the EDTF text
    return before


def _infer(proposal: Proposal, date: str) -> None:
    """Put an editor's date, as EDTF, in the place of the one read."""
    proposal.interval = edtf.parse(date)
    if date and not proposal.inferred_reason.strip():
        raise CannotDecide("Say why this date is put in the place of the one read.")
    proposal.rule, proposal.because = INFERRED, proposal.inferred_reason


def _accept(proposal: Proposal, *, by: Any, event: Event | None, what: str) -> Mention:
    # Another may just be making the same source of the article, or the same actor.
    keep_others_from_writing(Article, Actor, Alias)
    proposal.article.refresh_from_db(fields=["source"])
    before = _open(proposal)
    made = DecisionRecords()
    source = _source(proposal.article, made)
    actors = _actors(proposal, made, by=by)
    new = event is None
    if event is None:
        event = _event(proposal, actors, made)
        add_events(proposal.article.story or only_story(), [event])
    mention = _mention(proposal, source, event)
    made.mention = mention.pk
    _belongings(proposal, mention, actors)
    proposal.state = Proposal.State.ACCEPTED if new else Proposal.State.MERGED
    proposal.event, proposal.mention = event, mention
    proposal.save()
    if mention.in_context != proposal.in_context:
        # The source has another date by now; read on that, in the passage that is known from here.
        mention.in_context = proposal.in_context
        mention.save()
    _note(proposal, what, by=by, before=before, made=made)
    return mention


def _note(
    proposal: Proposal,
    what: str,
    *,
    by: Any,
    before: dict[str, Any],
    made: DecisionRecords | None = None,
) -> None:
    Decision.objects.create(
        proposal=proposal, what=what, by=by, before=before, made=made or DecisionRecords()
    )


def _source(article: Article, made: DecisionRecords) -> Source:
    """The article's source, made where it has none yet."""
    if article.source is not None:
        return article.source
    if not article.confirmed:
        raise CannotDecide("Confirm the article's title, outlet and date first.")
    title = article.title or f"Untitled article ({article.name or 'pasted'})"
    source = Source(
        slug=free_slug(Source, title),
        title=title,
        authors=article.authors,
        outlet=article.outlet,
        outlet_basis=article.outlet_basis if article.outlet else Source.Basis.NOT_STATED,
        outlet_reason=article.outlet_reason,
        published_basis=article.published_basis,
        published_reason=article.published_reason,
        url=article.url,
        language=article.language,
        document=article.name[-200:],
        sha256=article.sha256,
        state=State.DRAFT,
    )
    source.interval = article.interval
    source.save()
    made.source = source.pk
    article.source = source
    article.save(update_fields=["source"])
    return source


def _actors(proposal: Proposal, made: DecisionRecords, *, by: Any) -> dict[str, Actor]:
    """The actors kept, by what the proposal calls them; those that are new are made.

    A spelling becomes an alias, unless the actor is public and this user changes nothing public.
    """
    kept: dict[str, Actor] = {}
    for named in proposal.actors:
        if not named.keep:
            continue
        actor = _known(named)
        if actor is None:
            if named.kind not in Actor.Kind.values:
                raise CannotDecide(f"Say what “{named.name}” is: a person, a body, a state.")
            actor = Actor.objects.create(
                slug=free_slug(Actor, named.name),
                name=named.name[:120],
                kind=named.kind,
                description=f"{named.role[0].upper()}{named.role[1:]}." if named.role else "",
            )
            made.actors += (actor.pk,)
        for spelling in named.spellings if may_change(by, actor) else ():
            known = {actor.name, *actor.aliases.values_list("name", flat=True)}
            if len(spelling) <= 120 and spelling not in known and not named.actor:
                made.aliases += (Alias.objects.create(actor=actor, name=spelling).pk,)
        kept[named.whom] = actor
    return kept


def _known(named: ProposedActor) -> Actor | None:
    if named.known:
        return Actor.objects.filter(slug=named.known).first()
    return by_name([named.name]).get(named.name)


def _event(proposal: Proposal, actors: Mapping[str, Actor], made: DecisionRecords) -> Event:
    event = Event.objects.create(
        slug=free_slug(Event, proposal.title),
        title=proposal.title,
        kind=proposal.kept_kind,
        state=State.DRAFT,
    )
    made.event = event.pk
    Participation.objects.bulk_create(
        Participation(event=event, actor=actor, position=position)
        for position, actor in enumerate(dict.fromkeys(actors.values()))
    )
    return event


def _mention(proposal: Proposal, source: Source, event: Event) -> Mention:
    earlier = Mention.objects.filter(source=source, paragraph=proposal.paragraph)
    after = earlier.filter(proposal__focus_start__gt=proposal.focus_start)
    position = earlier.count() - after.count()
    # Only their order changes, which a plain queryset may write.
    models.QuerySet[Mention](Mention).filter(pk__in=after.values("pk")).update(
        position=models.F("position") + 1
    )
    mention = Mention(
        source=source,
        event=event,
        paragraph=proposal.paragraph,
        position=position,
        phrase=proposal.phrase,
        in_context=proposal.in_context,
        says=proposal.says,
        state=State.DRAFT,
    )
    if proposal.inferred_reason and proposal.edtf:
        mention.inferred, mention.inferred_reason = proposal.edtf, proposal.inferred_reason
    elif proposal.in_context is None:
        mention.phrase = ""  # an editor took its date away
    mention.save()
    return mention


def _belongings(proposal: Proposal, mention: Mention, actors: Mapping[str, Actor]) -> None:
    """Spellings, terms and quotes of a mention."""
    named = [
        Term(mention=mention, actor=actors[actor.whom], words=spelling)
        for actor in proposal.actors
        if actor.whom in actors
        for spelling in actor.spellings
    ]
    chosen = [
        Term(mention=mention, subject=term.subject, words=term.words) for term in proposal.terms
    ]
    for position, term in enumerate([*named, *chosen]):
        term.position = position
    Term.objects.bulk_create([*named, *chosen])
    position = 0
    for quote in proposal.quotes:
        speaker, teller = actors.get(quote.speaker), actors.get(quote.told_by)
        if not quote.keep:
            continue
        if speaker is None:
            raise CannotDecide(f"Say who said “{quote.excerpt}”, or leave the quote out.")
        Quote.objects.create(
            mention=mention,
            speaker=speaker,
            told_by=teller if teller != speaker else None,
            words=quote.excerpt,
            language=quote.language,
            position=position,
        )
        position += 1


def _unmake(made: DecisionRecords, *, by: Any) -> None:
    """Delete what a choice made, as far as nothing else has come to hang on it."""
    _check_private(made, by=by)
    if mention := Mention.objects.filter(pk=made.mention or 0).first():
        mention.delete()
        # Those that made room for it move back.
        models.QuerySet[Mention](Mention).filter(
            source=mention.source_id, paragraph=mention.paragraph, position__gt=mention.position
        ).update(position=models.F("position") - 1)
    if event := Event.objects.filter(pk=made.event or 0, mentions=None).first():
        event.delete()
    Alias.objects.filter(pk__in=made.aliases).delete()
    for actor in Actor.objects.filter(pk__in=made.actors):
        used = (
            actor.participations.exists()
            or actor.quotes.exists()
            or actor.quotes_told.exists()
            or actor.spellings.exists()
            or actor.wording_choices.exists()
        )
        if not used:
            actor.delete()
    unused = Source.objects.filter(mentions=None, told_through=None, drawn_on_by=None)
    if source := unused.filter(pk=made.source or 0).first():
        source.delete()


def _check_private(made: DecisionRecords, *, by: Any) -> None:
    """Refuse to take back what is public by now, for who may not change it."""
    keys = {Mention: [made.mention], Event: [made.event], Source: [made.source], Actor: made.actors}
    try:
        for model, some in keys.items():
            for record in model._base_manager.filter(pk__in=[key for key in some if key]):
                check(by, record)
    except NotAllowed as error:
        raise CannotDecide(str(error)) from error
