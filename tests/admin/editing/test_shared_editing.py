"""Two editors at one record, on every form of the desk: nothing saved is lost, nothing typed."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.admin.editing.filled_page import Sent, fields_of, page
from tests.admin.source_form import filled_in, with_new_mention
from tests.cast import Cast
from timeline.models import Mention, Note, Quote, Source, WordingChoice


@pytest.fixture
def other(db: None) -> Client:
    """Another editor's browser."""
    user = User.objects.create_user("otto", password="bridge-over-water", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def change(record: Any) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


def saved(desk: Client, url: str, sent: Sent) -> str:
    """Save, and say what the desk said."""
    response = desk.post(url, sent, follow=True)
    assert response.redirect_chain, html.unescape(response.content.decode())
    return " ".join(str(each) for each in response.context["messages"])


def asked(desk: Client, url: str, sent: Sent) -> Any:
    """Save, and get the form back with a question; the response, with its words as text."""
    response = desk.post(url, sent)
    assert response.status_code == 200
    response.words = " ".join(html.unescape(response.content.decode()).split())
    assert "Nothing was saved yet: somebody else changed the same meanwhile." in response.words
    return response


def record_of(noun: str, cast: Cast) -> Any:
    if noun == "wording":
        return WordingChoice.objects.create(
            speaker=cast.mayor, one="it will hold", other="the bridge is ours", joined=True
        )
    return getattr(cast, noun)


FORMS = [
    # noun, a field with another value, a second field with one
    ("report", ("title", "A bridge at last"), ("authors", "N. N.")),
    ("opening", ("title", "The bridge is opened"), ("summary", "With music.")),
    ("mayor", ("name", "Ida Berg"), ("description", "Mayor since 2014.")),
    ("herald", ("name", "The Daily Herald"), ("note", "Of the capital.")),
    ("story", ("title", "A bridge"), ("standfirst", "How it came to be.")),
    ("wording", ("other", "we are over"), ("one", "it stands")),
]


@pytest.mark.parametrize(("noun", "mine", "theirs"), FORMS)
def test_fields_that_do_not_meet_are_joined_and_the_page_says_so(
    noun, mine, theirs, desk, other, cast
):
    record = record_of(noun, cast)
    url = change(record)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), theirs[0]: theirs[1]})
    said = saved(desk, url, {**sent, mine[0]: mine[1]})
    record.refresh_from_db()
    assert {getattr(record, mine[0]), getattr(record, theirs[0])} == {mine[1], theirs[1]}
    assert "Changed by others meanwhile, and kept:" in said
    assert "otto" in said


@pytest.mark.parametrize("choice", ["theirs", "mine"])
@pytest.mark.parametrize(("noun", "mine", "theirs"), FORMS)
def test_a_field_that_both_changed_is_asked_about_and_nothing_is_written_until_then(
    noun, mine, theirs, choice, desk, other, cast
):
    record = record_of(noun, cast)
    url, (name, value) = change(record), mine
    was = getattr(record, name)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), name: f"{value} indeed"})
    response = asked(desk, url, {**sent, name: value, theirs[0]: theirs[1]})
    record.refresh_from_db()
    assert getattr(record, name) == f"{value} indeed"
    assert getattr(record, theirs[0]) != theirs[1]
    for words in (was, f"{value} indeed", value, "otto changed this too"):
        assert words in response.words
    again = fields_of(response)
    assert (again[name], again[theirs[0]]) == (value, theirs[1])
    asked(desk, url, again)
    saved(desk, url, {**again, f"choose:own:{name}": choice})
    record.refresh_from_db()
    assert getattr(record, name) == (f"{value} indeed" if choice == "theirs" else value)
    assert getattr(record, theirs[0]) == theirs[1]


def test_the_day_on_which_a_source_was_read_is_a_field_like_the_others(desk, other, cast):
    Source.objects.filter(pk=cast.report.pk).update(read_on=date(2024, 6, 1))
    url = change(cast.report)
    sent, theirs = page(desk, url), page(other, url)
    assert str(sent["read_on"]) == "2024-06-01"
    saved(other, url, {**theirs, "read_on": "2024-06-03"})
    saved(desk, url, {**sent, "title": "A bridge at last"})
    cast.report.refresh_from_db()
    assert (cast.report.title, cast.report.read_on) == ("A bridge at last", date(2024, 6, 3))


