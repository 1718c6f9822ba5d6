"""Proposals from a text: the happenings that it tells, each with its date, names and quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events import event_titles
from timeline.domain.events.clauses import ClauseRelation, ClauseWords, clauses, masked
from timeline.domain.events.event_dating import hit_of, own_hit
from timeline.domain.events.event_verbs import Trigger, triggers
from timeline.domain.events.event_words import EventWords
from timeline.domain.events.found_text import FoundText, TellingPassage
from timeline.domain.events.proposed_event import Proposed
from timeline.domain.names.name import Name
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.text.document import Document
from timeline.domain.text.line_kinds import LineKind
from timeline.domain.text.passages import Passage
from timeline.domain.time.intervals import Interval

LONGEST = 2_000
"""The characters up to which sentences are read as one telling."""

SHORT = 12
"""The characters after a verb of speech at a sentence's end, as in "…, he said on Friday"."""


def propose(
    document: Document,
    *,
    hits: Sequence[Hit],
    names: Sequence[Name],
    spoken: Sequence[FoundQuotation],
    published: Interval | None = None,
) -> list[Proposed]:
    """The happenings that a text tells, in order; ``hits``, ``names`` and ``spoken`` are in order.

    ``published``: when it was published, which date phrases are read against.

    A happening is told by a verb that says that something was done, or by a noun for it; what only
    might be is none. Words that are quoted make the sentence around them one, whoever is asked for
    their date. Headings tell nothing of their own.
    """
    said = [s for s in spoken if not s.scare]
    outer = [s for s in said if s.told_by is None]
    hits = [hit for hit in hits if not _quoted(hit, outer)]
    text = document.text
    places = [(s.start, s.end) for s in outer]
    words = ClauseWords.of(document, places)
    whole = FoundText(text, masked(text, places), words, hits, names, said, published)
    found: list[Proposed] = []
    nouns: set[str] = set()
    subject: Name | None = None
    for passage in _passages(document, outer):
        made, subject = _of_stretch(whole.within(passage), nouns=nouns, subject=subject)
        found += made
    return _joined(text, found)


def _quoted(hit: Hit, outer: Sequence[FoundQuotation]) -> bool:
    """Whether a date phrase stands in a quotation, where it counts from when it was said."""
    index = bisect_right(outer, hit.start, key=lambda said: said.start) - 1
    return index >= 0 and hit.start < outer[index].end


def _passages(document: Document, spoken: Sequence[FoundQuotation]) -> list[Passage]:
    """Sentences, those that one quotation and the words around it hold together as one."""
    kinds = document.kinds
    made: list[Passage] = []
    starts = [s.start for s in spoken]
    for sentence in document.sentences:
        if kinds[sentence.paragraph - 1] not in _TOLD:
            continue
        if made and made[-1].paragraph == sentence.paragraph:
            last = made[-1]
            # A quotation that began before this sentence and ends in it or after.
            crossing = spoken[max(0, bisect_left(starts, last.start) - 1) :
                              bisect_right(starts, sentence.start)]  # fmt: skip
            long = last.end - last.start > LONGEST
            if not long and any(
                s.start < sentence.start - 1 and s.end > sentence.start for s in crossing
            ):
                made[-1] = Passage(last.start, sentence.end, last.paragraph)
                continue
        end = min(sentence.end, sentence.start + 2 * LONGEST)
        made.append(Passage(sentence.start, end, sentence.paragraph))
    return made


_TOLD = frozenset([LineKind.TEXT, LineKind.QUOTATION])
"""The lines that tell what happened: headings and captions tell nothing of their own."""


def _of_stretch(
    stretch: TellingPassage, *, nouns: set[str], subject: Name | None
) -> tuple[list[Proposed], Name | None]:
    masked = stretch.masked
    parts = clauses(masked, stretch.words.within(stretch.start, stretch.end))
    told = [trigger for part in parts for trigger in triggers(masked, part)]
    told = [t for t in told if not t.noun or _is_new(t, nouns, stretch)]
    quotes = stretch.spoken
    speech = _speech(told, quotes)
    made = []
    for trigger in told:
        is_speech = trigger is speech
        said = tuple(quotes) if is_speech else ()
        if trigger.kind == "statement" and not trigger.noun and not said:
            own = own_hit(stretch, trigger)
            # "In an interview on Monday he recalled …": the interview is proposed for its day.
            if any(t.noun and own_hit(stretch, t) is own for t in told):
                own = None
            if not is_speech or not _stands(told, trigger, own):
                continue
        made.append(_proposal(stretch, trigger, said=said, subject=subject))
    if quotes and speech is None:
        made.insert(0, _of_quotes(stretch))
    speaker = _speaker(quotes)
    return made, speaker or _person(stretch.names) or subject


