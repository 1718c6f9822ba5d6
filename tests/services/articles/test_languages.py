"""The language of a text: told where it is sure, and what is read in it then."""

from __future__ import annotations

from timeline.domain import names
from timeline.domain.comparing.vocabulary import Vocabulary
from timeline.domain.text.plain_english import is_plainly_english, language_of_words
from timeline.services.articles import languages
from timeline.services.articles.saved_pages import languages_of_quotations
from timeline.services.proposals.finding import Finding

GERMAN = """Streit um Brücke: Stadtrat von Altenau stoppt Neubau
Altenauer Bote, 12. April 2024
Von Jonas Weidner

Der Stadtrat von Altenau hat am Mittwoch den Neubau der Elsterbrücke gestoppt.

„Wir können nicht 40 Millionen Euro ausgeben“, sagte der Fraktionsvorsitzende Holger Brandt.
"""


def test_a_text_is_told_and_read_in_its_language_with_nothing_guessed():
    finding = Finding(names.Gazetteer.of(()), Vocabulary.of(()), longest=200)
    (found,) = finding.of_files([(GERMAN.encode(), "bote.txt")], published=None)
    article = found.article
    assert article is not None
    assert (article.language, article.authors) == ("de", "Jonas Weidner")
    assert article.published.edtf == "2024-04-12"
    assert found.proposals == []


def test_what_can_not_be_told_surely_is_not_told():
    assert languages.told(["Volodymyr Zelensky", "2022-03-04", "Port Lorne"]) == ["", "", ""]


def test_a_quotation_is_told_by_itself():
    words = ["Мы не можем этого сделать", "We can’t do this to them"]
    assert languages_of_quotations(words) == ["ru", ""]


def test_english_is_told_by_its_own_words():
    assert is_plainly_english("The council said that the bridge would stay shut.")
    assert not is_plainly_english(GERMAN)
    assert language_of_words("The bridge was shut by the council.", language="de") == ""
    assert language_of_words("Die Brücke wurde gesperrt.", language="de") == "de"
    assert language_of_words("Anything at all", language="en-GB") == ""
