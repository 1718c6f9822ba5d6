"""The unknown names of a file on the page that shows what it would do: a page of them at a time.

A name's fields are ``name:NOUN:NAME``, what becomes of it, and ``same:NOUN:NAME``, which known one
it is, as typed. What was chosen for names that the page doesn't show goes along in one field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict

from timeline.domain.text.folding import fold
from timeline.domain.timelines.column_mapping import ACTOR_KINDS, NameChoice
from timeline.models.record.kind import choices
from timeline.services.imports.told_records import NOUNS
from timeline.services.imports.unknown_names import UnknownName, slug_of
from timeline.services.records.outlet_names import as_compared

MOST_NAMES = 100
"""The unknown names that the page shows at once."""

MOST_OFFERED = 2000
OF_THE_PAGE = ("find", "names-page", "elsewhere")
"""The fields that say which names are shown, and what was chosen for the others."""

_KINDS = ("name:", "same:")


@dataclass(frozen=True, slots=True)
class NameFields:
    """An unknown name with its fields: what becomes of it, and which known one it is, as typed."""

    name: UnknownName
    field: str
    options: list[tuple[str, str]]
    chosen: str
    same: str

    @property
    def same_field(self) -> str:
        """The name of the field for the known one."""
        return _same_field(self.field)


@dataclass(frozen=True, slots=True)
class NamesPage:
    """Those of the unknown names that are shown, and what was chosen for others.

    ``total``: how many there are; ``found``: how many have what was typed to ``find`` them, of
    which ``first`` is the number of the first that is shown.
    """

    fields: list[NameFields]
    total: int
    found: int
    first: int
    page: int
    find: str
    others: tuple[tuple[str, str], ...]

    @property
    def last(self) -> int:
        """The number of the last one that is shown."""
        return self.first + len(self.fields) - 1

    @property
    def before(self) -> int:
        """The page before, 0 on the first."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page behind, 0 on the last."""
        return self.page + 1 if self.last < self.found else 0

    @property
    def elsewhere(self) -> str:
        """What was chosen for names that aren't shown, as one text."""
        return urlencode(self.others)

    @property
    def sent(self) -> Iterator[tuple[str, str]]:
        """What the page sends of names, by fields, if nothing is changed on it."""
        yield from self.others
        for one in self.fields:
            yield one.field, one.chosen
            yield one.same_field, one.same


def answers_of(sent: QueryDict) -> QueryDict:
    """What was sent, with what was chosen for names that the page did not show."""
    answers = sent.copy()
    for field, value in parse_qsl(str(sent.get("elsewhere", "")), keep_blank_values=True):
        if is_of_names(field):
            answers.setdefault(field, value)
    return answers


def is_of_names(field: str) -> bool:
    """Whether a field says what becomes of a name."""
    return field.startswith(_KINDS)


def names_page(unknown: Sequence[UnknownName], answers: QueryDict) -> NamesPage:
    """A page of unknown names, as asked for, with the fields of each."""
    find, wanted = str(answers.get("find", "")).strip(), str(answers.get("names-page", ""))
    found = [one for one in unknown if fold(find) in fold(one.name)] if find else list(unknown)
    last = max(1, -(-len(found) // MOST_NAMES))
    page = min(max(1, int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1), last)
    first = (page - 1) * MOST_NAMES
    fields = [_fields(one, answers) for one in found[first : first + MOST_NAMES]]
    shown = {name for one in fields for name in (one.field, one.same_field)}
    others = tuple(
        (name, str(value))
        for name, value in answers.items()
        # An actor's kind may have been left unstated against what is guessed.
        if is_of_names(name) and name not in shown and (value or name.startswith("name:actor:"))
    )
    return NamesPage(fields, len(unknown), len(found), first + 1, page, find, others)


def known_names(page: NamesPage) -> dict[str, list[str]]:
    """By nouns the names to offer while somebody types which known one an unknown name is."""
    nouns = {one.name.noun for one in page.fields}
    return {
        noun: list(model.objects.order_by("name").values_list("name", flat=True)[:MOST_OFFERED])
        for noun, model in NOUNS.items()
        if noun in nouns
    }


def chosen(answers: QueryDict) -> dict[tuple[str, str], NameChoice]:
    """What was chosen for names, by noun and name. Raises ``ValidationError``."""
    found: dict[tuple[str, str], NameChoice] = {}
    for field, value in answers.items():
        what, _, rest = field.partition(":")
        noun, _, name = rest.partition(":")
        if what not in ("name", "same") or noun not in (*NOUNS, "kind") or not value:
            continue
        try:
            if what == "name":
                found.setdefault((noun, name), NameChoice.parsed(str(value)))
            elif noun in NOUNS:
                found[noun, name] = NameChoice(same=slug_of(noun, str(value)))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
    return found


def _fields(one: UnknownName, answers: QueryDict) -> NameFields:
    """Its fields; of an actor the kind that is guessed is chosen until something else is."""
    field = f"name:{one.noun}:{as_compared(one.name)}"
    guess = f"new:{one.guess}" if one.guess and not one.several else ""
    same = str(answers.get(_same_field(field), ""))
    options = [*_new_options(one), ("out", "leave out")]
    value = str(answers.get(field, guess))
    return NameFields(one, field, options, "" if value == "new" else value, same)


def _same_field(field: str) -> str:
    return field.replace("name:", "same:", 1)


def _new_options(one: UnknownName) -> list[tuple[str, str]]:
    if one.noun == "kind":
        return [("", "new"), *((f"same:{slug}", name) for slug, name in choices())]
    if one.several:
        return [("", f"one of {one.several}: say which")]
    if one.noun != "actor":
        return [("", "new")]
    return [
        ("", f"new {one.kind}, as the file says" if one.kind else "new, kind not stated"),
        *(
            (f"new:{kind}", f"new {kind}{' (guessed)' if kind == one.guess else ''}")
            for kind in ACTOR_KINDS
        ),
    ]
