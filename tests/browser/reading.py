"""What the tests of the timeline say to a page, and read from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Request, expect

from tests import selected
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.index import select


def heading(page: Page) -> Locator:
    """How many events there are."""
    return page.locator("#results-heading")


def titles(page: Page) -> list[str]:
    """The titles in the list."""
    return page.locator("#event-results .card-title").all_inner_texts()


def box(page: Page, name: str) -> Locator:
    """A filter's checkbox by its id."""
    return page.locator(f"#{name}")


def opens(page: Page, group: str) -> None:
    """Open a group of the filter."""
    page.locator(f"#fieldset-{group} > summary").click()


def says(criteria: Criteria) -> str:
    """The heading that a selection should have."""
    count, everything = select(criteria).count, Event.objects.count()
    return f"{count} of {everything} events"


def expect_selection(page: Page, criteria: Criteria) -> None:
    """Heading, list, chart and every count are those of the criteria."""
    expect(heading(page)).to_have_text(says(criteria))
    found = selected.events(criteria)
    assert sorted(titles(page)) == sorted(event.title for event in found)
    drawn = page.locator(".clock-wide .strand").evaluate_all(
        "strands => strands.flatMap(strand => strand.dataset.event.split(' '))"
    )
    assert set(drawn) <= {str(event.pk) for event in found}
    count = select(criteria).count
    for name, offered, any_of in (
        ("actor", select(criteria).facets.actors(), not criteria.every_actor),
        ("outlet", select(criteria).facets.outlets(), True),
        ("kind", select(criteria).facets.kinds(), True),
    ):
        adds = any_of and any(choice.chosen for choice in offered)
        for choice in offered:
            number = f"+{choice.count - count}" if adds and not choice.chosen else choice.count
            line = page.locator("li", has=page.locator(f"#{name}-{choice.value}"))
            expect(line.locator(".count").first).to_have_text(str(number))
            ticked = page.locator(f"#{name}-{choice.value}")
            expect(ticked).to_be_checked(checked=choice.chosen)


@contextmanager
def asked_of(page: Page) -> Iterator[list[str]]:
    """The addresses that scripts ask while the block runs."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type in {"xhr", "fetch"}:
            asked.append(request.url)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)
