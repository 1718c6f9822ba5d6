"""The words that tell whether the date phrase beside them is to come or has been."""

from __future__ import annotations

from timeline.domain.dates.verb_tenses import ANNOUNCING, ANNOUNCING_STEMS
from timeline.domain.lexicon.word_lists import members

AHEAD = members("tense_words", "points ahead")
STEMS = members("tense_words", "stem that points ahead")
"""Plural present forms of what is to come, "ministers meet on Monday"; not after "to" or "did"."""
MAYBE = frozenset("would should could must might may can".split())
"""Modal verbs: they point ahead within ``MAYBE_REACHES`` words, unless "have" or "not" follows."""
ABLE = frozenset("could can may might".split())
PERCEIVED = (["seen"], ["heard"], ["found"], ["felt"], ["reached"], ["located"], ["identified"])
MAYBE_REACHES = 10
"""How many words may lie between a modal verb and a phrase that it points ahead."""
LEADS_AHEAD = members("tense_words", "leads ahead with to")
"""Before "to" and a verb these point ahead: "is to", "plans to"."""
BEHIND = members("tense_words", "points behind")
UNDER_WAY = members("tense_words", "under way")
"""After "is" or "are" these point ahead: "is meeting on Monday"."""
CALLS = frozenset("call calls called calling".split())
"""Before "for" these point ahead: "calls for"."""
PUT_OFF = frozenset("adjourned deferred delayed extended moved postponed rescheduled".split())
"""These point ahead where "to" or "for" stands between them and the phrase."""
AFTER_DUE = members("tense_words", "happens when due")
"""After "due to" these verbs point ahead; "due to rain on Monday" only says why."""
BEFOREHAND = frozenset("previously originally initially".split())
"""Before "planned", these tell of a plan for a time that may be over."""
DIRECTLY = frozenset("by effective payable starting beginning".split())
"""Right before a phrase these point ahead, where no verb farther left points behind."""
TO_COME = frozenset("to due expected scheduled set going".split())
LASTED = members("tense_words", "lasted until")
"""Before "until" these tell of a day that has been: "the truce held until Sunday"."""
BIDS = members("tense_words", "bids")
"""Verbs that a call begins with, as "Come" in "Come to the square on Saturday"."""
PROMISED = members("tense_words", "promised")
"""Before "to" and a verb, these point ahead unless the text says that it was done."""
PRESENT = members("tense_words", "present") | ANNOUNCING | ANNOUNCING_STEMS
"""Of those that point ahead, the ones that tell of the past in headlines, captions and entries."""
BE = frozenset("be being get is are".split())
BEFORE_A_STEM = frozenset("to will would may might could should can must shall not".split())
"""Before "hit" and "put", which are their own past."""
NO_VERB = members("tense_words", "before no verb")
ASIDE = ("as", "planned")
CLOSE = 3
"""How many words there may be from "ahead of" to a phrase that it points ahead."""
NOT_PAST = members("tense_words", "no past tense")
TELLING = (
    AHEAD | MAYBE | BEHIND | UNDER_WAY
    | CALLS
    | {"ahead", "set", "forecast", "likely", "couldn't", "due", "to", "according"}
)  # fmt: skip
"""Every word with which a cue may begin; words that end in "ed" may begin one, too."""
