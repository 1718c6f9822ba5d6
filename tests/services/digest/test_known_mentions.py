"""Mentions that the desk moved, worded anew or added are known again where a dump is loaded in its
place, once and again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.digest_folder import DigestFolder
from timeline.models import Actor, Event, Mention, Source
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import LoadReport, load

pytestmark = pytest.mark.django_db

RIBBON = "The ribbon was cut at noon."


def told() -> list[Any]:
    """All mentions with where they stand, in the documents' order."""
    mentions = Mention.objects.order_by("source_id", "paragraph", "position", "pk")
    fields = mentions.values_list("pk", "event", "paragraph", "says", "phrase", "state")
    quotes = mentions.values_list("pk", "quotes__words").order_by("pk", "quotes__pk")
    return [*fields, *quotes]


def add(says: str, **more: Any) -> Mention:
    """A mention in the first paragraph of the report, unless said otherwise."""
    values = {"event": Event.objects.get(slug="opening"), "paragraph": 1} | more
    return Mention.objects.create(source=Source.objects.get(slug="report"), says=says, **values)


def ribbon() -> Mention:
    return Mention.objects.get(says=RIBBON)


def change(mention: Mention, **values: Any) -> None:
    """Change a mention as a form does."""
    for name, value in values.items():
        setattr(mention, name, value)
    mention.save()


def move() -> None:
    change(ribbon(), paragraph=7)


def move_to_another_event() -> None:
    change(ribbon(), event=Event.objects.get(slug="vote"))


def add_before() -> None:
    change(ribbon(), position=1)
    add("A crowd came.")


def add_alike() -> None:
    for state in ("draft", "published", "withdrawn"):
        one = add(RIBBON, state=state)
        one.quotes.create(speaker=Actor.objects.get(slug="mayor"), words=f"it is {state}")


def put_another_in_its_place() -> None:
    move()
    add("A crowd came.")


def delete_and_add() -> None:
    ribbon().delete()
    add("A crowd came.", state="draft")


def swap() -> None:
    one, other = ribbon(), Mention.objects.get(says="The town had voted for it.")
    change(one, says=other.says)
    change(other, says=RIBBON)


def number_otherwise() -> None:
    for position, says in enumerate(("First.", "Second.", "Third."), start=1):
        add(says, paragraph=2, position=0 if position < 3 else 1)
    change(Mention.objects.get(says="A storm closed the old one."), position=4)


@pytest.mark.parametrize(
    "at_the_desk",
    [move, move_to_another_event, add_before, add_alike, put_another_in_its_place, delete_and_add,
     swap, number_otherwise],
)  # fmt: skip
def test_a_dump_loaded_in_its_place_changes_nothing(
    digest: DigestFolder, tmp_path: Path, at_the_desk: Callable[[], None]
):
    load(digest.path)
    at_the_desk()
    before = told()
    dump(tmp_path / "dump")
    for _ in range(2):
        assert written(load(tmp_path / "dump")) == (0, 0)
        assert told() == before


@pytest.mark.parametrize("later", ["A great crowd came.", "moved", "both"])
def test_an_old_dump_makes_no_second_one_of_what_was_changed_since(
    digest: DigestFolder, tmp_path: Path, later: str
):
    load(digest.path)
    mine = add("A crowd came.")
    move()
    dump(tmp_path / "dump")
    for mention in (mine, ribbon()):
        if later != "moved":
            change(mention, says=f"{mention.says} A great one.")
        if later != "A great crowd came.":
            change(mention, paragraph=9)
    before = told()
    report = load(tmp_path / "dump")
    assert report.created["mention"] == 0
    assert told() == before
    assert len([line for line in report.kept if "was changed in admin" in line]) >= 2


def test_what_the_desk_deleted_of_its_own_comes_back_from_an_old_dump_once(
    digest: DigestFolder, tmp_path: Path
):
    load(digest.path)
    mine = add("A crowd came.")
    dump(tmp_path / "dump")
    mine.delete()
    ribbon().delete()
    report = load(tmp_path / "dump")
    assert report.created["mention"] == 1
    assert Mention.objects.filter(says="A crowd came.").count() == 1
    assert not Mention.objects.filter(says=RIBBON).exists()
    assert written(load(tmp_path / "dump")) == (0, 0)


def test_what_a_digest_puts_before_another_of_its_place_is_new_and_stands_before(
    digest: DigestFolder,
):
    load(digest.path)
    known = ribbon()
    digest.change(
        "documents/report.yaml",
        "mentions:\n",
        "mentions:\n  - event: opening\n    paragraph: 1\n    says: A crowd came.\n",
    )
    assert written(load(digest.path)) == (1, 1)
    new = Mention.objects.get(says="A crowd came.")
    known.refresh_from_db()
    assert (known.says, new.position < known.position) == (RIBBON, True)


def test_what_a_digest_adds_after_one_that_it_took_out_is_new(digest: DigestFolder):
    text = "  - event: opening\n    paragraph: 1\n    says: {}\n"
    head, tail = digest.text("documents/report.yaml").split("  - event: opening\n", 1)
    _, rest = tail.split("  - event: vote", 1)
    one, two, three = (text.format(says) for says in ("One.", "Two.", "Three."))
    digest.write("documents/report.yaml", f"{head}{one}{two}  - event: vote{rest}")
    load(digest.path)
    digest.write("documents/report.yaml", f"{head}{two}{three}  - event: vote{rest}")
    report = load(digest.path)
    assert report.created["mention"] == 1
    assert report.left == ["mention report#opening#1#1"]
    assert Mention.objects.filter(says__in=["One.", "Two.", "Three."]).count() == 3


def written(report: LoadReport) -> tuple[int, int]:
    """How many were created, how many updated."""
    return report.created.total(), report.updated.total()
