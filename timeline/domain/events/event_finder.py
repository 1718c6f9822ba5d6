"""Proposals from a text: the happenings that it tells, each with its date, names and quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.finding.printed_lines import past_clock
from timeline.domain.events import event_confidence, event_subjects, event_titles
from timeline.domain.events.clauses import Clause, ClauseRelation, ClauseWords, clauses, masked
from timeline.domain.events.dated_entries import DatedEntries
from timeline.domain.events.event_dating import at_its_hour, hit_of, own_hit
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
    entries = DatedEntries(document, hits, published=published)
    for passage in _passages(document, outer, entries):
        entry = entries.at(passage.start, passage.end)
        stretch = whole.within(passage, entry=entry)
        made, subject = _of_stretch(stretch, nouns=nouns, subject=subject)
        found += made
    return _joined(text, found)


def _quoted(hit: Hit, outer: Sequence[FoundQuotation]) -> bool:
    """Whether a date phrase stands in a quotation, where it counts from when it was said."""
    index = bisect_right(outer, hit.start, key=lambda said: said.start) - 1
    return index >= 0 and hit.start < outer[index].end


def _passages(
    document: Document, spoken: Sequence[FoundQuotation], entries: DatedEntries
) -> list[Passage]:
    """Sentences, those that one quotation and the words around it hold together as one."""
    kinds, text = document.kinds, document.spaced
    made: list[Passage] = []
    starts = [s.start for s in spoken]
    for sentence in document.sentences:
        if kinds[sentence.paragraph - 1] not in _TOLD:
            entry = entries.at(sentence.start, sentence.end)
            if entry is None or sentence.end - past_clock(text, entry.start, entry.end) < SHORT:
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
    entry = stretch.entry is not None
    dated = entry or bool(stretch.hits)
    told = [t for part in parts for t in triggers(masked, part, dated=dated, entry=entry)]
    told = [t for t in told if not t.noun or _is_new(t, nouns, stretch)]
    quotes = stretch.spoken
    speech = _speech(told, quotes)
    made = []
    for trigger in told:
        is_speech = trigger is speech
        said = tuple(quotes) if is_speech else ()
        if trigger.kind == "statement" and trigger.speaks and not said:
            own = own_hit(stretch, trigger)
            # "In an interview on Monday he recalled …": the interview is proposed for its day.
            if any(t.noun and own_hit(stretch, t) is own for t in told):
                own = None
            if not is_speech or not _stands(told, trigger, own):
                continue
        hit = hit_of(stretch, trigger)
        if hit is None and trigger.is_plain and not said:
            # Something changed, nobody says when.
            continue
        made.append(_proposal(stretch, trigger, parts, hit=hit, said=said, subject=subject))
    if quotes and speech is None:
        made.insert(0, _of_quotes(stretch))
    if not made and parts and stretch.entry is not None and _ends_sentence(stretch, stretch.entry):
        made.append(_of_entry(stretch, stretch.entry, parts))
    # Of "…, who said last month that …" the verb alone would be left.
    made = [proposed for proposed in made if " " in proposed.title]
    speaker = _speaker(quotes)
    if speaker is None and subject is not None and event_subjects.opens_with_pronoun(stretch):
        return made, subject
    return made, speaker or event_subjects.person(stretch.names) or subject


def _ends_sentence(stretch: TellingPassage, entry: Hit) -> bool:
    """Whether a passage is a sentence, and no heading nor the entry's date and time alone."""
    long = stretch.end - stretch.start > 2 * SHORT
    more = stretch.end - past_clock(stretch.text, entry.start, entry.end) > SHORT
    return stretch.text[stretch.end - 1] in '.!?”"' and long and more


def _speaker(quotes: Sequence[FoundQuotation]) -> Name | None:
    """The first who is told to have said any of what is quoted."""
    return next((s.speaker for s in quotes if s.speaker), None) if quotes else None


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
    parts: Sequence[Clause],
    *,
    hit: Hit | None,
    said: tuple[FoundQuotation, ...],
    subject: Name | None,
) -> Proposed:
    clause = trigger.clause
    whole = True
    actor = None if trigger.noun else event_subjects.agent(stretch, trigger, subject)
    names = stretch.names_in(clause.start, clause.end)
    speaker = _speaker(said)
    if said:
        names = _with_speakers(names, speaker, said)
    if said or trigger.speaks:
        names = _with(names, stretch.names)
    if actor is not None and not event_subjects.has_subject(names, trigger):
        names.insert(0, actor)
    if speaker is not None:
        title = event_titles.of_speech(_called(speaker), said[0].words)
    elif trigger.noun:
        title = _title_of_noun(stretch, trigger, subject)
    else:
        title, whole = _title_of_verb(stretch, trigger, parts, actor)
    return Proposed(
        stretch.start,
        stretch.end,
        stretch.paragraph,
        title or stretch.text[trigger.start : trigger.end],
        trigger.kind,
        hit=at_its_hour(stretch, trigger, hit) if hit else None,
        names=tuple(names),
        quotes=said,
        focus=(clause.start, clause.end),
        taking_part=event_subjects.taking_part(stretch, trigger, names, actor)
        | {s.speaker.entity for s in said if s.speaker},
        confidence=event_confidence.of_trigger(
            trigger,
            hit,
            own=hit is not None
            and (hit is stretch.entry or clause.start <= hit.start < clause.end),
            said=said,
            published=stretch.published,
            whole=whole,
            known=any(name.actor for name in names),
        ),
    )


def _title_of_noun(stretch: TellingPassage, trigger: Trigger, subject: Name | None) -> str:
    owner = event_subjects.owner(stretch, trigger, subject)
    return event_titles.of_noun(
        stretch.text,
        trigger,
        hits=stretch.hits,
        first=_noun_phrase(stretch.text, trigger),
        subject=_called(owner) if owner else "",
    )


def _title_of_verb(
    stretch: TellingPassage, trigger: Trigger, parts: Sequence[Clause], actor: Name | None
) -> tuple[str, bool]:
    """The title of what a verb tells, and whether it has a subject."""
    if trigger.speaks and stretch.end - trigger.end < SHORT:
        before = _before_speaker(stretch, trigger)
        title = event_titles.of_words(stretch.text, stretch.start, before)
        # "Two firms announce talks" says nothing before its verb.
        if len(title) > 2 * SHORT and before < trigger.start:
            return title, True
    return event_titles.of_verb(
        stretch.text,
        trigger,
        hits=stretch.hits,
        subject=event_subjects.words(stretch, trigger, parts, actor),
        end=stretch.end if trigger.speaks and not trigger.is_relative else None,
    )


def _of_entry(stretch: TellingPassage, entry: Hit, parts: Sequence[Clause]) -> Proposed:
    """A proposal of an entry of a chronology in which no known word tells a happening."""
    start, end = parts[0].start, parts[-1].end
    return Proposed(
        stretch.start,
        stretch.end,
        stretch.paragraph,
        event_titles.of_entry(stretch.text, start, end, hits=stretch.hits),
        "other",
        hit=entry,
        names=tuple(stretch.names),
        focus=(start, end),
        confidence=event_confidence.OF_ENTRY,
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
        taking_part=frozenset(s.speaker.entity for s in quotes if s.speaker),
        confidence=0.25 + (0.1 * quotes[0].confidence if speaker else 0),
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
    return speech.start if comma is None else comma


def _called(name: Name) -> str:
    return name.full or name.surface


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
                taking_part=last.taking_part | proposed.taking_part,
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
