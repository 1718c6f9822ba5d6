"""All public fields of stories made up by dice come back of our JSON, and of a digest."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.exports.told import written
from tests.queries.index.edited import Editor, seeds
from tests.services.imports.dressed import dress
from tests.services.imports.test_own_tables import take
from tests.story import at
from timeline.domain import digest
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import read_timeline
from timeline.models import (
    Actor,
    Chapter,
    Detail,
    DigestRecord,
    Event,
    FormerSlug,
    Kind,
    Mention,
    Outlet,
    Place,
    Quote,
    Source,
    State,
    Story,
    Tag,
    Term,
)
from timeline.models.record.kind import forget_words
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load
from timeline.services.imports.imported_files import FILE
from timeline.services.imports.take_back import plan, take_back

pytestmark = pytest.mark.django_db

TAKEN_BACK = (Event, Mention, Source, Actor, Quote, Outlet, Place, Tag, Story, Chapter)
RECORD = (Mention, Story, Event, Source, Outlet, Actor, Tag, Place, DigestRecord, FormerSlug)


def emptied() -> None:
    Place.objects.update(lies_in=None)
    for model in RECORD:
        model._base_manager.all().delete()
    Kind.objects.filter(slug__startswith="own-").delete()
    forget_words()


def made_up(seed: int) -> None:
    editor = Editor(seed)
    for _ in range(40):
        editor.edit()
    dress(editor.dice)


def told() -> list[dict[str, Any]]:
    """All that our JSON says, in an order of its own."""
    return sorted(map(json.loads, written("jsonl").splitlines()), key=lambda one: one["slug"])


def differences(now: Any, was: Any, at: str = "") -> Iterator[str]:
    """Where some JSON differs from other: the ways there, with both values."""
    if isinstance(now, dict) and isinstance(was, dict):
        for name in sorted({*now, *was}):
            yield from differences(now.get(name), was.get(name), f"{at}.{name}")
    elif isinstance(now, list) and isinstance(was, list) and len(now) == len(was):
        for place, (one, other) in enumerate(zip(now, was, strict=True)):
            yield from differences(one, other, f"{at}[{place}]")
    elif now != was:
        yield f"{at}: {now!r}, and was {was!r}"


def numbered_anew() -> list[dict[str, Any]]:
    """What our JSON says, with a mention's place among its source's in place of a number."""
    events = told()
    for event in events:
        for mention in event["mentions"]:
            del mention["position"]
    return events


def registers() -> dict[str, Any]:
    """What is kept of outlets, actors, places, tags, kinds and stories."""
    return {
        "outlets": sorted(
            Outlet.objects.values_list("slug", "name", "kind", "colour", "note", "listed",
                                       "longest_quote", "free_to_show", "aliases__name"),
            key=str,
        ),
        "actors": sorted(
            Actor.objects.values_list("slug", "name", "kind", "description", "listed",
                                      "aliases__name"), key=str),
        "places": sorted(
            Place.objects.values_list("slug", "name", "latitude", "longitude", "precision_m",
                                      "lies_in__slug", "aliases__name"), key=str),
        "tags": sorted(Tag.objects.values_list("slug", "name")),
        "kinds": sorted(Kind.objects.values_list("slug", "name", "sign", "hidden", "rank")),
        "sources": sorted(
            Source.objects.values_list("slug", "language", "sha256", "document", "state")),
        "stories": sorted(
            Story.objects.values_list("slug", "title", "standfirst", "introduction", "language",
                                      "position", "state", "events__slug"), key=str),
        "states": sorted(Event.objects.values_list("slug", "state")),
    }  # fmt: skip


@pytest.mark.parametrize("seed", seeds(900, 8))
def test_our_json_comes_back_in_all_public_fields(seed: int):
    made_up(seed)
    before, out = told(), written("jsonl")
    emptied()
    report = take(out, "events.jsonl")
    assert [one.problems for one in report.skipped] == []
    assert list(differences(told(), before)) == []
    assert take(out, "events.jsonl").fates.keys() <= {"unchanged"}
    record = DigestRecord.objects.get(kind=FILE)
    take_back(record, agreed=plan(record).token)
    assert not any(model.objects.exists() for model in TAKEN_BACK)


@pytest.mark.parametrize("seed", [*seeds(950, 6), 4242])
def test_a_digest_comes_back_in_all_public_fields(seed: int, tmp_path: Path):
    made_up(seed)
    before = numbered_anew(), registers()
    dump(tmp_path)
    emptied()
    report = load(tmp_path)
    assert (report.kept, report.left) == ([], [])
    assert list(differences(numbered_anew(), before[0])) == []
    assert registers() == before[1]


def fields(model: Any) -> set[str]:
    derived = {"edtf", "earliest", "latest", "precision", "basis", "disputed", "days_apart"}
    derived |= {"id", "rule", "because", "public_since", "in_context", "created", "changed"}
    own = {field.name for field in model._meta.concrete_fields}
    return own - (derived if model is not Kind else {"id"})


@pytest.mark.parametrize(
    ("model", "entry", "otherwise"),
    [
        (Outlet, digest.OutletEntry, {}),
        (Actor, digest.ActorEntry, {}),
        (Kind, digest.KindEntry, {"listed"}),
        (Tag, digest.TagEntry, {}),
        (Place, digest.PlaceEntry, {}),
        (Story, digest.StoryEntry, {}),
        (Chapter, digest.ChapterEntry, {"story", "position"}),
        (Event, digest.EventEntry, {"chosen_edtf", "chosen_reason", "named_values"}),
        (Source, digest.DocumentEntry, {"named_values"}),
        (Mention, digest.MentionEntry, {"source", "position"}),
        (Quote, digest.QuoteEntry, {"mention", "position"}),
        (Detail, digest.DetailEntry, {"mention", "position"}),
        (Term, digest.MentionEntry, {"mention", "position", "actor", "subject", "words"}),
    ],
)
def test_a_digest_has_each_field_of_the_record(model, entry, otherwise):
    """``otherwise``: under another key, by where an entry stands, or of those that are shipped."""
    assert fields(model) - set(entry.model_fields) == set(otherwise)


def test_our_json_has_each_field_of_all_that_is_public(cast: Cast):
    mention = Mention.objects.filter(event=cast.opening)[0]
    mention.details.create(aspect="figure", subject="toll", value="4")
    cast.opening.tags.add(Tag.objects.create(slug="sea", name="Sea"))
    Event.objects.filter(pk=cast.opening.pk).update(place=at("Storvik"))
    cast.story.chapters.create(heading="One")
    cast.story.sources.set([cast.report])
    events = told()
    mentions = [mention for event in events for mention in event["mentions"]]
    (records,) = (event["records"] for event in events if "records" in event)
    assert records["sources"][0].keys() == mentions[0]["source"].keys()

    def left(model: Any, *told: dict[str, Any]) -> set[str]:
        return fields(model) - told[0].keys()

    of = {
        name: [one for mention in mentions for one in mention[name]]
        for name in ("quotes", "details", "terms")
    }
    assert left(Event, *events) == {"state", "chosen_edtf", "chosen_reason", "named_values"}
    assert left(Source, mentions[0]["source"]) == {"state", "named_values"}
    assert left(Mention, *mentions) == {"event", "state", "inferred_reason"}
    assert left(Quote, *of["quotes"]) == left(Detail, *of["details"]) == {"mention", "position"}
    assert left(Term, *of["terms"]) == {"mention", "position"}
    assert left(Tag, *[tag for event in events for tag in event["tags"]]) == set()
    assert left(Actor, *records["actors"]) == {"listed"}
    assert left(Outlet, *records["outlets"]) == {"listed"}
    assert left(Place, *records["places"]) == set()
    assert left(Kind, *records["kinds"]) == {"listed"}
    assert left(Story, *records["stories"]) == {"state"}
    assert left(Chapter, *records["stories"][0]["chapters"]) == {"story", "position"}


def test_a_json_of_a_version_before_comes_in_as_it_did(cast: Cast):
    old = told()
    for event in old:
        event.pop("records", None)
        del event["stories"]
        for mention in event["mentions"]:
            del mention["source"]["outlet_slug"]
    emptied()
    report = take("\n".join(map(json.dumps, old)), "old.jsonl")
    assert not report.skipped
    assert Mention.objects.count() == sum(len(one["mentions"]) for one in old)


@pytest.mark.parametrize("broken", [None, 3, "x", {"slug": "No slug!"}, {"draws_on": 7}])
def test_what_our_json_can_not_have_said_is_passed_over(broken, cast: Cast):
    events = told()
    for event in events:
        for mention in event["mentions"]:
            source = mention["source"]
            mention["source"] = source | broken if isinstance(broken, dict) else source
            mention["terms"] = broken if not isinstance(broken, dict) else []
    emptied()
    report = take("\n".join(map(json.dumps, events)), "odd.jsonl", skip_bad=True)
    assert Mention.objects.count() + len(report.skipped) >= sum(len(e["mentions"]) for e in events)


def test_a_page_of_our_json_comes_back_and_says_that_it_is_one(cast: Cast):
    before = told()
    page = {"count": 70, "next": "https://retold.example/events.json?start=50", "events": before}
    emptied()
    text = json.dumps(page)
    assert (
        "It is one page, of 2 events; /events.jsonl has all of them." in read_timeline(text).notes
    )
    take(text, "events.json")
    assert [one for one in told() if one["slug"] == "opening"] == [
        one for one in before if one["slug"] == "opening"
    ]


ODD: tuple[Any, ...] = (
    None,
    0,
    -1,
    7,
    True,
    "",
    " ",
    "x",
    "2022-13",
    "No slug!",
    "x" * 400,
    [],
    {},
    ["x"],
    {"a": 1},
)


def changed_at_random(dice: random.Random, value: Any) -> Any:
    """The same JSON with something else in one place or two."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        name = dice.choice(sorted(value))
        return value | {name: changed_at_random(dice, value[name])}
    if isinstance(value, list) and value and dice.random() < 0.9:
        place = dice.randrange(len(value))
        return [*value[:place], changed_at_random(dice, value[place]), *value[place + 1 :]]
    return dice.choice(ODD)


