"""The words that tell whether a phrase beside them is one to come or one that has been."""

from __future__ import annotations

from timeline.domain.lexicon.word_groups import members

AHEAD = members("tense_words", "points ahead")
STEMS = members("tense_words", "stem that points ahead")
"""Said of more than one, of what is to come: "ministers meet on Monday"; not after "to", "did"."""
MAYBE = frozenset("would should could must might may can".split())
"""What points ahead unless "have" or "not" follows, and not far: what "would open" is near it."""
ABLE = frozenset("could can may might".split())
PERCEIVED = (["seen"], ["heard"], ["found"], ["felt"], ["reached"], ["located"], ["identified"])
MAYBE_REACHES = 10
"""The words between such a verb and a phrase that it still points ahead."""
LEADS_AHEAD = members("tense_words", "leads ahead with to")
"""What makes "to" and a verb a thing to come: "is to", "plans to"."""
BEHIND = members("tense_words", "points behind")
UNDER_WAY = members("tense_words", "under way")
"""What somebody "is doing" on a day to come."""
CALLS = frozenset("call calls called calling".split())
"""What asks "for" a thing to come."""
PUT_OFF = frozenset("adjourned deferred delayed extended moved postponed rescheduled".split())
"""What points ahead where "to" or "for" leads from it to the phrase itself."""
AFTER_DUE = members("tense_words", "happens when due")
"""What is "due to" happen; "due to rain on Monday" only says why."""
BEFOREHAND = frozenset("previously originally initially".split())
"""Before "planned", which then was a plan for a time that may be over."""
DIRECTLY = frozenset("by effective payable starting beginning".split())
"""What points ahead where nothing farther left points behind."""
TO_COME = frozenset("to due expected scheduled set going".split())
BE = frozenset("be being get is are".split())
BEFORE_A_STEM = frozenset("to will would may might could should can must shall not".split())
"""Before "hit" and "put", which are their own past."""
NO_VERB = members("tense_words", "before no verb")
ASIDE = ("as", "planned")
CLOSE = 3
"""The words from "ahead" to a phrase that it points at: "ahead of the Sunday …"."""
NOT_PAST = members("tense_words", "no past tense")
TELLING = (
    AHEAD | MAYBE | BEHIND | UNDER_WAY
    | CALLS
    | {"ahead", "set", "forecast", "likely", "couldn't", "due", "to", "according"}
)  # fmt: skip
"""What one of the cues below begins with; what ends in "ed" may be one too."""
