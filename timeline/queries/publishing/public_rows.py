"""Which rows of each table are public, and as what: the one definition.

A condition is SQL over a row of its table, which it calls ``{r}``; before the name of each other
table stands ``{s}``, where the schema is put in. It is made of subqueries alone, so that both
databases can put the rows into any query as they put in the table, and look up by keys.

A function here gives such a condition; its ``key`` is the SQL of the key that it is asked of.
"""

# Conditions are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

PUBLISHED = "'published'"
"""The state of what readers meet, as SQL (``models.state``)."""


@dataclass(frozen=True, slots=True)
class PublicRows:
    """The public rows of a table: those that meet ``where``, a condition.

    ``shown``: by the name of a column, the SQL of what readers get instead of its value.
    ``unseen``: columns that decide at most whether a row is public; readers see nothing of them, so
    that a change of one alone gives nobody's copy another version.
    """

    where: str
    shown: Mapping[str, str] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()


def _published(table: str, key: str) -> str:
    """That the event, source or story of a key is published."""
    return (
        f"EXISTS (SELECT 1 FROM {{s}}timeline_{table} p_{table} "
        f"WHERE p_{table}.id = {key} AND p_{table}.state = {PUBLISHED})"
    )


_TOLD = (
    "JOIN {s}timeline_event p_e ON p_e.id = p_m.event_id "
    "JOIN {s}timeline_source p_s ON p_s.id = p_m.source_id "
    f"WHERE p_m.state = {PUBLISHED} AND p_e.state = {PUBLISHED} AND p_s.state = {PUBLISHED}"
)


def _told(key: str) -> str:
    """That the mention of a key is public."""
    return f"EXISTS (SELECT 1 FROM {{s}}timeline_mention p_m {_TOLD} AND p_m.id = {key})"


def _names(table: str, column: str, key: str) -> str:
    """That a row of a public mention names the actor of a key."""
    return (
        f"EXISTS (SELECT 1 FROM {{s}}timeline_{table} p_n "
        f"JOIN {{s}}timeline_mention p_m ON p_m.id = p_n.mention_id {_TOLD} "
        f"AND p_n.{column} = {key})"
    )


def _actor(key: str) -> str:
    """That a public record uses the actor of a key."""
    takes_part = (
        "EXISTS (SELECT 1 FROM {s}timeline_participation p_p "
        f"JOIN {{s}}timeline_event p_e ON p_e.id = p_p.event_id AND p_e.state = {PUBLISHED} "
        f"WHERE p_p.actor_id = {key})"
    )
    told = [
        _names(table, column, key)
        for table, column in (
            ("quote", "speaker_id"), ("quote", "told_by_id"), ("term", "actor_id"),
        )
    ]  # fmt: skip
    return " OR ".join([takes_part, *told])


def _outlet(key: str) -> str:
    """That a public source is of the outlet of a key."""
    return (
        "EXISTS (SELECT 1 FROM {s}timeline_source p_s "
        f"WHERE p_s.outlet_id = {key} AND p_s.state = {PUBLISHED})"
    )


_LEVELS = 8
"""How many places lie one in another at most (``models.record.place.MOST_LEVELS``)."""


def _place(key: str) -> str:
    """That a public event happened in the place of a key, or in one that lies in it.

    Level by level, each found by a key: SQLite takes no recursion in a trigger.
    """
    here = f"WHERE p_e.place_id = {key} AND p_e.state = {PUBLISHED}"
    found = [f"EXISTS (SELECT 1 FROM {{s}}timeline_event p_e {here})"]
    for deep in range(1, _LEVELS):
        joins = "".join(
            f"JOIN {{s}}timeline_place p_{n + 1} ON p_{n + 1}.lies_in_id = p_{n}.id "
            for n in range(1, deep)
        )
        found.append(
            f"EXISTS (SELECT 1 FROM {{s}}timeline_place p_1 {joins}"
            f"JOIN {{s}}timeline_event p_e ON p_e.place_id = p_{deep}.id "
            f"AND p_e.state = {PUBLISHED} WHERE p_1.lies_in_id = {key})"
        )
    return f"({' OR '.join(found)})"


