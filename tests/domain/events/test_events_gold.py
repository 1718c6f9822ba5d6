"""What is proposed from invented news, chronologies and histories, held against their events."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bench.annotated_events import propose
from tests.domain.events import gold_events
from timeline.domain.events.proposed_mention import LIKELY, ProposedMention

ARTICLES = gold_events.articles()


def over(proposal: ProposedMention, article: dict[str, Any]) -> list[str]:
    """The dates of the events that a proposal's clause lies over."""
    return [
        event["date"]
        for event in article["events"]
        if proposal.focus_start < event["end"] and event["start"] < proposal.focus_end
    ]


def shown(article: dict[str, Any], *, least: float = LIKELY) -> list[ProposedMention]:
    """What is proposed from an article and not kept apart as less likely."""
    proposed = propose(article["text"], published=article["published"])
    return [one for one in proposed if one.confidence >= least]


def test_nineteen_of_twenty_that_are_surely_proposed_are_right():
    said = [(p.interval.edtf, over(p, a)) for a in ARTICLES for p in shown(a, least=0.8)]
    right = sum(date in dates for date, dates in said)
    assert len(said) >= 45
    assert right >= 0.95 * len(said), f"{right} of {len(said)}"


def test_what_is_shown_first_is_dated_and_seldom_wrong():
    said = [(p, over(p, a)) for a in ARTICLES for p in shown(a)]
    assert all(p.interval.is_dated for p, _ in said)
    wrong = [p.title for p, dates in said if dates and p.interval.edtf not in dates]
    none = [p.title for p, dates in said if not dates]
    assert len(wrong) <= 0.03 * len(said), wrong
    assert len(none) <= 0.05 * len(said), none


@pytest.mark.parametrize("title", ["chronology below dates", "chronology with dashes"])
def test_each_entry_of_a_chronology_is_proposed_for_its_day(title):
    article = next(one for one in ARTICLES if one["id"] == title)
    found = [(p.interval.edtf, p.focus_start, p.focus_end) for p in shown(article)]
    for event in article["events"]:
        assert any(
            date == event["date"] and start < event["end"] and event["start"] < end
            for date, start, end in found
        ), article["text"][event["start"] : event["end"]]
