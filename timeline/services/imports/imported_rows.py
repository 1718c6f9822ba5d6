"""A file's rows as the record's values, and how they compare with what the record holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from timeline.domain.text.passages import excerpt
from timeline.domain.timelines.own.own_fields import OwnFields
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.row_events import LONGEST_TITLE
from timeline.models import DigestRecord, Mention, Source
from timeline.models.record.kind import of_word
from timeline.services.imports.imported_names import KnownNames, has_source
from timeline.services.records.outlet_names import as_compared
from timeline.services.records.three_way import three_way

Values = dict[str, Any]

EVENT_COLUMNS = (
    "title", "kind", "place", "importance", "named_values", "summary", "chosen_edtf",
    "chosen_reason",
)  # fmt: skip
"""The columns of an event that a row's values are kept in."""

STATED_DATE = ("phrase", "inferred", "inferred_reason")
"""The columns of a mention that a row's date is kept in."""

MENTION_COLUMNS = ("says", *STATED_DATE, "source", "via", "paragraph")
OF_EVENT = (
    "title", "kind", "place", "importance", "actors", "tags", "values", "summary", "chosen",
)  # fmt: skip
OF_MENTION = ("says", "date", "source", "via", "paragraph", "quotes", "source_values")
MADE = ("kind", "place", "actors", "tags", "source", "via", "quotes")
"""Those whose records a file only names: what was made of the names is remembered beside them."""

_BY_NAME = ("values", "source_values")
"""Values of the record, of which each is compared by itself."""

_SINCE: Values = {
    "tags": [], "importance": None, "values": {}, "source_values": {}, "summary": "",
    "chosen": ["", ""], "via": None, "paragraph": None,
}  # fmt: skip
"""What a row said of things that were not remembered when it was taken in."""


def kind_named(name: str) -> str:
    """The kind of event of that name, empty where there is none."""
    return of_word(name)


def values_of(row: TimelineRow) -> Values:
    """What a row says, in plain JSON types."""
    dated, own = row.dated, row.own or OwnFields()
    via = own.via and [own.via.outlet_name or "", own.via.title, own.via.slug]
    return {
        "title": own.title or excerpt(row.title, longest=LONGEST_TITLE),
        "kind": kind_named(row.kind) or row.kind or "other",
        "place": row.place,
        "importance": row.importance,
        "actors": list(row.actors),
        "tags": list(row.tags),
        "values": dict(row.values),
        "says": row.text or row.title,
        "date": [dated.phrase, dated.inferred, dated.reason],
        "source": [row.outlet, row.source, row.url] if has_source(row) else [],
        "published": row.published.interval.edtf if row.published.interval.is_dated else "",
        "via": via or None,
        "paragraph": own.paragraph,
        "summary": own.summary,
        "chosen": [own.chosen.date, own.chosen.reason] if own.chosen else ["", ""],
        "quotes": [list(quote) for quote in row.quoted],
        "source_values": dict(row.source_values),
    }


def values_now(mention: Mention) -> Values:
    """What the record holds of a row, its records by their keys; of an unsaved mention, which
    stands for none, what it holds of the event.
    """
    event = mention.event
    of_event = {
        **{name: getattr(event, name) for name in ("title", "kind", "importance", "summary")},
        "chosen": [event.chosen_edtf, event.chosen_reason],
        "place": event.place_id,
        "actors": [part.actor_id for part in event.participations.all()],
        "tags": [tagging.tag_id for tagging in event.taggings.all()],
        "values": event.named_values,
    }
    if mention._state.adding:
        return of_event
    return of_event | {
        "says": mention.says,
        "date": [getattr(mention, name) for name in STATED_DATE],
        "source": mention.source_id,
        "via": mention.via_id,
        "paragraph": mention.paragraph,
        "quotes": [
            [quote.speaker_id, quote.words, quote.told_by_id, quote.language]
            for quote in mention.quotes.all()
        ],
        "source_values": mention.source.named_values,
    }


def compare(new: Values, now: Values, last: Values) -> tuple[list[str], list[str]]:
    """Which values to write, and which an editor changed, so that they stay.

    ``last``: the row's values when it was last taken in, with ``made``, the keys of what they
    became; and ``joined`` where the event was there before, which is the record's own then. The
    source's values are the record's own unless it was made for the row.
    """
    last = _SINCE | last
    # A quote had no more than its speaker and words once.
    last |= {"quotes": [[*quote, "", ""][:4] for quote in last["quotes"]]}
    if "quotes" in last["made"]:
        of = [[*quote, None, ""] if len(quote) == 2 else quote for quote in last["made"]["quotes"]]
        last |= {"made": last["made"] | {"quotes": of}}
    names = [*OF_MENTION] if last["joined"] else [*OF_EVENT, *OF_MENTION]
    if not last["made"].get("its_source"):
        names.remove("source_values")
    names = [name for name in names if name in now]
    plain = [name for name in names if name not in _BY_NAME]
    base = {
        name: last["made"].get(name, last[name]) if name in MADE else last[name] for name in plain
    }
    # What was made of names has keys for values: the names are compared with the names before.
    said = {name: base[name] if new[name] == last[name] else new[name] for name in plain}
    write, stay = three_way(said, now, base)
    for name in set(names).intersection(_BY_NAME):
        values, kept = merged(new[name], now[name], last[name])
        write += [name] * (values != now[name])
        stay += [f"“{one}”" for one in kept]
    return write, stay


