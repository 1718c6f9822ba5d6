"""What can be wrong in a digest whose every entry is well formed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.stated_dates import ReadingInContext, Stated, read_in_order
from timeline.domain.digest import DocumentEntry, EventEntry
from timeline.domain.text.excerpt import LONGEST_QUOTE, most_words, too_long
from timeline.domain.time import edtf
from timeline.models import Kind, Tag
from timeline.models.record.tag import same_name
from timeline.services.digest.digest_files import Digest, DigestProblem, Located
from timeline.services.digest.event_places import EventPlaces, circles

_Reference = tuple[Located[Any], str, str, tuple[str | int, ...]]
"""The entry that refers, the noun and the slug that it names, and the path of that in the entry."""
Readings = dict[str, list[Reading | UnreadablePhrase]]
"""By a document's slug: how each of its phrases is read, in the document's order."""


def check(digest: Digest) -> tuple[list[DigestProblem], Readings]:
    """The problems of a digest, and the readings of its date phrases.

    Problems are slugs given twice, references to nothing, and date phrases that no rule reads.
    Readings are by the document's slug, in the order in which the document has its phrases.
    """
    found: list[DigestProblem] = []
    readings: Readings = {}
    slugs = {n: _once(n, "slug", entries, found) for n, entries in digest.by_noun.items()}
    slugs["story"] = {str(located.entry.slug) for located in digest.stories.values()}
    slugs["kind"] |= {*Kind.objects.values_list("slug", flat=True)}
    found += _second_main(digest)
    found += _taken_signs(digest)
    found += _same_tags(digest)
    found += circles(digest.places)
    found += EventPlaces(digest).problems
    _once("outlet", "name", digest.outlets, found)
    for located, noun, slug, path in _references(digest):
        if slug not in slugs[noun]:
            found.append(located.problem(f"there is no {noun} “{slug}”", *path))
    for former in digest.former_slugs:
        noun, now = former.entry.noun, former.entry.now
        if now not in slugs[noun]:
            found.append(former.problem(f"there is no {noun} “{now}”", "now"))
    for source in digest.sources:
        if source.entry.slug in source.entry.draws_on:
            found.append(source.problem("a source that draws on itself", "draws_on"))
    most = {
        outlet.entry.slug: most_words(
            outlet.entry.longest_quote, free_to_show=outlet.entry.free_to_show
        )
        for outlet in digest.outlets
    }
    for document in digest.documents:
        found += _too_long(document, most.get(document.entry.outlet or "", LONGEST_QUOTE))
        read = readings[document.entry.slug] = []
        found += _unreadable(document, read)
    return found, readings


def _too_long(document: Located[DocumentEntry], most: int | None) -> Iterable[DigestProblem]:
    """The quotes of a document that have more words than may be quoted of its outlet's texts."""
    for number, mention in enumerate(document.entry.mentions):
        for place, quote in enumerate(mention.quotes):
            if why := too_long(quote.words, most):
                yield document.problem(why, "mentions", number, "quotes", place, "words")


def _once(
    noun: str, key: str, entries: Sequence[Located[Any]], problems: list[DigestProblem]
) -> set[str]:
    """The values that entries have under a key. For each value that an earlier entry has too, a
    problem is added.
    """
    seen: set[str] = set()
    for located in entries:
        value = getattr(located.entry, key)
        if value in seen:
            problems.append(located.problem(f"a second {noun} with the {key} “{value}”", key))
        seen.add(value)
    return seen


def _taken_signs(digest: Digest) -> Iterable[DigestProblem]:
    """A problem for each kind whose sign another has, in the digest or already."""
    signs = dict(Kind.objects.values_list("slug", "sign"))
    for located in digest.kinds:
        kind = located.entry
        of = {sign: slug for slug, sign in signs.items() if slug != kind.slug}
        if other := of.get(kind.sign):
            what = f"the kind “{other}” has the sign “{kind.sign}” already"
            yield located.problem(what, "sign")
        signs[kind.slug] = kind.sign