@pytest.mark.parametrize("seed", range(48))
def test_json_with_anything_in_it_comes_in_or_is_refused_in_a_sentence(seed: int, cast: Cast):
    dice = random.Random(seed)
    dress(dice)
    events = changed_at_random(dice, changed_at_random(dice, changed_at_random(dice, told())))
    emptied()
    with suppress(NotATimeline):
        take(json.dumps(events), "odd.json", skip_bad=True)


def test_actors_of_one_name_stay_two(cast: Cast):
    cast.engineer.name = cast.mayor.name
    cast.engineer.save()
    before, out = told(), written("jsonl")
    emptied()
    for _ in range(2):
        take(out, "events.jsonl")
        assert list(differences(told(), before)) == []


def test_actors_of_one_name_are_told_before_a_json_of_a_version_before_makes_them_one(cast: Cast):
    cast.engineer.name = cast.mayor.name
    cast.engineer.save()
    old = told()
    for event in old:
        del event["stories"]
    out = json.dumps(old)
    notes = read_timeline(out).notes
    assert "“Mayor Ida Berg” is 2 actors (engineer, mayor): all become one." in notes
    emptied()
    take(out, "events.json")
    quotes = Quote.objects.values_list("speaker__name", "told_by__name")
    assert {*quotes} == {("Mayor Ida Berg", None)}


