"""A bad digest: a message for each thing wrong, with its file and line, and nothing is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import snapshot
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.load_digest import load

REPORT, COLUMN = "documents/report.yaml", "documents/column.yaml"


def told(folder: Path) -> list[tuple[str, int, str]]:
    """What is wrong with a digest, told by the command, which leaves the database as it was."""
    before = snapshot.rows()
    with pytest.raises(BadDigest) as caught:
        load(folder)
    with pytest.raises(CommandError) as failed:
        call_command("load_seeds", folder, verbose=True)
    assert failed.value.returncode == 1
    problems = caught.value.problems
    assert str(failed.value).splitlines() == [*map(str, problems), "Nothing was loaded."]
    assert snapshot.rows() == before
    return [(p.file.removeprefix("bridge/"), p.line, p.what) for p in problems]


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "old", "new", "below", "what"),
    [
        # Keys and types
        ("events.yaml", "place: Berg", "plaice: Berg", 0, "unknown key “plaice”"),
        (REPORT, "via: speech", "through: speech", 0, "unknown key “through”"),
        (REPORT, "    says: The town had voted for it.\n", "", -3, "“says” is missing"),
        ("events.yaml", "  title: A storm closes the bridge\n", "", -1, "“title” is missing"),
        ("actors.yaml", "name: Berg", "name: ''", 0, "“name” is missing"),
        ("events.yaml", "sequence: '2'", "sequence: two", 0,
         "“sequence” is “two”; it must be a whole number in range"),
        (REPORT, "paragraph: 1", "paragraph: 0", 0,
         "“paragraph” is “0”; it must be a whole number in range"),
        (REPORT, "paragraph: 1", "paragraph: 99999999999999999999", 0,
         "“paragraph” is “99999999999999999999”; it must be a whole number in range"),
        (REPORT, "paragraph: 1", "paragraph: 1.5", 0,
         "“paragraph” is “1.5”; it must be a whole number in range"),
        ("actors.yaml", "kind: state", "kind: town", 0,
         "“kind” is “town”; it must be 'person', 'organisation', 'state' or 'not-stated'"),
        ("events.yaml", "actors: [town]", "actors: town", 0, "“actors” must be a list"),
        ("events.yaml", "title: A storm closes the bridge", "title: [A, storm]", 0,
         "“title” must be text"),
        ("events.yaml", "[town]", "[{town: Berg}]", 0, "“actors” must be text"),
        (REPORT, "[Mayor Berg, the mayor]", "the mayor", 0, "“mayor” must be a list"),
        (REPORT, "      the bridge: [the crossing]", "      - the crossing", -1,
         "“terms” must have keys and values"),
        ("outlets.yaml", "name: The Post", "name: The Post\n  colour: 0", 1,
         "“colour” is “0”; it must be a whole number in range"),
        ("events.yaml", "slug: storm", "slug: the storm", 0,
         "“slug” is “the storm”, which is not of the form it must have"),
        (COLUMN, "slug: column", "slug: column/2", 0,
         "“slug” is “column/2”, which is not of the form it must have"),
        ("story.yaml", "title: The bridge at Berg", f"title: {'bridge ' * 50}", 0,
         "“title” is longer than 200 characters"),
        ("outlets.yaml", "slug: post", "slug: not-stated", 0,
         "“slug”: the slug “not-stated” is kept for documents without a publisher"),
        (COLUMN, "slug: column", "slug: column\nurl: javascript:alert(1)", 1,
         "“url” is “javascript:alert(1)”, which is not of the form it must have"),
        # References
        (REPORT, "event: vote", "event: votes", 0, "there is no event “votes”"),
        (REPORT, "via: speech", "via: speach", 0, "there is no source “speach”"),
        (REPORT, "draws_on: [speech]", "draws_on: [speech, leak]", 0, "there is no source “leak”"),
        (REPORT, "draws_on: [speech]", "draws_on: [report]", 0, "a source that draws on itself"),
        (REPORT, "outlet: herald", "outlet: times", 0, "there is no outlet “times”"),
        (REPORT, "speaker: engineer", "speaker: fitter", 0, "there is no actor “fitter”"),
        (REPORT, "told_by: mayor", "told_by: fitter", 0, "there is no actor “fitter”"),
        (REPORT, "      mayor: [", "      major: [", 0, "there is no actor “major”"),
        ("events.yaml", "[mayor, engineer]", "[mayor, fitter]", 0, "there is no actor “fitter”"),
        ("story.yaml", "opens_with: opening", "opens_with: start", 0, "there is no event “start”"),
        # Dates
        (REPORT, "'2022-03-04'", "2022-02-30", 0,
         "“published”: “2022-02-30” is no day of the calendar"),
        (REPORT, "'2022-03-04'", "4 March 2022", 0,
         "“published”: “4 March 2022” is no EDTF date"),
        (COLUMN, "inferred: '2019'", "inferred: last year", 0,
         "“inferred”: “last year” is no EDTF date"),
        (COLUMN, "inferred: '2019'\n", "read: {edtf: last year, rule: cue, because: So.}\n", 0,
         "“edtf”: “last year” is no EDTF date"),
        (COLUMN, "inferred: '2019'\n", "read: {edtf: '2019', rule: cue, because: So.}\n", -2,
         "“mentions”: read is what a phrase was read as: give phrase"),
        (COLUMN, "inferred: '2019'\n", "read: {edtf: '2019', because: So.}\n", 0,
         "“rule” is missing"),
        (COLUMN, "    inferred_reason: It was in the year of the vote.\n", "", -3,
         "“mentions”: the date is inferred: give inferred_reason"),
        (COLUMN, "outlet_reason: Its masthead.\n", "", None,
         "the entry: outlet is inferred: give outlet_reason"),
        (COLUMN, "published_reason: It names the month.\n", "", None,
         "the entry: published is inferred: give published_reason"),
        (REPORT, "outlet_basis: stated\n", "", None,
         "the entry: outlet_basis is not-stated, but outlet is given"),
        (REPORT, "outlet: herald\n", "", None,
         "the entry: outlet_basis is stated, but outlet is not given"),
        ("events.yaml", "sequence: '2'", "chosen: {date: 2022-02-31, reason: Why not.}", 0,
         "“date”: “2022-02-31” is no day of the calendar"),
        ("events.yaml", "sequence: '2'", "chosen: {date: 2022-02-28}", 0, "“reason” is missing"),
        # Quotes
        (REPORT, "told_by: mayor", "told_by: engineer", 0,
         "“engineer” cannot tell their own words as another's"),
        (REPORT, "it will hold", " ".join(["hold"] * 16), 0,
         "A quote of 16 words; 15 at most."),
        # Details
        (REPORT, "aspect: figure", "aspect: number", 0,
         "“aspect” is “number”; it must be 'place', 'actor' or 'figure'"),
        (REPORT, "        value: two hundred\n", "", -2, "“value” is missing"),
        (REPORT, "value: two hundred", ("value: two\n      - {aspect: figure, subject: guests, "
         "value: ten}"), -3, "“details”: two details of one aspect and subject"),
        # YAML
        ("events.yaml", "place: Berg", "title: The bridge opened", 0, "gives “title” twice"),
        (REPORT, "      mayor: [Mayor Berg, the mayor]", "      mayor: [a]\n      mayor: [b]", 1,
         "gives “mayor” twice"),
        ("events.yaml", "place: Berg", "? [a, b]\n  : c", 0, "has a key that is no text"),
        ("events.yaml", "place: Berg", 'place: "B\\0erg"', 0,
         "holds a character that cannot be kept"),
        ("story.yaml", "standfirst: Two papers, one ribbon", "standfirst: Two: papers", 0,
         "is no YAML: mapping values are not allowed in this context"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(digest, file, old, new, below, what):
    line = digest.change(file, old, new)
    assert told(digest.path) == [(file, 1 if below is None else line + below, what)]


def test_an_event_that_is_gone_is_missed_wherever_it_is_named(digest):
    digest.change("events.yaml", "- slug: storm", "- slug: gale")
    assert sorted((file, what) for file, _, what in told(digest.path)) == [
        (COLUMN, "there is no event “storm”"),
        (REPORT, "there is no event “storm”"),
        ("story.yaml", "there is no event “storm”"),
    ]


def test_a_date_phrase_that_nothing_reads_is_told_with_the_reason(digest):
    line = digest.change(REPORT, "in May 2019", "some time ago")
    ((file, number, what),) = told(digest.path)
    assert (file, number) == (REPORT, line)
    assert what.startswith("the date phrase “some time ago” cannot be read: ")


def test_a_phrase_looks_back_in_the_order_of_the_document_not_of_the_file(digest):
    digest.change(REPORT, "event: opening\n    paragraph: 1", "event: opening\n    paragraph: 3")
    digest.change(REPORT, "event: vote\n    paragraph: 2", "event: vote\n    paragraph: 4")
    line = digest.change(REPORT, "that same month", "that same month ")
    assert [(file, number) for file, number, _ in told(digest.path)] == [(REPORT, line)]


def test_a_relative_phrase_without_a_publication_date_cannot_be_read(digest):
    digest.change(REPORT, "published: '2022-03-04'\npublished_basis: stated\n", "")
    ((file, line, what),) = told(digest.path)
    assert (file, line) == (
        REPORT,
        digest.text(REPORT)[: digest.text(REPORT).index("on Thurs")].count("\n") + 1,
    )
    assert "on Thursday" in what


@pytest.mark.parametrize(
    ("file", "noun", "slug", "again"),
    [
        ("outlets.yaml", "outlet", "post", "- slug: post\n  name: The Morning Post\n"),
        ("actors.yaml", "actor", "mayor", "- slug: mayor\n  name: M\n  kind: person\n"),
        ("events.yaml", "event", "storm", "- slug: storm\n  title: Another storm\n"),
        ("first_hand.yaml", "source", "speech", "- slug: speech\n  title: Another speech\n"),
    ],
)
def test_a_slug_given_twice_is_told_at_the_second(digest, file, noun, slug, again):
    line = digest.add(file, again)
    assert told(digest.path) == [(file, line, f"a second {noun} with the slug “{slug}”")]


def test_a_documents_slug_is_no_other_sources(digest):
    digest.change(REPORT, "slug: report", "slug: speech")
    problems = told(digest.path)
    assert problems[0] == (REPORT, 1, "a second source with the slug “speech”")


def test_two_outlets_of_one_name_are_told_at_the_second(digest):
    line = digest.add("outlets.yaml", "- slug: evening\n  name: The Post\n")
    assert told(digest.path) == [
        ("outlets.yaml", line + 1, "a second outlet with the name “The Post”")
    ]


def test_a_file_that_is_no_utf_8_is_told_with_the_line_of_the_first_such_letter(digest):
    text = digest.text("events.yaml").replace("A ribbon is cut.", "Un café ouvre.")
    (digest.path / "events.yaml").write_bytes(text.encode("latin-1"))
    line = text[: text.index("café")].count("\n") + 1
    problems = told(digest.path)
    assert problems[0] == ("events.yaml", line, "is not UTF-8 text")


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f"])
def test_a_control_character_is_told_with_its_line(digest, character):
    # Letters of two bytes before it, so that bytes and characters are told apart.
    digest.change("events.yaml", "A ribbon is cut.", "łłłł\n" + "    żółć\n" * 30)
    line = digest.change("events.yaml", "storm closes", f"storm{character}closes")
    what = "holds a character that YAML does not allow"
    assert told(digest.path) == [("events.yaml", line, what)]


@pytest.mark.parametrize("escaped", ["\\0", "\\uD800"])
def test_a_character_that_no_database_keeps_is_refused_however_it_is_written(digest, escaped):
    line = digest.change("events.yaml", "A ribbon is cut.", f'"A ribbon{escaped} is cut."')
    ((file, number, _),) = told(digest.path)
    assert (file, number) == ("events.yaml", line)


def test_an_alias_is_told_where_it_stands(digest):
    digest.change("events.yaml", "[mayor, engineer]", "&both [mayor, engineer]")
    line = digest.change("events.yaml", "[town]", "*both")
    what = "uses a YAML alias; write it out"
    assert told(digest.path) == [("events.yaml", line, what)]


def test_an_alias_for_what_holds_it_is_told_too(digest):
    line = digest.change("events.yaml", "actors: [mayor, engineer]", "actors: &a [mayor, *a]")
    assert told(digest.path)[0][:2] == ("events.yaml", line)


def test_aliases_upon_aliases_take_no_time(digest):
    levels = ["a: &l0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 40):
        levels.append(f"k{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]")
    digest.write("story.yaml", "\n".join(levels) + "\n")
    assert {what for _, _, what in told(digest.path)} == {"uses a YAML alias; write it out"}


@pytest.mark.parametrize("depth", [400, 5000])
def test_nesting_without_end_is_a_problem_like_any_other(digest, depth):
    digest.write("story.yaml", "title: " + "[" * depth + "]" * depth + "\n")
    ((file, line, _),) = told(digest.path)
    assert (file, line) == ("story.yaml", 1)


def test_what_is_no_yaml_is_told_with_its_line(digest):
    line = digest.change("events.yaml", "[mayor, engineer]", "[mayor, engineer")
    ((file, number, what),) = told(digest.path)
    assert file == "events.yaml"
    assert line <= number <= line + 1
    assert what.startswith("is no YAML: ")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a title\n", "must be a list of entries"),
        ("slug: storm\n", "must be a list of entries"),
    ],
)
def test_a_file_of_entries_must_be_a_list(digest, text, what):
    digest.write("events.yaml", "# what happened\n" + text)
    assert told(digest.path) == [("events.yaml", 2, what)]


def test_an_entry_must_be_keys_and_values(digest):
    line = digest.add("events.yaml", "- a fair\n")
    assert told(digest.path) == [("events.yaml", line, "must be an entry of keys and values")]
    digest.write("events.yaml", "- [slug, storm]\n")
    assert told(digest.path) == [("events.yaml", 1, "must be an entry of keys and values")]


def test_a_document_must_be_keys_and_values(digest):
    digest.write(COLUMN, "- slug: column\n")
    assert told(digest.path) == [(COLUMN, 1, "must be an entry of keys and values")]


def test_two_yaml_documents_in_a_file_are_one_too_many(digest):
    line = digest.add("story.yaml", "---\ntitle: Another\n")
    ((file, number, what),) = told(digest.path)
    assert (file, number) == ("story.yaml", line)
    assert what.startswith("is no YAML: ")


def test_a_file_that_no_digest_has_is_told_rather_than_passed_over(digest):
    digest.write("event.yaml", "- slug: fair\n  title: A fair\n")
    digest.write("documents/letter.yml", "slug: letter\ntitle: A letter\n")
    what = "is no file of a digest"
    assert told(digest.path) == [("event.yaml", 0, what), ("documents/letter.yml", 0, what)]


def test_an_empty_directory_is_no_digest(tmp_path):
    folder = tmp_path / "bridge"
    folder.mkdir()
    assert told(folder) == [(str(folder), 0, "there is no digest in this directory")]


def test_a_directory_that_is_not_there_is_told(tmp_path):
    folder = tmp_path / "bridge"
    assert told(folder) == [(str(folder), 0, "there is no such directory")]


def test_a_file_in_place_of_a_directory_is_told(digest):
    file = digest.path / "events.yaml"
    assert told(file) == [(str(file), 0, "there is no such directory")]


def test_a_directory_in_place_of_a_file_is_told(digest):
    (digest.path / "story.yaml").unlink()
    (digest.path / "story.yaml").mkdir()
    assert told(digest.path) == [("story.yaml", 0, "cannot be read: Is a directory")]


def test_all_that_is_wrong_is_told_at_once(digest):
    lines = [
        digest.change("outlets.yaml", "kind: newspaper\n  note", "kind: weekly\n  note"),
        digest.change("events.yaml", "place: Berg", "plaice: Berg"),
        digest.change("events.yaml", "sequence: '2'", "sequence: two"),
        digest.change(REPORT, "'2022-03-04'", "2022-02-30"),
        digest.change(COLUMN, "says: It was", "said: It was"),
    ]
    found = told(digest.path)
    assert [(file, line) for file, line, _ in found] == [
        ("outlets.yaml", lines[0]),
        ("events.yaml", lines[1]),
        ("events.yaml", lines[2]),
        (COLUMN, lines[4] - 4),
        (COLUMN, lines[4]),
        (REPORT, lines[3]),
    ]


def test_all_wrong_references_are_told_at_once(digest):
    lines = [
        digest.change("story.yaml", "closes_with: storm", "closes_with: gale"),
        digest.change(REPORT, "event: vote", "event: votes"),
        digest.change(REPORT, "speaker: engineer", "speaker: fitter"),
    ]
    assert sorted(told(digest.path)) == sorted(
        [
            ("story.yaml", lines[0], "there is no event “gale”"),
            (REPORT, lines[1], "there is no event “votes”"),
            (REPORT, lines[2], "there is no actor “fitter”"),
        ]
    )


def test_a_bad_digest_leaves_what_was_loaded_before_as_it_was(digest):
    load(digest.path)
    digest.change("events.yaml", "place: Berg", "place: Lower Berg")
    line = digest.change(COLUMN, "event: storm", "event: gale")
    assert told(digest.path) == [(COLUMN, line, "there is no event “gale”")]


def test_the_files_byte_order_mark_and_windows_line_ends_do_no_harm(digest):
    text = digest.text("events.yaml").replace("\n", "\r\n")
    (digest.path / "events.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load(digest.path).created["event"] == 3
