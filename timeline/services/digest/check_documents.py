"""Holding a digest against the documents it was taken from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from timeline.domain.digest import DocumentEntry
from timeline.domain.text.printed_words import paragraphs, stands_in
from timeline.services.digest.digest_files import DigestProblem, Located, read_digest


@dataclass
class DocumentReport:
    """How many quotes and date phrases stand in their documents, and what does not."""

    quotes: int = 0
    quotes_found: int = 0
    phrases: int = 0
    phrases_found: int = 0
    problems: list[DigestProblem] = field(default_factory=list)


def check(directory: Path, documents: Path) -> DocumentReport:
    """Check every document's SHA-256, quotes, date phrases and paragraphs.

    ``documents`` is the folder that holds the files which the digest's entries name. Raises
    ``BadDigest`` where the digest itself cannot be read.
    """
    report = DocumentReport()
    if not documents.is_dir():
        report.problems.append(DigestProblem(str(documents), 0, "there is no such directory"))
        return report
    for located in read_digest(directory).documents:
        if located.entry.document:
            _check_one(located, documents, report)
    return report


def _check_one(located: Located[DocumentEntry], documents: Path, report: DocumentReport) -> None:
    entry = located.entry
    report.quotes += sum(len(mention.quotes) for mention in entry.mentions)
    report.phrases += sum(bool(mention.phrase) for mention in entry.mentions)
    path = documents / entry.document
    if path.resolve().parent != documents.resolve() or not path.is_file():
        report.problems.append(located.problem(f"there is no {entry.document}", "document"))
        return
    raw = path.read_bytes()
    if (found := hashlib.sha256(raw).hexdigest()) != entry.sha256:
        report.problems.append(
            located.problem(f"the SHA-256 of {entry.document} is {found}", "sha256")
        )
    whole = raw.decode("utf-8", errors="replace")
    parts = paragraphs(whole)
    for number, mention in enumerate(entry.mentions):
        here = ("mentions", number)
        paragraph = mention.paragraph
        if paragraph and paragraph > len(parts):
            what = f"{entry.document} has {len(parts)} paragraphs"
            report.problems.append(located.problem(what, *here, "paragraph"))
            continue
        if mention.phrase:
            if stands_in(mention.phrase, parts[paragraph - 1] if paragraph else whole):
                report.phrases_found += 1
            else:
                where = f"paragraph {paragraph}" if paragraph else entry.document
                what = f"“{mention.phrase}” does not stand in {where}"
                report.problems.append(located.problem(what, *here, "phrase"))
        for place, quote in enumerate(mention.quotes):
            if stands_in(quote.words, whole):
                report.quotes_found += 1
            else:
                what = f"“{quote.words}” does not stand in {entry.document}"
                report.problems.append(located.problem(what, *here, "quotes", place, "words"))
