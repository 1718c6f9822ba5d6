"""A saved page as an article: what it states of itself, and which of its words are the article."""

from __future__ import annotations

import json

import pytest

from tests.saved_page import HEADLINE, PARAGRAPHS, page
from timeline.domain.article.incoming_article import NotAnArticle
from timeline.services.articles.saved_pages import read_page


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


# The text


def test_each_paragraph_and_heading_is_a_line():
    body = "<h2>What comes next</h2><p>The ferry is for sale.<br>Nobody wants it so far.</p>"
    lines = read_page(page(body=body)).text.splitlines()
    assert lines == [
        HEADLINE, *PARAGRAPHS,
        "What comes next", "The ferry is for sale.", "Nobody wants it so far.",
    ]  # fmt: skip


def test_paragraphs_that_are_no_p_are_lines_too():
    sentences = [
        f"In year {year} the <b>river</b> rose, and <i>then</i> fell." for year in range(9)
    ]
    body = "".join(f"<div><span>{sentence}</span></div>" for sentence in sentences)
    lines = read_page(f"<html><body><nav><a href=/>Front</a></nav>{body}</body></html>").text
    assert lines.splitlines()[-9:] == [
        f"In year {year} the river rose, and then fell." for year in range(9)
    ]


@pytest.mark.parametrize(
    "wrap", ["<p>{}</p>", "<div>{}</div>", "<span>{}</span><br>", "{}<br><br>"]
)
@pytest.mark.parametrize("root", ["article", "main", "div"])
def test_a_short_page_keeps_its_lines_too(wrap, root):
    sentences = (
        "The town has its <b>bridge</b> at last, and <a href=x>it stands</a>.",
        "Nobody wants the ferry now, and it lies at the bank.",
        "So it goes.",
    )
    body = "".join(wrap.format(sentence) for sentence in sentences)
    assert read_page(f"<html><body><{root}>{body}</{root}></body></html>").text.splitlines() == [
        "The town has its bridge at last, and it stands.", *sentences[1:]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Zebra crossing words</p>",
        '<div style="color: red; display : none"><p>Zebra crossing</p></div>',
        '<p style="visibility:hidden">Zebra crossing</p>',
        '<p style="font-size:0px">Zebra crossing</p>',
        '<p style="opacity: 0">Zebra crossing</p>',
        "<dialog>Zebra crossing</dialog>",
    ],
)
def test_what_a_reader_would_not_see_is_left_out_and_told(hidden):
    article = read_page(page(body=f"{hidden}<p>After it, the last paragraph of all of it.</p>"))
    assert "ebra" not in article.text
    assert article.text.endswith("After it, the last paragraph of all of it.")
    assert any("that the page hides were left out" in note for note in article.notes)


@pytest.mark.parametrize(
    "unread",
    [
        "<script>zebra()</script>",
        "<style>.zebra{}</style>",
        "<noscript><p>Zebra crossing</p></noscript>",
        "<template><p>Zebra crossing</p></template>",
        "<!-- Zebra crossing -->",
        "<textarea>Zebra crossing</textarea>",
        "<select><option>Zebra</option></select>",
        "<svg><text>Zebra</text></svg>",
        linked(articleBody="Zebra crossing. " * 100),
        '<div id="data-preloaded" data-preloaded=\'{"topic_1": "{}"}\'></div>',
    ],
)
def test_scripts_styles_and_comments_are_no_text(unread):
    article = read_page(page(body=unread))
    assert "ebra" not in article.text
    assert PARAGRAPHS[-1] in article.text
    assert article.notes == ()


@pytest.mark.parametrize("style", ["opacity:0", "visibility:hidden", "display:none"])
def test_a_page_hidden_until_its_scripts_run_is_read(style):
    assert PARAGRAPHS[0] in read_page(page().replace("<body>", f'<body style="{style}">')).text


