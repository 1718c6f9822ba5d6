"""Open proposals of all articles in groups: what seems to be one happening is decided once.

A group is of one story and one date, as its articles read it, or of one event that is known. What
another article dates by its month alone, or by the day after a night, belongs to it where it is
told in the same words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet

from timeline.domain.comparing.event_matching import ComparedTelling, Rarity, likeness, stems
from timeline.domain.events.proposed_mention import LIKELY
from timeline.domain.text.folding import fold
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval, Precision
from timeline.models import Proposal

ALIKE = 0.7
"""The likeness from which two proposals of one date are taken to tell one happening."""

FEWEST_WORDS = 2
"""The words that their titles must share at least, besides."""

FEWEST_NEAR = 3
"""The same of what two articles date near each other, and not alike."""

_NIGHT = re.compile(r"\b(?:late|evening|night|overnight|midnight)\b", re.IGNORECASE)
_COLUMNS = (
    "pk", "article_id", "article__story_id", "title", "kind", "edtf", "rule", "confidence",
    "event_id", "phrase", "actors",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedProposal:
    """What groups are told by of an open proposal."""

    key: int
    article: int
    story: int | None
    title: str
    kind: str
    date: Interval
    two_readings: bool
    confidence: float
    event: int | None
    at_night: bool
    telling: ComparedTelling


@dataclass(slots=True)
class ProposalGroup:
    """Proposals that are decided together, the likeliest first."""

    members: list[ListedProposal] = field(default_factory=list)

    @property
    def lead(self) -> ListedProposal:
        """The one whose title and date the group goes by."""
        return self.members[0]

    @property
    def articles(self) -> int:
        """In how many articles it is told."""
        return len({one.article for one in self.members})


def open_proposals(*, likely: bool, story: int | None = None) -> list[ListedProposal]:
    """The open proposals of a story, or of all, that are likely or less likely; likeliest first."""
    kept: QuerySet[Proposal] = Proposal.objects.filter(
        state=Proposal.State.OPEN, article__removed=False
    )
    kept = kept.filter(confidence__gte=LIKELY) if likely else kept.filter(confidence__lt=LIKELY)
    if story is not None:
        kept = kept.filter(article__story=story)
    rows = kept.order_by("-confidence", "pk").values_list(*_COLUMNS)
    dates: dict[str, Interval] = {}
    found = []
    for key, article, in_story, title, kind, date, rule, confidence, event, phrase, actors in rows:
        if date not in dates:
            dates[date] = edtf.parse(date)
        who = frozenset(one.known or fold(one.name) for one in actors)
        telling = ComparedTelling(dates[date], who, kind, stems(title), key=key)
        doubtful = not date and rule == "unread"
        found.append(
            ListedProposal(
                key,
                article,
                in_story,
                title,
                kind,
                dates[date],
                doubtful,
                confidence,
                event,
                _NIGHT.search(phrase) is not None,
                telling,
            )
        )
    return found


def grouped(proposals: Sequence[ListedProposal]) -> list[ProposalGroup]:
    """Proposals in groups, those dated first, by day from the latest on, then by likelihood.

    Takes time in proportion to their number, where no day has very many of them.
    """
    rarity = Rarity.of(one.telling.words for one in proposals)
    groups: list[ProposalGroup] = []
    near: dict[object, list[ProposalGroup]] = defaultdict(list)
    # Those of a day first, so that those of its month find them.
    for one in sorted(proposals, key=lambda one: one.date.precision is Precision.MONTH):
        # With a time of day or without, it is the same day.
        place = (one.story, one.date.edtf.partition("T")[0]) if one.date.is_dated else None
        group = next(
            (group for group in _candidates(one, place, near) if _is_one(one, group, rarity)), None
        ) or next((group for group in _nearby(one, near) if _is_near(one, group, rarity)), None)
        if group is None:
            group = ProposalGroup()
            groups.append(group)
            if place is not None:
                near[place].append(group)
            if one.date.is_day:
                for word in one.telling.words:
                    near[one.story, one.date.edtf[:7], word].append(group)
            if one.event is not None:
                near[one.story, one.event].append(group)
        group.members.append(one)
    return sorted(groups, key=_order)


def _candidates(
    one: ListedProposal, place: object, near: dict[object, list[ProposalGroup]]
) -> Iterable[ProposalGroup]:
    if one.event is not None:
        yield from near[one.story, one.event]
    elif place is not None:
        yield from near[place]


def _is_one(one: ListedProposal, group: ProposalGroup, rarity: Rarity) -> bool:
    """Whether a proposal tells what a group does: the same known event, or much alike."""
    lead = group.lead
    if one.event is not None or lead.event is not None:
        return one.event == lead.event
    if len(one.telling.words & lead.telling.words) < FEWEST_WORDS:
        return False
    alike = likeness(one.telling, lead.telling, rarity=rarity)
    return alike is not None and alike.score >= ALIKE


def _nearby(
    one: ListedProposal, near: dict[object, list[ProposalGroup]]
) -> Iterable[ProposalGroup]:
    """Groups of other dates that may be the same one: of a day of its month, of a night's end."""
    first = one.date.earliest
    if one.event is not None or first is None:
        return
    if one.date.precision is Precision.MONTH:
        words = one.telling.words
        found = [group for word in words for group in near[one.story, one.date.edtf, word]]
        shared = Counter(id(group) for group in found)
        groups = {id(group): group for group in found}
        yield from (groups[key] for key, count in shared.most_common() if count >= FEWEST_NEAR)
    elif one.date.is_day:
        after, before = (str(first + timedelta(days=days)) for days in (1, -1))
        if one.at_night:
            yield from near[one.story, after]
        yield from (group for group in near[one.story, before] if group.lead.at_night)


def _is_near(one: ListedProposal, group: ProposalGroup, rarity: Rarity) -> bool:
    """Whether another article tells what a group does, though it dates it otherwise."""
    if len(one.telling.words & group.lead.telling.words) < FEWEST_NEAR:
        return False
    same = any(member.article == one.article for member in group.members)
    return not same and _is_one(one, group, rarity)


def _order(group: ProposalGroup) -> tuple[object, ...]:
    lead = group.lead
    first, last = lead.date.calendar_bounds
    day = last.toordinal() if lead.date.latest else first.toordinal()
    # Dated ones first, the latest day before; then what has two readings, then what has no date.
    sort = 0 if lead.date.is_dated else 1 if lead.two_readings else 2
    return lead.story or 0, sort, -day, -group.articles, -lead.confidence, lead.key
