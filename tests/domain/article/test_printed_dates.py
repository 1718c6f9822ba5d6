"""Days that a text prints and that are not its publication, and labels in lines of their own."""

from __future__ import annotations

import pytest

from timeline.domain.article.incoming_article import of_text

BODY = (
    "The mayor cut a ribbon on the new bridge on Thursday, and the town walked over it all day.\n"
    "“It will outlast us,” she told those who had come, and some of them believed her.\n"
)


def of(*head: str, tail: str = ""):
    """An article of these first lines, two paragraphs and a last line."""
    return of_text("\n".join(head) + "\n\n" + BODY + tail)


LATER = (
    "Load-Date: March 6, 2022",
    "Load Date:  6 March 2022",
    "Download date: 29 November 2026",
    "Date downloaded: 29 November 2026",
    "Downloaded on 29 November 2026",
    "Downloaded from Valley Archive on 29 November 2026",
    "Date of download: 2026-11-29",
    "Retrieved 29 November 2026",
    "Retrieved: November 29, 2026, 10:30 UTC",
    "Accessed on 29 November 2026",
    "Last accessed: 29 Nov 2026",
    "Access date: 29 November 2026",
    "Date printed: 29.11.2026",
    "Printed on November 29, 2026",
    "Print date: 29 November 2026",
    "Archived 29 November 2026",
    "Captured: 2026-11-29T10:30:00Z",
    "Exported 29 November 2026",
    "Export date: 29 November 2026",
    "Saved on 29 November 2026",
    "Crawled: 2026-11-29",
)


@pytest.mark.parametrize("line", LATER)
def test_the_day_on_which_somebody_loaded_a_text_is_never_its_publication(line):
    assert not of("The town has its bridge", line).published.is_dated
    assert not of("The town has its bridge", tail=line).published.is_dated
    for printed in ("4 March 2022", "March 4, 2022 Friday", "Published: 4 March 2022"):
        for article in (
            of("The town has its bridge", printed, tail=line),
            of("The town has its bridge", line, printed),
        ):
            assert article.published.edtf == "2022-03-04"
            assert article.notes == ()


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Published", "4 March 2022"),
        ("Published on", "4 March 2022"),
        ("Date:", "March 4, 2022"),
        ("Date of publication:", "4 March 2022"),
        ("Issue date:", "2022-03-04"),
    ],
)
def test_a_label_counts_for_the_date_in_the_line_below(label, line):
    head = ("The town has its bridge", label, line, "Retrieved:", "6 June 2024")
    assert of(*head).published.edtf == "2022-03-04"
    assert of(head[0], "Load-Date", line).published.edtf == ""


@pytest.mark.parametrize(
    "line",
    ["Published 4 March 2022, accessed 5 June 2024", "4 March 2022 | Retrieved 5 June 2024",
     "By Anna Lind, 4 March 2022. Downloaded 5 June 2024"],
)  # fmt: skip
def test_a_later_day_in_the_same_line_does_not_count(line):
    assert of("The town has its bridge", line).published.edtf == "2022-03-04"
