"""Forms without rows, such as an article's details or a proposal's edit, merged the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import Model
from django.http import QueryDict

from timeline.admin.editing.conflict_words import NOTHING_SAVED, AuthorOf, ConflictWords
from timeline.admin.editing.edit_merging import EditMerge, chosen
from timeline.admin.editing.form_snapshot import (
    FILLED_WITH,
    OWN,
    FilledWith,
    FormSnapshot,
    read_signed,
)
from timeline.admin.editing.posted_form import FormShape, PostedRow, Values


def filled_with(values: Values) -> str:
    """The signed text that a form carries which is filled with these values, by their names."""
    return FilledWith(FormSnapshot({OWN: values})).signed()


class MergedForm:
    """What was sent, merged with what the record says by now.

    ``data``: what the form is to be bound to; ``signed``: what it carries when it comes back;
    ``said``: what of others' changes was joined, in a sentence, or an empty text.
    """

    def __init__(
        self,
        sent: QueryDict,
        now: Values,
        fields: Mapping[str, forms.Field],
        *,
        model: type[Model],
        author: AuthorOf,
    ) -> None:
        shape, row = FormShape(model, fields), PostedRow(dict(sent.lists()))
        snapshot = FormSnapshot({OWN: now})
        filled = read_signed(sent.get(FILLED_WITH, ""))
        self.merge = EditMerge(filled or FilledWith(snapshot), snapshot, chosen(sent))
        self.merge.fields(shape, OWN, row)
        self.data = QueryDict(mutable=True)
        for name, values in row.fields.items():
            self.data.setlist(name, values)
        self.signed = self.merge.filled_again().signed()
        self._words = ConflictWords(self.merge, author)
        self.said = self._words.joined()

    def ask(self, asking: Iterable[forms.BaseForm]) -> None:
        """Have the forms show, beside each field that both changed, the question."""
        panels = {each.field: self._words.panel(each) for each in self.merge.conflicts}
        for number, form in enumerate(asking):
            if panels and not number:
                form.add_error(None, NOTHING_SAVED)
            for name in form.fields:
                if panel := panels.get(form.add_prefix(name)):
                    form.add_error(name, panel)
