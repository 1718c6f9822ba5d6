"""What the database refuses, whoever writes to it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.cast import Cast
from timeline.domain.time import edtf
from timeline.models import Actor, Alias, Event, Mention, Outlet, Quote, Source, Story, Term


def refused(constraint: str):
    """The database refuses by this constraint, and the test goes on."""
    return pytest.raises(IntegrityError, match=constraint)


def test_an_outlet_needs_a_basis(cast: Cast):
    cast.report.outlet_basis = "not-stated"
    with refused("source_outlet_has_basis"), transaction.atomic():
        cast.report.save()


def test_a_basis_needs_an_outlet(cast: Cast):
    cast.report.outlet = None
    with refused("source_outlet_has_basis"), transaction.atomic():
        cast.report.save()


def test_a_publication_date_needs_a_basis(cast: Cast):
    cast.report.published_basis = "not-stated"
    with refused("source_date_has_basis"), transaction.atomic():
        cast.report.save()


def test_a_basis_needs_a_publication_date(cast: Cast):
    cast.report.interval = edtf.parse("")
    with refused("source_date_has_basis"), transaction.atomic():
        cast.report.save()


@pytest.mark.parametrize(
    ("column", "constraint"),
    [
        ("outlet_reason", "source_inferred_outlet_has_reason"),
        ("published_reason", "source_inferred_date_has_reason"),
    ],
)
def test_what_is_inferred_of_a_source_needs_a_reason(column: str, constraint: str, cast: Cast):
    with refused(constraint), transaction.atomic():
        Source.objects.filter(pk=cast.column.pk).update(**{column: ""})


def test_an_inferred_date_of_a_mention_needs_a_reason(cast: Cast):
    with refused("mention_inferred_date_has_reason"), transaction.atomic():
        Mention.objects.create(event=cast.storm, source=cast.report, inferred="2022", says="X.")


def test_an_editors_date_needs_a_reason(cast: Cast):
    cast.storm.chosen_edtf = "2022"
    with refused("event_chosen_date_has_reason"), transaction.atomic():
        cast.storm.save()


def test_one_story_is_the_main_one_and_another_has_a_slug_of_its_title(cast: Cast):
    another = Story.objects.create(title="Another bridge")
    assert (cast.story.main, another.main, another.slug) == (True, False, "another-bridge")
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=another.pk).update(main=True)


def test_a_term_names_an_actor_or_a_thing_and_not_both(cast: Cast):
    mention = Mention.objects.first()
    for names in ({}, {"actor": cast.mayor, "subject": "the bridge"}):
        term = Term(mention=mention, words="it", **names)
        with pytest.raises(ValidationError):
            term.full_clean()
        with refused("term_names_actor_or_thing"), transaction.atomic():
            term.save()


def test_no_one_reports_their_own_words(cast: Cast):
    with refused("quote_told_by_another"), transaction.atomic():
        Quote.objects.create(
            mention=Mention.objects.all()[0], speaker=cast.mayor, told_by=cast.mayor, words="Mine."
        )


def test_an_actor_takes_part_in_an_event_once(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.opening.participations.create(actor=cast.mayor)


def test_an_actor_has_an_alias_once(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias.objects.create(actor=cast.mayor, name="Ida Berg")


@pytest.mark.parametrize("model", [Actor, Event, Outlet, Source])
def test_a_slug_is_given_once(model: type, cast: Cast):
    taken = model.objects.values_list("slug", flat=True)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(slug=taken)


def test_no_outlet_takes_the_slug_that_stands_for_none(db: None):
    with refused("outlet_slug_not_reserved"), transaction.atomic():
        Outlet.objects.create(slug="not-stated", name="Not Stated")


@pytest.mark.parametrize("name", ["herald", "mayor", "report"])
def test_what_mentions_hang_on_is_not_deleted_with_them(name: str, cast: Cast):
    before = Mention.objects.count()
    with pytest.raises(ProtectedError):
        getattr(cast, name).delete()
    assert Mention.objects.count() == before


def test_a_story_outlives_the_event_that_it_opens_with(cast: Cast):
    cast.opening.delete()
    cast.story.refresh_from_db()
    assert (cast.story.opens_with, cast.story.closes_with) == (None, cast.storm)