def _is_listed(table: str, key: str, used: str) -> str:
    """That the actor or outlet of a key is public, by its mark or by its use."""
    return (
        f"(EXISTS (SELECT 1 FROM {{s}}timeline_{table} p_l "
        f"WHERE p_l.id = {key} AND p_l.listed) OR {used})"
    )


_STATE = f"{{r}}.state = {PUBLISHED}"
_OF_PUBLISHED = frozenset({"state"})
_OF_MENTION = PublicRows(_told("{r}.mention_id"))


def _or_nothing(column: str, condition: str) -> dict[str, str]:
    """For ``shown``: the column where a condition holds, else NULL."""
    return {column: f"CASE WHEN {condition} THEN {{r}}.{column} END"}


_ROWS = {
    # In this order: PostgreSQL sees in each only what stands before it, and none names such a one.
    "historicalactor": PublicRows(_is_listed("actor", "{r}.id", _actor("{r}.id"))),
    "historicaloutlet": PublicRows(_is_listed("outlet", "{r}.id", _outlet("{r}.id"))),
    # What was deleted was public while it was published; a mention, where it had become so.
    "historicalmention": PublicRows(
        f"{_STATE} AND ({_told('{r}.id')} OR ({{r}}.history_type = '-' "
        f"AND {{r}}.public_since IS NOT NULL AND {_published('event', '{r}.event_id')} "
        f"AND {_published('source', '{r}.source_id')}))"
    ),
    "historicalevent": PublicRows(
        f"{_STATE} AND ({{r}}.history_type = '-' OR {_published('event', '{r}.id')})"
    ),
    "historicalsource": PublicRows(
        f"{_STATE} AND ({{r}}.history_type = '-' OR {_published('source', '{r}.id')})"
    ),
    "historicalstory": PublicRows(f"{_STATE} AND {_published('story', '{r}.id')}"),
    "alias": PublicRows(_is_listed("actor", "{r}.actor_id", _actor("{r}.actor_id"))),
    "actor": PublicRows(f"({{r}}.listed OR {_actor('{r}.id')})", unseen=frozenset({"listed"})),
    "outletalias": PublicRows(_is_listed("outlet", "{r}.outlet_id", _outlet("{r}.outlet_id"))),
    "outlet": PublicRows(f"({{r}}.listed OR {_outlet('{r}.id')})", unseen=frozenset({"listed"})),
    "wordingchoice": PublicRows(_is_listed("actor", "{r}.speaker_id", _actor("{r}.speaker_id"))),
    "quote": _OF_MENTION,
    "term": _OF_MENTION,
    "detail": _OF_MENTION,
    "kind": PublicRows(
        "({r}.listed OR EXISTS (SELECT 1 FROM {s}timeline_event p_e "
        f"WHERE p_e.kind = {{r}}.slug AND p_e.state = {PUBLISHED}))",
        unseen=frozenset({"listed"}),
    ),
    # One that no published event has might tell what a draft is about.
    "tag": PublicRows(
        "EXISTS (SELECT 1 FROM {s}timeline_tagging p_t JOIN {s}timeline_event p_e "
        f"ON p_e.id = p_t.event_id AND p_e.state = {PUBLISHED} WHERE p_t.tag_id = {{r}}.id)"
    ),
    # What it leads to is asked for by itself.
    "formerslug": PublicRows("{r}.public", unseen=frozenset({"public"})),
    "placealias": PublicRows(_place("{r}.place_id")),
    "place": PublicRows(_place("{r}.id")),
    "tagging": PublicRows(_published("event", "{r}.event_id")),
    "participation": PublicRows(_published("event", "{r}.event_id")),
    "article": PublicRows(_published("source", "{r}.source_id")),
    "source_draws_on": PublicRows(
        f"{_published('source', '{r}.from_source_id')} "
        f"AND {_published('source', '{r}.to_source_id')}"
    ),
    "chapter": PublicRows(_published("story", "{r}.story_id")),
    "story_events": PublicRows(
        f"{_published('story', '{r}.story_id')} AND {_published('event', '{r}.event_id')}"
    ),
    "story_sources": PublicRows(
        f"{_published('story', '{r}.story_id')} AND {_published('source', '{r}.source_id')}"
    ),
    "story": PublicRows(
        _STATE,
        shown=_or_nothing("opens_with_id", _published("event", "{r}.opens_with_id"))
        | _or_nothing("closes_with_id", _published("event", "{r}.closes_with_id")),
        unseen=_OF_PUBLISHED,
    ),
    # What is told through a source that isn't public counts as its own source's.
    "mention": PublicRows(
        f"{_STATE} AND {_published('event', '{r}.event_id')} "
        f"AND {_published('source', '{r}.source_id')}",
        shown=_or_nothing("via_id", _published("source", "{r}.via_id")),
        unseen=_OF_PUBLISHED,
    ),
    "event": PublicRows(_STATE, unseen=_OF_PUBLISHED),
    "source": PublicRows(_STATE, unseen=_OF_PUBLISHED),
}

