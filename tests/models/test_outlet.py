"""An outlet has a colour from the set, and keeps it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from timeline.models import Outlet
from timeline.models.record.outlet import COLOURS, next_colour


def colours() -> list[int | None]:
    return list(Outlet.objects.order_by("pk").values_list("colour", flat=True))


def test_each_new_outlet_takes_the_next_colour(cast: Cast):
    Outlet.objects.create(slug="gazette", name="The Gazette")
    assert colours() == [1, 2, 3]


def test_with_more_outlets_than_colours_they_come_round_again(db: None):
    for number in range(COLOURS + 2):
        Outlet.objects.create(slug=f"paper-{number}", name=f"Paper {number}")
    assert colours() == [*range(1, COLOURS + 1), 1, 2]


def test_a_colour_is_kept_when_others_come_and_go(cast: Cast):
    gazette = Outlet.objects.create(slug="gazette", name="The Gazette")
    cast.column.delete()
    cast.post.delete()
    gazette.name = "The Daily Gazette"
    gazette.save()
    courier = Outlet.objects.create(slug="courier", name="The Courier")
    assert (gazette.colour, courier.colour) == (3, 2)


def test_a_colour_that_is_given_is_kept(db: None):
    assert Outlet.objects.create(slug="gazette", name="The Gazette", colour=7).colour == 7


@pytest.mark.parametrize("colour", [0, COLOURS + 1])
def test_a_colour_outside_the_set_is_refused(colour: int, db: None):
    with pytest.raises(IntegrityError, match="outlet_colour_in_set"), transaction.atomic():
        Outlet.objects.create(slug="gazette", name="The Gazette", colour=colour)


def test_outlets_that_have_no_colour_yet_take_none_away():
    assert next_colour([None, 1, 1, None, 2]) == 3
