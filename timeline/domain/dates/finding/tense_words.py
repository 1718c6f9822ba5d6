"""The words that tell whether a phrase beside them is one to come or one that has been."""

from __future__ import annotations

AHEAD = frozenset(
    "will shall won't expected scheduled slated planned plans plan planning intends intend hopes "
    "hopeful upcoming forthcoming coming tomorrow until till begins starts opens resumes expires "
    "takes enters returns closes leaves arrives meets hosts faces ends meet begin arrive "
    "depart convenes reopens airs goes go departs reconvenes reconvene resume travels speaks "
    "unveils".split()
)
STEMS = frozenset("meet begin arrive depart go resume reconvene".split())
"""Said of more than one, of what is to come: "ministers meet on Monday"; not after "to", "did"."""
MAYBE = frozenset("would should could must might may can".split())
"""What points ahead unless "have" or "not" follows, and not far: what "would open" is near it."""
ABLE = frozenset("could can may might".split())
PERCEIVED = (["seen"], ["heard"], ["found"], ["felt"], ["reached"], ["located"], ["identified"])
MAYBE_REACHES = 10
"""The words between such a verb and a phrase that it still points ahead."""
LEADS_AHEAD = frozenset(
    "is are am due set expected scheduled plans plan planning hopes hope hoping wants want vowed "
    "vows promised promises pledged pledges agreed agrees going slated likely ready "
    "prepares preparing intends intend aims aiming seeks seeking need needs supposed bound about "
    "poised unlikely deadline expects expect threatened threatens vowing invited".split()
)
"""What makes "to" and a verb a thing to come: "is to", "plans to"."""
BEHIND = frozenset(
    "said told was were had did been went came took made gave got saw met left won lost held began "
    "became fell rose led sent spoke wrote found brought fought shot struck hit beat broke chose "
    "drew drove flew froze grew knew paid ran sank sat sold spent stood swore taught thought threw "
    "understood withdrew fled died built bought caught felt kept laid meant put quit sought shook "
    "stole swept wore wound arose says tells".split()
)
UNDER_WAY = frozenset(
    "arriving beginning closing coming departing facing flying going heading holding hosting "
    "launching leaving meeting opening playing returning sailing speaking starting touring "
    "traveling travelling visiting voting".split()
)
"""What somebody "is doing" on a day to come."""
CALLS = frozenset("call calls called calling".split())
"""What asks "for" a thing to come."""
PUT_OFF = frozenset("adjourned deferred delayed extended moved postponed rescheduled".split())
"""What points ahead where "to" or "for" leads from it to the phrase itself."""
AFTER_DUE = frozenset(
    "address air announce appear arrive assume attend back be become begin brief chair close "
    "come compete complete conclude cut debut decide deliver depart dock drop end expire face "
    "fall fight finish fly get give go graduate hear hold host issue join land lapse launch "
    "lead leave make marry meet move open pass pay play present publish race receive release "
    "reopen replace reply report resume retire return rise rule run sail serve set settle shut "
    "sign speak spend stand start step stop submit succeed swear take testify tour travel turn "
    "undergo unveil visit vote wed win".split()
)
"""What is "due to" happen; "due to rain on Monday" only says why."""
BEFOREHAND = frozenset("previously originally initially".split())
"""Before "planned", which then was a plan for a time that may be over."""
DIRECTLY = frozenset("by effective payable starting beginning".split())
"""What points ahead where nothing farther left points behind."""
TO_COME = frozenset("to due expected scheduled set going".split())
BE = frozenset("be being get is are".split())
BEFORE_A_STEM = frozenset("to will would may might could should can must shall not".split())
"""Before "hit" and "put", which are their own past."""
NO_VERB = frozenset(
    "the a an his her their its our my your this that these those all some any each both about "
    "from in on at which whom where which".split()
)
ASIDE = ("as", "planned")
CLOSE = 3
"""The words from "ahead" to a phrase that it points at: "ahead of the Sunday …"."""
NOT_PAST = frozenset(
    "succeed proceed exceed indeed speed breed bleed greed hundred hatred sacred naked wicked "
    "united so-called shed embed".split()
)
TELLING = (
    AHEAD | MAYBE | BEHIND | UNDER_WAY
    | CALLS
    | {"ahead", "set", "forecast", "likely", "couldn't", "due", "to", "according"}
)  # fmt: skip
"""What one of the cues below begins with; what ends in "ed" may be one too."""
