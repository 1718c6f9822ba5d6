"""Two actors made one: nothing that hung on either is lost."""

from __future__ import annotations

import pytest

from timeline.models import Actor, DigestRecord, Event, Mention, Quote, Source, Term
from timeline.services.records.merge_actors import belongings, merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida() -> Actor:
    actor = Actor.objects.create(slug="ida", name="Ida Berg")
    actor.aliases.create(name="Mayor Berg")
    return actor


@pytest.fixture
def i_berg() -> Actor:
    actor = Actor.objects.create(slug="i-berg", name="I. Berg", description="The mayor.")
    actor.aliases.create(name="Mayor Berg")
    actor.aliases.create(name="Berg")
    return actor


@pytest.fixture
def mention() -> Mention:
    return Mention.objects.create(
        event=Event.objects.create(slug="opening", title="The bridge opens"),
        source=Source.objects.create(slug="report", title="Bridge opens"),
        phrase="4 March 2022",
        says="It opened.",
    )


def test_names_and_aliases_of_the_lost_become_aliases_each_once(ida, i_berg):
    merge(ida, [i_berg])
    names = set(ida.aliases.values_list("name", flat=True))
    assert names == {"Mayor Berg", "I. Berg", "Berg"}
    assert Actor.objects.get() == ida


def test_an_alias_that_is_the_kept_name_is_none(ida, i_berg):
    i_berg.aliases.create(name="Ida Berg")
    merge(ida, [i_berg])
    assert not ida.aliases.filter(name="Ida Berg").exists()


def test_quotes_and_spellings_move(ida, i_berg, mention):
    Quote.objects.create(mention=mention, speaker=i_berg, words="it is open")
    Term.objects.create(mention=mention, actor=i_berg, words="Berg")
    had = merge(ida, [i_berg])
    assert (had["quotes"], had["spellings"]) == (1, 1)
    assert Quote.objects.get().speaker == ida
    assert Term.objects.get().actor == ida


@pytest.mark.parametrize("told_by_the_kept", [True, False])
def test_nobody_reports_their_own_words(told_by_the_kept, ida, i_berg, mention):
    speaker, teller = (i_berg, ida) if told_by_the_kept else (ida, i_berg)
    Quote.objects.create(mention=mention, speaker=speaker, told_by=teller, words="it is open")
    merge(ida, [i_berg])
    quote = Quote.objects.get()
    assert (quote.speaker, quote.told_by) == (ida, None)


def test_words_of_others_are_reported_by_the_kept(ida, i_berg, mention):
    olle = Actor.objects.create(slug="olle", name="Olle Strand")
    Quote.objects.create(mention=mention, speaker=olle, told_by=i_berg, words="it holds")
    merge(ida, [i_berg])
    assert Quote.objects.get().told_by == ida


def test_the_kept_takes_part_once_where_both_did(ida, i_berg, mention):
    storm = Event.objects.create(slug="storm", title="A storm")
    mention.event.participations.create(actor=ida)
    mention.event.participations.create(actor=i_berg)
    storm.participations.create(actor=i_berg)
    merge(ida, [i_berg])
    assert set(ida.participations.values_list("event__slug", flat=True)) == {"opening", "storm"}
    assert mention.event.participations.count() == 1


def test_three_become_one(ida, i_berg, mention):
    madam = Actor.objects.create(slug="madam", name="Madam Mayor")
    for actor in (i_berg, madam):
        mention.event.participations.create(actor=actor)
        Quote.objects.create(mention=mention, speaker=actor, words=f"{actor}")
    merge(ida, [i_berg, madam])
    assert ida.quotes.count() == 2
    assert ida.participations.count() == 1
    assert Actor.objects.count() == 1


def test_a_description_is_taken_over_only_where_there_is_none(ida, i_berg):
    other = Actor.objects.create(slug="other", name="B.", description="Another.")
    merge(ida, [i_berg])
    merge(ida, [other])
    ida.refresh_from_db()
    assert ida.description == "The mayor."


def test_the_digest_means_the_kept_by_the_lost_ones_entry(ida, i_berg):
    lost = DigestRecord.objects.create(kind="actor", key="i-berg", object_id=i_berg.pk, values={})
    other = DigestRecord.objects.create(kind="event", key="x", object_id=i_berg.pk, values={})
    merge(ida, [i_berg])
    lost.refresh_from_db()
    other.refresh_from_db()
    assert lost.object_id == ida.pk
    assert other.object_id != ida.pk


def test_the_merger_is_in_the_history_of_all(ida, i_berg, mention):
    Quote.objects.create(mention=mention, speaker=i_berg, words="it is open")
    lost = i_berg.pk
    merge(ida, [i_berg])
    assert ida.history.latest().history_change_reason == "Took over I. Berg"
    gone = Actor.history.filter(id=lost).latest()
    assert (gone.history_type, gone.history_change_reason) == ("-", "Merged into “Ida Berg”")
    assert Quote.objects.get().history.latest().history_type == "~"


def test_an_actor_merged_into_itself_stays_as_it_is(ida):
    merge(ida, [ida])
    assert Actor.objects.get() == ida
    assert ida.history.count() == 1


def test_what_hangs_on_actors_is_counted(ida, i_berg, mention):
    Quote.objects.create(mention=mention, speaker=ida, told_by=i_berg, words="it is open")
    told = belongings([ida, i_berg])
    assert (told["quotes"], told["quotes_reported"], told["aliases"]) == (1, 1, 3)


def test_a_merger_that_fails_changes_nothing(ida, i_berg, mention, monkeypatch):
    Quote.objects.create(mention=mention, speaker=i_berg, words="it is open")

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("timeline.services.records.merge_actors.move_aliases", fail)
    with pytest.raises(RuntimeError):
        merge(ida, [i_berg])
    assert Quote.objects.get().speaker == i_berg
    assert Actor.objects.count() == 2
