"""Words that the rules of speakers look at: who may speak without a name, what leads a phrase."""

from __future__ import annotations

SPOKEN_FOR = frozenset(
    "spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen spox".split()
)
OFFICES = frozenset(
    """
    adviser advisor aide ambassador analyst archbishop attorney ayatollah baroness billionaire
    bishop boss brigadier candidate captain cardinal chair chairman chairperson chairwoman
    challenger chancellor chief chieftain clerk colonel columnist commander commentator commissioner
    congressman congresswoman constable coordinator correspondent councillor counsel coroner
    democrat deputy diplomat director economist editor emir envoy executive expert founder general
    governor head historian host inspector interviewer journalist judge justice king lawmaker lawyer
    leader legislator liberal lieutenant lord magistrate major mayor mediator minister mogul monarch
    moderator mp nominee negotiator officer official oligarch opponent organiser organizer
    parliamentarian pastor patriarch politician pollster pontiff pope premier presenter president
    prime-minister prince princess principal professor prosecutor protester queen rapporteur
    representative republican reporter researcher resident rival ruler scientist secretary
    secretary-general senator sergeant sheikh sheriff socialist soldier solicitor speaker statesman
    strategist strongman supporter taoiseach teacher treasurer tsar tycoon undersecretary veteran
    vice-president voter whip whistleblower witness worker vice-chancellor vice-chair politician
    conservative source observer activist campaigner farmer nurse doctor driver mother father
    brother sister son daughter wife husband widow man woman boy girl student neighbour neighbor
    friend colleague pilot victim survivor refugee shopkeeper pensioner person lady gentleman
    backbencher firebrand incumbent predecessor successor peer commissar ex-president ex-minister
    ex-premier dictator autocrat author interviewee defendant plaintiff
    """.split()
) | SPOKEN_FOR  # fmt: skip
"""People by their office or their part, in the singular."""

PLURAL_PEOPLE = (
    frozenset(f"{word}s" for word in OFFICES)
    | frozenset(
        """
        ministers-general officials sources people men women children critics lawmakers allies
        opponents analysts experts witnesses authorities police prosecutors troops colleagues
        families parties both some others many staff parents mps meps aides residents judges voters
        envoys attorneys-general chiefs secretaries countrymen fans crowds campaigners
        """.split()
    )
    | SPOKEN_FOR & frozenset("spokespeople spokesmen spokeswomen".split())
)  # fmt: skip
HELD_BY_ONE = frozenset(
    """
    president premier minister chancellor leader chief mayor governor secretary head chairman
    chairwoman chair senator congressman congresswoman king queen pope pontiff general ambassador
    secretary-general commissioner speaker taoiseach candidate nominee monarch prince judge
    """.split()
)  # fmt: skip
"""Offices of which a text has one holder at a time, so that "the mayor" is somebody named."""

TITLES = OFFICES | frozenset("sen rep gov gen col sgt adm prof dr mp sens reps".split())
AROUND_OFFICES = frozenset(
    "the former then prime foreign vice deputy secretary general interior defence defense finance "
    "home state then-president ex-president his her their this that".split()
)
BODIES = frozenset(
    """
    administration agency alliance army assembly association authority bank bloc board bureau
    cabinet campaign charity church coalition command commission committee company congress council
    court department embassy faction federation firm force foundation government group institute
    junta kremlin legislature ministry mission movement navy newspaper office opposition
    organisation organization palace panel parliament party police presidency regime regulator
    secretariat senate service side team think-tank treasury tribunal union watchdog website outlet
    broadcaster channel network magazine paper tabloid union delegation staff chamber military
    """.split()
)  # fmt: skip
"""Bodies by a common noun."""

WRITINGS = frozenset(
    """
    statement letter report tweet post message email e-mail note filing document memo communique
    communiqué announcement declaration transcript release article editorial book memoir headline
    banner sign placard poster slogan caption text resolution ruling verdict indictment lawsuit
    complaint joint draft decree order law manifesto affidavit opinion dissent readout op-ed column
    advert leaflet posters banners signs placards statements tweets posts messages letters
    """.split()
)  # fmt: skip
"""What is written, and then "reads" or "said"."""

MAY_SPEAK = OFFICES | PLURAL_PEOPLE | BODIES | WRITINGS
"""Nouns that stand before a verb of speech without a name."""

WORDS_OF = frozenset(
    """
    words remark remarks comment comments statement claim claims warning warnings assertion demand
    demands call calls plea description insistence admission promise pledge accusation accusations
    phrase quip slogan mantra suggestion threat message speech tweet post question verdict response
    answer reply retort boast vow line lines jibe joke taunt jab barb quote
    motto argument prediction assessment rhetoric declaration
    """.split()
)  # fmt: skip
"""Nouns of speech: "Johnson's pledge to “…”", "in her words"."""

SINGULAR_PRONOUNS = frozenset({"he", "she"})
PRONOUNS = SINGULAR_PRONOUNS | {"they", "i", "we", "it"}
POSSESSIVES = {"his": "he", "her": "she", "their": "they", "my": "i", "our": "we", "its": "it"}
DETERMINERS = frozenset(
    "the a an this that these those one another every each some any no such".split()
) | frozenset(POSSESSIVES)  # fmt: skip
INDEFINITE = frozenset("a an one another some any two three four several many other".split())
HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady dame mx prof".split())
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
TITLED = frozenset(
    """
    film movie book novel song album series show documentary play podcast poem programme memoir
    operation hashtag word term terms phrase label nickname slogan title category
    programmes magazine ship code-name codename tag notion concept
    """.split()
)  # fmt: skip
"""Nouns beside which quoted words are a title or a term, not what somebody said."""

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
BEFORE_S = PRONOUNS | RELATIVES | OFFICES | BODIES | ADVERBS | WRITINGS | {"and"}
"""Words after which a form that is a noun as often is a verb: "the minister claims"."""
