"""The cast's story as a digest: The Herald and The Post on the day when the bridge opens.

Tests write it to a folder, change a few words of it there, and load it.
"""

from __future__ import annotations

from pathlib import Path

FILES = {
    "story.yaml": """\
title: The bridge at Berg
standfirst: Two papers, one ribbon, two dates.
opens_with: opening
closes_with: storm
""",
    "outlets.yaml": """\
- slug: herald
  name: The Herald
  kind: newspaper
- slug: post
  name: The Post
  kind: newspaper
  note: An evening paper.
""",
    "actors.yaml": """\
- slug: mayor
  name: Mayor Ida Berg
  kind: person
  aliases:
    - Ida Berg
- slug: engineer
  name: Olle Strand
  kind: person
- slug: town
  name: Berg
  kind: state
""",
    "events.yaml": """\
- slug: opening
  title: The bridge opens
  summary: A ribbon is cut.
  kind: decision
  place: Berg
  actors: [mayor, engineer]
- slug: storm
  title: A storm closes the bridge
  kind: incident
  actors: [town]
  sequence: '2'
- slug: vote
  title: The town votes for a bridge
""",
    "first_hand.yaml": """\
- slug: speech
  title: The mayor's speech
  kind: statement
  outlet: herald
  outlet_basis: stated
""",
    "documents/report.yaml": """\
slug: report
title: Bridge opens at last
outlet: herald
outlet_basis: stated
published: '2022-03-04'
published_basis: stated
draws_on: [speech]
origin: first-hand
url: https://herald.example/at-last
archived: https://archive.example/2022/at-last
read_on: '2022-03-09'
mentions:
  - event: opening
    paragraph: 1
    phrase: on Thursday
    via: speech
    says: The ribbon was cut at noon.
    names:
      mayor: [Mayor Berg, the mayor]
    terms:
      the bridge: [the crossing]
    details:
      - aspect: figure
        subject: guests
        value: two hundred
    quotes:
      - speaker: mayor
        words: the bridge is ours
      - speaker: engineer
        told_by: mayor
        words: it will hold
  - event: vote
    paragraph: 2
    phrase: in May 2019
    says: The town had voted for it.
  - event: storm
    paragraph: 2
    phrase: that same month
    says: A storm closed the old one.
""",
    "documents/column.yaml": """\
slug: column
title: A bridge too late
outlet: post
outlet_basis: inferred
outlet_reason: Its masthead.
published: 2022-03
published_basis: inferred
published_reason: It names the month.
mentions:
  - event: opening
    paragraph: 1
    phrase: on 1 March 2022
    says: It had opened before anybody came.
    quotes:
      - speaker: mayor
        words: the bridge is ours
  - event: storm
    paragraph: 3
    inferred: '2019'
    inferred_reason: It was in the year of the vote.
    says: It was closed for a week.
""",
}


class DigestFolder:
    """A digest on disk, to change and to load."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Write a file of it anew."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def text(self, name: str) -> str:
        """A file of it."""
        return (self.path / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> int:
        """Put words in the place of others that stand there once; the line of the first."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def add(self, name: str, text: str) -> int:
        """Put text at a file's end; the line where it starts."""
        before = self.text(name)
        self.write(name, before + text)
        return before.count("\n") + 1