def test_what_both_made_the_same_is_no_matter(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "edtf": "5 March 2022"})
    assert "meanwhile" not in saved(desk, url, {**sent, "edtf": "2022-03-05"})


def test_a_field_changed_once_more_while_the_editor_chose_is_asked_about_again(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "title": "First"})
    again = fields_of(asked(desk, url, {**sent, "title": "Mine"}))
    saved(other, url, {**page(other, url), "title": "Second"})
    response = asked(desk, url, {**again, "choose:own:title": "mine"})
    assert "Second" in response.words
    saved(desk, url, {**fields_of(response), "choose:own:title": "mine"})
    cast.report.refresh_from_db()
    assert cast.report.title == "Mine"


def test_a_page_whose_seal_is_broken_is_not_saved_and_keeps_what_was_typed(desk, cast):
    url = change(cast.report)
    sent = {**page(desk, url), "filled_with": "forged", "title": "Mine"}
    response = desk.post(url, sent)
    assert "can't tell what others did since" in html.unescape(response.content.decode())
    saved(desk, url, fields_of(response))
    cast.report.refresh_from_db()
    assert cast.report.title == "Mine"


# Rows: the mentions of a source, and the quotes inside them.


def test_a_row_that_another_changed_elsewhere_keeps_both_changes(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    theirs = {"mentions-0-paragraph": 7, "mentions-0-quotes-1-words": "it will hold up"}
    saved(other, url, {**page(other, url), **theirs})
    mine = {"mentions-0-says": "It did.", "mentions-0-quotes-0-words": "ours at last"}
    said = saved(desk, url, {**sent, **mine})
    mention = cast.report.mentions.get()
    assert (mention.says, mention.paragraph) == ("It did.", 7)
    assert [quote.words for quote in mention.quotes.all()] == ["ours at last", "it will hold up"]
    assert "Paragraph of mention “The bridge opens" in said


def test_a_mentions_words_that_both_changed_are_asked_about_beside_them(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "mentions-0-says": "It opened, they say."})
    response = asked(desk, url, {**sent, "mentions-0-says": "It did open."})
    assert "It opened, they say." in response.words
    key = f"choose:mention:{cast.report.mentions.get().pk}:says"
    assert f'name="{key}"' in response.words
    saved(desk, url, {**fields_of(response), key: "mine"})
    assert cast.report.mentions.get().says == "It did open."


def test_a_quotes_words_that_both_changed_are_asked_about_beside_them(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    name = "mentions-0-quotes-0-words"
    saved(other, url, {**page(other, url), name: "ours"})
    response = asked(desk, url, {**sent, name: "all ours"})
    quote = Quote.objects.get(words="ours")
    saved(desk, url, {**fields_of(response), f"choose:quote:{quote.pk}:words": "theirs"})
    quote.refresh_from_db()
    assert quote.words == "ours"


def test_a_row_that_another_added_is_kept(desk, other, cast):
    url = change(cast.mayor)
    sent = page(desk, url)
    total = sent["aliases-TOTAL_FORMS"]
    theirs = {"aliases-TOTAL_FORMS": total + 1, f"aliases-{total}-name": "I. Berg"}
    saved(other, url, {**page(other, url), **theirs})
    mine = {"aliases-TOTAL_FORMS": total + 1, f"aliases-{total}-name": "Mrs Berg"}
    said = saved(desk, url, {**sent, **mine})
    names = set(cast.mayor.aliases.values_list("name", flat=True))
    assert names == {"Ida Berg", "I. Berg", "Mrs Berg"}
    assert "alias “I. Berg” added (otto" in said


def test_a_row_that_another_took_away_and_no_one_touched_goes(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "mentions-0-quotes-0-DELETE": "on"})
    said = saved(desk, url, {**sent, "mentions-0-quotes-1-words": "it holds"})
    assert [quote.words for quote in Quote.objects.all()] == ["it holds"]
    assert "quote “Mayor Ida Berg: the bridge is ours” deleted (otto" in said


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_row_that_another_took_away_is_named_and_what_was_typed_can_be_saved_as_new(
    choice, desk, other, cast
):
    url = change(cast.report)
    sent = page(desk, url)
    pk = cast.report.mentions.get().pk
    saved(other, url, {**page(other, url), "mentions-0-DELETE": "on"})
    response = asked(desk, url, {**sent, "mentions-0-says": "It did open."})
    assert "otto took this row away while you changed it: mention “The bridge" in response.words
    again = fields_of(response)
    assert again["mentions-0-says"] == "It did open."
    assert again["mentions-0-quotes-1-words"] == "it will hold"
    again["mentions-0-gone"] = f"mention:{pk}"
    saved(desk, url, {**again, f"choose:mention:{pk}": choice})
    kept = list(cast.report.mentions.values_list("says", flat=True))
    assert kept == (["It did open."] if choice == "mine" else [])
    assert Quote.objects.count() == (2 if choice == "mine" else 0)


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_row_that_another_changed_is_not_taken_away_unasked(choice, desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    pk = cast.report.mentions.get().pk
    saved(other, url, {**page(other, url), "mentions-0-says": "It did open."})
    response = asked(desk, url, {**sent, "mentions-0-DELETE": "on"})
    assert "otto changed this row while you took it away" in response.words
    again = {**fields_of(response), "mentions-0-DELETE": "on", f"choose:mention:{pk}": choice}
    saved(desk, url, again)
    kept = list(cast.report.mentions.values_list("says", flat=True))
    assert kept == (["It did open."] if choice == "theirs" else [])


def test_rows_that_two_put_in_one_place_are_drawn_again_and_saved(desk, other, cast):
    url = change(cast.report)
    sent = {**page(desk, url), "mentions-0-quotes-1-position": 0}
    response = desk.post(url, {**sent, "title": ""})
    assert response.status_code == 200
    saved(desk, url, {**sent, "title": "Mine"})
    places = Quote.objects.order_by("pk").values_list("position", flat=True)
    assert list(places) == [0, 1]


def test_a_participation_another_took_away_goes_with_the_rest_of_the_page_saved(desk, other, cast):
    url = change(cast.opening)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "participations-0-DELETE": "on"})
    saved(desk, url, {**sent, "summary": "With music."})
    cast.opening.refresh_from_db()
    assert cast.opening.summary == "With music."
    assert [each.actor for each in cast.opening.participations.all()] == [cast.engineer]


