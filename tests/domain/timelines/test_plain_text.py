"""Markup as plain text: what a reader sees of it, whatever it tries."""

from __future__ import annotations

import pytest

from tests.steps import steps
from timeline.domain.text.characters import plain
from timeline.domain.timelines.plain_text import line_of, text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The bridge</p><p>opens &amp; <b>closes</b></p>", "The bridge\n\nopens & closes"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("Three:<ul><li>rope</li><li>boat</li></ul>gone", "Three:\n\nrope\nboat\n\ngone"),
        ("plain\n\nas written", "plain\n\nas written"),
        ("3 < 5 and 5 > 3", "3 < 5 and 5 > 3"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
        ("<!-- not told -->told", "told"),
        ("<!doctype html>told", "told"),
        ("<a title='1 > 0' href=x>told</a>", "told"),
        ("<p title=don't>told</p> and more", "told\n\n and more"),
        ("&#x41;&eacute;", "Aé"),
        ("", ""),
    ],
)
def test_it_is_what_a_reader_sees(markup: str, text: str):
    assert text_of(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<script>alert(1)</script>b", "ab"),
        ("a<SCRIPT src=x>alert(1)</script >b", "ab"),
        ("a<script>alert('</scriptx>')</script>b", "ab"),
        ("a<script>never closed", "a"),
        ("a<style>p { color: red }</style>b", "ab"),
        ("a<svg><text>drawn</text></svg>b", "ab"),
        ("a<img src=x onerror=alert(1)>b", "ab"),
        ("a<img src=x onerror='alert(1)>'>b", "ab"),
        ("a<iframe srcdoc='<p>x</p>'></iframe>b", "ab"),
        ("a<a href='javascript:alert(1)'>b</a>", "ab"),
    ],
)
def test_nothing_of_what_acts_is_left(markup: str, text: str):
    assert text_of(markup) == text


def test_what_is_never_closed_is_no_tag_and_not_lost():
    assert text_of("smaller <than and <b>bold</b> <img src=x") == "smaller bold <img src=x"
    assert text_of("<b>told</b> <i") == "told <i"


def test_a_line_has_no_breaks():
    assert line_of("<p>The bridge</p>\n<p>opens</p>") == "The bridge opens"


def test_control_characters_and_halves_of_characters_go():
    assert plain("a\x00b\x1bc\ud800d\r\ne\tf\x85") == "abcd\ne f"


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a '", '<a b="', "<script>", "<script", "</script", "<!--", "<br>", "&lt", "<p>",
     "<a b='>", "<a b=\"'", "<title><p>", "<a =", "</", "&#"],
)  # fmt: skip
def test_work_grows_with_the_text_and_not_with_its_square(piece: str):
    few, many = (steps(lambda count=count: text_of(piece * count)) for count in (200, 1600))
    assert many <= few * 12
