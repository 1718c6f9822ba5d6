"""Loading a digest: what is new comes in, what changed is updated, what an editor did stays."""

from __future__ import annotations

import pytest

from tests import snapshot
from tests.digest_folder import DigestFolder
from tests.story import at
from timeline.models import (
    Actor,
    Detail,
    DigestRecord,
    Event,
    Mention,
    Outlet,
    Participation,
    Quote,
    Source,
    Story,
    Term,
)
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.load_digest import LoadReport, load

pytestmark = pytest.mark.django_db

ENTRIES = 2 + 3 + 1 + 3 + 3 + 5 + 1
REPORT, COLUMN = "documents/report.yaml", "documents/column.yaml"


@pytest.fixture
def loaded(digest: DigestFolder) -> DigestFolder:
    """The digest, loaded once."""
    load(digest.path)
    return digest


def counts(report: LoadReport) -> tuple[int, int, int]:
    return report.created.total(), report.updated.total(), report.unchanged.total()


def told_of(slug: str) -> list[str]:
    return sorted(Mention.objects.filter(event__slug=slug).values_list("source__slug", flat=True))


def test_a_fresh_load_creates_every_entry(digest):
    report = load(digest.path)
    assert counts(report) == (ENTRIES, 0, 0)
    assert dict(+report.created) == {
        "outlet": 2, "actor": 3, "place": 1, "event": 3, "source": 3, "mention": 5, "story": 1,
    }  # fmt: skip
    assert (report.kept, report.left) == ([], [])
    assert report.counts == f"{ENTRIES} created, 0 updated, 0 unchanged"


def test_what_is_loaded_is_what_the_digest_says(loaded):
    opening = Event.objects.get(slug="opening")
    assert (opening.title, opening.summary, opening.place_name) == (
        "The bridge opens", "A ribbon is cut.", "Berg",
    )  # fmt: skip
    assert [p.actor.slug for p in opening.participations.all()] == ["mayor", "engineer"]
    assert [a.name for a in Actor.objects.get(slug="mayor").aliases.all()] == ["Ida Berg"]
    report = Source.objects.get(slug="report")
    assert (report.edtf, report.outlet.slug) == ("2022-03-04", "herald")
    assert [source.slug for source in report.draws_on.all()] == ["speech"]
    speech = Source.objects.get(slug="speech")
    assert (report.origin, speech.origin) == ("first-hand", "not-recorded")
    mention = report.mentions.get(event=opening)
    assert (mention.phrase, mention.edtf, mention.via.slug) == (
        "on Thursday", "2022-03-03", "speech",
    )  # fmt: skip
    assert [(q.speaker.slug, q.told_by and q.told_by.slug) for q in mention.quotes.all()] == [
        ("mayor", None), ("engineer", "mayor"),
    ]  # fmt: skip
    assert [(t.subject, t.words) for t in mention.terms.all()] == [
        ("", "Mayor Berg"), ("", "the mayor"), ("the bridge", "the crossing"),
    ]  # fmt: skip
    (detail,) = mention.details.all()
    assert (detail.aspect, detail.subject, detail.value) == ("figure", "guests", "two hundred")
    story = Story.objects.get()
    assert (story.opens_with.slug, story.closes_with.slug) == ("opening", "storm")


def test_events_are_dated_by_what_was_loaded(loaded):
    dates = dict(Event.objects.values_list("slug", "edtf"))
    assert dates == {"opening": "2022-03-01/2022-03-03", "vote": "2019-05", "storm": "2019-05"}
    assert Event.objects.get(disputed=True).days_apart == 2


def test_each_outlet_has_a_colour_of_its_own(loaded):
    assert list(Outlet.objects.order_by("slug").values_list("colour", flat=True)) == [1, 2]


def test_a_second_load_changes_nothing_at_all(loaded):
    before = snapshot.rows()
    report = load(loaded.path)
    assert counts(report) == (0, 0, ENTRIES)
    assert (report.kept, report.left) == ([], [])
    assert snapshot.rows() == before


