"""Adding from an article: what is pasted or sent comes in, each text with its own answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import proposals
from tests.counting import queries_of
from timeline.models import Article, Mention, Proposal, Source
from timeline.services.articles import article_files
from timeline.services.proposals import review

ADD = "/admin/timeline/article/add/"
QUEUE = "/admin/timeline/article/"
TEXT = """Council closes the old bridge

By Nils Moe
Friday, March 11, 2022

The council rejected a new bridge on Thursday. “We have none to spare,” Ida Berg said.
"""


def sent(desk: Client, *files: tuple[str, bytes], text: str = "") -> Any:
    documents = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post(ADD, {"text": text, "documents": documents})


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_opens_in_place_of_a_form_to_fill_in(desk):
    response = desk.get(ADD)
    html = words(response)
    assert response.status_code == 200
    assert "Add from article" in html
    assert 'type="file" name="documents" multiple' in html
    assert 'name="sha256"' not in html


def test_the_only_story_there_is_is_chosen(desk, cast):
    html = words(desk.get(ADD))
    assert f'<option value="{cast.story.pk}" selected>{cast.story.title}</option>' in html


def test_one_new_text_leads_straight_to_its_review(desk, editor):
    response = sent(desk, text=TEXT)
    article = Article.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("admin:timeline_article_change", args=[article.pk])
    assert (article.title, article.edtf) == ("Council closes the old bridge", "2022-03-11")
    assert article.taken_in_by == editor
    assert article.proposals.exists()
    assert LogEntry.objects.get(action_flag=ADDITION).user == editor


def test_a_pasted_address_is_refused_with_what_to_do(desk):
    response = sent(desk, text="https://www.bergpost.example/2022/03/11/bridge\n")
    assert "That is an address, not a text. Open the page in a browser" in words(response)
    assert not Article.objects.exists()


def test_a_day_that_only_the_address_has_is_inferred_and_says_from_what(desk):
    text = TEXT.replace("Friday, March 11, 2022", "https://bergpost.example/2022/03/11/bridge")
    sent(desk, text=text)
    article = Article.objects.get()
    assert (article.edtf, article.published_basis) == ("2022-03-11", Source.Basis.INFERRED)
    assert article.published_reason.startswith("Only its address has a day, “2022/03/11”")


def test_a_paste_is_the_same_text_as_the_file_it_is_from(desk):
    sent(desk, ("council.txt", TEXT.encode()))
    html = words(sent(desk, text=TEXT.replace("\n", "\r\n")))
    assert "Already in" in html
    assert Article.objects.count() == 1


def test_each_of_several_files_has_its_answer(desk):
    other = TEXT.replace("bridge", "harbour")
    html = words(
        sent(
            desk,
            ("one.txt", TEXT.encode()),
            ("two.md", b"# A heading\n\nThe council met on 3 March 2022.\n"),
            ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
            ("empty.txt", b""),
            ("again.txt", TEXT.encode()),
            ("harbour.txt", other.encode()),
        )
    )
    assert "What came of 6 texts" in html
    assert Article.objects.count() == 3
    for answer in ("New", "Refused", "Already in", "The file is empty."):
        assert answer in html
    for article in Article.objects.all():
        assert reverse("admin:timeline_article_change", args=[article.pk]) in html


def test_a_changed_text_is_told_as_such(desk):
    sent(desk, ("council.txt", TEXT.encode()))
    html = words(sent(desk, ("council.txt", TEXT.replace("Thursday", "Wednesday").encode())))
    assert "Changed" in html
    assert "Wednesday" in Article.objects.get().text


def test_one_that_is_no_article_is_answered_with_the_sentence_that_says_why(desk):
    html = words(sent(desk, ("data.txt", b'{"a": 1}')))
    assert "Refused" in html
    assert "data (JSON)" in html
    assert not Article.objects.exists()


def test_what_a_digest_brought_is_not_taken_in_again(desk):
    import hashlib

    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    Source.objects.create(slug="brought", title="Brought", sha256=sha256)
    html = words(sent(desk, text=TEXT))
    assert "Its source is in the timeline already." in html


@pytest.mark.parametrize("text", ["", "   \n "])
def test_nothing_sent_is_asked_for_again(text, desk):
    response = sent(desk, text=text)
    assert response.status_code == 422
    assert "Choose a file or paste a text." in words(response)


def test_more_files_than_are_taken_at_once_are_told_with_what_helps(desk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    response = sent(desk, *((f"{number}.txt", TEXT.encode()) for number in range(3)))
    assert response.status_code == 413
    html = words(response)
    assert "More than 2 files at once; none was taken in." in html
    assert "manage.py ingest" in html
    assert not Article.objects.exists()


def test_a_paste_that_is_too_long_is_told_with_what_helps(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    response = sent(desk, text="word " * 1_000)
    assert response.status_code == 413
    assert "Save it as a file" in words(response)


def test_a_file_that_is_too_large_is_refused(desk, monkeypatch):
    monkeypatch.setattr(article_files, "LARGEST", 1_000)
    assert "larger than" in words(sent(desk, ("large.txt", b"word " * 300)))


def test_it_takes_the_token_of_the_page(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(ADD, {"text": TEXT}).status_code == 403
    assert not Article.objects.exists()
    token = strict.get(ADD).context["csrf_token"]
    strict.post(ADD, {"text": TEXT, "csrfmiddlewaretoken": str(token)})
    assert Article.objects.exists()


def test_it_takes_the_right_to_add(client, db):
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(clerk)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"text": TEXT}).status_code == 403
    assert "Add from article" not in client.get(QUEUE).content.decode()


def test_a_hostile_name_and_a_hostile_text_are_escaped(desk):
    hostile = TEXT.replace("Council", "<script>alert(1)</script>Council")
    html = words(
        sent(desk, ("<img src=x onerror=alert(1)>.txt", hostile.encode()), ("x.txt", b"\0"))
    )
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    html = desk.get(QUEUE).content.decode()
    assert "<script>alert" not in html


# The queue.


def test_the_queue_tells_what_waits_in_each_article(desk, cast):
    article = proposals.set_out(confirmed=False, outlet=cast.herald)
    review.reject(article.proposals.get(title__contains="rust"), by=None)
    html = words(desk.get(QUEUE))
    assert "Bridge stays shut until spring" in html
    assert "details to confirm" in html
    assert "The Herald" in html
    assert "11 March 2022" in html
    assert "3 open, 1 decided" in html
    assert reverse("admin:timeline_article_change", args=[article.pk]) in html


def test_the_queue_tells_what_is_not_known(desk, db):
    proposals.set_out()
    Article.objects.update(site="The Evening Echo", edtf="", earliest=None, latest=None)
    html = words(desk.get(QUEUE))
    assert 'The Evening Echo <span class="inferred">not in the list</span>' in html
    assert '<span class="quiet">not stated</span>' in html


@pytest.mark.parametrize(
    ("waiting", "found"),
    [
        ("open", {"shut", "sure"}),
        ("low", {"shut"}),
        ("new-actors", {"shut"}),
        ("details", {"bare"}),
        ("nothing", {"bare"}),
        ("", {"shut", "bare", "sure"}),
        ("nonsense", {"shut", "bare", "sure"}),
    ],
)
def test_the_queue_is_filtered_by_what_waits(waiting, found, desk, cast):
    proposals.set_out()
    Article.objects.create(title="bare", sha256="0" * 64)
    Article.objects.filter(name="shut.txt").update(title="shut")
    sure = Article.objects.create(
        title="sure", sha256="1" * 64, text=proposals.TEXT, confirmed=True
    )
    proposals.opening(sure)
    response = desk.get(QUEUE, {"waiting": waiting} if waiting else {})
    assert {article.title for article in response.context["cl"].result_list} == found


def test_the_queue_can_be_searched(desk, cast):
    proposals.set_out(outlet=cast.herald)
    for looked_for in ("stays shut", "shut.txt", "Moe", "herald"):
        assert desk.get(QUEUE, {"q": looked_for}).context["cl"].result_count == 1
    assert desk.get(QUEUE, {"q": "nowhere"}).context["cl"].result_count == 0


def test_the_queue_takes_as_many_queries_however_long_it_is(desk, cast, editor):
    proposals.set_out(outlet=cast.herald)
    desk.get(QUEUE)
    few = queries_of(lambda: desk.get(QUEUE))
    for number in range(12):
        article = Article.objects.create(
            title=f"A {number}", sha256=f"{number:064}", text=proposals.TEXT, taken_in_by=editor
        )
        proposals.finding(article)
    assert queries_of(lambda: desk.get(QUEUE)) == few


# A text replaced, and one removed.


@pytest.fixture
def reviewed(cast) -> Article:
    article = proposals.set_out(outlet=cast.herald)
    refusal = article.proposals.select_related("article").get(title__contains="refuses")
    review.accept(refusal, by=None)
    article.refresh_from_db()
    return article


def address(article: Article, role: str) -> str:
    return reverse(f"admin:timeline_article_{role}", args=[article.pk])


def test_a_text_is_removed_after_a_question_and_what_was_accepted_stays(desk, reviewed):
    html = words(desk.get(address(reviewed, "remove")))
    assert "3 proposals not reviewed go with it" in html
    assert "1 mention accepted from it stays" in html
    assert Article.objects.get().text
    desk.post(address(reviewed, "remove"))
    article = Article.objects.get()
    assert (article.removed, article.text) == (True, "")
    assert Mention.objects.filter(source=article.source).count() == 1
    assert Proposal.objects.get().place == Proposal.Place.GONE
    assert "The text was removed." in words(desk.get(address(reviewed, "change")))


def test_a_text_is_replaced_and_what_was_reviewed_is_followed(desk, reviewed):
    moved = "An advertisement.\n\n" + proposals.TEXT
    response = desk.post(address(reviewed, "replace"), {"text": moved})
    assert response["Location"] == address(reviewed, "change")
    kept = Proposal.objects.get(mention__isnull=False)
    assert kept.place == Proposal.Place.MOVED
    html = words(desk.get(address(reviewed, "change"), {"show": "all", "proposal": kept.pk}))
    assert "its passage has moved" in html
    desk.post(address(reviewed, "replace"), {"text": "The mayor resigned on 3 March 2022."})
    html = words(desk.get(address(reviewed, "change"), {"show": "all"}))
    assert "passage gone" in html


@pytest.mark.parametrize("role", ["replace", "remove"])
def test_a_text_that_another_replaced_meanwhile_is_asked_about(role, desk, reviewed):
    opened = desk.get(address(reviewed, role)).context["seen"]
    other = {"text": "An advertisement.\n\n" + proposals.TEXT, "seen": opened}
    assert desk.post(address(reviewed, "replace"), other).status_code == 302
    mine = {"text": "A correction.\n\n" + proposals.TEXT, "seen": opened}
    response = desk.post(address(reviewed, role), mine)
    html = words(response)
    assert "this text was replaced meanwhile (edda, " in html
    assert ("A correction." in html) is (role == "replace")
    assert Article.objects.get().text.startswith("An advertisement.")
    again = {**mine, "seen": response.context["seen"]}
    assert desk.post(address(reviewed, role), again).status_code == 302
    assert not Article.objects.get().text.startswith("An advertisement.")


def test_details_that_another_changed_while_a_text_was_read_stay(desk, reviewed, monkeypatch):
    read = article_files.read_article

    def meanwhile(*given, **options):
        Article.objects.update(authors="Somebody Else")
        return read(*given, **options)

    monkeypatch.setattr(article_files, "read_article", meanwhile)
    desk.post(address(reviewed, "replace"), {"text": "More.\n\n" + proposals.TEXT})
    article = Article.objects.get()
    assert (article.authors, article.text[:5]) == ("Somebody Else", "More.")


def test_the_list_of_mentions_marks_those_whose_passage_is_gone(desk, reviewed, cast):
    mentions = "/admin/timeline/mention/"
    html = words(desk.get(mentions))
    assert ">in place</a>" in html
    desk.post(address(reviewed, "remove"))
    html = words(desk.get(mentions))
    assert 'class="disputed">gone</a>' in html
    assert desk.get(mentions, {"passage": "gone"}).context["cl"].result_count == 1
    assert desk.get(mentions, {"passage": "kept"}).context["cl"].result_count == 0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "Choose a file or paste a text."),
        ({"text": proposals.TEXT}, "This very text is in already."),
        ({"text": '{"a": 1}'}, "data (JSON)"),
    ],
)
def test_a_text_that_cannot_take_its_place_is_refused(fields, told, desk, reviewed):
    response = desk.post(address(reviewed, "replace"), fields)
    assert told in words(response)
    assert Article.objects.get().text == proposals.TEXT


def test_an_article_of_which_something_was_accepted_is_not_deleted(desk, reviewed):
    desk.post(f"{QUEUE}{reviewed.pk}/delete/", {"post": "yes"})
    assert Article.objects.filter(pk=reviewed.pk).exists()
    bare = Article.objects.create(title="bare", sha256="0" * 64)
    desk.post(f"{QUEUE}{bare.pk}/delete/", {"post": "yes"})
    assert not Article.objects.filter(pk=bare.pk).exists()


@pytest.mark.parametrize(("role", "lacking"), [("replace", "change"), ("remove", "delete")])
def test_replacing_and_removing_take_rights_of_their_own(role, lacking, client, reviewed):
    clerk = User.objects.create_user("clerk", is_staff=True)
    names = {"view_article", "change_article", "delete_article"} - {f"{lacking}_article"}
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    assert client.post(address(reviewed, role), {"text": "Another text."}).status_code == 403
    assert Article.objects.get().text == proposals.TEXT


def test_outlets_say_whether_their_texts_are_free_to_show(desk, cast):
    html = desk.get(f"/admin/timeline/outlet/{cast.herald.pk}/change/").content.decode()
    assert 'name="free_to_show"' in html
    assert "Whether readers may see the whole text" in html
