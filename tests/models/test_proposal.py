"""Proposals as the database keeps them: values go in, and the same values come out."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import proposals
from timeline.models import Proposal
from timeline.models.articles.proposal import ROW, row_of
from timeline.services.records.new_records import insert

pytestmark = pytest.mark.django_db


def test_what_is_proposed_comes_back_as_it_went_in():
    article = proposals.set_out()
    kept = {proposal.pk: proposal.proposed for proposal in article.proposals.all()}
    assert any(value.actors and value.quotes and value.alternatives for value in kept.values())
    insert(Proposal, ROW, [row_of(article, value) for value in kept.values()])
    again = article.proposals.exclude(pk__in=kept)
    assert sorted(again.values_list("state", "place")) == [("open", "kept")] * 4
    assert {p.proposed for p in again} == set(kept.values())
    assert {p.new_actors for p in again} == {True, False}


def test_rows_written_before_there_were_types_read_as_values():
    proposal = proposals.set_out().proposals.get(title__contains="refuses")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE timeline_proposal SET terms = %s, matches = %s WHERE id = %s",
            [
                '[{"subject": "the bridge", "words": "it"}]',
                '[{"event": 7, "score": 0.5, "reasons": ["So."]}]',
                proposal.pk,
            ],
        )
    proposal.refresh_from_db()
    assert [(term.subject, term.words) for term in proposal.terms] == [("the bridge", "it")]
    assert proposal.matches[0].reasons == ("So.",)
