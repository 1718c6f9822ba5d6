"""Which date phrase of a sentence belongs to which event trigger."""

from __future__ import annotations

import re

from timeline.domain.dates import clock_words, read
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.events.clauses import ClauseRelation
from timeline.domain.events.event_verbs import Trigger
from timeline.domain.events.event_words import EventWords
from timeline.domain.events.found_text import TellingPassage
from timeline.domain.time.intervals import Interval

_COMMA = 60
_NEAR_AND = 30


def own_hit(stretch: TellingPassage, trigger: Trigger) -> Hit | None:
    """The date phrase in a trigger's clause that is nearest to it; of a noun, one beside it."""
    hits = stretch.hits_in(trigger.clause.start, trigger.clause.end)
    if trigger.noun:
        hits = [hit for hit in hits if _beside(stretch, trigger, hit)]
    else:
        hits = [hit for hit in hits if not _of_another(stretch, trigger, hit)]
    return min(hits, key=lambda hit: _apart(stretch, hit, trigger), default=None)


def _of_another(stretch: TellingPassage, trigger: Trigger, hit: Hit) -> bool:
    """Whether a date in a verb's clause dates something else, or may.

    A thing ("the 2012 attack"), what is to be done ("promised to leave by Monday"), a participle
    beside it or before it ("met relatives of the people killed on Thursday", "Born in 1933, he"),
    what is compared ("from 9 percent in 2013"), what somebody did before ("After scolding a rival
    on Saturday, she …").
    """
    text = stretch.text
    if _is_things(text, hit) or _AGAIN.search(text, max(0, hit.start - 20), hit.start):
        return True
    if _is_open(hit):
        return True
    if _owns(text, hit):
        lead = stretch.words.within(trigger.clause.start, hit.start).lower
        led = lead[-1:] if hit.start > trigger.start else lead[:1]
        behind = hit.start > trigger.start
        return not _DURING.intersection(led) and (behind or not EventWords.LEADS.isdisjoint(led))
    if hit.start < trigger.start:
        between = stretch.words.within(trigger.clause.start, hit.start).lower
        if between[:1] and _is_fronted(between[0]) and "," in text[hit.end : trigger.start]:
            return True
        leads = between[:1] and between[0] in _BEFORE_PARTICIPLES
        return bool(leads) and any(word.endswith("ing") for word in between[1:4])
    words = stretch.words.within(trigger.end, hit.start)
    lower = words.lower
    for index, word in enumerate(lower[:-1]):
        ahead = EventWords.VERBS.get(lower[index + 1])
        if word == "to" and ahead is not None and ahead[2] == "base":
            return trigger.base not in _GOES_ON
        if word == "from" and lower[index + 1][0].isdigit():
            return True
    return any(
        index and _is_participle(lower[index]) and lower[index - 1] not in _HELPING
        for index in range(max(1, len(lower) - 3), len(lower))
    )


def _is_fronted(word: str) -> bool:
    """Whether a clause's first word is a participle: "Born in 1933, …", "Founded on 3 May, …"."""
    return word == "born" or word.endswith("ed") or _is_participle(word)


def _owns(text: str, hit: Hit) -> bool:
    """Whether a date is that of the thing behind it: "Monday’s attack"."""
    return text.startswith(("'s ", "’s "), hit.end)


def _is_participle(word: str) -> bool:
    form = EventWords.VERBS.get(word)
    return form is not None and form[2] == "past" and word not in EventWords.NOMINAL