def test_hostile_markup_ends_as_characters():
    body = (
        "<p onclick=alert(1)>A paragraph with <a href='javascript:alert(2)'>a link</a>, "
        "<img src=x onerror=alert(3)> a picture, "
        "&lt;script&gt;alert(4)&lt;/script&gt; spelled out &#x202e;and turned.</p>"
    )
    article = read_page(page(head=meta("og:title", "&lt;img onerror=alert(5)&gt; x"), body=body))
    assert "a link, a picture, <script>alert(4)</script> spelled out and turned." in article.text
    for gone in ("onclick", "javascript", "onerror", "alert(1)", "alert(2)", "alert(3)", "\u202e"):
        assert gone not in article.text
    assert article.title == "<img onerror=alert(5)> x"


def test_a_page_without_an_article_gives_all_that_is_seen():
    html = "<html><body><footer><p>Berg.&#x202e;</p><p>The town.</p></footer></body></html>"
    article = read_page(html)
    assert article.text == "Berg.\nThe town."
    assert "No article was told from the rest of the page; all its text is here." in article.notes


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>A bridge</title><script>var words = 'The town';</script></head></html>",
        "<html><body><div hidden>Hidden words</div><noscript>Turn it on</noscript></body></html>",
        "<html></html>",
        "<!DOCTYPE html>",
        "",
        "<html><body>1 2 3 …</body></html>",
    ],
)
def test_a_page_without_words_is_no_article(html):
    with pytest.raises(NotAnArticle, match=r"There (?:is no text|are no words) on the page"):
        read_page(html)


# The title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", HEADLINE),
        ("<title>The town has its bridge | Berg Post</title>", HEADLINE),
        # The heading that the metadata bears out, as it is printed.
        (meta("og:title", "THE TOWN HAS ITS BRIDGE"), HEADLINE),
        # A heading that it doesn't bear out may be the masthead.
        (meta("og:title", "Bridge opens at last"), "Bridge opens at last"),
        (linked(headline="Bridge &amp; toll") + meta("og:title", "Another"), "Bridge & toll"),
    ],
)
def test_the_title_is_the_headline_that_the_page_states(head, title):
    assert read_page(page(head=head)).title == title


def test_a_heading_that_is_the_sites_name_is_not_the_title():
    html = page(
        head=meta("og:site_name", "Berg Post") + "<title>A bridge at last - Berg Post</title>"
    )
    assert read_page(html.replace(HEADLINE, "Berg Post")).title == "A bridge at last"


# Who publishes it


@pytest.mark.parametrize(
    ("head", "site", "reason"),
    [
        (meta("og:site_name", "Berg Post"), "Berg Post", "metadata (og:site_name)"),
        (linked(publisher={"name": "Berg Post"}), "Berg Post", "metadata (JSON-LD publisher)"),
        (meta("article:publisher", "Berg Post"), "Berg Post", "metadata (article:publisher)"),
        ('<meta name="DC.publisher" content="Berg Post">', "Berg Post", "(dc.publisher)"),
        (meta("og:site_name", "Berg Post") + linked(publisher={"name": "berg post"}),
         "Berg Post", "og:site_name"),
    ],
)  # fmt: skip
def test_the_publisher_is_the_one_that_the_page_states(head, site, reason):
    article = read_page(page(head=head))
    assert article.site == site
    assert reason in article.site_reason
    assert article.notes == ()


def test_a_publisher_named_apart_in_the_graph_is_found():
    graph = [
        {"@type": "Organization", "@id": "#us", "name": "Berg Post"},
        {"@type": ["NewsArticle"], "publisher": {"@id": "#us"}, "author": [{"name": "Anna Lind"}]},
    ]
    script = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    article = read_page(page(head=script))
    assert (article.site, article.authors) == ("Berg Post", "Anna Lind")


def test_two_names_of_the_publisher_are_told():
    article = read_page(
        page(head=meta("og:site_name", "Berg Post") + linked(publisher={"name": "Valley Media"}))
    )
    assert article.site == "Berg Post"
    assert article.notes == ("Its metadata also names “Valley Media” as its site or publisher.",)


