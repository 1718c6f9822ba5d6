"""What an editor says of a file on the page that shows what it would do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from timeline.admin.importing.name_fields import OF_THE_PAGE, NamesPage, chosen, is_of_names
from timeline.domain.timelines.column_mapping import ACTOR_KINDS, FIELDS, Mapping, NameChoice
from timeline.domain.timelines.kept_columns import KEPT_WORDS, KeptAs
from timeline.domain.timelines.several_in_a_cell import Commas
from timeline.models import Story
from timeline.services.imports.told_records import NOUNS

_ORDERS = [("", "not said"), ("day", "the day first"), ("month", "the month first")]
_DAY_FIRST = {"day": True, "month": False}
_SPANS = [("", "not said"), ("years", "1903 to 1911"), ("month", "November 1903")]
_ARE_SPANS = {"years": True, "month": False}
_MONTH_YEARS = [("", "not said"), ("year", "March 2022"), ("day", "22 March, without a year")]
_ARE_YEARS = {"year": True, "day": False}
_COMMAS = [
    ("", "not said"),
    (Commas.EACH.value, "several names: each comma parts two"),
    (Commas.FULL.value, "several names, but “Berg, Ida” is one"),
    (Commas.NONE.value, "one name"),
]
_BESIDE = {
    "csrfmiddlewaretoken", "seen", "read", "import", "skip_bad", "publish", "done", *OF_THE_PAGE,
}  # fmt: skip
"""What is sent and changes nothing of what the page tells."""


def _of_span(cell: str) -> list[tuple[str, str]]:
    first, last = int(cell[:4]), int(cell[-2:])
    year = first // 100 * 100 + last
    year += 100 * (year <= first)
    part = "a month" if last <= 12 else "a season"
    return [("", "not said"), ("years", f"{first} to {year}"), ("month", f"{part} of {first}")]


def _of_month(cell: str) -> list[tuple[str, str]]:
    month, number = cell[:-2].rstrip(" -/.’'"), cell[-2:]
    day = f"{number} {month}, without a year"
    return [("", "not said"), ("year", f"{month} of a year"), ("day", day)]


_CHOICES_OF: dict[str, Callable[[str], list[tuple[str, str]]]] = {
    "spans": _of_span,
    "month_years": _of_month,
}
"""What a cell of a file may be, by what is asked of it."""

_ASKED = {
    "order": "day_first", "spans": "spans", "month_years": "month_years", "commas": "commas",
}  # fmt: skip
"""Fields that say how cells are read, each with what ``Timeline.examples`` calls it."""

COLUMN = "column:"
"""What the name of the field begins with that says what becomes of a column that no field holds."""


JOIN = "join:"
"""What the name of the field begins with that says which of several events a file's is."""


