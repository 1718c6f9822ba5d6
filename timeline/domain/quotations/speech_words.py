"""Words that the rules of speakers look at: who may speak without a name, what leads a phrase."""

from __future__ import annotations

from timeline.domain.lexicon.word_lists import Lazy, entries
from timeline.domain.lexicon.words import Words
from timeline.domain.quotations.speech_verbs import speech_verbs

AROUND_OFFICES = frozenset(
    "the former then prime foreign vice deputy secretary general interior defence defense finance "
    "home state then-president ex-president his her their this that".split()
)
SINGULAR_PRONOUNS = frozenset({"he", "she"})
PRONOUNS = SINGULAR_PRONOUNS | {"they", "i", "we", "it"}
POSSESSIVES = {"his": "he", "her": "she", "their": "they", "my": "i", "our": "we", "its": "it"}
DETERMINERS = frozenset(
    "the a an this that these those one another every each some any no such".split()
) | frozenset(POSSESSIVES)  # fmt: skip
INDEFINITE = frozenset("a an one another some any two three four several many other".split())
AUXILIARIES = frozenset(
    """
    has have had is was are were be been being will would can could may might must should shall did
    does do not n't hasn't didn't doesn't wouldn't won't couldn't isn't wasn't never ever having
    """.split()
)  # fmt: skip
MODALS = frozenset("will would can could may might must should shall to".split())
BEING = frozenset("is was are were be been being".split())
ADVERBS = frozenset(
    """
    also then later earlier once again still already just only even often always now today yesterday
    tonight tomorrow previously subsequently first further instead reportedly repeatedly recently
    famously simply twice ago too both all all-but nonetheless nevertheless however meanwhile
    moreover though therefore thus indeed perhaps separately soon long on-air live back out
    """.split()
)  # fmt: skip
TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec week month year night morning afternoon evening weekend
    day days weeks months years hours minutes last this next early late noon midnight
    """.split()
)  # fmt: skip
PREPOSITIONS = frozenset(
    """
    of for from in at near with to by on about against between among into over under after before
    during within without across behind beyond despite through toward towards upon via inside
    outside amid alongside since until including like regarding concerning
    """.split()
)  # fmt: skip
LEADING_ON = frozenset("of for to at in".split())
"""Words that lead on to what an office is of."""

OWNING = frozenset("of for from in at with to by on near behind within inside among close".split())
"""Prepositions after a noun that speaks: "a spokesman for X", "officials in Y"."""

LEADS = (PREPOSITIONS - {"of"}) | frozenset(
    """
    when while as if according although though because once whereas unless speaking asked pressed
    following referring writing addressing responding reacting commenting citing quoting appearing
    questioned standing sitting given unlike whether faced
    """.split()
)  # fmt: skip
"""Words that begin a clause before the main one: "In Kyiv, …", "After they met, …"."""

SUBORDINATORS = frozenset("when while as if although though because after before since".split())
CONJUNCTIONS = frozenset("and but or yet then so nor".split())
RELATIVES = frozenset({"who", "which"})
ASKING = frozenset({"ask", "wonder", "question"})
ANSWERING = frozenset({"reply", "respond", "answer", "retort", "counter", "shoot", "hit"})
LISTENING = frozenset({"tell", "ask", "inform", "remind", "advise", "assure", "warn", "urge"})
"""Verbs whose passive has a listener for its subject: "he was told", "asked whether"."""

NAMING = frozenset(
    """
    so-called called dubbed nicknamed named titled entitled codenamed code-named known termed
    labelled labeled billed branded styled christened
    """.split()
)  # fmt: skip
ENDS_PHRASE = AUXILIARIES | CONJUNCTIONS
PARTS_CLAUSES = (
    ENDS_PHRASE
    | RELATIVES
    | SUBORDINATORS
    | frozenset("that how what why where whether than".split())
)
"""Words that no noun phrase goes over."""

TIMES_OR_ADVERBS = TIMES | ADVERBS
NO_SURNAMES = TIMES | AUXILIARIES
"""Words that are no surname by themselves: "May", "Will"."""

BEFORE_NOUNS = (DETERMINERS | PREPOSITIONS) - {"to"}
BEFORE_BASE = AUXILIARIES | PRONOUNS | {"to", "who", "and"}


class SpeechWords:
    """Lists from the data files, put together as the rules of speakers ask for them."""

    VERBS = Lazy(speech_verbs)
    HELD_BY_ONE = Lazy(lambda: entries("offices", "one"))
    """Offices of which a text has one holder at a time, so that "the mayor" is somebody named."""
    PLURAL_PEOPLE = Lazy(
        lambda: entries("people") | {f"{word}s" for word in Words.OFFICES - Words.ABBREVIATED}
    )
    BODIES = Lazy(lambda: entries("organisation_words", "speaks"))
    """Bodies by a common noun."""
    WRITINGS = Lazy(lambda: entries("text_nouns", "writing"))
    """What is written, and then "reads" or "said"."""
    WORDS_OF = Lazy(lambda: entries("text_nouns", "said"))
    """Nouns of speech: "Johnson's pledge to “…”", "in her words"."""
    TITLED = Lazy(lambda: entries("text_nouns", "title"))
    """Nouns beside which quoted words are a title or a term, not what somebody said."""
    MAY_SPEAK = Lazy(
        lambda: (
            Words.OFFICES | SpeechWords.PLURAL_PEOPLE | SpeechWords.BODIES | SpeechWords.WRITINGS
        )
    )
    """Nouns that stand before a verb of speech without a name."""
    BEFORE_S = Lazy(
        lambda: (
            Words.OFFICES
            | SpeechWords.BODIES
            | SpeechWords.WRITINGS
            | PRONOUNS
            | RELATIVES
            | ADVERBS
            | {"and"}
        )
    )
    """Words after which a form that is a noun as often is a verb: "the minister claims"."""
    IN_LABELS = Lazy(lambda: Words.OFFICES | {"of", "for", "the"})
    """What may stand before the colon of "Mayor of Oslo: …"."""
    BEFORE_NAMES = Lazy(
        lambda: Words.OFFICES | {"the", "former", "press", "foreign", "prime", "vice", "deputy"}
    )
    """What may stand between a body and its person: "White House press secretary X"."""
    BEFORE_TITLES = Lazy(
        lambda: (
            Words.OFFICES
            | DETERMINERS
            | OWNING
            | frozenset("former then prime foreign vice mr mrs ms dr sir sen rep gov".split())
        )
    )
    NO_NAMES = Lazy(
        lambda: frozenset().union(
            SpeechWords.PLURAL_PEOPLE,
            SpeechWords.BODIES,
            SpeechWords.WRITINGS,
            DETERMINERS,
            PREPOSITIONS,
            LEADS,
            ADVERBS,
            TIMES,
            INDEFINITE,
            "nobody everyone everybody someone somebody anyone none what who much it".split(),
        )
    )
    """Words with a capital that are no name that nobody told of."""
    IN_TITLES = Lazy(
        lambda: frozenset().union(
            Words.MODIFIERS,
            Words.DESCRIBED,
            Words.DEMONYMS,
            LEADING_ON,
            DETERMINERS,
            ("current", "present"),
        )
    )
    """What the phrase of an office may be made of, but for the office and names."""
    FIELDS = Lazy(
        lambda: (
            Words.MODIFIERS
            - Words.OFFICES
            - {"deputy", "vice", "assistant", "associate", "under", "former", "ex", "then", "late"}
        )
    )
    """What an office is in charge of: who is told by another field is another."""
    CUES = Lazy(lambda: SpeechWords.VERBS.keys() | SpeechWords.WORDS_OF | {"according"})
