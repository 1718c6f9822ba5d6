"""Who or what does what a verb tells: a name, or the words of the subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.events.clauses import MASK, Clause, ClauseRelation
from timeline.domain.events.event_verbs import Trigger
from timeline.domain.events.event_words import EventWords
from timeline.domain.events.found_text import TellingPassage
from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.name import Name
from timeline.domain.quotations.attribution.genders import of_given_name

_APPOSED = re.compile(r"[ ,]*(?:, (?:an?|the) (?:[a-z][\w’'-]* ){1,5})?")
"""What may stand between a name and "who": "Lena Horak, a journalist who …"."""
_EMPTY = frozenset("and but then also , with while when as that".split())
_RELATIVES = frozenset("who which whose whom that".split())
_PRONOUNS = frozenset(["he", "she"])
_POSSESSIVES = {"his": "he", "her": "she"}
_NO_MODIFIER = frozenset(", ; – — and or of in at by with for to who which that".split())
"""What a name before them is no modifier of: "the U.N. chief", not "Norland and its president"."""
_LEAD = 30
"""The characters at a passage's beginning in which a pronoun is its subject."""
_PLACING = frozenset("in at near from across outside inside around through over".split())
_LONGEST = 60
"""The characters of a subject, at most."""


def person(names: Sequence[Name]) -> Name | None:
    """The first of some names that is a person."""
    return next((name for name in names if name.kind == "person"), None)


def agent(stretch: TellingPassage, trigger: Trigger, last: Name | None) -> Name | None:
    """The event's agent: the first name before the verb in its clause, or whom a pronoun means.

    A pronoun stands for the one person named before it in the sentence that it can mean, or else
    for the ``last`` one before; a relative for the name right before it.
    """
    clause = trigger.clause
    words = clause.until(trigger.start)
    if pronoun := next((word for word in words if word in _PRONOUNS), ""):
        return _meant(stretch.names_in(stretch.start, clause.start), last, pronoun)
    if clause.lead in _RELATIVES and len(words) and words[0] == clause.lead:
        before = stretch.names_in(stretch.start, clause.start)
        tight = before and _APPOSED.fullmatch(stretch.text, before[-1].end, clause.start)
        return before[-1] if tight else None
    before = stretch.names_in(clause.start, trigger.start)
    if before or not _EMPTY.issuperset(words):
        return _doer(stretch, before)
    if opens_with_pronoun(stretch):
        return last
    lead = stretch.names_in(stretch.start, trigger.start)
    # In "The party, which backed Lund's government, called …" it is no name that acts.
    told = stretch.words.within(stretch.start, lead[0].start).lower if lead else ()
    return (
        None
        if any(w in _RELATIVES or w in EventWords.FINITE for w in told)
        else _doer(stretch, lead)
    )


def _doer(stretch: TellingPassage, names: Sequence[Name]) -> Name | None:
    """The first of the names before a verb; of "the Norland minister, Ida Berg," the person.

    Nobody where the first only says whose somebody or something is that has no name.
    """
    if not names:
        return None
    first, text = names[0], stretch.text
    after = stretch.words.within(first.end, min(stretch.end, first.end + _LONGEST)).lower
    owns = text.startswith(("'s ", "’s "), first.end)
    ends = next((n for n, word in enumerate(after) if word in _NO_MODIFIER
                 or word in EventWords.FINITE), len(after))  # fmt: skip
    if not owns and (first.kind == "person" or Lexicon.OFFICES.isdisjoint(after[:ends])):
        return first
    return next((n for n in names[1:] if text.endswith(", ", 0, n.start)), None)


def opens_with_pronoun(stretch: TellingPassage) -> bool:
    """Whether a passage tells of him or her who was told of before."""
    lead = stretch.words.within(stretch.start, min(stretch.end, stretch.start + _LEAD)).lower
    return not _PRONOUNS.isdisjoint(lead)


def _meant(before: Sequence[Name], last: Name | None, pronoun: str) -> Name | None:
    """The one person of the names before a pronoun, or else the last one, that it can stand for."""
    persons = [name for name in before if name.kind == "person"]
    if not persons and last is not None:
        persons = [last]
    genders = {one.entity: (_gender(one), one) for one in persons}
    wanted = "f" if pronoun == "she" else "m"
    for likely in (wanted, ""):
        if fit := [one for gender, one in genders.values() if gender == likely]:
            return fit[0] if len(fit) == 1 else None
    return None


def _gender(name: Name) -> str:
    """A person's gender, "f" or "m", as far as the given name tells it; else empty."""
    given = (name.full or name.surface).split()
    return of_given_name(given[0]) if len(given) > 1 else ""