def test_a_dry_run_tells_what_it_would_do_and_writes_nothing(digest):
    before = snapshot.rows()
    assert counts(load(digest.path, dry_run=True)) == (ENTRIES, 0, 0)
    assert snapshot.rows() == before
    load(digest.path)
    digest.change("events.yaml", "place: Berg", "place: Lower Berg")
    before = snapshot.rows()
    assert counts(load(digest.path, dry_run=True)) == (1, 1, ENTRIES - 2)
    assert snapshot.rows() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("events.yaml", "A ribbon is cut.", "A ribbon was cut.", {"event": 1}),
        ("events.yaml", "[mayor, engineer]", "[engineer, town]", {"event": 1}),
        ("actors.yaml", "- Ida Berg", "- I. Berg", {"actor": 1}),
        ("outlets.yaml", "name: The Post", "name: The Evening Post", {"outlet": 1}),
        ("first_hand.yaml", "kind: statement", "kind: interview", {"source": 1}),
        (REPORT, "[speech]", "[speech, column]", {"source": 1}),
        (REPORT, "at noon", "at one", {"mention": 1}),
        (REPORT, "on Thursday", "on Wednesday", {"mention": 1}),
        (REPORT, "it will hold", "it holds", {"mention": 1}),
        (REPORT, "[the crossing]", "[the span]", {"mention": 1}),
        (REPORT, "two hundred", "hundreds", {"mention": 1}),
        ("story.yaml", "opens_with: opening", "opens_with: vote", {"story": 1}),
    ],
)
def test_what_the_digest_changes_is_updated_and_nothing_else(loaded, file, old, new, found):
    loaded.change(file, old, new)
    report = load(loaded.path)
    assert dict(report.updated) == found
    assert counts(report) == (0, 1, ENTRIES - 1)
    before = snapshot.rows()
    assert counts(load(loaded.path)) == (0, 0, ENTRIES)
    assert snapshot.rows() == before


def test_a_changed_date_phrase_moves_the_event(loaded):
    loaded.change(REPORT, "on Thursday", "on Tuesday")
    load(loaded.path)
    opening = Event.objects.get(slug="opening")
    assert (opening.edtf, opening.disputed) == ("2022-03-01", False)


def test_a_changed_publication_date_moves_what_is_read_by_it(loaded):
    loaded.change(REPORT, "2022-03-04", "2022-03-11")
    load(loaded.path)
    assert Mention.objects.get(phrase="on Thursday").edtf == "2022-03-10"
    assert Event.objects.get(slug="opening").days_apart == 9


def test_changed_quotes_are_in_the_history(loaded):
    loaded.change(REPORT, "it will hold", "it holds")
    load(loaded.path)
    quote = Quote.objects.get(words="it holds")
    assert quote.history.get().history_type == "+"


def test_a_mention_that_is_added_joins_the_rest(loaded):
    loaded.add(COLUMN, "  - event: vote\n    paragraph: 4\n    says: Nobody had asked it.\n")
    assert counts(load(loaded.path)) == (1, 0, ENTRIES)
    assert told_of("vote") == ["column", "report"]


def edit(**values: object) -> None:
    """Do as an editor does who changes the opening."""
    event = Event.objects.get(slug="opening")
    for name, value in values.items():
        setattr(event, name, value)
    event.save()


def test_an_editors_change_is_kept_and_named_load_after_load(loaded):
    edit(title="The bridge is opened")
    for _ in range(3):
        report = load(loaded.path)
        assert counts(report) == (0, 0, ENTRIES)
        assert report.kept == ["event opening: title was changed in admin"]
        assert Event.objects.get(slug="opening").title == "The bridge is opened"


def test_an_editors_change_outlives_the_digests_change_of_the_same_field(loaded):
    edit(title="The bridge is opened")
    loaded.change("events.yaml", "title: The bridge opens", "title: A bridge opens")
    for _ in range(2):
        report = load(loaded.path)
        assert report.kept == ["event opening: title was changed in admin"]
        assert Event.objects.get(slug="opening").title == "The bridge is opened"


def test_the_digests_change_of_another_field_lands_beside_the_editors(loaded):
    edit(title="The bridge is opened")
    loaded.change("events.yaml", "place: Berg", "place: Lower Berg")
    report = load(loaded.path)
    event = Event.objects.get(slug="opening")
    assert (event.title, event.place_name) == ("The bridge is opened", "Lower Berg")
    assert counts(report) == (1, 1, ENTRIES - 2)
    assert report.kept == ["event opening: title was changed in admin"]


def test_an_editors_change_that_the_digest_takes_over_is_no_longer_named(loaded):
    edit(title="The bridge is opened")
    loaded.change("events.yaml", "title: The bridge opens", "title: The bridge is opened")
    assert load(loaded.path).kept == []
    loaded.change("events.yaml", "title: The bridge is opened", "title: A bridge opens")
    assert load(loaded.path).kept == []
    assert Event.objects.get(slug="opening").title == "A bridge opens"


