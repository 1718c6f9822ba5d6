"""Words that the rules of speakers look at: who may speak without a name, what leads a phrase."""

from __future__ import annotations

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.lexicon.word_lists import Lazy, entries
from timeline.domain.quotations.speech_verbs import speech_verbs

SINGULAR_PRONOUNS = frozenset({"he", "she"})
PRONOUNS = SINGULAR_PRONOUNS | {"they", "i", "we", "it"}
POSSESSIVES = {"his": "he", "her": "she", "their": "they", "my": "i", "our": "we", "its": "it"}


class SpeechWords:
    """Lists from the data files, put together as the rules of speakers ask for them."""

    VERBS = Lazy(speech_verbs)
    AUXILIARIES = Lazy(lambda: entries("grammar", "auxiliary"))
    MODALS = Lazy(lambda: entries("grammar", "modal"))
    BEING = Lazy(lambda: entries("grammar", "being"))
    ADVERBS = Lazy(lambda: entries("grammar", "adverb"))
    TIMES = Lazy(lambda: entries("grammar", "time"))
    PREPOSITIONS = Lazy(lambda: entries("grammar", "preposition"))
    LEADING_ON = Lazy(lambda: entries("grammar", "of-office"))
    """Words that lead on to what an office is of."""
    OWNING = Lazy(lambda: entries("grammar", "of-noun"))
    """Prepositions after a noun that speaks: "a spokesman for X", "officials in Y"."""
    LEADS = Lazy(lambda: entries("grammar", "preposition", "lead") - {"of"})
    """Words that begin a clause before the main one: "In Kyiv, …", "After they met, …"."""
    SUBORDINATORS = Lazy(lambda: entries("grammar", "subordinator"))
    CONJUNCTIONS = Lazy(lambda: entries("grammar", "conjunction"))
    RELATIVES = Lazy(lambda: entries("grammar", "relative"))
    DETERMINERS = Lazy(lambda: entries("grammar", "determiner"))
    INDEFINITE = Lazy(lambda: entries("grammar", "indefinite"))
    NAMING = Lazy(lambda: entries("grammar", "naming"))
    AROUND_OFFICES = Lazy(lambda: entries("grammar", "plain-office"))
    ENDS_PHRASE = Lazy(lambda: entries("grammar", "auxiliary", "conjunction"))
    BEFORE_VERBS = Lazy(lambda: entries("grammar", "auxiliary", "adverb", "time"))
    """What may stand between a subject and its verb."""
    PARTS_CLAUSES = Lazy(
        lambda: entries(
            "grammar", "auxiliary", "conjunction", "relative", "subordinator", "parting"
        )
    )
    """Words that no noun phrase goes over."""
    PARTING = Lazy(lambda: SpeechWords.PARTS_CLAUSES | {"with", "by", "while", "as", "from"})
    """Words that end a phrase in apposition."""
    NOT_OF_NOUNS = Lazy(
        lambda: SpeechWords.PARTS_CLAUSES - entries("grammar", "auxiliary", "subordinator")
    )
    HELPING = Lazy(lambda: SpeechWords.AUXILIARIES - SpeechWords.BEING)
    NO_HEADS = Lazy(lambda: SpeechWords.DETERMINERS - {"one", "some", "many", "another", "several"})
    TIMES_OR_ADVERBS = Lazy(lambda: entries("grammar", "time", "adverb"))
    AFTER_CLOSING = Lazy(lambda: entries("grammar", "preposition", "time"))
    NO_SURNAMES = Lazy(lambda: entries("grammar", "time", "auxiliary"))
    """Words that are no surname by themselves: "May", "Will"."""
    SMALL = Lazy(lambda: entries("grammar", "of-office", "determiner") | {""})
    BEFORE_NOUNS = Lazy(lambda: entries("grammar", "determiner", "preposition") - {"to"})
    BEFORE_BASE = Lazy(lambda: SpeechWords.AUXILIARIES | PRONOUNS | {"to", "who", "and"})
    ASKING = Lazy(lambda: entries("verbs", "asks"))
    ANSWERING = Lazy(lambda: entries("verbs", "answers"))
    LISTENING = Lazy(lambda: entries("verbs", "listens"))
    """Verbs whose passive has a listener for its subject: "he was told", "asked whether"."""
    HELD_BY_ONE = Lazy(lambda: entries("offices", "one"))
    """Offices of which a text has one holder at a time, so that "the mayor" is somebody named."""
    PLURAL_PEOPLE = Lazy(
        lambda: entries("people") | {f"{word}s" for word in Lexicon.OFFICES - Lexicon.ABBREVIATED}
    )
    BODIES = Lazy(lambda: entries("organisation_words", "speaks"))
    """Bodies by a common noun."""
    WRITINGS = Lazy(lambda: entries("text_nouns", "writing"))
    """What is written, and then "reads" or "said"."""
    WORDS_OF = Lazy(lambda: entries("text_nouns", "said"))
    """Nouns of speech: "Johnson's pledge to “…”", "in her words"."""
    TITLED = Lazy(lambda: entries("text_nouns", "title"))
    """Nouns beside which quoted words are a title or a term, not what somebody said."""
    WORKS = Lazy(lambda: entries("text_nouns", "work"))
    """What has a title of its own, which begins with a capital: "the film “…”"."""
    MAY_SPEAK = Lazy(
        lambda: (
            Lexicon.OFFICES | SpeechWords.PLURAL_PEOPLE | SpeechWords.BODIES | SpeechWords.WRITINGS
        )
    )
    """Nouns that stand before a verb of speech without a name."""
    BEFORE_S = Lazy(
        lambda: (
            Lexicon.OFFICES
            | SpeechWords.BODIES
            | SpeechWords.WRITINGS
            | PRONOUNS
            | SpeechWords.RELATIVES
            | SpeechWords.ADVERBS
            | {"and"}
        )
    )
    """Words after which a form that is a noun as often is a verb: "the minister claims"."""
    IN_LABELS = Lazy(lambda: Lexicon.OFFICES | {"of", "for", "the"})
    """What may stand before the colon of "Mayor of Oslo: …"."""
    BEFORE_NAMES = Lazy(
        lambda: Lexicon.OFFICES | {"the", "former", "press", "foreign", "prime", "vice", "deputy"}
    )
    """What may stand between a body and its person: "White House press secretary X"."""
    BEFORE_TITLES = Lazy(
        lambda: (
            Lexicon.OFFICES
            | SpeechWords.DETERMINERS
            | SpeechWords.OWNING
            | frozenset("former then prime foreign vice mr mrs ms dr sir sen rep gov".split())
        )
    )
    NO_NAMES = Lazy(
        lambda: frozenset().union(
            SpeechWords.PLURAL_PEOPLE,
            SpeechWords.BODIES,
            SpeechWords.WRITINGS,
            SpeechWords.DETERMINERS,
            SpeechWords.PREPOSITIONS,
            SpeechWords.LEADS,
            SpeechWords.ADVERBS,
            SpeechWords.TIMES,
            SpeechWords.INDEFINITE,
            "nobody everyone everybody someone somebody anyone none what who much it".split(),
        )
    )
    """Words with a capital that are no name that nobody told of."""
    IN_TITLES = Lazy(
        lambda: frozenset().union(
            Lexicon.MODIFIERS,
            Lexicon.DESCRIBED,
            Lexicon.DEMONYMS,
            SpeechWords.LEADING_ON,
            SpeechWords.DETERMINERS,
            ("current", "present"),
        )
    )
    """What the phrase of an office may be made of, but for the office and names."""
    FIELDS = Lazy(
        lambda: (
            Lexicon.MODIFIERS
            - Lexicon.OFFICES
            - {"deputy", "vice", "assistant", "associate", "under", "former", "ex", "then", "late"}
        )
    )
    """What an office is in charge of: who is told by another field is another."""
    CUES = Lazy(lambda: SpeechWords.VERBS.keys() | SpeechWords.WORDS_OF | {"according"})