def _speaker(quotes: Sequence[FoundQuotation]) -> Name | None:
    """The first who is told to have said any of what is quoted."""
    return next((s.speaker for s in quotes if s.speaker), None) if quotes else None


def _person(names: Sequence[Name]) -> Name | None:
    """The first of them that is a person."""
    for name in names:
        if name.kind == "person":
            return name
    return None


def _is_new(trigger: Trigger, nouns: set[str], stretch: TellingPassage) -> bool:
    """Whether a noun tells a happening for the first time, or with a date of its own."""
    lemma = trigger.base.removesuffix("s")
    if lemma in nouns and own_hit(stretch, trigger) is None:
        return False
    nouns.add(lemma)
    return True


def _speech(told: Sequence[Trigger], quotes: Sequence[FoundQuotation]) -> Trigger | None:
    """The verb of speech that what is quoted hangs on, or the sentence's own where nothing is."""
    speaking = [t for t in told if t.speaks]
    if not speaking:
        return None
    cues = [s.cue for s in quotes if s.cue]
    for cue in cues:
        for trigger in speaking:
            if cue[0] <= trigger.start < cue[1]:
                return trigger
    mains = [t for t in speaking if t.clause.relation is ClauseRelation.MAIN]
    return (mains or speaking)[0]


def _stands(told: Sequence[Trigger], speech: Trigger, hit: Hit | None) -> bool:
    """Whether a statement that quotes nothing is worth proposing: it is dated, or all there is."""
    if hit is not None:
        return True
    return speech.clause.relation is ClauseRelation.MAIN and len(told) == 1


def _proposal(
    stretch: TellingPassage,
    trigger: Trigger,
    *,
    said: tuple[FoundQuotation, ...],
    subject: Name | None,
) -> Proposed:
    clause = trigger.clause
    hit = hit_of(stretch, trigger)
    actor = None if trigger.noun else _subject(stretch, trigger, subject)
    names = stretch.names_in(clause.start, clause.end)
    speaker = _speaker(said)
    if said:
        names = _with_speakers(names, speaker, said)
    if said or trigger.speaks:
        names = _with(names, stretch.names)
    if actor is not None and not _has_subject(names, trigger):
        names.insert(0, actor)
    if speaker is not None:
        title = event_titles.of_speech(_called(speaker), said[0].words)
    elif trigger.noun:
        title = _title_of_noun(stretch, trigger, subject)
    else:
        title = _title_of_verb(stretch, trigger, actor)
    return Proposed(
        stretch.start,
        stretch.end,
        stretch.paragraph,
        title or stretch.text[trigger.start : trigger.end],
        trigger.kind,
        hit=hit,
        names=tuple(names),
        quotes=said,
        focus=(clause.start, clause.end),
        confidence=_confidence(trigger, hit, names, said),
    )


def _title_of_noun(stretch: TellingPassage, trigger: Trigger, subject: Name | None) -> str:
    owner = _owner(stretch, trigger, subject)
    return event_titles.of_noun(
        stretch.text,
        trigger,
        hits=stretch.hits,
        first=_noun_phrase(stretch.text, trigger),
        subject=_called(owner) if owner else "",
    )


def _title_of_verb(stretch: TellingPassage, trigger: Trigger, actor: Name | None) -> str:
    if trigger.speaks and stretch.end - trigger.end < SHORT:
        return event_titles.of_words(stretch.text, stretch.start, _before_speaker(stretch, trigger))
    return event_titles.of_verb(
        stretch.text,
        trigger,
        hits=stretch.hits,
        subject=_called(actor) if actor else "",
        end=stretch.end if trigger.speaks else None,
    )


def _of_quotes(stretch: TellingPassage) -> Proposed:
    """A proposal of words quoted without a verb that says so."""
    quotes = stretch.spoken
    speaker = _speaker(quotes)
    names = _with([speaker] if speaker else [], stretch.names)
    words = quotes[0].words
    return Proposed(
        stretch.start,
        stretch.end,
        stretch.paragraph,
        event_titles.of_speech(_called(speaker) if speaker else "Not said by whom", words),
        "statement",
        hit=stretch.hits[0] if stretch.hits else None,
        names=tuple(names),
        quotes=tuple(quotes),
        focus=(stretch.start, stretch.end),
        confidence=0.3 + (0.3 * quotes[0].confidence if speaker else 0),
    )


def _with_speakers(
    names: list[Name], speaker: Name | None, said: Sequence[FoundQuotation]
) -> list[Name]:
    """Names in order with those who speak, and who tell what others say, each of them once."""
    known = {name.entity for name in names}
    for more in (speaker, *(s.speaker for s in said), *(s.told_by for s in said)):
        if more is not None and more.entity not in known:
            known.add(more.entity)
            names.append(more)
    return names