PUBLIC_ROWS: Mapping[str, PublicRows] = MappingProxyType(
    {f"timeline_{noun}": rows for noun, rows in _ROWS.items()}
)
"""The public rows by table. A table that is not here has nothing for readers."""


_NOT_WITHDRAWN = "{x}.state <> 'withdrawn'"
_OF_STORY = (
    "EXISTS (SELECT 1 FROM {s}timeline_story_events q_e "
    "WHERE q_e.event_id = {x}.id AND q_e.story_id = {story})"
)
_FOR_STORY = "".join(
    "EXISTS (SELECT 1 FROM {s}timeline_mention q_m JOIN {s}timeline_story_events q_e "
    "ON q_e.event_id = q_m.event_id AND q_e.story_id = {story} "
    f"WHERE q_m.{column} = {{x}}.id AND q_m.state <> 'withdrawn') OR "
    for column in ("source_id", "via_id")
)
_SHARED = {
    "event": f"({_NOT_WITHDRAWN} AND {_OF_STORY})",
    "source": (
        f"({{x}}.state = {PUBLISHED} OR ({_NOT_WITHDRAWN} AND ({_FOR_STORY}EXISTS (SELECT 1 "
        "FROM {s}timeline_story_sources q_s "
        "WHERE q_s.source_id = {x}.id AND q_s.story_id = {story}))))"
    ),
    "story": "{x}.id = {story}",
    "mention": f"({_NOT_WITHDRAWN})",
}
"""By noun, the condition that takes the place of "is published" where a story is shared: of what
belongs to it all that is not withdrawn, and sources that are public, tell it or were read for it.
``{x}`` is the row, ``{story}`` the story's key."""
_ROW = {"p_event": "event", "p_e": "event", "p_source": "source", "p_s": "source"} | {
    "p_story": "story",
    "p_m": "mention",
}
"""The noun of the row that each name means by which conditions call rows of other tables."""


@lru_cache(maxsize=64)
def shared_rows(story: int) -> Mapping[str, PublicRows]:
    """What ``PUBLIC_ROWS`` is to whoever has a link to a story with its drafts.

    ``story``: its primary key.
    """

    def met(condition: str, noun: str) -> str:
        names = {**_ROW, "{r}": noun} if noun in _SHARED else _ROW
        for name, of in names.items():
            seen = _SHARED[of].replace("{x}", name).replace("{story}", str(int(story)))
            condition = condition.replace(f"{name}.state = {PUBLISHED}", seen)
        return condition

    return {
        table: replace(
            rows,
            where=met(rows.where, table.removeprefix("timeline_")),
            shown={column: met(value, "") for column, value in rows.shown.items()},
        )
        for table, rows in PUBLIC_ROWS.items()
    }