def test_a_draw_on_another_added_is_kept(desk, other, cast):
    url = change(cast.report)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "draws_on": [cast.column.pk]})
    saved(desk, url, {**sent, "title": "Mine"})
    assert list(cast.report.draws_on.all()) == [cast.column]


def test_a_save_of_an_untouched_page_changes_nothing_of_what_another_did(desk, other, cast):
    url = change(cast.column)
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "mentions-1-says": "Shut.", "title": "Late"})
    saved(desk, url, sent)
    cast.column.refresh_from_db()
    assert cast.column.title == "Late"
    assert Mention.objects.filter(says="Shut.").count() == 1


def test_a_form_that_is_sent_twice_adds_its_new_rows_once(desk, cast):
    url = change(cast.report)
    sent = with_new_mention({**filled_in(cast.report), **page(desk, url)}, event=cast.storm.pk)
    row = f"mentions-{sent['mentions-TOTAL_FORMS'] - 1}-quotes"
    quote = {"speaker": cast.mayor.pk, "words": "it rains", "position": 0}
    sent |= {f"{row}-0-{name}": value for name, value in quote.items()} | {f"{row}-TOTAL_FORMS": 1}
    saved(desk, url, sent)
    saved(desk, url, sent)
    assert cast.storm.mentions.filter(source=cast.report).count() == 1
    assert Quote.objects.filter(words="it rains").count() == 1
    saved(desk, url, {**sent, f"{row}-0-words": "it pours"})
    assert Quote.objects.filter(words="it pours").count() == 1


def test_a_chapter_whose_filter_was_pasted_is_added_once(desk, cast):
    url = change(cast.story)
    chapter = {"heading": "Then", "selection": "https://any.example/?q=storm#list", "position": 0}
    sent = page(desk, url) | {f"chapters-0-{name}": value for name, value in chapter.items()}
    twin = {name.replace("-0-", "-1-"): value for name, value in sent.items()}
    for _ in range(2):
        saved(desk, url, {**twin, **sent, "chapters-TOTAL_FORMS": 2})
    # Two that are the same were typed, and two are kept.
    assert [chapter.selection for chapter in cast.story.chapters.all()] == ["q=storm"] * 2


def test_a_notes_words_that_both_changed_are_asked_about(desk, other, cast):
    url = change(Note.objects.create(text="Which day?", event=cast.opening))
    sent = page(desk, url)
    saved(other, url, {**page(other, url), "text": "Thursday?"})
    asked(desk, url, {**sent, "text": "Friday?"})
    assert Note.objects.get().text == "Thursday?"