def _with(names: list[Name], more: Sequence[Name]) -> list[Name]:
    """Names in order with more of them, each place once."""
    places = {(n.start, n.end) for n in names}
    return names + [n for n in more if (n.start, n.end) not in places]


def _subject(stretch: TellingPassage, trigger: Trigger, last: Name | None) -> Name | None:
    """The event's agent: the first name before the verb in its clause, or whom a pronoun means.

    A pronoun stands for the first person of the sentence, or else for the ``last`` one before.
    """
    clause = trigger.clause
    words = clause.until(trigger.start)
    if "he" in words or "she" in words:
        return _person(stretch.names_in(stretch.start, clause.start)) or last
    before = stretch.names_in(clause.start, trigger.start)
    if before or not _EMPTY.issuperset(words):
        return before[0] if before else None
    lead = stretch.names_in(stretch.start, trigger.start)
    return lead[0] if lead else None


_EMPTY = frozenset("and but then also , with while when as that".split())


def _owner(stretch: TellingPassage, noun: Trigger, last: Name | None) -> Name | None:
    """The person whose event an unqualified noun tells: the nearest before it, or the last one."""
    before = stretch.names_in(stretch.start, noun.start)
    return _person(before[::-1]) or last


def _has_subject(names: Sequence[Name], trigger: Trigger) -> bool:
    return any(n.end <= trigger.start for n in names)


_STOPS = frozenset(
    "in on at of to for with by after before during that and or as from , ; : – — "
    "the a an his her its their this".split()
)


def _noun_phrase(text: str, trigger: Trigger) -> int:
    """Where the words that qualify a noun begin: up to four before it, none a verb or a stop."""
    words = trigger.clause.words
    lower, starts, ends = words.lower, words.starts, words.ends
    first, number = trigger.start, words.until(trigger.start)
    for index in range(number - 1, max(number - 5, -1), -1):
        word = lower[index]
        if text[ends[index] : first].strip() or word in _STOPS:
            break
        form = EventWords.VERBS[word][2] if word in EventWords.VERBS else None
        follows_to = index > 0 and lower[index - 1] == "to"
        if form in ("past", "ing") or (form == "base" and follows_to):
            break
        first = starts[index]
    return first


def _before_speaker(stretch: TellingPassage, speech: Trigger) -> int:
    """Where what is said ends, in "What is said, the minister, Ana Ruiz, has said"."""
    words = stretch.words.within(stretch.start, speech.start)
    comma = None
    for word, place in zip(words.lower, words.starts, strict=True):
        if word in EventWords.VERBS:
            comma = None  # what came before is not the speaker
        elif word == "," and comma is None:
            comma = place
    return comma or speech.start


def _called(name: Name) -> str:
    return name.full or name.surface


def _confidence(
    trigger: Trigger, hit: Hit | None, names: Sequence[Name], said: Sequence[FoundQuotation]
) -> float:
    score = 0.3
    if hit is not None:
        score += 0.25 if hit.interval.is_dated else 0.1
    if said:
        score += 0.25 * max(s.confidence for s in said)
    if any(name.actor for name in names):
        score += 0.15
    if trigger.kind not in ("statement", "other"):
        score += 0.1
    if trigger.noun:
        score -= 0.1
    return max(0.05, min(0.95, score))


def _joined(text: str, found: Sequence[Proposed]) -> list[Proposed]:
    """Statements of one speaker that follow each other in a paragraph, as one."""
    made: list[Proposed] = []
    for proposed in found:
        last = made[-1] if made else None
        if last is not None and _same_speech(text, last, proposed):
            made[-1] = last._replace(
                end=proposed.end,
                quotes=(*last.quotes, *proposed.quotes),
                names=tuple(_with(list(last.names), proposed.names)),
                hit=last.hit or proposed.hit,
                confidence=max(last.confidence, proposed.confidence),
                focus=(last.focus[0], proposed.focus[1]),
            )
        else:
            made.append(proposed)
    return made


def _same_speech(text: str, one: Proposed, other: Proposed) -> bool:
    if one.kind != "statement" or other.kind != "statement" or one.paragraph != other.paragraph:
        return False
    if (
        one.start == other.start
        or other.end - one.start > LONGEST
        or text[one.end : other.start].strip()
    ):
        return False
    if not one.quotes or not other.quotes or (one.hit and other.hit):
        return False
    speakers = {s.speaker.entity if s.speaker else "" for s in (*one.quotes, *other.quotes)}
    return len(speakers) == 1 and speakers != {""}
