"""An outlet has a colour from the set, and keeps it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from timeline.domain.outlet_marks import LOOKS, colour_of, initials
from timeline.models import Outlet


def colours() -> list[int | None]:
    return list(Outlet.objects.order_by("pk").values_list("colour", flat=True))


def test_each_new_outlet_takes_the_next_colour(cast: Cast):
    Outlet.objects.create(slug="gazette", name="The Gazette")
    assert colours() == [1, 2, 3]


def test_with_more_outlets_than_marks_they_come_round_again_with_other_initials(db: None):
    for number in range(LOOKS + 1):
        Outlet.objects.create(slug=f"paper-{number}", name=f"Paper {'a' * (number + 1)}")
    assert colours() == [*range(1, LOOKS + 2)]
    assert len({(o.colour, initials(o.name, o.colour)) for o in Outlet.objects.all()}) == LOOKS + 1


def test_an_outlet_that_is_given_anothers_mark_or_name_keeps_its_colour_with_another_dash(
    cast: Cast,
):
    gazette = Outlet.objects.create(slug="gazette", name="The Heron", colour=cast.herald.colour)
    assert gazette.colour != cast.herald.colour
    assert colour_of(gazette.colour) == cast.herald.colour
    other = Outlet.objects.create(slug="other", name="Other", colour=cast.herald.colour)
    assert other.colour == cast.herald.colour, "its initials tell it apart"
    other.name = "The Hermit"
    other.save()
    assert colour_of(other.colour) == cast.herald.colour
    assert len({cast.herald.colour, gazette.colour, other.colour}) == 3


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


def test_a_colour_outside_the_set_is_refused(db: None):
    with pytest.raises(IntegrityError, match="outlet_colour_in_set"), transaction.atomic():
        Outlet.objects.create(slug="gazette", name="The Gazette", colour=0)
