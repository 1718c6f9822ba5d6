"""The words of titles and offices."""

from __future__ import annotations

HONORIFICS = frozenset(
    """
    mr mrs ms miss dr sir dame lord lady prof professor rev reverend father sister imam rabbi
    ayatollah sheikh sheikha sayyid don dona herr frau monsieur madame signor signora hon
    honourable honorable mullah hajji pan pani mx mme
    """.split()
)
"""Before a person's name, and no part of it."""

ABBREVIATED = frozenset(
    "amb gen col maj capt cpl lt sgt adm cmdr brig sen rep gov pres sec dep min hon prof".split()
)

OFFICES = ABBREVIATED | frozenset(
    """
    president vice-president premier minister chancellor vice-chancellor secretary
    undersecretary secretary-general general director-general director-generals governor-general
    governor mayor deputy-mayor senator congressman congresswoman representative lawmaker mp mep
    deputy councillor councilor alderman speaker whip king queen prince princess emperor empress
    emir sultan crown-prince monarch pope patriarch metropolitan cardinal archbishop bishop
    colonel major captain lieutenant sergeant admiral commodore marshal brigadier corporal
    commander commander-in-chief commandant judge justice magistrate prosecutor attorney-general
    ombudsman ombudswoman spokesman spokeswoman spokesperson chief chairman chairwoman
    chairperson chair co-chair head leader co-leader co-founder founder director manager officer
    executive ceo cfo coo commissioner ambassador envoy diplomat consul negotiator adviser
    advisor aide strategist pollster analyst expert economist lawyer attorney advocate activist
    campaigner dissident blogger journalist reporter correspondent editor columnist anchor
    author writer novelist poet historian sociologist academic researcher scientist physicist
    epidemiologist virologist climatologist scholar lecturer fellow doctor surgeon nurse medic
    psychologist teacher rector dean principal banker financier investor billionaire oligarch
    businessman businesswoman entrepreneur tycoon trader farmer fisherman miner engineer pilot
    driver firefighter paramedic shopkeeper priest monk preacher cleric coach striker midfielder
    goalkeeper singer actor actress filmmaker musician rapper artist architect candidate nominee
    contender challenger predecessor successor incumbent veteran warlord rebel separatist
    strongman dictator ruler president-elect statesman stateswoman politician treasurer
    comptroller auditor inspector superintendent sheriff detective investigator coordinator
    rapporteur observer inspector-general resident survivor pensioner student volunteer witness
    schoolteacher headteacher curator builder baker plumber electrician grocer carpenter midwife
    nun abbot deacon chaplain translator interpreter librarian archivist archaeologist biologist
    chemist geologist astronomer botanist zoologist oceanographer meteorologist seismologist
    criminologist demographer statistician mathematician philosopher theologian critic
    playwright composer conductor pianist violinist dancer choreographer sculptor photographer
    designer chef waiter cook hotelier trucker sailor skipper seaman soldier gunner sniper
    deminer athlete swimmer runner sprinter boxer wrestler cyclist skier biathlete footballer
    defender quarterback referee umpire tennis-player grandmother grandfather widow widower
    shepherd beekeeper fishmonger hairdresser seamstress cleaner caretaker clerk cashier barista
    amb gen col maj capt lt sgt adm cmdr brig sen rep gov pres
    """.split()
)
"""Who holds one can be named right after it: "foreign minister Sikorski"."""

MODIFIERS = frozenset(
    """
    prime foreign defence defense finance interior justice health energy economy economic
    economics trade education culture agriculture environment environmental transport
    transportation labour labor climate digital science infrastructure development immigration
    migration home internal external security national deputy vice first second acting interim
    caretaker former ex late assistant associate senior junior chief executive managing general
    principal regional local federal provincial municipal supreme high special permanent
    presidential parliamentary congressional governmental government state party opposition
    majority minority house senate press media military army navy naval air force police
    intelligence border emergency emergencies rescue civil human rights humanitarian political
    policy legal medical scientific technical nuclear rebel separatist religious tribal village
    community trade-union business opposition-party campaign election electoral central bank
    crown grand lead founding outgoing incoming longtime long-time veteran then newly-elected
    newly-appointed elected appointed major brigadier lieutenant rear staff public affairs
    relations strategy strategic investment research communications information social welfare
    housing planning budget tax water oil gas mining fisheries tourism sports industry commerce
    interior-ministry defence-ministry foreign-ministry under co global international world
    far-right far-left right-wing left-wing royal
    """.split()
)
"""What may stand between: "first deputy prime minister"."""

DESCRIBED = frozenset(
    """
    ministry minister office council party government parliament army navy force forces staff
    bank fund agency service committee commission company group union department institute
    university hospital school police court court's mission board bloc alliance coalition
    delegation administration region city town village district province county republic
    opposition cabinet state states security defence defense foreign finance affairs interior
    general joint chiefs armed operations intelligence trade health justice energy european
    human rights national presidential regional local federal central military international
    relations policy campaign movement faction front republican democratic country nation's
    country's
    """.split()
)
"""Words without capitals that an office may be of: "head of the presidential office"."""