_IS_THE = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|this|that)|['’]s?) \Z", re.IGNORECASE)
_NOUN = re.compile(
    r" (?!(?:and|or|but|to|in|on|at|of|by|for|with|from|after|before|when|while|as|that|who|which"
    r"|because|under|over|during|near|was|were|had|has|is|an?|the|h(?:e|is|er)|she|its?|they|their"
    r"|we|our|this|these|those|some|several|two|three|no|nobody)\b)[a-z]"
)
_OF_A_THING = re.compile(
    r"\bthe (?:[a-z]+ ){0,2}(?!(?:night|evening|morning|afternoon|hours|day|days|week|weeks|weekend"
    r"|month|months|year|years|start|beginning|middle|end|close|spring|summer|autumn|winter|fall|eve"
    r"|half|part|course|quarter)\b)[a-z]+ of \Z"
)
_AGAIN = re.compile(r"\band (?:then |once )?(?:again|more) (?:in |on )?\Z", re.IGNORECASE)
"""Before a date that is a second one of something told before."""
_YEAR = re.compile(r"(?:the )?\d{4}", re.IGNORECASE)
_NAME = re.compile(r" [A-Z]")
_DURING = frozenset("in at during".split())
_BEFORE_PARTICIPLES = frozenset("after before while since despite without by".split())
_GOES_ON = frozenset("begin continue manage go start be".split())
_HELPING = frozenset("was were been had has have is are being and".split())


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
    if own := own_hit(stretch, trigger):
        return own
    if not stretch.hits:
        return stretch.entry
    if not trigger.noun and stretch.hits_in(trigger.clause.start, trigger.clause.end):
        # Its clause has a date, which is another thing's.
        return None
    if trigger.recent and stretch.entry is None:
        # "It began on 26 April and has left …": what has been since isn't of that day.
        return None
    if shared := _shared_hit(stretch, trigger):
        return shared
    hits = stretch.hits_in(stretch.start, trigger.clause.start)
    if trigger.clause.lead in ("when", "where") and hits:
        if not stretch.text[hits[-1].end : trigger.clause.start].strip(" ,"):
            return _less_since(hits[-1], published=stretch.published)
    if stretch.entry is not None:
        return stretch.entry
    if trigger.clause.relation is ClauseRelation.CONTENT:
        return None
    opening = stretch.hits_in(stretch.start, min(stretch.end, stretch.start + 45))
    if opening and not _says_before(stretch, trigger):
        first = opening[0]
        near = trigger.start - first.end < 90 and not _is_open(first)
        aside = not _RELATIVES.isdisjoint(stretch.words.within(stretch.start, first.start).lower)
        things = _is_things(stretch.text, first) or _owns(stretch.text, first)
        other = aside or things or _was_before(stretch, trigger, first)
        return first if near and not other else None
    return None


_RELATIVES = frozenset("who whom whose which that".split())
_MOST_BEFORE_A_DATE = 2
_REASONS = frozenset("after because since although though that".split())


def _was_before(stretch: TellingPassage, trigger: Trigger, opening: Hit) -> bool:
    """Whether a clause tells what had been, or why, so that the main clause's day may not be its.

    "On Monday she resigned after a paper printed the letters", not "On Monday, after a paper
    printed them, she resigned".
    """
    first, clause = trigger.first if trigger.first >= 0 else trigger.start, trigger.clause
    if stretch.text.startswith("had ", first):
        return True
    told = stretch.text[stretch.start : opening.start] + stretch.text[opening.end : clause.start]
    reason = clause.lead in _REASONS and opening.interval.is_day
    return reason and len(told.split()) > _MOST_BEFORE_A_DATE


def at_its_hour(stretch: TellingPassage, trigger: Trigger, hit: Hit) -> Hit:
    """The hit that dates a trigger, with the time of day that its clause or sentence opens with.

    A sentence that tells several times, or one that isn't sure, gives none.
    """
    clocks = clock_words.alone(stretch.masked, stretch.start, stretch.end)
    if len(clocks) != 1:
        return hit
    clock, clause = clocks[0], trigger.clause
    opens = not stretch.text[stretch.start : clock.start].strip(" *•·[(")
    words = stretch.text[clock.start : clock.end]
    if opens and words[0].isdigit() and hit.start > clock.end:
        # "12:15 Two men were rescued last night" is when it was reported.
        return hit
    if not (opens or clause.start <= clock.start < clause.end):
        return hit
    return hit.at_clock(clock.clock, because=f"The time stands in its sentence: “{words}”.")


def _is_open(hit: Hit) -> bool:
    """Whether a date only tells until when: nothing happened on it."""
    return hit.interval.is_dated and hit.interval.earliest is None


def _shared_hit(stretch: TellingPassage, trigger: Trigger) -> Hit | None:
    """The date of the clause before, which an "and" goes on: "met on Friday and turned down"."""
    clause = trigger.clause
    words = clause.until(trigger.start)
    if trigger.noun or clause.lead != "and" or len(words) > 2:
        return None
    before = stretch.hits_in(stretch.start, clause.start)
    near = before and clause.start - before[-1].end <= _NEAR_AND
    usable = near and not _is_open(before[-1])
    return before[-1] if usable and not _is_things(stretch.text, before[-1]) else None


def _is_things(text: str, hit: Hit) -> bool:
    """Whether a date says which thing is meant: "the 2012 attack", "the election of 3 May"."""
    if _OF_A_THING.search(text, max(0, hit.start - 40), hit.start):
        return True
    before = _IS_THE.search(text, max(0, hit.start - 12), hit.start)
    article = before is not None or hit.surface[:4].lower() == "the "
    if not article:
        return False
    named = _YEAR.fullmatch(hit.surface) and _NAME.match(text, hit.end)
    return bool(named) or _NOUN.match(text, hit.end) is not None


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


def _apart(stretch: TellingPassage, hit: Hit, trigger: Trigger) -> int:
    """The characters between a date and a verb; a comma between them counts as many."""
    first, last = min(hit.end, trigger.end), max(hit.start, trigger.start)
    return max(0, last - first) + _COMMA * ("," in stretch.text[first:last])
