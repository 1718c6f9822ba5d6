"""The list of quotations: all wordings held against each other, or, of very many, the same words.

To hold a quote against others takes a ten-thousandth of a second, so that of a million quotes it
can't be done while a reader waits. Then quotes are one quotation that have the same words, but for
case, accents and punctuation; narrowed to fewer events, all is compared again.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from timeline.domain.criteria import Criteria, QuotationCriteria
from timeline.models import Quote
from timeline.queries.database.kept_by_version import kept
from timeline.queries.index import select
from timeline.queries.quotations import quotation_groups
from timeline.queries.quotations.quotation_groups import Names, QuotationGroup, Said, spelt_names
from timeline.queries.selection import FacetValue, SameWords

MOST_COMPARED = 10_000
"""Quotes up to which all are held against each other."""


def listed(criteria: Criteria, asked: QuotationCriteria) -> Listing:
    """The quotations of the events that match. The criteria's outlets and text are left aside."""
    selection = select(quotation_groups.of_events(criteria))
    if sum(select(Criteria()).registers.quotes_by_speaker().values()) <= MOST_COMPARED:
        return Compared(quotation_groups.said_in(selection), asked)
    same = selection.tellings.same_words(asked)
    if len(same) <= MOST_COMPARED:
        few = Quote.objects.filter(pk__in=same.quotes())
        said = kept(
            ("said", selection.criteria), lambda: quotation_groups.said_in(selection, of=few)
        )
        return Compared(said, asked)
    return GroupedByWords(same)


class Compared:
    """Quotations of which every wording was held against the others."""

    by_words = False

    def __init__(self, said: Said, asked: QuotationCriteria) -> None:
        self.names = said.names
        self.total = len(said.quotations)
        self._every, self._asked = said.quotations, asked
        self._found = quotation_groups.matching(self._every, asked)
        self.count = len(self._found)
        self.compares = any(len(quotation.wordings) > 1 for quotation in self._found)

    @property
    def retold(self) -> int:
        return len(quotation_groups.matching(self._every, replace(self._asked, retold=True)))

    def quotations(self, start: int, stop: int) -> list[QuotationGroup]:
        return self._found[start:stop]

    def speakers(self) -> list[FacetValue]:
        return quotation_groups.by_speaker(self._every, self._asked)

    def outlets(self) -> list[FacetValue]:
        return quotation_groups.by_outlet(self._every, self._asked)


class GroupedByWords:
    """Quotations of the same words, counted without reading them."""

    by_words = True
    compares = False

    def __init__(self, same: SameWords) -> None:
        self._same = same
        self.total, self.count = same.total, same.count
        self.speakers, self.outlets = same.speakers, same.outlets

    @cached_property
    def names(self) -> Names:
        return spelt_names()

    @property
    def retold(self) -> int:
        return self._same.retold

    def quotations(self, start: int, stop: int) -> list[QuotationGroup]:
        groups = self._same.groups(start, stop)
        group_of = {pk: number for number, keys in enumerate(groups) for pk in keys}
        printed: list[list[quotation_groups.Printed]] = [[] for _ in groups]
        for one in quotation_groups.read(group_of):
            printed[group_of[one.pk]].append(one)
        return [quotation_groups.by_words(some) for some in printed if some]


Listing = Compared | GroupedByWords
"""The quotations of some events, and those of them that a reader asks for.

``total`` is how many there are of the events, ``count`` how many are asked for and ``retold`` how
many of those several sources or wordings have. ``compares``: whether any listed may have several
wordings. ``by_words``: whether only the same words are put together. ``quotations`` gives those
asked for, from one position to before another; ``speakers``, those of most quotations first, and
``outlets``, by name with unstated publishers last, how many there would be with each.
"""