def merged(new: Values, now: Values, last: Values) -> tuple[Values, list[str]]:
    """Named values with what a row says of them now; and the names of those that an editor changed.

    ``now``: as the record has them; ``last``: as the row had them when it was last taken in.
    """
    names = {**last, **new}
    write, stay = three_way(
        {name: new.get(name, "") for name in names},
        {name: now.get(name, "") for name in names},
        {name: last.get(name, "") for name in names},
    )
    values = now | {name: new.get(name, "") for name in write}
    return {name: text for name, text in values.items() if text}, stay


UNTITLED = "Untitled, as named in "
"""How the title of a source begins that a file names without one."""

_OF_SOURCE = ("outlet", "title", "url", "published")
"""What a row says of its source, in the order in which that is remembered."""

_AS_TOLD = {"outlet": "outlet", "title": "title", "url": "address", "published": "date"}


class GivenSources:
    """The sources that a file gave, and what its rows say of them now.

    ``last``: what its rows became when it was last taken in.
    """

    def __init__(
        self, rows: Iterable[TimelineRow], last: Mapping[str, DigestRecord], names: KnownNames
    ) -> None:
        made = [record.values.get("made", {}) for record in last.values()]
        self._given = {one["source"] for one in made if one.get("its_source")}
        self._said: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        for row in rows if self._given else ():
            pk = names.known_source(row) if has_source(row) else None
            if pk and pk in self._given:
                self._said[pk].add(_said_of_source(values_of(row)))

    def mended(
        self, row: TimelineRow, source: Source, last: Values, names: KnownNames
    ) -> tuple[list[str], list[str]]:
        """Which fields of its source to write that a row says otherwise than when ``last`` taken
        in; and which stay: those of a source that the file didn't give, that an editor changed, or
        of which rows differ.
        """
        now = _said_of_source(values_of(row))
        before = _said_of_source(last, now)
        write: list[str] = []
        stay: list[str] = []
        for place, (name, new, old) in enumerate(zip(_OF_SOURCE, now, before, strict=True)):
            if new == old or _holds(source, name, new, names):
                continue
            is_given = source.pk in self._given and row.own is None
            is_one = len({said[place] for said in self._said[source.pk]} | {new}) == 1
            is_mine = is_given and is_one and _holds(source, name, old, names)
            (write if is_mine else stay).append(name)
        return write, stay


def says_otherwise(new: Values, last: Values) -> bool:
    """Whether a row names its source otherwise than when ``last`` taken in."""
    now = _said_of_source(new)
    return bool(last["source"]) and now != _said_of_source(last, now)


def left_as_it_was(new: Values, last: Values, stay: Iterable[str]) -> Values:
    """What is remembered of a row's source of which some fields stay as they are."""
    now = _said_of_source(new)
    told = zip(_OF_SOURCE, now, _said_of_source(last, now), strict=True)
    *source, published = [before if name in stay else said for name, said, before in told]
    return {"source": source, "published": published}


def source_stays(row: TimelineRow, stay: Iterable[str]) -> str:
    """A sentence on what a row says of its source, and is left out."""
    now = (row.outlet, row.source, row.url, row.published.written)
    said = dict(zip(_OF_SOURCE, now, strict=True))
    left = ", ".join(f"{_AS_TOLD[name]} “{said[name]}”" for name in stay)
    return f"Its source is kept as it is. Left out: {left}."


def _said_of_source(values: Values, otherwise: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What a row's values say of its source; the date is ``otherwise``’s where none was kept."""
    return (*values["source"], values["published"] if "published" in values else otherwise[-1])


def _holds(source: Source, name: str, text: str, names: KnownNames) -> bool:
    """Whether a source has in a field what a row says of it."""
    if name == "title":
        return source.title == text[:300] if text else source.title.startswith(UNTITLED)
    if name in ("url", "published"):
        return (source.url if name == "url" else source.edtf) == text
    outlet = names.outlets.get(as_compared(text)) if text else None
    return source.outlet_id == outlet and (outlet is not None or not text)