def test_drafts_of_our_json_stay_drafts(cast: Cast):
    out = written("jsonl")
    emptied()
    from timeline.services.imports.import_timeline import load as load_file
    from timeline.services.imports.timeline_file import open_file

    load_file(open_file(out, name="events.jsonl"))
    states = {*Event.objects.values_list("state", flat=True)}
    states |= {*Source.objects.values_list("state", flat=True)}
    assert states == {State.DRAFT}


def test_what_the_archive_has_otherwise_stays_and_is_told(cast: Cast):
    Actor.objects.filter(pk=cast.mayor.pk).update(description="Mayor from 2020 on.")
    cast.mayor.aliases.create(name="I. Berg")
    out = written("jsonl")
    assert take(out, "events.jsonl").notes == []
    Actor.objects.filter(pk=cast.mayor.pk).update(description="Mayor from 2019 on.")
    cast.mayor.aliases.get(name="I. Berg").delete()
    report = take(out, "other.jsonl", anew=True)
    other = "the description “Mayor from 2020 on.”; the name “I. Berg”"
    stays = f"“Mayor Ida Berg” stays as it is; the file has also: {other}."
    assert {note for note, _ in report.notes} == {stays}
    assert Actor.objects.get(pk=cast.mayor.pk).description == "Mayor from 2019 on."


def test_what_the_archive_calls_a_kind_otherwise_stays_and_is_told(cast: Cast):
    slug = Event.objects.order_by("pk").values_list("kind", flat=True)[0]
    kind = Kind.objects.get(slug=slug)
    Kind.objects.filter(pk=kind.pk).update(name="Harbour affairs", rank=7)
    out = written("jsonl")
    Kind.objects.filter(pk=kind.pk).update(name=kind.name, rank=kind.rank)
    report = take(out, "other.jsonl", anew=True)
    (told,) = {note for note, _ in report.notes}
    assert told.startswith(f"The kind “{kind.name}” stays as it is; the file has also: the name ")
    assert "“Harbour affairs”" in told
    emptied()
    Kind.objects.filter(pk=kind.pk).delete()
    take(out, "other.jsonl")
    assert Kind.objects.get(slug=slug).name == "Harbour affairs"


def test_what_our_json_can_not_hold_is_named_in_the_preview(cast: Cast):
    (told,) = (one for one in read_timeline(written("jsonl").decode()).notes if "has no" in one)
    assert told.startswith("Retold’s JSON has no texts of articles, chosen wordings")