def test_a_copyright_line_at_the_foot_states_the_publisher():
    article = read_page(page(foot="<p>© 2025 Berg Post Ltd. All rights reserved.</p>"))
    assert article.site == "Berg Post Ltd"
    assert article.site_reason == (
        "Printed at the foot of the page: “© 2025 Berg Post Ltd. All rights reserved.”."
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"head": '<link rel=canonical href="https://www.bergpost.example/2022/bridge">'},
        {"head": meta("og:url", "https://www.bergpost.example/bridge")},
        {"head": "<title>The town has its bridge - bergpost.example</title>"},
        {"head": meta("article:publisher", "https://social.example/bergpost")},
        {"head": '<meta name="twitter:site" content="@bergpost">'},
        {"head": linked(author={"@type": "Organization", "name": "Reuters"})},
        {"below": "<p>By Reuters</p>"},
        {"body": "<figure><figcaption>The bridge. © Getty Images</figcaption></figure>"},
        {"body": "<p>She spoke to Berg Post and to the radio, which both had asked her.</p>"},
    ],
)
def test_what_states_no_publisher_gives_none(parts):
    article = read_page(page(**parts))
    assert (article.site, article.site_reason) == ("", "")


# Who wrote it


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (linked(author={"@type": "Person", "name": "Anna Lind"}), "Anna Lind"),
        (linked(author=["Anna Lind", {"name": "Jon Holm"}]), "Anna Lind, Jon Holm"),
        ('<meta name="author" content="By Anna Lind">', "Anna Lind"),
        (meta("citation_author", "Anna Lind") + meta("citation_author", "Jon Holm"),
         "Anna Lind, Jon Holm"),
        (linked(author="Anna Lind") + '<meta name="author" content="webmaster">', "Anna Lind"),
        (meta("article:author", "https://social.example/anna"), ""),
    ],
)  # fmt: skip
def test_the_authors_are_those_that_the_metadata_names(head, authors):
    assert read_page(page(head=head)).authors == authors


def test_a_printed_byline_names_the_author_where_no_field_does():
    assert read_page(page(below="<p class=byline>By <b>Anna Lind</b></p>")).authors == "Anna Lind"
    both = read_page(page(head=linked(author="Jon Holm"), below="<div>By Anna Lind</div>"))
    assert both.authors == "Jon Holm"
    assert both.notes == ("It prints “Anna Lind” as the author; its metadata differs.",)


@pytest.mark.parametrize(
    "below",
    [
        "<span>By</span><a>Kim Rea</a><span>Thursday, 4 April 2024</span>",
        "<span>By</span><a>Kim Rea</a><span>Berg Post</span><time>4 April 2024</time>",
        "By<b>Kim Rea</b><i>April 4, 2024</i>",
        "<b>By Kim Rea</b><b>Published April 4, 2024</b>",
        "<span>4 April 2024</span><span>By</span><span>Kim Rea</span>",
    ],
)
def test_neighbouring_elements_of_a_byline_are_told_apart(below):
    article = read_page(page(below=f"<div>{below}</div>"))
    assert (article.authors, article.published.edtf) == ("Kim Rea", "2024-04-04")


# When


@pytest.mark.parametrize(
    ("head", "edtf", "field"),
    [
        (linked(datePublished="2022-03-04T10:30:00Z"), "2022-03-04", "JSON-LD datePublished"),
        (meta("article:published_time", "2022-03-04T23:30:00-08:00"), "2022-03-04",
         "article:published_time"),
        ('<meta name="pubdate" content="20220304">', "2022-03-04", "pubdate"),
        ('<meta name="DC.date.issued" content="2022-03">', "2022-03", "dc.date.issued"),
        ('<meta itemprop="datePublished" content="Fri, 04 Mar 2022 10:30:00 GMT">', "2022-03-04",
         "datepublished"),
        (linked(datePublished="2022-03-04") + meta("article:published_time", "2022-03-05"),
         "2022-03-04", "JSON-LD datePublished"),
        (linked(datePublished="soon") + meta("article:published_time", "2022-03-05"),
         "2022-03-05", "article:published_time"),
        (linked(dateModified="2022-03-09") + '<meta name="date" content="2022-03-04">',
         "2022-03-04", "date"),
    ],
)  # fmt: skip
def test_the_date_is_the_one_that_the_metadata_gives(head, edtf, field):
    article = read_page(page(head=head))
    assert article.published.edtf == edtf
    assert article.published_reason == f"Stated in the page's metadata ({field})."


