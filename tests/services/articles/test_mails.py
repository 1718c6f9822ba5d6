"""Mails as articles: decoded, once, dated by their header, in lines as they were written."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from timeline.domain.article.incoming_article import NotAnArticle
from timeline.services.articles import mails, saved_pages
from timeline.services.articles.article_files import read_article

FIRST = "Das Brückengeld entfällt, said the mayor of Łódź — “at last”, as the ferryman put it."
SECOND = "Yesterday nine thousand names were read out, and today the council meets about them."
HTML = f"<html><body><h1>The town has its bridge</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"


def mail(*, plain: str = f"{FIRST}\n\n{SECOND}\n", html: str = HTML, **header: str) -> EmailMessage:
    made = EmailMessage()
    fields = {
        "From": "Berg Town Hall <press@berg.example>",
        "To": "desk@post.example",
        "Subject": "The town has its bridge",
        "Date": "Fri, 04 Mar 2022 23:30:00 -0500",
        "Message-ID": "<1@berg.example>",
    }
    for name, value in (fields | header).items():
        if value:
            made[name] = value
    if plain:
        made.set_content(plain, cte="quoted-printable")
    if html and plain:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html", cte="base64")
    return made


def lines(article) -> list[str]:
    return [line for line in article.text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", ["bridge.eml", "bridge.EML", "", "bridge.txt"])
@pytest.mark.parametrize(
    "made",
    [
        mail(),
        mail(html=""),
        mail(plain=""),
        mail(plain="Your reader shows no HTML."),
        mail(Subject="=?utf-8?q?The_town_has_its?= =?utf-8?b?IGJyaWRnZQ==?="),
        mail(Date="Fri, 4 Mar 2022 10:30:00 GMT"),
        mail(Date="4 Mar 2022 10:30 +0200"),
        mail(Date="", plain=f"4 March 2022\n\n{FIRST}\n\n{SECOND}\n"),
        mail(Date="Sat, 05 Mar 2022 02:30:00 +0000", plain=f"March 4, 2022\n\n{FIRST}\n\n{SECOND}"),
    ],
)
def test_a_mail_is_taken_in_once_and_decoded(made, name):
    article = read_article(made.as_bytes(policy=SMTP), name=name)
    assert lines(article)[-2:] == [FIRST, SECOND]
    assert (article.title, article.published.edtf) == ("The town has its bridge", "2022-03-04")
    assert article.site == ""
    assert article.text.count(SECOND) == 1


def test_lines_that_were_broken_at_a_width_are_paragraphs_again():
    words = f"{FIRST} {SECOND} {FIRST}".split()
    wrapped, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 68:
            wrapped.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    body = "\n".join([*wrapped, line, "", "- one thing", "- another", "", "Anna Lind", "Town hall"])
    article = read_article(mail(plain=body).as_bytes(), name="a.eml")
    assert lines(article) == [" ".join(words), "- one thing", "- another", "Anna Lind", "Town hall"]


@pytest.mark.parametrize("charset", ["iso-8859-2", "utf-8", "utf-16"])
def test_the_encoding_is_the_one_that_the_part_names(charset):
    made = mail(plain="", html="")
    made.set_content(f"{FIRST}\n\n{SECOND}\n".replace("—", "-").replace("“", '"').replace("”", '"'),
                     charset=charset, cte="base64")  # fmt: skip
    assert "Łódź" in read_article(made.as_bytes(), name="a.eml").text


def test_the_sender_is_told_and_taken_for_neither_author_nor_outlet():
    assert "Sent by “Berg Town Hall”." in read_article(mail().as_bytes(), name="").notes
    person = mail(From="Anna Lind <anna@berg.example>")
    article = read_article(person.as_bytes(), name="")
    assert (article.authors, article.site) == ("", "")
    assert "Sent by “Anna Lind”." in article.notes
    assert read_article(mail(From="press@berg.example").as_bytes(), name="a.eml").notes == ()


def test_what_is_attached_is_left_out_and_told():
    made = mail()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment("Zebra", filename="zebra.txt")
    article = read_article(made.as_bytes(), name="")
    assert "Zebra" not in article.text
    assert "What is attached was left out: 2." in article.notes


def test_a_text_with_lines_like_a_headers_is_a_text():
    text = "From: the mayor\nTo: the town\n\nThe bridge is open.\n"
    assert read_article(text.encode(), name="a.txt").text == text


def test_a_mail_with_pictures_in_it_is_no_web_archive():
    made = mail(plain="")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>")
    assert read_article(made.as_bytes(), name="").title == "The town has its bridge"


@pytest.mark.parametrize("made", [mail(plain="", html=""), mail(plain="1 2 3", html="")])
def test_a_mail_without_words_is_told(made):
    with pytest.raises(NotAnArticle, match="There are no words in the mail"):
        read_article(made.as_bytes(), name="a.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nTo: b\nMIME-Version: 1.0\nSubject: " + b"=?utf-8?q?a?= " * 400_000,
        b"From: a\nTo: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed;" + b" a=b;" * 400_000,
    ],
)
def test_a_mail_made_to_take_long_is_stopped(data, monkeypatch):
    monkeypatch.setattr(saved_pages._WORKERS, "seconds", 0.5)
    with pytest.raises(NotAnArticle, match=r"The mail |no words"):
        read_article(data, name="a.eml")


def test_a_header_and_an_archive_are_told_apart():
    assert mails.is_mail(mail().as_bytes())
    assert not mails.is_mail(b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\n")
    assert not mails.is_mail(b"The town has its bridge.\nFrom: nobody\n")