def test_an_editors_change_of_what_hangs_on_a_record_is_kept(loaded):
    Participation.objects.get(event__slug="storm").delete()
    Quote.objects.filter(words="it will hold").update(words="it will stand")
    Term.objects.get(words="the crossing").delete()
    Detail.objects.update(value="twenty")
    Actor.objects.get(slug="mayor").aliases.create(name="Mrs Berg")
    report = load(loaded.path)
    assert report.kept == [
        "actor mayor: aliases was changed in admin",
        "event storm: actors was changed in admin",
        "mention report#opening#1#1: terms was changed in admin",
        "mention report#opening#1#1: details was changed in admin",
        "mention report#opening#1#1: quotes was changed in admin",
    ]
    assert counts(report) == (0, 0, ENTRIES)
    assert not Participation.objects.filter(event__slug="storm").exists()
    assert Quote.objects.filter(words="it will stand").count() == 1


def test_a_renamed_slug_is_kept_and_the_record_is_still_known(loaded):
    edit(slug="the-opening")
    loaded.change("events.yaml", "place: Berg", "place: Lower Berg")
    report = load(loaded.path)
    assert report.kept == ["event opening: slug was changed in admin"]
    assert Event.objects.get(slug="the-opening").place_name == "Lower Berg"
    assert Event.objects.count() == 3


def test_an_editors_outlet_stays_with_its_basis_when_the_digest_takes_the_outlet_back(loaded):
    report = Source.objects.get(slug="report")
    report.outlet = Outlet.objects.get(slug="post")
    report.save()
    loaded.change(REPORT, "outlet: herald\noutlet_basis: stated\n", "")
    kept = load(loaded.path).kept
    assert "source report: outlet was changed in admin" in kept
    report.refresh_from_db()
    assert (report.outlet.slug, report.outlet_basis) == ("post", "stated")


def test_an_editors_publication_date_stays_with_its_basis(loaded):
    report = Source.objects.get(slug="report")
    report.interval = Mention.objects.get(phrase="on Thursday").interval
    report.save()
    loaded.change(REPORT, "published: '2022-03-04'\npublished_basis: stated\n", "")
    loaded.change(REPORT, "phrase: on Thursday", "phrase: in 2022")
    kept = load(loaded.path).kept
    assert "source report: published was changed in admin" in kept
    report.refresh_from_db()
    assert (report.edtf, report.published_basis) == ("2022-03-03", "stated")


def test_what_a_release_did_not_know_yet_stays_as_an_editor_filled_it(loaded):
    last = DigestRecord.objects.get(kind="source", key="column")
    del last.values["archived"]
    last.save()
    Source.objects.filter(slug="column").update(archived="https://archive.example/column")
    load(loaded.path)
    assert Source.objects.get(slug="column").archived == "https://archive.example/column"


def test_an_editors_inferred_date_stays_with_its_reason(loaded):
    mention = Mention.objects.get(inferred="2019")
    mention.inferred = "2019-05"
    mention.save()
    loaded.change(COLUMN, "    inferred: '2019'\n", "")
    loaded.change(COLUMN, "    inferred_reason: It was in the year of the vote.\n", "")
    kept = load(loaded.path).kept
    assert "mention column#storm#3#1: inferred was changed in admin" in kept
    mention.refresh_from_db()
    assert (mention.inferred, mention.inferred_reason) == (
        "2019-05", "It was in the year of the vote.",
    )  # fmt: skip


def test_what_an_editor_deleted_stays_deleted_and_is_named(loaded):
    Mention.objects.get(event__slug="vote").delete()
    Story.objects.get().delete()
    for _ in range(2):
        report = load(loaded.path)
        assert counts(report) == (0, 0, ENTRIES - 2)
        assert report.kept == [
            "mention report#vote#2#1: was deleted in admin, and stays deleted",
            "story story: was deleted in admin, and stays deleted",
        ]
        assert not Mention.objects.filter(event__slug="vote").exists()


