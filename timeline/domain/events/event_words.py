"""The verbs and nouns that tell a happening, with the kind of event that each tells.

The kinds are those of ``models.Event``. Verbs are listed by their base form; regular forms are
made by rule, irregular ones are given.
"""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """Which form of a verb a word is."""

    BASE = "base"
    PAST = "past"
    PRESENT = "present"
    ING = "ing"


_VERBS: dict[str, str] = {
    "statement": (
        "say tell state note add explain recall reveal acknowledge admit stress emphasize "
        "emphasise insist maintain claim declare describe recount announce comment confirm "
        "deny remark argue assert believe suggest cite praise reiterate report repeat respond "
        "reply answer write tweet post quote agree concede boast testify allege thank "
        "apologise apologize welcome call refer accuse blame criticise criticize condemn "
        "denounce hail mention detail"
    ),
    "warning": "warn threaten caution",
    "request": (
        "ask request demand plead beg urge appeal petition press push call-for call-on "
        "appeal-for push-for press-for plead-with ask-for"
    ),
    "refusal": (
        "refuse reject decline rebuff veto block dismiss turn-down rule-out oppose"
    ),
    "decision": (
        "cancel stop halt postpone delay overturn uphold sentence jail convict charge sue "
        "fine expel recognise recognize reopen shut resume dissolve rename decide approve "
        "adopt ratify order agree-to sign vote-for vote pass authorise authorize appoint "
        "elect choose grant ban impose lift suspend extend pledge promise commit vow"
    ),
    "proposal": (
        "propose suggest offer recommend float raise table call-to put-forward consider draft"
    ),
    "meeting": (
        "visit mourn celebrate meet convene travel-to arrive host gather negotiate debate "
        "weigh discuss hold"
    ),
    "military": (
        "annex ambush assassinate kidnap abduct hijack raid detonate sabotage attack invade "
        "shell bomb bombard strike seize capture occupy storm advance retreat withdraw deploy "
        "launch fire shoot shoot-down down intercept surround besiege approach enter cross "
        "kill wound liberate destroy hit close mobilise mobilize escalate"
    ),
    "incident": (
        "drown stab rescue strand overturn riot explode crash collapse burn flee die escape "
        "extinguish break-out leak flood arrest detain protest injure evacuate sink derail"
    ),
    "support": (
        "send supply provide deliver donate fund sanction back arm train help aid assist "
        "finance"
    ),
    "publication": "publish release issue print broadcast air",
    "other": (
        "fear resign step-down win lose begin start end grow fall rise quit leave return join "
        "open take-office unveil inaugurate found merge acquire cut increase drop"
    ),
}  # fmt: skip

SPEECH = frozenset(
    _VERBS["statement"].split()
    + "warn threaten caution urge demand plead beg vow pledge promise "
    "propose suggest recommend".split()
)
"""The verbs that tell what somebody says, in their base form."""

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("said",), "tell": ("told",), "write": ("wrote", "written"), "quote": ("quoted",),
    "beg": ("begged",), "plead": ("pleaded", "pled"), "choose": ("chose", "chosen"),
    "meet": ("met",), "hold": ("held",), "strike": ("struck",),
    "withdraw": ("withdrew", "withdrawn"),
    "shoot": ("shot",), "hit": ("hit",), "flee": ("fled",), "break": ("broke", "broken"),
    "sink": ("sank", "sunk"), "send": ("sent",), "win": ("won",), "lose": ("lost",),
    "begin": ("began", "begun"), "grow": ("grew", "grown"), "fall": ("fell", "fallen"),
    "rise": ("rose", "risen"), "quit": ("quit",), "leave": ("left",), "put": ("put",),
    "take": ("took", "taken"), "cut": ("cut",), "step": ("stepped",), "ban": ("banned",),
    "commit": ("committed",), "drop": ("dropped",), "stop": ("stopped",), "stab": ("stabbed",),
    "kidnap": ("kidnapped",), "hijack": ("hijacked",), "shut": ("shut",), "put-forward": ("put",),
    "burn": ("burned", "burnt"),
    "admit": ("admitted",), "refer": ("referred",), "broadcast": ("broadcast",),
    "draft": ("drafted",),
    "die": ("died",), "arm": ("armed",), "leak": ("leaked",), "float": ("floated",),
    "repeat": ("repeated",), "appeal": ("appealed",), "reveal": ("revealed",), "vote": ("voted",),
}  # fmt: skip

_NOUNS: dict[str, str] = {
    "interview": "interview interviews",
    "publication": "memoir memoirs autobiography",
    "meeting": (
        "meeting meetings summit talks conversation conversations negotiations visit call "
        "phone-call debate debates news-conference press-conference briefing"
    ),
    "military": (
        "invasion attack attacks strike strikes operation offensive assault shelling "
        "bombardment campaign raid incursion escalation airstrike airstrikes counteroffensive "
        "siege"
    ),
    "incident": "explosion blast crash fire protest protests collapse accident evacuation",
    "support": "sanctions deliveries",
    "decision": "decision decisions ceasefire truce armistice referendum election vote ruling",
    "request": "request plea appeal demand",
    "refusal": "refusal rejection",
    "statement": "video-message speech address statement",
}  # fmt: skip


def _forms(verb: str) -> dict[str, Form]:
    head, _, rest = verb.partition("-")
    tail = f" {rest}" if rest else ""
    past = _IRREGULAR.get(verb) or _IRREGULAR.get(head) or (_regular_past(head),)
    made = {f"{head}{tail}": Form.BASE, f"{_third(head)}{tail}": Form.PRESENT}
    made[f"{_ing(head)}{tail}"] = Form.ING
    # Last, since "hit" and "cut" are both: read as the past, which news is told in.
    made.update({f"{form}{tail}": Form.PAST for form in past})
    return made


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def _ing(verb: str) -> str:
    if verb in (
        "stop",
        "stab",
        "kidnap",
        "shut",
        "beg",
        "ban",
        "commit",
        "admit",
        "refer",
        "step",
        "drop",
        "hit",
        "cut",
        "begin",
    ):
        return f"{verb}{verb[-1]}ing"
    if verb == "die":
        return "dying"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


VERBS: dict[str, tuple[str, str, Form]] = {}
"""Forms of verbs, in lower case, each with kind, base form and which form it is."""
for _kind, _listed in _VERBS.items():
    for _verb in _listed.split():
        for _form, _which in _forms(_verb).items():
            VERBS.setdefault(_form, (_kind, _verb, _which))

SPEAKING = frozenset(
    form for form, (_, base, _) in VERBS.items() if base.partition("-")[0] in SPEECH
)
"""Forms of the verbs that tell what somebody says."""

PARTICLES: dict[str, tuple[str, ...]] = {}
"""Of the first words of verbs in two words, the second words: "turned": ("down",)."""
for _form in VERBS:
    if " " in _form:
        _head, _rest = _form.split(" ", 1)
        PARTICLES[_head] = (*PARTICLES.get(_head, ()), _rest)

NOUNS: dict[str, str] = {
    noun.replace("-", " "): kind for kind, listed in _NOUNS.items() for noun in listed.split()
}
"""Nouns that name a happening, in lower case, with its kind."""

TROOPS = frozenset(
    "forces troops soldiers tanks army military warplanes missiles drones drone".split()
)
"""Subjects whose doing is military, whatever the verb."""


def forms(which: Form) -> frozenset[str]:
    """The words that are read as this form of a verb."""
    return frozenset(form for form, (_, _, is_form) in VERBS.items() if is_form is which)
