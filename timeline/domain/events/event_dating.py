"""Which date phrase of a sentence belongs to which event trigger."""

from __future__ import annotations

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.reader import UnreadablePhrase, read
from timeline.domain.events.clauses import ClauseRelation
from timeline.domain.events.event_verbs import Trigger
from timeline.domain.events.event_words import EventWords
from timeline.domain.events.found_text import TellingPassage
from timeline.domain.time.intervals import Interval


def own_hit(stretch: TellingPassage, trigger: Trigger) -> Hit | None:
    """The date phrase in a trigger's clause that is nearest to it; of a noun, one beside it."""
    hits = stretch.hits_in(trigger.clause.start, trigger.clause.end)
    if trigger.noun:
        hits = [hit for hit in hits if _beside(stretch, trigger, hit)]
    return min(hits, key=lambda hit: _apart(hit, trigger), default=None)


def _beside(stretch: TellingPassage, noun: Trigger, hit: Hit) -> bool:
    """Whether a date follows a noun and what qualifies it: "talks with X on Friday"."""
    if hit.start < noun.end:
        return False
    between = stretch.words.within(noun.end, hit.start)
    return len(between.lower) <= 6 and not any(
        (word in EventWords.VERBS and stretch.text[place].islower()) or word in (",", ";", ":")
        for word, place in zip(between.lower, between.starts, strict=True)
    )


def hit_of(stretch: TellingPassage, trigger: Trigger) -> Hit | None:
    """The date phrase that dates a trigger.

    It is that of its clause; or the one just before it ("in March, when …"); or the one that opens
    the sentence. What somebody says on a day did not happen on that day, so the words said take no
    date from the words around them.
    """
    if not stretch.hits:
        return None
    if own := own_hit(stretch, trigger):
        return own
    hits = stretch.hits_in(stretch.start, trigger.clause.start)
    if trigger.clause.lead in ("when", "where") and hits:
        if not stretch.text[hits[-1].end : trigger.clause.start].strip(" ,"):
            return _less_since(hits[-1], published=stretch.published)
    if trigger.clause.relation is ClauseRelation.CONTENT:
        return None
    opening = stretch.hits_in(stretch.start, min(stretch.end, stretch.start + 45))
    if opening and not _says_before(stretch, trigger):
        return opening[0] if trigger.start - opening[0].end < 90 else None
    return None


def _less_since(hit: Hit, *, published: Interval | None) -> Hit:
    """The hit of "since 3 May, when …" read as the day itself, not as the time from it on."""
    word, _, phrase = hit.surface.partition(" ")
    if word.lower() not in ("since", "until", "from", "by") or not phrase:
        return hit
    try:
        reading = read(phrase, published=published)
    except UnreadablePhrase:
        return hit
    return hit._replace(
        start=hit.end - len(phrase),
        surface=phrase,
        rule=reading.rule,
        because=reading.because,
        interval=reading.interval,
        alternatives=(),
    )


def _says_before(stretch: TellingPassage, trigger: Trigger) -> bool:
    """Whether somebody speaks between the sentence's beginning and the trigger."""
    before = stretch.words.within(stretch.start, trigger.clause.start)
    return not EventWords.SPEAKING.isdisjoint(before.lower)


def _apart(hit: Hit, trigger: Trigger) -> int:
    return max(hit.start - trigger.end, trigger.start - hit.end, 0)
