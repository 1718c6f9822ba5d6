"""A dumped digest, loaded into an empty database, gives the same timeline."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import selected
from tests.cast import Cast
from tests.story import at
from timeline.domain.criteria import Criteria
from timeline.domain.time import edtf
from timeline.exports.events_json import event_json
from timeline.models import Actor, DigestRecord, Event, Mention, Outlet, Source, Story, Tag
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load

pytestmark = pytest.mark.django_db

ODD = [
    "no", "yes", "null", "~", "2022", "2022-02-24", "1_000", "0o7", ".inf", "=", "<<",
    "colon: within", "colon at the end:", "- a dash", "# a hash", "a # hash", "? asks",
    "{a: b}", "[1, 2]", "*star", "&and", "!tag", "%per cent", "@at", "`tick`", "> folded", "| bar",
    '"quoted"', "it's", "'single'", "back\\slash", "tab\twithin", "„Ще“ — 東京 🌉 é",
    "right\u200fto\u200eleft", "word\u2060joined", "a line\u2028another", "next\x85line",
    "escape\x1b[0m", "\ufeffmark", "a" * 119,
]  # fmt: skip
PROSE = ["one line\nand another", "one line\r\nand another", "a gap\n\n\nof lines", "  deep\n in"]


def said() -> dict[str, Any]:
    """All that the database says, without its own numbers."""
    told = [event_json(event) for event in selected.events(Criteria())]
    for mention in (mention for event in told for mention in event["mentions"]):
        del mention["position"]  # the order comes back, not its numbers
    return {
        "events": told,
        "chosen": list(Event.objects.values_list("slug", "chosen_edtf", "chosen_reason")),
        "outlets": [
            (o.slug, o.name, o.kind, o.colour, o.note, sorted(x.name for x in o.aliases.all()))
            for o in Outlet.objects.all()
        ],
        "actors": [
            (a.slug, a.name, a.kind, a.description, sorted(x.name for x in a.aliases.all()))
            for a in Actor.objects.all()
        ],
        "tags": list(Tag.objects.values_list("slug", "name")),
        "sources": [
            (s.slug, s.title, s.kind, s.authors, s.outlet_reason, s.published_reason, s.url,
             s.origin, s.archived, s.read_on, s.sha256, s.interval,
             sorted(d.slug for d in s.draws_on.all()))
            for s in Source.objects.all()
        ],
        "terms": [
            (m.source.slug, m.paragraph, m.inferred, m.inferred_reason, m.rule,
             [(t.actor and t.actor.slug, t.subject, t.words) for t in m.terms.all()],
             [(d.aspect, d.subject, d.value) for d in m.details.all()])
            for m in Mention.objects.order_by(
                "source__slug", "paragraph", "position", "phrase", "inferred"
            )
        ],
        "stories": [
            (
                *(getattr(story, name) for name in (
                    "slug", "title", "standfirst", "introduction", "language", "position", "main",
                )),
                story.opens_with and story.opens_with.slug,
                story.closes_with and story.closes_with.slug,
                sorted(event.slug for event in story.events.all()),
                sorted(source.slug for source in story.sources.all()),
                [(c.position, c.heading, c.words, c.selection) for c in story.chapters.all()],
            )
            for story in Story.objects.all()
        ],
    }  # fmt: skip


def empty() -> None:
    """Leave no row."""
    for model in (Mention, Story, Event, Source, Outlet, Actor, DigestRecord):
        model.objects.all().delete()


def assert_it_comes_back(folder: Path) -> None:
    """Dump, empty the database, load: nothing that is said has changed."""
    before = said()
    dump(folder)
    empty()
    report = load(folder)
    assert (report.kept, report.left) == ([], [])
    assert said() == before


def test_the_cast_comes_back(cast: Cast, tmp_path):
    cast.herald.aliases.create(name="Berg Herald")
    Mention.objects.create(
        event=cast.storm, source=cast.report, inferred="2019~", inferred_reason="A guess.",
        says="So it was.",
    )  # fmt: skip
    cast.storm.tags.add(Tag.objects.create(slug="sea", name="The sea: “no”"))
    cast.storm.importance = 3
    cast.storm.named_values = {"operation": "Lion: “no”", "toll": "4"}
    cast.storm.save()
    cast.opening.chosen_edtf, cast.opening.chosen_reason = "2022-03-03", "The ribbon is dated."
    cast.opening.save()
    assert_it_comes_back(tmp_path)
    assert Event.objects.get(slug="opening").basis == "chosen"
    assert Mention.objects.count() == 4
    storm = Event.objects.get(tags__name="The sea: “no”")
    assert (storm.importance, storm.named_values["operation"]) == (3, "Lion: “no”")


def test_what_is_dumped_and_loaded_is_dumped_the_same(cast: Cast, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    dump(one)
    empty()
    load(one)
    names = [path.relative_to(two) for path in dump(two)]
    assert {name: (one / name).read_text() for name in names} == {
        name: (two / name).read_text() for name in names
    }


def test_loading_a_dump_over_what_it_was_dumped_from_changes_nothing(digest, tmp_path):
    load(digest.path)
    dump(tmp_path / "dump")
    report = load(tmp_path / "dump")
    assert (report.created.total(), report.updated.total()) == (0, 0)
    assert (report.kept, report.left) == ([], [])


def test_each_source_with_mentions_has_a_file_and_the_others_share_one(digest, tmp_path):
    load(digest.path)
    written = dump(tmp_path / "dump")
    assert sorted(str(path.relative_to(tmp_path / "dump")) for path in written) == [
        "actors.yaml", "digest.yaml", "documents/column.yaml", "documents/report.yaml",
        "events.yaml", "first_hand.yaml", "outlets.yaml", "places.yaml",
        "stories.yaml",
    ]  # fmt: skip


def test_an_empty_database_is_dumped_as_no_file(tmp_path):
    assert dump(tmp_path / "dump") == []


def fill(texts: list[str], prose: list[str]) -> None:
    """Invented records that say these texts wherever a text can stand."""
    words = itertools.cycle(texts)
    long = itertools.cycle(prose)
    outlets = [
        Outlet.objects.create(slug=f"o-{n}", name=f"{next(words)}{n}"[:120], note=next(long))
        for n in range(2)
    ]
    actors = [
        Actor.objects.create(slug=f"A_{n}", name=next(words), description=next(long))
        for n in range(2)
    ]
    for name in dict.fromkeys(texts[:3]):
        actors[0].aliases.create(name=name)
    for number, outlet in enumerate(outlets):
        source = Source(
            slug=f"source-{number}", title=next(words), authors=next(words), outlet=outlet,
            outlet_basis="inferred", outlet_reason=next(long),
            published_basis="inferred", published_reason=next(long),
        )  # fmt: skip
        source.interval = edtf.parse("2022-03-04")
        source.save()
        for place, text in enumerate(texts):
            event = Event.objects.create(
                slug=f"event-{number}-{place}", title=text, summary=next(long),
                place=at(next(words)), chosen_edtf="2022", chosen_reason=text,
            )  # fmt: skip
            event.participations.create(actor=actors[place % 2])
            mention = Mention.objects.create(
                event=event, source=source, paragraph=place // 2 + 1, position=place % 2,
                phrase="on Thursday", says=next(long),
            )  # fmt: skip
            mention.terms.create(actor=actors[1], words=next(words))
            mention.terms.create(subject=text[:80].strip(), words=next(words), position=1)
            mention.details.create(aspect="figure", subject=text[:80].strip(), value=next(words))
            mention.quotes.create(speaker=actors[0], told_by=actors[1], words=text)
    first = Story.objects.create(slug="first", title=next(words), opens_with=Event.objects.last())
    first.events.set(Event.objects.all())
    main = Story.objects.create(
        slug="second", title=next(words), standfirst=next(long), introduction=next(long),
        language="pt-BR", position=3, closes_with=Event.objects.first(),
    )  # fmt: skip
    Story.objects.filter(pk=first.pk).update(main=False)
    Story.objects.filter(pk=main.pk).update(main=True)
    main.events.set(Event.objects.order_by("pk")[:1])
    main.sources.set(Source.objects.all()[:1])
    main.chapters.create(heading=next(words), words=next(long), position=0)
    main.chapters.create(heading=next(words), selection="actor=a&from=2022", position=1)


def test_odd_texts_come_back_letter_for_letter(tmp_path):
    fill(ODD, [*PROSE[:3], *ODD])
    assert_it_comes_back(tmp_path)


line = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()[:15]))
    .filter(bool)
)


# Without shrinking: each example is a whole load.
@settings(
    max_examples=15,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(line, min_size=1, max_size=4), st.lists(line, min_size=1, max_size=4))
def test_any_text_comes_back_letter_for_letter(tmp_path_factory, texts, prose):
    empty()
    fill(texts, ["\n".join(prose), *prose])
    assert_it_comes_back(tmp_path_factory.mktemp("dump"))


def test_what_an_editor_may_leave_out_or_name_otherwise_comes_back_too(cast: Cast, tmp_path):
    """As admin lets them: no paragraph, letters and underscores in slugs, a slug of 100."""
    long = Event.objects.create(slug="Long_" + "x" * 95, title="A long name")
    for event, position in ((long, 1), (cast.storm, 0)):
        Mention.objects.create(
            event=event, source=cast.report, position=position, phrase="that same month", says="X."
        )
    cast.herald.slug = "The_Herald"
    cast.herald.save()
    before = said()["events"]
    assert_it_comes_back(tmp_path)
    assert Event.objects.get(slug=long.slug).edtf == "2022-03"
    assert said()["events"] == before


def test_an_outlet_keeps_its_colour(cast: Cast, tmp_path):
    cast.herald.colour = 7
    cast.herald.save()
    assert_it_comes_back(tmp_path)
    assert Outlet.objects.get(slug="herald").colour == 7


def test_the_order_of_a_days_events_and_of_a_paragraphs_mentions_comes_back(cast: Cast, tmp_path):
    for place, slug in enumerate("cab"):
        event = Event.objects.create(slug=slug, title="As told", sequence=3 - place)
        for number in (2, 1):
            Mention.objects.create(
                event=event, source=cast.report, paragraph=7, position=10 * place + number,
                phrase="on Thursday", says=f"{slug} {number}",
            )  # fmt: skip
    assert_it_comes_back(tmp_path)
    told = Event.objects.filter(title="As told").values_list("slug", flat=True)
    assert "".join(told) == "bac"


@pytest.mark.parametrize("file", ["stories.yaml", "documents/letter.yaml"])
def test_a_directory_that_holds_a_digest_is_not_written_to(file, cast: Cast, tmp_path):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("title: Ours\n")
    with pytest.raises(CommandError, match="holds a digest already"):
        call_command("dump_seeds", tmp_path)
    assert [path.name for path in tmp_path.rglob("*.yaml")] == [Path(file).name]


def test_a_place_that_cannot_be_written_to_is_told(cast: Cast, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError):
        call_command("dump_seeds", file / "dump")


def test_states_listing_and_longest_quotes_come_back(cast: Cast, tmp_path: Path):
    """An entry that says nothing of its state is published, and listed."""
    states = {cast.opening: "draft", cast.report: "withdrawn", cast.story: "in-review"}
    for record, state in states.items():
        type(record)._base_manager.filter(pk=record.pk).update(state=state)
    Mention.objects.filter(source=cast.column, event=cast.opening).update(state="in-review")
    Outlet.objects.filter(pk=cast.post.pk).update(longest_quote=40, listed=True)
    Actor.objects.filter(pk=cast.mayor.pk).update(listed=True)
    before = _states()
    dump(tmp_path / "bridge")
    text = (tmp_path / "bridge" / "events.yaml").read_text()
    assert text.count("state:") == 1
    for model in (Story, Mention, Source, Event, Actor, Outlet, DigestRecord):
        model._base_manager.all().delete()
    load(tmp_path / "bridge")
    assert _states() == before


def _states() -> dict[str, Any]:
    return {
        "records": {
            f"{model.__name__} {record}": record.state
            for model in (Event, Source, Mention, Story)
            for record in model._base_manager.all()
        },
        "outlets": sorted(Outlet.objects.values_list("slug", "listed", "longest_quote")),
        "actors": sorted(Actor.objects.values_list("slug", "listed")),
    }


def test_what_no_digest_brought_is_known_again_where_a_dump_is_loaded_in_its_place(
    digest, tmp_path
):
    load(digest.path)
    event, source = Event.objects.order_by("pk")[0], Source.objects.order_by("pk")[0]
    for says in ("Added at the desk.", "Added at the desk.", "And once more."):
        Mention.objects.create(event=event, source=source, says=says)
    before = Mention.objects.count()
    dump(tmp_path / "dump")
    report = load(tmp_path / "dump")
    assert (report.created.total(), report.updated.total()) == (0, 0)
    assert Mention.objects.count() == before
    assert load(tmp_path / "dump").updated.total() == 0