class MappingForm(forms.Form):
    """What an editor says of a file: its columns, if it is a table, and how it writes dates."""

    order = forms.ChoiceField(label="03/04/2022 has", choices=_ORDERS, required=False)
    spans = forms.ChoiceField(label="1903-11 is", choices=_SPANS, required=False)
    month_years = forms.ChoiceField(label="Mar-22 is", choices=_MONTH_YEARS, required=False)
    commas = forms.ChoiceField(label="Ida Berg, Olaf Lund is", choices=_COMMAS, required=False)
    new_actors = forms.ChoiceField(
        label="Actors not known yet are",
        choices=[("", "as chosen below"), *((kind, f"{kind}s") for kind in ACTOR_KINDS)],
        required=False,
    )
    undated = forms.BooleanField(label="No column has dates", required=False)
    anew = forms.BooleanField(
        label="It is another timeline, not a new version of that one", required=False
    )

    story = forms.ModelChoiceField(
        Story.objects.all(), label="New events go into", required=False, empty_label=None
    )
    publish = forms.BooleanField(label="Publish: readers see it at once", required=False)

    def __init__(
        self,
        *args: Any,
        header: tuple[str, ...],
        may_publish: bool,
        tells_stories: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.header = header
        self.names: dict[tuple[str, str], NameChoice] = {}
        self.examples: set[str] = set()
        stories = Story.objects.count()
        story = self.fields["story"]
        assert isinstance(story, forms.ModelChoiceField)
        if tells_stories:
            story.empty_label = "the stories that the file tells of"
        elif stories != 1:
            story.empty_label = "say which" if stories else "a first story, named after the file"
        if not may_publish:
            del self.fields["publish"]
        columns = [("", "—"), *((name, name) for name in header)]
        for what, words in FIELDS.items() if header else ():
            self.fields[f"of-{what}"] = forms.ChoiceField(
                label=words, choices=columns, required=False
            )
        if not header:
            del self.fields["undated"]
        self.order_fields([name for name in self.fields if name.startswith("of-")])

    @property
    def columns(self) -> list[Any]:
        """The fields that are columns."""
        return [field for field in self if field.name.startswith("of-")]

    def show(self, examples: Mapping_[str, str]) -> None:
        """Ask with cells of the file itself, as ``Timeline.examples`` has them."""
        for name, what in _ASKED.items():
            if cell := examples.get(what):
                shown = cell if len(cell) <= 60 else f"{cell[:60]}…"
                self[name].label = f"{shown} {'has' if name == 'order' else 'is'}"
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                if what in _CHOICES_OF:
                    field.choices = _CHOICES_OF[what](cell)
                self.examples.add(name)

    @property
    def asked(self) -> list[Any]:
        """The fields that say how cells are read: of a table those that a cell of it needs."""
        return [
            self[name]
            for name in _ASKED
            if name == "order" or name in self.examples or self[name].value()
            or not (self.header or name == "commas")
        ]  # fmt: skip

    def clean(self) -> None:
        """What was typed for a name has to be one of the record."""
        assert isinstance(self.data, QueryDict)
        self.names = chosen(self.data)

    def mapping(self) -> Mapping:
        """What was said."""
        told = self.cleaned_data
        columns = {what: told.get(f"of-{what}", "") for what in FIELDS}
        assert isinstance(self.data, QueryDict)
        return Mapping(
            {what: name for what, name in columns.items() if name},
            _DAY_FIRST.get(told["order"]),
            told["new_actors"],
            spans=_ARE_SPANS.get(told["spans"]),
            month_years=_ARE_YEARS.get(told["month_years"]),
            undated=told.get("undated", False),
            kept={
                field.removeprefix(COLUMN): str(how)
                for field, how in self.data.items()
                if field.startswith(COLUMN) and how in list(KeptAs)
            },
            same_events=frozenset(self.data.getlist("same-event")),
            joins={
                field.removeprefix(JOIN): str(slug)
                for field, slug in self.data.items()
                if field.startswith(JOIN) and slug
            },
            names=self.names,
            commas=told["commas"],
        )


def first_answers(known: Mapping, story: Story | None) -> QueryDict:
    """The form as it is before an editor says anything: as remembered, or as guessed."""
    first = QueryDict(mutable=True)
    first["order"] = {True: "day", False: "month", None: ""}[known.day_first]
    first["spans"] = {True: "years", False: "month", None: ""}[known.spans]
    first["month_years"] = {True: "year", False: "day", None: ""}[known.month_years]
    first["commas"] = known.commas
    first["new_actors"] = known.new_actors
    if known.undated:
        first["undated"] = "on"
    for what, name in known.columns.items():
        first[f"of-{what}"] = name
    for name, how in known.kept.items():
        first[f"{COLUMN}{name}"] = how
    first["story"] = str(story.pk) if story else ""
    for (noun, name), choice in known.names.items():
        if choice.same and noun in NOUNS:
            first[f"same:{noun}:{name}"] = choice.same
        else:
            first[f"name:{noun}:{name}"] = str(choice)
    return first


def said(answers: QueryDict, names: NamesPage | None = None) -> str:
    """A fingerprint of all that changes what would happen: the same for the same answers.

    ``names``: the unknown names as the page shows them, in place of what was answered.
    """
    told = {name: sorted(filter(None, values)) for name, values in answers.lists()}
    if names is not None:
        told = {name: told[name] for name in told if not is_of_names(name)}
        told |= {name: [value] for name, value in names.sent}
    counting = sorted(
        (name, values) for name, values in told.items() if any(values) and name not in _BESIDE
    )
    return hashlib.sha256(repr(counting).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class KeptField:
    """A column that no field holds, with its field: what becomes of it, as chosen or as judged.

    ``of_sources``: whether rows may name sources of their own that it can be a value of.
    """

    column: str
    chosen: str
    judged: str
    of_sources: bool

    @property
    def field(self) -> str:
        """The field's name."""
        return f"{COLUMN}{self.column}"

    @property
    def options(self) -> list[tuple[str, str]]:
        """What may become of it; empty: as the file's rows have it."""
        as_judged = [] if self.chosen else [("", self.judged)]
        may = [how for how in KeptAs if self.of_sources or how is not KeptAs.SOURCE]
        words = [(how.value, KEPT_WORDS[how]) for how in may]
        return [*as_judged, *(one for one in words if self.chosen or one[1] != self.judged)]


def kept_fields(
    kept: Mapping_[str, KeptAs], answers: QueryDict, *, of_sources: bool
) -> list[KeptField]:
    """Fields for columns that no field holds; ``of_sources`` as ``KeptField`` has it."""
    return [
        KeptField(column, str(answers.get(f"{COLUMN}{column}", "")), KEPT_WORDS[how], of_sources)
        for column, how in kept.items()
    ]