@pytest.mark.parametrize(
    ("below", "reason"),
    [
        ("<p>Published: 4 March 2022</p>", "in the line “Published: 4 March 2022”."),
        ("<div>By Anna Lind</div><time>March 4, 2022</time>", "in the line “March 4, 2022”."),
        ("<time datetime=2022-03-04T10:30>An hour ago</time>", "in a <time> element."),
    ],
)
def test_a_date_below_the_headline_counts_where_no_field_has_one(below, reason):
    article = read_page(page(below=below))
    assert article.published.edtf == "2022-03-04"
    assert article.published_reason.endswith(reason)


@pytest.mark.parametrize(
    "parts",
    [
        {"head": meta("article:published_time", "03/04/2022")},
        {"head": meta("article:published_time", "16463898")},
        {"body": "<p>The old one fell on 4 March 2019, and nobody has missed it since then.</p>"},
        {"foot": "<time datetime=2022-03-04>Today</time>"},
        {"foot": "© 2022 Berg Post"},
        {"head": '<link rel=canonical href="https://berg.example/2022/03/04/bridge">'},
    ],
)
def test_no_date_is_taken_that_the_page_does_not_state_as_its_own(parts):
    article = read_page(page(**parts))
    assert not article.published.is_dated
    if "meta" in parts.get("head", ""):
        assert any(note.startswith("A date that it states was not read.") for note in article.notes)


def test_an_update_is_taken_where_nothing_else_is_stated_and_told():
    article = read_page(page(head=linked(dateModified="2022-03-09")))
    assert article.published.edtf == "2022-03-09"
    assert "the date of an update" in article.notes[0]


def test_a_printed_date_that_differs_from_the_metadata_is_told():
    article = read_page(page(head=linked(datePublished="2022-03-04"), below="<p>5 March 2022</p>"))
    assert article.published.edtf == "2022-03-04"
    assert article.notes == ("It prints 2022-03-05 below its headline; its metadata differs.",)


# The address


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://Berg.example/a#x">', "https://berg.example/a"),
        (meta("og:url", "https://berg.example/b"), "https://berg.example/b"),
        (linked(mainEntityOfPage={"@id": "https://berg.example/c"}), "https://berg.example/c"),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="/a">', ""),
        ('<link rel="canonical" href="/a">' + meta("og:url", "https://berg.example/b"),
         "https://berg.example/b"),
    ],
)  # fmt: skip
def test_the_address_is_a_web_address_that_the_page_states(head, url):
    assert read_page(page(head=head)).url == url


def test_a_browsers_note_of_where_it_saved_the_page_from_is_its_address():
    comment = "<!-- saved from url=(0029)https://berg.example/bridge?a -->"
    assert (
        read_page(page().replace("<html", f"{comment}<html")).url == "https://berg.example/bridge?a"
    )


# Metadata that would trip a reader


@pytest.mark.parametrize(
    "script",
    [
        "{" * 5000,
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": {"a": 1}, "author": 7, "publisher": [null]}',
        "null",
        '"text"',
        '{"@type": "NewsArticle", "author": {"@id": "#a"}}',
        '{"@type": "NewsArticle", "headline": "' + "x" * 600_000 + '"}',
    ],
)
def test_broken_linked_data_is_passed_over(script):
    html = page(head=f'<script type="application/ld+json">{script}</script>' + meta("og:url", "x"))
    article = read_page(html)
    assert (article.title, article.authors, article.site) == (HEADLINE, "", "")


def test_a_list_of_other_articles_is_not_the_article():
    others = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "NewsArticle", "headline": "Trams", "author": "Jon Holm"}],
    }
    script = f'<script type="application/ld+json">{json.dumps(others)}</script>'
    assert read_page(page(head=script)).authors == ""
