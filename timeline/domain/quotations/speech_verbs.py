"""Verbs of speech, by what they do with the words that are quoted beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Manner = Literal["say", "call", "move", "gesture"]
Form = Literal["base", "s", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Speech:
    """A form of a verb. ``manner``: "say" takes whole sentences before it and after it; "call"
    takes a word or two after it ("called it “horrific”"); "move" says what somebody asks for or
    does, with a few words of theirs ("vowed to “fight on”"); "gesture" only follows what is
    quoted ("“…,” she shrugged"). ``noun``: the form is a noun as often.
    """

    base: str
    manner: Manner
    form: Form
    noun: bool = False


_SAY = """
add allege announce answer argue ask assert caution claim comment complain conclude confess confirm
contend counter declare disclose elaborate emphasise emphasize exclaim explain insist
interject interrupt joke lament maintain mention muse note observe opine post predict proclaim
promise quip reason recall recount reflect reiterate remark remind repeat reply report respond
retort reveal rule state stress suggest testify threaten tweet underline underscore volunteer vow
wonder warn whisper message text stipulate concede acknowledge advise apologise apologize assure
boast chant charge clarify joke plead protest bellow thunder retweet blog signal hint believe think
feel hope admit agree marvel relate inform drawl counsel instruct order speculate summarise
summarize reckon pronounce scoff grumble grouse affirm attest narrate
""".split()
_CALL = """
brand call characterise characterize condemn decry denounce deride describe dismiss dub hail label
lambast lambaste liken mock portray praise slam tout blast bill criticise criticize damn defend
lash lampoon rebuke ridicule welcome term bemoan paint cast rubbish disparage depict consider deem
refer lauded compare attack chide castigate
""".split()
_MOVE = """
accuse appeal blame challenge commend commit compliment congratulate demand deny encourage
express implore invite offer oppose pledge propose pray press recommend reject request salute
scold seek thank urge want question rail voice vent refuse point hit refute promote cite accept
rebuff push quote fault implore deplore regret expect fear support endorse back
""".split()
_GESTURE = (
    "smile laugh shrug sigh nod grin snap shout yell chuckle sob fume scream beam continue".split()
)

_IRREGULAR: dict[str, tuple[Manner, str, str, str]] = {
    # base: manner, s, past, ing
    "say": ("say", "says", "said", "saying"),
    "tell": ("say", "tells", "told", "telling"),
    "write": ("say", "writes", "wrote written", "writing"),
    "read": ("say", "reads", "read", "reading"),
    "put": ("say", "puts", "put", "putting"),
    "go": ("say", "goes", "went", "going"),
    "swear": ("say", "swears", "swore sworn", "swearing"),
    "lie": ("say", "lies", "lied", "lying"),
    "cry": ("say", "cries", "cried", "crying"),
    "reply": ("say", "replies", "replied", "replying"),
    "deny": ("move", "denies", "denied", "denying"),
    "decry": ("call", "decries", "decried", "decrying"),
    "testify": ("say", "testifies", "testified", "testifying"),
    "clarify": ("say", "clarifies", "clarified", "clarifying"),
    "think": ("say", "thinks", "thought", "thinking"),
    "feel": ("say", "feels", "felt", "feeling"),
    "begin": ("gesture", "begins", "began begun", "beginning"),
    "see": ("call", "sees", "saw", "seeing"),
    "speak": ("say", "speaks", "spoke spoken", "speaking"),
    "admit": ("say", "admits", "admitted", "admitting"),
    "quip": ("say", "quips", "quipped", "quipping"),
    "dub": ("call", "dubs", "dubbed", "dubbing"),
    "label": ("call", "labels", "labelled labeled", "labelling labeling"),
    "refer": ("call", "refers", "referred", "referring"),
    "seek": ("move", "seeks", "sought", "seeking"),
    "hit": ("move", "hits", "hit", "hitting"),
    "commit": ("move", "commits", "committed", "committing"),
    "paint": ("call", "paints", "painted", "painting"),
    "cast": ("call", "casts", "cast", "casting"),
    "fear": ("say", "fears", "feared", "fearing"),
    "beg": ("say", "begs", "begged", "begging"),
    "swipe": ("say", "swipes", "swiped", "swiping"),
    "signal": ("say", "signals", "signalled signaled", "signalling signaling"),
}
_NOUNS = frozenset(
    """
    call calls claim claims comment comments demand demands answer answers report reports note notes
    post posts promise promises reply replies request requests challenge challenges charge charges
    remark remarks state states question questions order orders rule rules text message tweet
    tweets blast mock reason press appeal appeals pledge pledges offer offers vow vows joke jokes
    warning warnings reading writing statement cast bill bills damn attack attacks praise praises
    threat blame label labels brand brands term terms account accounts hope hopes fear fears feeling
    support thinking lies lie hails fault faults back backs push invite
    compliment thank thanks thunder signal signals hint hints nod press point points push meeting
    beam volunteer volunteers interrupt order texts messages estimates salute snap shout shrug sigh
    smile laugh scream cries cry regrets welcome backing ruling rulings standing hits hit paint
    """.split()
)  # fmt: skip
_ONLY_WITH = {
    # A verb that speaks only beside these words.
    "go": frozenset({"on"}),
    "put": frozenset({"it"}),
    "hit": frozenset({"back", "out"}),
    "speak": frozenset({"of", "about"}),
    "push": frozenset({"back"}),
    "lash": frozenset({"out"}),
    "see": frozenset(),
    "call": frozenset(),
}


def _forms(base: str) -> tuple[str, str, str]:
    double = base[-1] * 2 if base in {"quip", "drawl", "refer"} and base != "drawl" else base[-1]
    stem = base[:-1] + double
    if base.endswith("e"):
        return f"{base}s", f"{base}d", f"{base[:-1]}ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    s = f"{base}es" if base.endswith(("s", "sh", "ch", "x")) else f"{base}s"
    return s, f"{stem}ed", f"{stem}ing"


def _table() -> dict[str, Speech]:
    table: dict[str, Speech] = {}
    regular: tuple[tuple[Manner, list[str]], ...] = (
        ("gesture", _GESTURE), ("move", _MOVE), ("call", _CALL), ("say", _SAY),
    )  # fmt: skip
    rows: list[tuple[str, Manner, tuple[str, str, str]]] = [
        (base, manner, _forms(base)) for manner, bases in regular for base in bases
    ]
    for base, (manner, *forms) in _IRREGULAR.items():
        rows.append((base, manner, (forms[0], forms[1], forms[2])))
    for base, manner, (s, past, ing) in rows:
        kinds: tuple[tuple[Form, str], ...] = (
            ("base", base), ("s", s), ("past", past), ("ing", ing),
        )  # fmt: skip
        for form, written in kinds:
            for word in written.split():
                if word != base or form == "base" or base not in {"read", "put", "hit", "cast"}:
                    table[word] = Speech(base, manner, form, word in _NOUNS)
    for word in ("read", "put", "hit", "cast"):
        table[word] = Speech(word, table[word].manner, "past", word in _NOUNS)
    return table


VERBS: dict[str, Speech] = _table()
"""Each form of each verb, in lower case."""


def speaks(verb: Speech, *, following: str) -> bool:
    """Whether a verb is one of speech with the word after it: "put it", not "put troops"."""
    needed = _ONLY_WITH.get(verb.base)
    return not needed or following in needed