def owner(stretch: TellingPassage, noun: Trigger, last: Name | None) -> Name | None:
    """Whose event a noun behind "his" or "her" tells, where only one person can be meant.

    That is the one person named before it in the sentence, or else the ``last`` one before. "The
    request" is nobody's: whose it was, another sentence says.
    """
    words = noun.clause.until(noun.start)
    pronoun = _POSSESSIVES.get(words[-1]) if words else None
    if pronoun is None:
        return None
    return _meant(stretch.names_in(stretch.start, noun.start), last, pronoun)


def taking_part(
    stretch: TellingPassage, trigger: Trigger, names: Sequence[Name], actor: Name | None
) -> frozenset[str]:
    """Who is subject or object of a trigger's clause: by ``entity``.

    Not a state or a body behind a preposition of place ("met in Norland"), nor a name that only
    stands before another ("Norland's minister").
    """
    clause, text = trigger.clause, stretch.text
    found = {actor.entity} if actor is not None else set()
    for name in names:
        if not clause.start <= name.start < clause.end:
            continue
        before = text[max(clause.start, name.start - 12) : name.start].rstrip().rpartition(" ")[2]
        apart = before.lower() == "the"
        if apart:
            rest = text[max(clause.start, name.start - 24) : name.start].rstrip()[:-3].rstrip()
            before = rest.rpartition(" ")[2]
        placed = name.kind != "person" and before.lower() in _PLACING
        owns = text.startswith(("'s", "’s"), name.end)
        if not placed and not owns:
            found.add(name.entity)
    return frozenset(found)


def has_subject(names: Sequence[Name], trigger: Trigger) -> bool:
    """Whether a name stands before the verb."""
    return any(name.end <= trigger.start for name in names)


def words(
    stretch: TellingPassage, trigger: Trigger, parts: Sequence[Clause], actor: Name | None
) -> str:
    """What stands for a subject that a verb's clause leaves out, or tells by a pronoun; or "".

    Of "A convoy left the city but was turned back" that is what the main clause begins with.
    """
    if trigger.clause.lead in ("and", "but", "") and parts:
        main = parts[0]
        pronoun = actor is not None and {"he", "she"} & set(trigger.clause.until(trigger.start))
        if main.end <= trigger.start and main.relation is ClauseRelation.MAIN and not pronoun:
            if told := _main_subject(stretch, main):
                return told
    if actor is None or actor.kind != "person":
        if resumed := _resumed_subject(stretch, trigger, parts):
            return resumed
    if trigger.clause.lead in _RELATIVES and actor is None and parts:
        main = parts[0]
        tight = not stretch.text[main.end : trigger.clause.start].strip(" ,")
        if tight and EventWords.FINITE.isdisjoint(main.bare.lower):
            told = stretch.text[main.start : main.end]
            return told if "," not in told and len(told) <= _LONGEST else ""
    return (actor.full or actor.surface) if actor is not None else ""


def _resumed_subject(stretch: TellingPassage, trigger: Trigger, parts: Sequence[Clause]) -> str:
    """The subject that a clause between commas parts from its verb: "The firm, which …, sold …"."""
    if len(parts) < 3 or parts[1].lead not in _RELATIVES:
        return ""
    clause, main = trigger.clause, parts[0]
    opens = trigger.start == clause.start or trigger.first == clause.start
    resumes = clause.relation is main.relation is ClauseRelation.MAIN and clause is not main
    if not (opens and resumes) or not EventWords.FINITE.isdisjoint(main.bare.lower):
        return ""
    told = stretch.text[main.start : main.end].partition(",")[0].strip()
    plain = main.bare.lower[0] not in EventWords.LEADS and MASK not in told
    plain = plain and not stretch.hits_in(main.start, main.end)
    return told if plain and len(told) <= _LONGEST else ""


def _main_subject(stretch: TellingPassage, clause: Clause) -> str:
    """The words of a clause up to its first verb, where they are a subject."""
    bare = clause.bare
    for index, word in enumerate(bare.lower):
        if MASK in word or word in ("he", "she", "it", "they", "we", "i", "there"):
            return ""
        if word in EventWords.FINITE:
            told = stretch.text[bare.starts[0] : bare.starts[index]].strip(" ,")
            hits = stretch.hits_in(bare.starts[0], bare.starts[index])
            plain = "," not in told and not hits and bare.lower[0] not in EventWords.LEADS
            return told if index and plain and len(told) <= _LONGEST else ""
    return ""
