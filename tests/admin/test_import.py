"""Importing a timeline at the desk: send a file, look at its rows, import them."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.counting import queries_of
from timeline.admin.importing import import_views
from timeline.models import Event, ImportDraft, ImportMapping, Place, Source, Story
from timeline.services.imports import import_timeline
from timeline.services.imports.timeline_file import open_file

SEND, CHECK = "/admin/timeline/import/", "/admin/timeline/import/check/"
TABLE = "Titel;Tag;Wer\nFähre <b>eins</b>;03/04/2022;\nSturm;soonish;\nEis;about 1990;\n"
MAPPED = {"order": "day", "of-title": "Titel", "of-date": "Tag", "new_actors": "person"}

_SELECT = re.compile(r'<select name="([^"]+)"(.*?)</select>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def send(desk: Client, content: str | bytes, *, name: str = "own.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return desk.post(SEND, {"file": SimpleUploadedFile(name, data)})


def press(desk: Client, answers: dict[str, str]) -> Any:
    """Import, as the page that shows these answers has it."""
    seen = re.search(r'name="seen" value="(\w+)"', desk.post(CHECK, answers).content.decode())
    return desk.post(CHECK, {**answers, "seen": seen[1] if seen else "", "import": "Import"})


def hidden(response: Any) -> dict[str, str]:
    """What the page sends along unseen."""
    found = _HIDDEN.findall(response.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def slides(*titles: str) -> str:
    events = [{"start_date": {"year": 2022}, "text": {"headline": title}} for title in titles]
    return json.dumps({"events": events})


def test_the_desk_leads_to_it_beside_the_articles(desk: Client):
    html = words(desk.get("/admin/"))
    assert html.rindex("Articles") < html.rindex("Import a timeline") < html.rindex("Sources")
    assert f'href="{SEND}"' in html
    assert 'type="file" name="file"' in words(desk.get(SEND))


def test_a_file_is_recognised_by_its_content_and_shown_row_by_row(desk: Client):
    response = send(desk, slides("One", "Two"), name="notes.txt")
    assert (response.status_code, response["Location"]) == (302, CHECK)
    html = words(desk.get(CHECK))
    assert "is TimelineJS’s JSON, with 2 rows." in html
    assert "<li>2 rows: a new event</li>" in html
    assert "Import 2 rows" in html
    assert not Event.objects.exists()


def test_columns_are_mapped_on_screen_with_problems_by_row(desk: Client):
    send(desk, TABLE)
    html = words(desk.get(CHECK))
    assert "Say which column has the titles." in html
    assert "Import " not in html.partition("What its columns are")[2].replace("Import a", "")
    html = words(desk.get(CHECK, {**MAPPED, "order": ""}))
    assert "<li>Row 2: “03/04/2022” is two different days" in html
    html = words(desk.get(CHECK, MAPPED))
    assert "<td>03/04/2022</td> <td> 3 April 2022 </td> <td> A new event </td>" in html
    assert "<li>Row 3: “soonish” is not read as a date by any rule.</li>" in html
    assert "<td>about 1990</td> <td> about 1990 </td>" in html
    assert "Leave out 1 row with problems" in html
    assert "Import 2 rows" in html


def test_the_rows_are_imported_and_the_mapping_is_remembered(desk: Client, editor: User):
    send(desk, TABLE)
    html = words(press(desk, {**MAPPED, "skip_bad": "1"}))
    source = Source.objects.get()
    assert "2 created, 0 updated, 0 unchanged, 1 skipped." in html
    assert reverse("admin:timeline_source_change", args=[source.pk]) in html
    assert "<li>Row 3: “soonish”" in html
    assert set(Event.objects.values_list("title", flat=True)) == {"Fähre <b>eins</b>", "Eis"}
    assert Event.objects.first().history.first().history_user == editor
    assert LogEntry.objects.get().object_id == str(source.pk)
    assert not ImportDraft.objects.exists()
    assert ImportMapping.objects.get().columns == {"title": "Titel", "date": "Tag"}
    send(desk, TABLE)
    html = words(desk.get(CHECK))
    assert "It was imported before" in html
    assert "<li>2 rows: unchanged</li>" in html


def test_without_any_story_the_first_is_named_after_the_file(desk: Client):
    send(desk, TABLE)
    assert "a first story, named after the file" in words(desk.get(CHECK))
    html = words(press(desk, {**MAPPED, "skip_bad": "1"}))
    story = Story.objects.get()
    assert (story.title, story.main, story.events.count()) == ("own", True, 2)
    assert "goes into “own”" in html


def test_what_has_import_wait_for_a_changed_answer_runs_once_the_form_is_there(desk: Client):
    send(desk, TABLE)
    assert re.search(r'importing\.js"[^>]* defer', words(desk.get(CHECK, MAPPED)))


def test_of_several_stories_the_screen_asks_which(desk: Client):
    for title in ("One", "Two"):
        two = Story.objects.create(title=title)
    send(desk, TABLE)
    assert '<option value="" selected>say which</option>' in words(desk.get(CHECK))
    html = words(press(desk, {**MAPPED, "skip_bad": "1"}))
    assert "Say which story new events go into." in html
    assert not Event.objects.exists()
    press(desk, {**MAPPED, "skip_bad": "1", "story": str(two.pk)})
    assert two.events.count() == 2


def test_an_encoding_that_cant_be_told_is_asked_for(desk: Client):
    old = "title;date\nVolé près de Nîmes;2020\n".encode("mac-roman")
    assert "Say which encoding it has" in words(send(desk, old))
    file = SimpleUploadedFile("old.csv", old)
    assert desk.post(SEND, {"file": file, "encoding": "mac-roman"}).status_code == 302
    assert "Volé près de Nîmes" in words(desk.get(CHECK))


def test_what_was_changed_after_the_preview_is_shown_before_it_is_imported(desk: Client):
    send(desk, "title,date,actors,type\nFerry,2022,Olle Lund; Ferry Board,Shelling\n")
    html = words(desk.get(CHECK))
    assert "new organisation (guessed)" in html
    answers = {"order": "", "of-title": "title", "of-date": "date", "of-actors": "actors"}
    seen = re.search(r'name="seen" value="(\w+)"', html)
    assert seen
    response = desk.post(CHECK, {**answers, "seen": seen[1], "import": "Import"})
    assert (response.status_code, Event.objects.exists()) == (422, False)
    assert "You changed something since" in words(response)
    names = {"name:actor:olle lund": "new:person", "name:actor:ferry board": "out"}
    press(desk, answers | names)
    actor = Event.objects.get().actors.get()
    assert (actor.name, actor.kind) == ("Olle Lund", "person")


def test_names_are_shown_a_page_at_a_time_and_what_is_said_of_them_is_kept(
    desk: Client, monkeypatch
):
    monkeypatch.setattr(import_views, "SECONDS", 600)
    rows = "".join(f"Event {n},2022,Town {n:03}\n" for n in range(1, 251))
    Place.objects.create(slug="old-town", name="Old town")
    send(desk, f"title,date,place\n{rows}")
    answers = {"order": "", "of-title": "title", "of-date": "date", "of-place": "place"}
    first = desk.post(CHECK, {**answers, "same:place:town 001": "Old town"})
    assert "1 to 100 of 250 names" in words(first)
    kept = answers | hidden(first) | {"same:place:town 001": "Old town"}
    third = desk.post(CHECK, {**kept, "names-page": "3", "name:place:town 002": "out"})
    assert "201 to 250 of 250 names" in words(third)
    assert "“Town 001” becomes" not in words(third)
    found = desk.post(CHECK, {**answers, **hidden(third), "find": "TOWN 24"})
    assert "1 to 10 of 10 names with “TOWN 24” in it" in words(found)
    kept = answers | hidden(found) | {"find": "TOWN 24"}
    changed = desk.post(CHECK, {**kept, "name:place:town 241": "out", "import": "Import"})
    assert (changed.status_code, Event.objects.exists()) == (422, False)
    kept |= hidden(changed) | {"name:place:town 241": "out"}
    assert desk.post(CHECK, {**kept, "import": "Import"}).status_code == 200
    places = dict(Event.objects.values_list("title", "place__name"))
    assert (places["Event 1"], places["Event 2"], places["Event 241"]) == ("Old town", None, None)
    assert places["Event 3"] == "Town 003"
    assert Place.objects.count() == 1 + 250 - 3


def test_a_file_that_comes_again_is_imported_at_the_first_press(desk: Client):
    """What is remembered of its names, which are known now, is no changed choice."""
    for counts in ("1 created, 0 updated, 0 unchanged", "0 created, 0 updated, 1 unchanged"):
        send(desk, "title,date,actors\nFerry,2022,Ferry Board\n")
        page = desk.get(CHECK)
        selects = {
            unescape(name): chosen
            for name, options in _SELECT.findall(page.content.decode())
            for chosen in [*re.findall(r'value="([^"]*)"\s+selected', options), ""][:1]
        }
        response = desk.post(CHECK, {**selects, **hidden(page), "import": "Import"})
        assert counts in words(response)
    assert Event.objects.get().actors.get().kind == "organisation"


def test_a_kind_that_was_left_unstated_against_the_guess_stays_so_on_other_pages(desk: Client):
    rows = "".join(f"Event {n},2022,Harbour Board {n:03}\n" for n in range(1, 121))
    send(desk, f"title,date,actors\n{rows}")
    answers = {"order": "", "of-title": "title", "of-date": "date", "of-actors": "actors"}
    first = desk.post(CHECK, answers)
    said = {"name:actor:harbour board 001": "", "names-page": "2"}
    second = desk.post(CHECK, answers | hidden(first) | said)
    back = words(desk.post(CHECK, answers | hidden(second) | {"names-page": "1"}))
    guessed = re.findall(r'<option value="new:organisation" selected', back)
    assert len(guessed) == 99


def test_a_name_that_is_typed_has_to_be_a_known_one(desk: Client):
    send(desk, "title,date,actors\nFerry,2022,Olle Lund\n")
    answers = {"order": "", "of-title": "title", "of-date": "date", "of-actors": "actors"}
    response = press(desk, {**answers, "same:actor:olle lund": "Nobody"})
    assert "“Nobody” is the name of no actor of the record." in words(response)
    assert not Event.objects.exists()


def test_with_problems_nothing_is_imported_unless_they_are_left_out(desk: Client):
    send(desk, TABLE)
    response = press(desk, MAPPED)
    assert response.status_code == 422
    assert "1 row has a problem; nothing was imported." in words(response)
    assert not Event.objects.exists()
    assert ImportDraft.objects.exists()


def test_it_can_be_told_that_it_is_another_timeline(desk: Client):
    for _ in range(2):
        send(desk, slides("One"), name="a.json")
        press(desk, {"order": ""})
    assert Event.objects.count() == 1
    send(desk, slides("One"), name="a.json")
    assert "It is another timeline" in words(desk.get(CHECK))
    press(desk, {"order": "", "anew": "on"})
    assert Event.objects.count() == 1
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "The submitted file is empty."),
        ("{", "It looks like JSON and can&#x27;t be read as such (line 1)."),
        ('{"a": 1}', "It is JSON without a list of “events”"),
        ("no table", "It is no timeline that can be read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "The file is a PNG image"),
    ],
)
def test_what_is_no_timeline_is_said_on_the_page(content, why: str, desk: Client):
    response = send(desk, content)
    assert response.status_code == 422
    assert why in words(response)
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    "data", [{"order": "sideways"}, {"order": "", "of-title": "Nowhere"}, {"new_actors": "x"}]
)
def test_what_the_page_does_not_offer_is_not_taken(data: dict[str, str], desk: Client):
    send(desk, TABLE)
    for answer in (desk.get(CHECK, data), desk.post(CHECK, data)):
        assert answer.status_code in (200, 422)
    assert not Event.objects.exists()


def test_a_file_is_its_editors_own(desk: Client, client: Client):
    send(desk, slides("One"))
    other = User.objects.create_superuser("olle")
    client.force_login(other)
    assert client.get(CHECK)["Location"] == SEND


def test_only_who_may_add_events_may_import(client: Client, db: None):
    client.force_login(User.objects.create_user("nils", is_staff=True))
    assert client.get(SEND).status_code == client.get(CHECK).status_code == 403
    assert SEND not in words(client.get("/admin/"))


def test_hostile_words_are_shown_as_words(desk: Client):
    table = 'title,date,url\n"<script>alert(1)</script>",2022,javascript:alert(1)\n'
    send(desk, table, name="<img src=x>.csv")
    html = words(desk.get(CHECK))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "is no web address" in html
    assert "style=" not in html
    assert "onclick" not in html


def test_many_rows_take_no_query_each(desk: Client):
    send(desk, slides(*(f"Event {number}" for number in range(3))))
    few = queries_of(lambda: desk.get(CHECK))
    send(desk, slides(*(f"Event {number}" for number in range(300))))
    assert queries_of(lambda: desk.get(CHECK)) == few
    assert "The first 200 of 300 rows" in words(desk.get(CHECK))


def test_an_import_is_taken_back_from_where_it_was_sent(desk: Client):
    send(desk, slides("One"), name="a.json")
    press(desk, {"order": ""})
    (page,) = re.findall(r'href="(/admin/timeline/import/\d+/take-back/)"', words(desk.get(SEND)))
    shown = words(desk.get(page))
    assert "<li>1 event</li>" in shown
    agreed = re.search(r'name="agreed" value="(\w+)"', shown)
    assert agreed
    desk.post(page, {"agreed": "of another day"})
    assert Event.objects.exists()
    desk.post(page, {"agreed": agreed[1]})
    assert not Event.objects.exists()
    assert desk.get(page).status_code == 404


def test_only_who_may_delete_takes_an_import_back(desk: Client, client: Client):
    send(desk, slides("One"), name="a.json")
    press(desk, {"order": ""})
    (page,) = re.findall(r'href="(/admin/timeline/import/\d+/take-back/)"', words(desk.get(SEND)))
    client.force_login(User.objects.create_user("nils", is_staff=True))
    assert client.get(page).status_code == client.post(page).status_code == 403


def test_of_several_events_of_one_title_and_date_the_desk_asks_which_one_it_is(desk: Client):
    two = "".join(f"Fire,2021-03-04,fire-{n},{n},{n}\n" for n in (1, 2))
    told = f"title,date,id,outlet,source title\n{two}"
    import_timeline.load(open_file(told.encode(), name="two.csv"))
    send(desk, "title,date,outlet,source title\nFire,2021-03-04,Gamma,Third\n")
    html = words(desk.get(CHECK))
    assert "Which event is it?" in html
    (field,) = re.findall(r'name="(join:[^"]+)"', html)
    mapped = {"of-title": "title", "of-date": "date", "of-outlet": "outlet"}
    press(desk, {"order": "", **mapped, "of-source": "source title", field: "fire-2"})
    assert Event.objects.get(slug="fire-2").mentions.count() == 2


def test_what_no_field_of_a_slide_holds_is_left_out_by_choice(desk: Client):
    slide = {"start_date": {"year": 2022}, "text": {"headline": "Fire"}}
    media = {"media": {"url": "https://a.example/1", "alt": "A fire"}}
    send(desk, json.dumps({"events": [slide | media]}))
    html = words(desk.get(CHECK))
    assert "What no field holds" in html
    assert "kept, as a value of the source" not in html
    press(desk, {"order": "", "column:media": "out"})
    assert Event.objects.get(title="Fire").named_values == {"media described": "A fire"}


def test_the_desk_asks_with_cells_of_the_file_and_takes_the_answer(desk: Client):
    rows = 'Fire,2020-21,"Smith, John"\nStorm,2021,"Ida Berg, Olaf Lund"\n'
    send(desk, f"title,date,actors\n{rows}")
    html = words(desk.get(CHECK))
    assert "2020-21 is:" in html
    assert "2020 to 2021" in html
    assert "1903" not in html
    assert "Mar-22" not in html
    assert "Ida Berg, Olaf Lund is:" in html
    mapped = {"of-title": "title", "of-date": "date", "of-actors": "actors"}
    people = ("ida berg", "olaf lund", "smith, john")
    mapped |= {f"name:actor:{name}": "new:person" for name in people}
    press(desk, {"order": "", **mapped, "spans": "years", "commas": "full"})
    assert Event.objects.get(title="Fire").edtf == "2020/2021"
    assert Event.objects.get(title="Storm").actors.count() == 2
    assert ImportMapping.objects.get().choices["commas"] == "full"


def test_what_came_of_an_import_has_a_link_that_takes_it_back(desk: Client):
    send(desk, slides("One"))
    html = words(press(desk, {"order": ""}))
    (path,) = re.findall(r'href="([^"]+/take-back/)"', html)
    assert "Take this import back" in html
    assert "1 event" in words(desk.get(path))