def _same_tags(digest: Digest) -> Iterable[DigestProblem]:
    """A problem for each tag whose name an archive's other one has but for its case.

    Two that the digest itself has stand: a dump of an archive that held both loads.
    """
    own = {located.entry.slug for located in digest.tags}
    theirs = Tag.objects.exclude(slug__in=own).values_list("slug", "name")
    names = {same_name(name): slug for slug, name in theirs}
    for located in digest.tags:
        if other := names.get(same_name(located.entry.name)):
            what = f"the tag “{other}” has the name “{located.entry.name}” already, capitals aside"
            yield located.problem(what, "name")


def _second_main(digest: Digest) -> Iterable[DigestProblem]:
    """A problem for each story that would be the main one beside another."""
    mains = [located for located in digest.stories.values() if located.entry.main]
    return [located.problem("a second main story", "main") for located in mains[1:]]


def _references(digest: Digest) -> Iterable[_Reference]:
    """Every reference in a digest."""
    for story in digest.stories.values():
        for key in ("opens_with", "closes_with"):
            if slug := getattr(story.entry, key):
                yield story, "event", slug, (key,)
        for number, slug in enumerate(story.entry.sources):
            yield story, "source", slug, ("sources", number)
    for place in digest.places:
        if place.entry.lies_in:
            yield place, "place", place.entry.lies_in, ("lies_in",)
    for event in digest.events:
        yield from _references_of_event(event)
    for source in digest.sources:
        if source.entry.outlet:
            yield source, "outlet", source.entry.outlet, ("outlet",)
        for number, slug in enumerate(source.entry.draws_on):
            yield source, "source", slug, ("draws_on", number)
    for document in digest.documents:
        yield from _references_of(document)


def _references_of_event(event: Located[EventEntry]) -> Iterable[_Reference]:
    yield event, "kind", event.entry.kind, ("kind",)
    for noun, key in (("story", "stories"), ("actor", "actors"), ("tag", "tags")):
        for number, slug in enumerate(getattr(event.entry, key) or ()):
            yield event, noun, slug, (key, number)


def _references_of(document: Located[DocumentEntry]) -> Iterable[_Reference]:
    for number, mention in enumerate(document.entry.mentions):
        here = ("mentions", number)
        yield document, "event", mention.event, (*here, "event")
        if mention.via:
            yield document, "source", mention.via, (*here, "via")
        for slug in mention.names:
            yield document, "actor", slug, (*here, "names", slug)
        for place, quote in enumerate(mention.quotes):
            yield document, "actor", quote.speaker, (*here, "quotes", place, "speaker")
            if quote.told_by:
                yield document, "actor", quote.told_by, (*here, "quotes", place, "told_by")


def _unreadable(
    document: Located[DocumentEntry], readings: list[Reading | UnreadablePhrase]
) -> list[DigestProblem]:
    """The problems of a document's date phrases, and of speakers who would tell their own words as
    another's. ``readings`` is filled with how each phrase is read.
    """
    found = []
    entry = document.entry
    ordered = sorted(
        enumerate(entry.mentions),
        key=lambda item: (item[1].paragraph is None, item[1].paragraph or 0),
    )
    published = edtf.parse(entry.published) if entry.published else None
    readings += read_in_order(
        [
            Stated(
                m.phrase,
                m.inferred,
                m.inferred_reason,
                ReadingInContext(m.phrase, entry.published, **m.read.model_dump())
                if m.read
                else None,
            )
            for _, m in ordered
        ],
        published=published,
    )
    for (number, mention), reading in zip(ordered, readings, strict=True):
        if isinstance(reading, UnreadablePhrase):
            what = f"the date phrase “{mention.phrase}” cannot be read: {reading}"
            found.append(document.problem(what, "mentions", number, "phrase"))
        for place, quote in enumerate(mention.quotes):
            if quote.told_by == quote.speaker:
                found.append(
                    document.problem(
                        f"“{quote.speaker}” cannot tell their own words as another's",
                        *("mentions", number, "quotes", place, "told_by"),
                    )
                )
    return found
