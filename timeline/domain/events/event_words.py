"""The verbs and nouns that tell an event, with the kind of event that each tells.

The kinds are those of ``models.Event``.
"""

from __future__ import annotations

from timeline.domain.lexicon.verb_forms import Form, forms
from timeline.domain.lexicon.word_lists import Lazy, entries, groups

_KINDS = tuple(
    "statement warning request refusal decision proposal meeting military incident support "
    "publication other".split()
)

HELPERS = frozenset("is are was were has have had will would could did does may might can".split())
TROOPS = frozenset(
    "forces troops soldiers tanks army military warplanes missiles drones drone".split()
)
"""Subjects whose doing is military, whatever the verb."""


def _verbs() -> dict[str, tuple[str, str, Form]]:
    table: dict[str, tuple[str, str, Form]] = {}
    for kind in _KINDS:
        for verb in sorted(entries("verbs", kind)):
            for form, which in forms(verb).items():
                table.setdefault(form, (kind, verb, which))
    return table


def _particles() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for form in EventWords.VERBS:
        first, _, second = form.partition(" ")
        if second:
            table[first] = (*table.get(first, ()), second)
    return table


def _of_form(*wanted: Form) -> frozenset[str]:
    return frozenset(form for form, (_, _, which) in EventWords.VERBS.items() if which in wanted)


class EventWords:
    """The lists of verbs and nouns, put together as the rules of events ask for them."""

    VERBS = Lazy(_verbs)
    """Forms of verbs, in lower case, each with kind, base form and which form it is."""
    PARTICLES = Lazy(_particles)
    """Of the first words of verbs in two words, the second words: "turned": ("down",)."""
    VERBAL = Lazy(lambda: EventWords.VERBS.keys() | EventWords.PARTICLES.keys())
    SPEECH = Lazy(lambda: entries("verbs", "statement", "tells"))
    """The verbs that tell what somebody says, in their base form."""
    SPEAKING = Lazy(
        lambda: frozenset(
            form
            for form, (_, base, _) in EventWords.VERBS.items()
            if base.partition(" ")[0] in EventWords.SPEECH
        )
    )
    """Forms of the verbs that tell what somebody says."""
    LEADS = Lazy(lambda: entries("grammar", "preposition", "lead", "subordinator"))
    """Words that begin what stands before a subject."""
    STATES = Lazy(
        lambda: frozenset(form for verb in entries("state_verbs") for form in forms(verb))
    )
    """Forms of the verbs that tell how things are."""
    ON_SOMEBODY = Lazy(lambda: entries("verbs", "object"))
    """Verbs, in their base form, that are never without an object but in the passive."""
    NOUNS = Lazy(lambda: {noun: kind for noun, (kind,) in groups("event_nouns").items()})
    """Nouns that name an event, in lower case, with its kind."""
    SECOND = Lazy(lambda: frozenset(noun.split()[1] for noun in EventWords.NOUNS if " " in noun))
    """The second words of nouns in two words: "call" of "phone call"."""
    NOMINAL = Lazy(
        lambda: frozenset(
            f"{noun}{ending}"
            for noun in EventWords.NOUNS.keys() | EventWords.SECOND
            for ending in ("", "'s")
        )
    )
    PAST = Lazy(lambda: HELPERS | _of_form("past"))
    FINITE = Lazy(lambda: HELPERS | _of_form("past", "present"))
    ANY_VERB = Lazy(lambda: HELPERS | _of_form("past", "present", "base"))
