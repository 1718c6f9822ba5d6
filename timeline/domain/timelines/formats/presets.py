"""Tables of programs and data sets whose columns are known: told by their headers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from timeline.domain.timelines.column_mapping import Mapping, guess
from timeline.domain.timelines.delimited_sheet import folded
from timeline.domain.timelines.kept_columns import KeptAs


@dataclass(frozen=True, slots=True)
class Preset:
    """A table's columns; names are folded as ``folded`` has them.

    ``needs``: the names that tell it. ``columns``: names by what they are, beside those that the
    names themselves suggest. ``left_out``: columns that say nothing that others don't.
    ``undated``: that no column has the date of what happened.
    """

    name: str
    needs: frozenset[str]
    columns: dict[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    undated: bool = False


def _named(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(","))


PRESETS = (
    Preset(
        "Retold’s own table of tellings",
        _named("event, event edtf, source title, timestamp desc"),
        {"id": "event", "date": "edtf", "source": "source title", "url": "source url"},
        _named(
            "message, datetime, timestamp desc, earliest, latest, rule, source, via, url, summary, "
            "event date in words, event edtf, event earliest, event latest, disputed, document, "
            "paragraph, quotes, inferred, outlet basis, published basis, origin, archived, "
            "read on, source values, place slug, precision m"
        ),
    ),
    Preset(
        "ACLED’s events",
        _named("event id cnty, event date, time precision"),
        {"kind": "event type", "outlet": "source", "place": "location", "text": "notes"},
        _named("timestamp, year"),
    ),
    Preset(
        "GDELT’s mentions",
        _named("globaleventid, mentionsourcename, mentionidentifier"),
        {
            "title": "globaleventid",
            "id": "globaleventid",
            "outlet": "mentionsourcename",
            "url": "mentionidentifier",
        },
        _named("actor1charoffset, actor2charoffset, actioncharoffset"),
        undated=True,
    ),
    Preset(
        "Timesketch’s table",
        _named("message, datetime, timestamp desc"),
        {"title": "message", "date": "datetime"},
        _named("timestamp"),
    ),
    Preset(
        "Timesketch’s table, without days",
        _named("message, timestamp, timestamp desc"),
        {"title": "message", "date": "timestamp"},
    ),
    Preset(
        "Results of a Wikidata query about events",
        _named("event, eventlabel"),
        {"id": "event", "title": "eventlabel"},
    ),
)


def preset_of(header: Iterable[str]) -> Preset | None:
    """The preset that a header's names tell."""
    names = set(map(folded, header))
    return next((preset for preset in PRESETS if preset.needs <= names), None)


def mapping_of(header: Iterable[str]) -> Mapping:
    """What the columns of a table are: as its preset has them, and as their names suggest."""
    header = list(header)
    preset, columns = preset_of(header), guess(header)
    if preset is None:
        return Mapping(columns)
    by_name = {folded(name): name for name in reversed(header)}
    said = {what: by_name[name] for what, name in preset.columns.items() if name in by_name}
    out = {name: KeptAs.LEFT_OUT.value for name in header if folded(name) in preset.left_out}
    taken = {*said.values(), *out}
    suggested = {what: name for what, name in columns.items() if name not in taken}
    kept = {name: how for name, how in out.items() if name not in said.values()}
    return Mapping(suggested | said, kept=kept, undated=preset.undated)