def test_an_event_that_an_editor_deleted_stays_deleted_with_its_mentions(loaded):
    Event.objects.get(slug="opening").delete()
    loaded.add(COLUMN, "  - event: opening\n    paragraph: 5\n    says: It opened once more.\n")
    report = load(loaded.path)
    assert not Event.objects.filter(slug="opening").exists()
    assert told_of("opening") == []
    assert report.kept == [
        "event opening: was deleted in admin, and stays deleted",
        "mention column#opening#1#1: was deleted in admin, and stays deleted",
        "mention report#opening#1#1: was deleted in admin, and stays deleted",
        "mention column#opening#5#1: belongs to what was deleted in admin",
        "story story: opens_with was changed in admin",
    ]


def test_an_actor_that_an_editor_deleted_leaves_the_rest_as_the_digest_has_it(loaded):
    Participation.objects.get(actor__slug="town").delete()
    Actor.objects.get(slug="town").delete()
    loaded.add("events.yaml", "- slug: fair\n  title: A fair\n  actors: [town, mayor]\n")
    report = load(loaded.path)
    assert "actor town: was deleted in admin, and stays deleted" in report.kept
    fair = Event.objects.get(slug="fair")
    assert [p.actor.slug for p in fair.participations.all()] == ["mayor"]


def test_what_an_editor_made_under_the_same_slug_is_kept(digest):
    Event.objects.create(slug="opening", title="Our own opening", place=at("Berg"))
    report = load(digest.path)
    assert counts(report) == (ENTRIES - 2, 0, 2)
    event = Event.objects.get(slug="opening")
    assert (event.title, event.place_name) == ("Our own opening", "Berg")
    assert "event opening: title was changed in admin" in report.kept
    assert not [line for line in report.kept if "place" in line]
    assert told_of("opening") == ["column", "report"]
    digest.change("events.yaml", "place: Berg", "place: Lower Berg")
    load(digest.path)
    event.refresh_from_db()
    assert (event.title, event.place_name) == ("Our own opening", "Lower Berg")


def test_an_editors_outlet_of_the_same_name_is_a_problem_and_nothing_is_loaded(digest):
    Outlet.objects.create(slug="evening-post", name="The Post")
    before = snapshot.rows()
    with pytest.raises(BadDigest) as caught:
        load(digest.path)
    assert [str(problem) for problem in caught.value.problems] == [
        "bridge/outlets.yaml:5: another outlet, “evening-post”, has the name “The Post” already"
    ]
    assert snapshot.rows() == before


def test_an_editors_outlet_that_is_called_as_the_digest_now_calls_another_is_a_problem(loaded):
    Outlet.objects.create(slug="evening-post", name="The Evening Post")
    line = loaded.change("outlets.yaml", "name: The Post", "name: The Evening Post")
    with pytest.raises(BadDigest) as caught:
        load(loaded.path)
    assert [(p.file, p.line) for p in caught.value.problems] == [("bridge/outlets.yaml", line)]


def test_what_the_digest_drops_is_left_and_named(loaded):
    loaded.change("events.yaml", "- slug: vote\n  title: The town votes for a bridge\n", "")
    loaded.change(
        REPORT,
        "  - event: vote\n    paragraph: 2\n    phrase: in May 2019\n"
        "    says: The town had voted for it.\n",
        "",
    )
    loaded.change(REPORT, "that same month", "in May 2019")
    for _ in range(2):
        assert load(loaded.path).left == ["event vote", "mention report#vote#2#1"]
    assert told_of("vote") == ["report"]


def test_actors_and_aliases_named_twice_count_once(digest):
    digest.change("events.yaml", "[mayor, engineer]", "[mayor, engineer, mayor]")
    digest.change("actors.yaml", "    - Ida Berg\n", "    - Ida Berg\n    - Ida Berg\n")
    load(digest.path)
    assert Participation.objects.filter(event__slug="opening").count() == 2
    assert Actor.objects.get(slug="mayor").aliases.count() == 1
    assert counts(load(digest.path)) == (0, 0, ENTRIES)


def test_the_history_says_that_the_digest_did_it(loaded):
    assert {r.history_change_reason for r in Mention.history.all()} == {"loaded from the digest"}
    assert Event.objects.get(slug="vote").history.count() == 1


def test_a_load_leaves_a_record_for_each_entry(loaded):
    assert DigestRecord.objects.count() == ENTRIES
    assert not DigestRecord.objects.filter(object_id=None).exists()


def test_a_digest_without_a_story_or_documents_is_a_digest(digest):
    for name in ("story.yaml", REPORT, COLUMN):
        (digest.path / name).unlink()
    assert counts(load(digest.path)) == (10, 0, 0)
