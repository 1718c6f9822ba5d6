"""Rows and records of a query whose SQL is written once: those that Django gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from tests import story
from tests.counting import queries_of
from tests.story import Town
from timeline.models import Event, Mention, Source
from timeline.queries.database.prepared_rows import records, rows

pytestmark = pytest.mark.django_db


def of_sources(sources: Sequence[int]) -> QuerySet[Mention]:
    told = Mention.objects.filter(source__in=sources).order_by("-pk")
    return told.select_related("event__place", "via__outlet")


def of_slugs(slugs: Sequence[str]) -> QuerySet[Source]:
    return Source.objects.filter(slug__in=slugs).order_by("pk")


def of_all(_: Sequence[int]) -> QuerySet[Any, Any]:
    return Event.objects.order_by("pk").values_list("slug", "earliest", "named_values")


def told_by_or_through(sources: Sequence[int]) -> QuerySet[Mention]:
    told = Mention.objects.filter(Q(source__in=sources) | Q(via__in=sources))
    return told.order_by("pk")


def equal_to_one(keys: Sequence[int]) -> QuerySet[Event]:
    return Event.objects.filter(pk=keys[0])


def with_a_word_of_its_own(keys: Sequence[int]) -> QuerySet[Event]:
    return Event.objects.filter(pk__in=keys, state="published")


def values(record: Any) -> dict[str, Any]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_records_are_those_of_the_query_with_what_they_refer_to(town: Town):
    story.tell(town.fire, town.leaflet, via=town.interview)
    for keys in ([town.leaflet.pk], list(Source.objects.values_list("pk", flat=True))):
        ours, theirs = records(of_sources, keys), list(of_sources(keys))
        assert [values(one) for one in ours] == [values(one) for one in theirs]

        def look(told: Sequence[Mention] = ours) -> list[Any]:
            return [(m.event.title, m.event.place, m.via and m.via.outlet) for m in told]

        assert queries_of(look) == 0
        assert look() == look(theirs)
    ours[0].says = "More"
    ours[0].save()
    assert Mention.objects.get(pk=ours[0].pk).says == "More"


def test_keys_may_be_slugs_or_none_at_all(town: Town):
    slugs = [town.leaflet.slug, town.review.slug]
    assert records(of_slugs, slugs) == list(of_slugs(slugs))
    assert records(of_slugs, []) == []
    assert list(map(tuple, rows(of_all, [0]))) == list(of_all([0]))


def test_a_query_may_take_its_keys_more_than_once(town: Town):
    story.tell(town.fire, town.leaflet, via=town.interview)
    every = [town.leaflet.pk, town.interview.pk, town.review.pk]
    for keys in ([every[0]], every[1:], every, every * 300):
        assert records(told_by_or_through, keys) == list(told_by_or_through(keys)), keys


def test_a_query_with_another_parameter_is_refused(town: Town):
    with pytest.raises(AssertionError):
        records(with_a_word_of_its_own, [town.fire.pk])
    with pytest.raises(AssertionError):
        records(equal_to_one, [town.fire.pk])
