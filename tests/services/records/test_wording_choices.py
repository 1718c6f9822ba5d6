"""An editor's word on wordings: kept by words, through a reload and through a merger."""

from __future__ import annotations

import pytest

from tests import spoken
from tests.digest_folder import DigestFolder
from tests.spoken import FAR_WORSE, FEARED, OURS, WORSE, Spoken
from tests.story import Town, actor
from timeline.domain.comparing.wordings import normalised
from timeline.domain.criteria import Criteria
from timeline.models import Actor, DigestRecord, Mention, Quote, WordingChoice
from timeline.queries.quotations import quotation_groups
from timeline.services.digest.load_digest import load
from timeline.services.records import merge_actors
from timeline.services.records.wording_choices import BadChoice, in_order, join, part

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(town: Town) -> Spoken:
    return spoken.set_out(town)


def found() -> list[list[str]]:
    return [
        [wording.words for wording in quotation.wordings]
        for quotation in quotation_groups.said(Criteria()).quotations
    ]


def kept() -> set[tuple[str, str, bool]]:
    rows = WordingChoice.objects.values_list("one", "other", "joined")
    return {(*sorted([one, other]), joined) for one, other, joined in rows}


def test_parted_wordings_are_two_quotations(said: Spoken):
    assert part([said.worse, said.far_worse]) == 1
    assert [WORSE, FEARED] in found()
    assert [FAR_WORSE] in found()


def test_all_of_several_are_parted_each_from_each(said: Spoken):
    assert part([said.worse, said.far_worse, said.feared]) == 3
    assert all([words] in found() for words in (WORSE, FAR_WORSE, FEARED))


def test_joined_wordings_are_one_quotation(said: Spoken):
    assert join([said.ours, said.manage]) == 1
    assert [said.manage.words, OURS] in found()


def test_the_last_word_counts(said: Spoken):
    part([said.worse, said.far_worse])
    join([said.far_worse, said.worse])
    assert [FAR_WORSE, WORSE, FEARED] in found()
    assert WordingChoice.objects.get().history.count() == 2
    join([said.far_worse, said.worse])
    assert WordingChoice.objects.get().history.count() == 2


def test_words_are_kept_normalised(said: Spoken):
    join([said.far_worse, said.worse])
    assert kept() == {(*sorted([normalised(WORSE), normalised(FAR_WORSE)]), True)}


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ((), "Choose two quotes or more"),
        (("worse",), "Choose two quotes or more"),
        (("ours", "ours_again"), "these are the same words"),
        (("worse", "ours"), "more than one speaker"),
    ],
)
def test_what_makes_no_choice_is_refused(said: Spoken, names: tuple[str, ...], why: str):
    for choose in (join, part):
        with pytest.raises(BadChoice, match=why):
            choose([getattr(said, name) for name in names])
    assert not WordingChoice.objects.exists()


@pytest.mark.parametrize(
    ("one", "other"), [("a", "b"), ("a z", "ab"), ("it's", "its"), ("1", "a"), ("å", "z")]
)
def test_two_wordings_are_kept_in_the_databases_order(said: Spoken, one: str, other: str):
    assert in_order(one, other) == in_order(other, one)
    lesser, greater = in_order(one, other)
    WordingChoice.objects.create(
        speaker=said.town.diver, one=lesser, other=greater, joined=True
    ).full_clean()


def test_a_choice_survives_a_reload(digest: DigestFolder):
    digest.change(
        "documents/column.yaml",
        "- speaker: mayor\n        words: the bridge is ours\n",
        "- speaker: mayor\n        words: that grand new bridge of Berg is ours\n",
    )
    digest.change(
        "documents/report.yaml",
        "words: the bridge is ours",
        "words: the grand new bridge of Berg is ours",
    )
    load(digest.path)
    both = {"the grand new bridge of Berg is ours", "that grand new bridge of Berg is ours"}
    mayor = Quote.objects.filter(words__in=both).order_by("pk")
    assert both in map(set, found())
    part(mayor)
    parted = found()
    assert all([words] in parted for words in both)
    load(digest.path)
    assert found() == parted
    # All that is told made anew, with other quotes of the same words.
    ids = set(mayor.values_list("pk", flat=True))
    Mention.objects.all().delete()
    DigestRecord.objects.filter(kind="mention").delete()
    load(digest.path)
    assert len(ids) == mayor.count() == 2
    assert ids.isdisjoint(mayor.values_list("pk", flat=True))
    assert found() == parted


def test_choices_go_with_the_speaker_who_is_merged(said: Spoken):
    part([said.worse, said.far_worse])
    ann = actor("Ann Diver")
    had = merge_actors.merge(ann, [said.town.diver])
    assert had["wording_choices"] == 1
    assert WordingChoice.objects.get().speaker == ann
    assert [WORSE, FEARED] in found()
    moved = WordingChoice.objects.get().history.latest()
    assert moved.history_change_reason == "Merged into “Ann Diver”"


def test_where_both_have_a_choice_the_one_of_the_actor_who_stays_counts(said: Spoken):
    ann, bea = actor("Ann Diver"), actor("Bea Diver")
    part([said.worse, said.far_worse])
    row = WordingChoice.objects.get()
    for other, joined in ((ann, True), (bea, False)):
        WordingChoice.objects.create(speaker=other, one=row.one, other=row.other, joined=joined)
    WordingChoice.objects.create(speaker=bea, one="a", other="b", joined=True)
    merge_actors.merge(ann, [said.town.diver, bea])
    assert {(c.one, c.speaker, c.joined) for c in WordingChoice.objects.all()} == {
        (row.one, ann, True),
        ("a", ann, True),
    }
    assert not Actor.objects.filter(pk=bea.pk).exists()
