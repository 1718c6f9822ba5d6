"""Two editors open the same form; the first saves a change, and then the second saves another one.

Once the two change different fields, once the same. The first one's change may not go unsaid: it is
still there after the second's save, or that save was not made and its page came back.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.drills.desk import Answer, Visitor, hired
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally

COUNT = 24


@dataclass(frozen=True)
class _Form:
    """A form of the desk: its noun, and two of its fields, of the record or of an inline row."""

    noun: str
    first: str
    second: str

    @property
    def path(self) -> str:
        return f"/admin/timeline/{self.noun}/{{}}/change/"

    @property
    def which(self) -> str:
        """What asks for the key of a record that has the fields; not every source has a mention."""
        if self.first.startswith("mentions-"):
            return "SELECT MIN(source_id) FROM timeline_mention"
        return f"SELECT MIN(id) FROM timeline_{self.noun}"


FORMS = (
    _Form("event", "title", "summary"),
    _Form("source", "title", "authors"),
    _Form("actor", "name", "description"),
    _Form("outlet", "name", "note"),
    _Form("story", "title", "standfirst"),
    _Form("source", "mentions-0-says", "authors"),
)


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Have the two meet so many times, by turns at each form."""
    tally = Tally()
    place = databases.place("edited").made(*STORY)
    cookies = hired(place)
    with place.serve() as serving:
        editors = Visitor(serving.address, dict(cookies)), Visitor(serving.address, dict(cookies))
        for number in range(count):
            form = FORMS[number // 2 % len(FORMS)]
            key = place.query(form.which)[0][0]
            _meet(place, editors, form, form.path.format(key), bool(number % 2), number, tally)
    return tally


def _meet(
    place: Place,
    editors: tuple[Visitor, Visitor],
    form: _Form,
    path: str,
    same: bool,
    number: int,
    tally: Tally,
) -> None:
    first, second = (editor.form(path) for editor in editors)
    field, other = form.first, form.first if same else form.second
    mine, theirs = f"First {number}", f"Second {number}"
    kind = "the same field" if same else "two fields"
    answer = editors[0].post(path, {**first, field: [mine]})
    if answer.status != 302:
        tally.fault([f"{form.noun}: the first save was a {answer.status}"])
        return
    answer = editors[1].post(path, {**second, other: [theirs]})
    stays = editors[0].form(path).get(field) == [mine]
    tally.seen[f"second saves of {kind} answered {answer.status}"] += 1
    tally.fault(_problems(form, answer, stays=stays, theirs=theirs, kind=kind))


def _problems(form: _Form, answer: Answer, *, stays: bool, theirs: str, kind: str) -> list[str]:
    if answer.status == 302:
        return [] if stays else [f"{form.noun}: {kind}: the first one's change went unsaid"]
    if answer.status >= 500 or not answer.status:
        return [f"{form.noun}: the second save was a {answer.status}"]
    return [] if theirs in answer.body else [f"{form.noun}: what the second typed was lost"]
