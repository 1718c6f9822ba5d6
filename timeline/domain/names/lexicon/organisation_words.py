"""The words that bodies, papers and sites are named with."""

from __future__ import annotations

BODY = frozenset(
    """
    academy administration agency alliance army assembly association authority bank board
    brigade bureau cabinet caucus center centre chamber charity church club coalition college
    command commission committee company confederation congress consortium cooperative corp
    corporation corps council court directorate department embassy federation firm forces
    foundation front fund government group guard guards guild headquarters holdings hospital inc
    incorporated inspectorate institute institution international junta laboratories laboratory
    league legion ltd llc ministry mission monarchy movement museum network observatory office
    ombudsman organisation organization panel parliament partners partnership party plc police
    regiment secretariat senate service services society staff syndicate synod systems
    technologies theatre treasury tribunal trust union university watch workers watchdog
    airlines airways motors industries energy electric petroleum fleet battalion militia mosque
    patriarchate school seminary rada duma bundestag knesset politburo presidium bar conference
    initiative
    """.split()
)
"""A name that ends in one, or begins with one and "of", is a body's."""

OPENERS = frozenset(
    """
    ministry university bank institute council department bureau office association federation
    organisation organization union league party court chamber house academy committee
    commission confederation society fund board college center centre agency authority church
    school front movement congress service forces foundation alliance parliament assembly
    directorate secretariat inspectorate embassy museum headquarters patriarchate senate police
    medecins médecins friends reporters doctors
    """.split()
)
"""Those that are followed by "of" or "for" and the rest of the name."""

BROAD = frozenset(
    """
    general central national supreme security defence defense foreign finance interior justice
    health education energy economic economy trade culture environment agriculture labour labor
    transport constitutional federal state public special joint high higher highest armed air
    space naval navy military intelligence civil emergency emergencies human rights humanitarian
    international affairs election electoral investigative investigation prosecutor's
    prosecutors statistics statistical executive standing select permanent budget city regional
    district criminal appeal appeals presidential parliamentary prime minister's president's
    mayor's war crimes border customs fire rescue ambulance police local royal republican
    democratic communist liberal conservative socialist ruling opposition upper lower house
    world global press medical university relief science sciences technology research policy
    studies development strategic situations and of the for on in
    """.split()
)
"""Words that tell no body from another: "Security Council" is no one's name by itself."""

PAPER = frozenset(
    """
    times post herald tribune gazette journal chronicle telegraph guardian observer independent
    courier examiner inquirer mirror mail express standard news television tv radio broadcasting
    magazine review weekly daily pravda zeitung press insider reporter
    """.split()
)
"""A name that ends in one is a paper's or a broadcaster's."""

SITE = frozenset(
    """
    sea river lake mount mountain mountains island islands strait straits gulf bay ocean
    peninsula valley desert street avenue boulevard square road bridge airport airfield port
    harbour harbor station stadium arena tower palace castle park plaza hotel cathedral
    monastery cemetery oblast region province district county prefecture voivodeship governorate
    raion municipality village town city airbase base prison dam canal pipeline crossing
    corridor prize award cup games championship olympics festival marathon treaty accord accords
    agreement agreements pact protocol protocols convention conventions charter act memorial
    memorandum monument forest hills heights beach canyon springs
    """.split()
)
"""A name that ends in one is a place's, a prize's or a treaty's."""

OCCASION = frozenset(
    """
    border bill amendment declaration doctrine plan plans deal summit dialogue war wars battle
    operation revolution uprising siege massacre crisis day week month year century era age
    coast falls airspace zone line wall curtain dome missile missiles tank tanks plant law peace
    talks invasion conflict offensive
    """.split()
)
"""It ends no person's name, and hides none that stands before it: "the Ukraine War"."""

SITE_OPENERS = frozenset(
    """
    sea gulf strait battle siege treaty bay isle mount lake fort cape camp operation hotel radio
    dynamo shakhtar spartak lokomotiv
    """.split()
)
"""Those that are followed by the name of one: "Sea of Azov", "Mount Elbrus"."""

DIRECTIONS = frozenset(
    """
    new north south east west great greater little old saint st san santa fort port
    """.split()
)
"""Before a state's name they make another's: "New Mexico", "South Sudan"."""
