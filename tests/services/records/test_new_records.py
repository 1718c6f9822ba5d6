"""Records written many at a time are as if each had been saved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests.counting import queries_of
from timeline.domain.time import edtf
from timeline.models import Actor, Alias, Article, DigestRecord, Event, Mention, Outlet, Source
from timeline.services.records.new_records import create, insert, keys_for, record_history

pytestmark = pytest.mark.django_db


def source(slug: str, published: str = "") -> Source:
    made = Source(slug=slug, title=f"The {slug}")
    if published:
        made.interval, made.published_basis = edtf.parse(published), "stated"
    return made


def kept(record: Any, *but: str) -> dict[str, Any]:
    row = type(record)._default_manager.filter(pk=record.pk).values().get()
    return {name: value for name, value in row.items() if name not in {"id", "slug", "title", *but}}


@pytest.mark.parametrize("published", ["", "2022-03", "2022-03-04/.."])
def test_a_record_and_its_history_are_those_of_one_that_was_saved(published: str) -> None:
    saved, made = source("saved", published), source("made", published)
    saved._change_reason = "why"
    saved.save()
    create([made], reason="why")
    assert kept(made) == kept(saved)
    (one,), (other,) = saved.history.all(), made.history.all()
    drop = ("history_id", "history_date", "history_relation_id")
    assert kept(other, *drop) == kept(one, *drop)
    assert other.id == made.pk
    assert made.history.get().history_type == "+"


def test_a_record_that_was_made_can_be_saved_and_referred_to() -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    made = source("made")
    create([made])
    made.outlet, made.outlet_basis = herald, "stated"
    made.save()
    assert Source.objects.get().outlet == herald
    assert made.history.count() == 2


def test_records_come_back_in_the_order_in_which_they_were_given() -> None:
    actor = Actor.objects.create(slug="ida", name="Ida")
    create([Alias(actor=actor, name=name) for name in ("c", "a", "b")])
    assert list(Alias.objects.order_by("pk").values_list("name", flat=True)) == ["c", "a", "b"]


def test_keys_are_those_of_nothing_that_ever_was() -> None:
    actors = [Actor(slug=slug, name=slug) for slug in "abc"]
    create(actors)
    last = actors[-1].pk
    Actor.objects.filter(pk=last).delete()
    (key,) = keys_for(Actor, 1)
    assert key > last
    create([Actor(slug="d", name="d")])
    assert Actor.objects.get(slug="d").pk > last
    assert Actor.objects.create(slug="e", name="e").pk > Actor.objects.get(slug="d").pk


def test_what_keeps_no_history_has_a_key_only_where_it_is_asked_for() -> None:
    article = Article(name="a.txt", sha256="a" * 64, taken_in_at="2024-01-01T00:00:00Z")
    create([article], keyed=True)
    assert Article.objects.get().pk == article.pk
    other = Article(name="b.txt", sha256="b" * 64, taken_in_at="2024-01-01T00:00:00Z")
    create([other])
    assert not Article.objects.filter(pk=other.pk).exists()
    assert Article.objects.count() == 2


def test_rows_of_any_columns_are_written_as_django_reads_them() -> None:
    values = {"day": "2022-03-04", "list": [1, None, "ł"]}
    columns = ("digest", "kind", "key", "object_id", "values")
    insert(DigestRecord, columns, [("bridge", "event", "x", None, values)])
    assert DigestRecord.objects.get().values == values
    event = Event(slug="fair", title="A fair")
    event.interval = edtf.parse("2022-03")
    create([event])
    assert Event.objects.get().latest == date(2022, 3, 31)


def test_a_change_is_in_the_history_with_what_the_record_then_was() -> None:
    made = source("made")
    create([made])
    (key,) = record_history([made], kind="~", reason="again", keyed=True)
    line = made.history.get(history_id=key)
    assert (line.history_type, line.history_change_reason, line.title) == (
        "~", "again", "The made",
    )  # fmt: skip


def test_nothing_is_written_of_what_fails() -> None:
    herald, event = source("herald"), Event(slug="fair", title="A fair")
    create([herald])
    create([event])
    twice = [Source(slug="twice", title="x"), Source(slug="twice", title="y")]
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        create(twice)
    assert not Source.objects.filter(slug="twice").exists()
    assert not Source.history.filter(slug="twice").exists()
    assert not Mention.objects.exists()


def test_many_take_as_few_queries_as_one() -> None:
    few = queries_of(lambda: create([Actor(slug="a", name="a")]))
    many = queries_of(lambda: create([Actor(slug=f"b{n}", name="b") for n in range(300)]))
    assert many == few
