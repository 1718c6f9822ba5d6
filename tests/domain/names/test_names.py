"""Finding the register's names: whole, by their own capitals, and not inside longer names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.names import Gazetteer, KnownActor, Name, find
from timeline.domain.text.document import Document

REGISTER = Gazetteer.of(
    [
        KnownActor("berg", "person", ("Ida Berg", "Berg", "the Mayor of Storvik", "mayor Berg")),
        KnownActor("anna-gray", "person", ("Anna Gray", "Gray")),
        KnownActor("peter-gray", "person", ("Peter Gray", "Gray")),
        KnownActor("moe", "person", ("Tone Moe",)),
        KnownActor("lindt", "person", ("Ursula van der Lindt",)),
        KnownActor("karimi", "person", ("Yusuf al-Karimi",)),
        KnownActor("kim", "person", ("Kim Jong Su",)),
        KnownActor("zelen", "person", ("Vasyl Zelenko", "Zelenko")),
        KnownActor("may", "person", ("Theresa May", "May")),
        KnownActor("nato", "organisation", ("NATO", "the Alliance")),
        KnownActor("who", "organisation", ("WHO", "World Health Organization")),
        KnownActor("eu", "organisation", ("European Union", "EU")),
        KnownActor("lab", "organisation", ("Łódź Labs", "IRA")),
        KnownActor("us", "state", ("United States", "US")),
        KnownActor("ukraine", "state", ("Ukraine", "Kyiv")),
        KnownActor("uk", "state", ("United Kingdom",)),
    ]
)  # fmt: skip
NOBODY = Gazetteer.of([])


def told(text: str, register: Gazetteer = REGISTER) -> list[tuple[str, str]]:
    """Each name's words, and whom they name."""
    return [(name.surface, _whom(name)) for name in find(Document(text), register)]


def _whom(name: Name) -> str:
    if name.actor:
        return name.actor
    return f"~{name.alias_of}" if name.alias_of else f"+{name.full}"


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("They asked NATO’s envoy.", ["NATO"]),
        ("They asked NATO's envoy, not Nato.", ["NATO", "Nato"]),
        ("It was the United States’ turn.", ["United States"]),
        ("The Alliance and the Alliance met an alliance.", ["The Alliance", "the Alliance"]),
        ("A visit to Ukraine\u00a0by Ida\u00a0Berg.", ["Ukraine", "Ida\u00a0Berg"]),
        ("A visit by Ida  Berg.", ["Ida  Berg"]),
        ("The Lo\u0301dz\u0301 Labs, or Lodz Labs, or ŁÓDŹ LABS.",
         ["Lo\u0301dz\u0301 Labs", "Lodz Labs", "ŁÓDŹ LABS"]),
        ("Yusuf al‑Karimi spoke.", ["Yusuf al‑Karimi"]),
        ("An U.S. envoy to the E.U. said so.", ["U.S.", "E.U."]),
        ("A NATO-led, pro-NATO, then-US post in Kyiv-based hands.", ["NATO", "NATO", "US", "Kyiv"]),
        ("A Ukraine-EU deal.", ["Ukraine", "EU"]),
        ("“Ukraine,” she said, ‘NATO’ (EU).", ["Ukraine", "NATO", "EU"]),
        ("The mayor Berg and MAYOR BERG.", ["mayor Berg", "MAYOR BERG"]),
        ("#Ukraine, but @NATO, ukraine.example and www.nato.example.", ["Ukraine"]),
        ("Natos, Ukrainesque and Bergen.", []),
        ("Nobody asked us who ira is, or what Who means.", []),
        ("WHO TOLD US WHO IT WAS?", []),
    ],
)  # fmt: skip
def test_the_registers_names_are_found_whole_and_with_their_capitals(
    text: str, surfaces: list[str]
):
    assert [name.surface for name in find(Document(text), REGISTER)] == surfaces


@pytest.mark.parametrize(
    "text",
    [
        "He read the Ukraine Tribune.",
        "Kyiv-Mohyla wrote.",
        "The flag of O'Berg flew over Berg-Hansen.",
        "They walked up Kyiv Boulevard, the Kyiv Agreement in hand.",
        "The siege is told in the Battle of Kyiv.",
        "New Ukraine, a paper, and Dynamo Kyiv, a club.",
    ],
)
def test_a_name_inside_anothers_is_not_found(text: str):
    assert find(Document(text), REGISTER) == []


def test_a_body_named_after_a_state_is_not_the_state():
    assert told("The Bank of Ukraine fell.") == [("Bank of Ukraine", "+Bank of Ukraine")]


def test_a_known_surname_behind_another_given_name_is_somebody_new():
    assert told("Then Boris Berg came. Berg sang.") == [
        ("Boris Berg", "+Boris Berg"),
        ("Berg", "+Boris Berg"),
    ]


def test_a_surname_with_its_particle_behind_another_given_name_is_somebody_new():
    assert told("Then Omar al-Karimi came.") == [("Omar al-Karimi", "+Omar al-Karimi")]


@pytest.mark.parametrize("words", ["Ida Maria Berg", "I. Berg", "Ida M. Berg"])
def test_an_actors_name_may_have_more_words_or_fewer_letters(words: str):
    assert told(f"The bridge was opened by {words} at noon.") == [(words, "berg")]


def test_a_letter_before_a_known_surname_may_end_the_sentence_before():
    assert told("She said so on X. Berg denied it.") == [("Berg", "berg")]


def test_a_surname_is_of_the_bearer_named_in_full_nearest_before():
    text = "Peter Gray left. Gray was ill. Anna Gray stayed. Gray had time."
    assert [whom for _, whom in told(text)] == ["peter-gray"] * 2 + ["anna-gray"] * 2


def test_a_surname_of_two_is_nobodys_until_one_is_named():
    assert told("So Gray left.") == []
    assert told("So Gray left with Anna Gray.") == [
        ("Gray", "anna-gray"),
        ("Anna Gray", "anna-gray"),
    ]


def test_a_surname_is_found_that_the_register_has_in_full_only():
    text = "Nobody told Moe, van der Lindt, Lindt or al-Karimi; Karimi knew. Kim did not."
    assert told(text) == [
        ("Moe", "moe"),
        ("van der Lindt", "lindt"),
        ("Lindt", "lindt"),
        ("al-Karimi", "karimi"),
        ("Karimi", "karimi"),
        ("Kim", "kim"),
    ]


def test_a_month_is_no_person():
    text = "In May it rained, and on May 3 and 24 May too. Theresa May said that May would win."
    assert told(text) == [("Theresa May", "may"), ("May", "may")]


@pytest.mark.parametrize("slip", ["Zelenka", "Zelanko", "Zelenkov", "Zelneko", "Zelenkko"])
def test_a_spelling_one_edit_away_is_proposed(slip: str):
    assert told(f"They met Vasyl {slip} there.") == [(f"Vasyl {slip}", "~zelen")]
    assert told(f"They met President {slip} there.") == [(slip, "~zelen")]


def test_a_spelling_one_edit_from_a_states_or_a_bodys_is_proposed_too():
    text = "They met in Ukriane with the World Heath Organization there."
    assert told(text) == [("Ukriane", "~ukraine"), ("World Heath Organization", "~who")]
    assert {name.kind for name in find(Document(text), REGISTER)} == {"state", "organisation"}


@pytest.mark.parametrize("other", ["Zelonka", "Selenko", "Delenko", "Moa", "Berga"])
def test_a_spelling_further_away_or_of_a_short_name_is_not(other: str):
    assert told(f"They met Mr {other} there.") == [
        (other, "~zelen" if other == "Selenko" else f"+{other}")
    ]


def test_another_usual_name_of_a_known_state_is_proposed_as_its_alias():
    assert told("It left the UK and Britain.") == [("UK", "~uk"), ("Britain", "~uk")]
    assert told("It left the UK.", NOBODY) == [("UK", "+United Kingdom")]


def test_letters_in_brackets_are_the_bodys():
    text = "The Nordic Harbour Safety Agency (NHSA) met. NHSA staff and the NHSA’s head left."
    assert told(text) == [
        ("Nordic Harbour Safety Agency", "+Nordic Harbour Safety Agency"),
        *[("NHSA", "+Nordic Harbour Safety Agency")] * 3,
    ]
    assert told("The Western Herring Office (WHO) met.") == [
        ("Western Herring Office", "~who"),
        ("WHO", "who"),
    ]


def test_other_letters_for_a_known_body_are_proposed_as_its_alias():
    text = "Ida Berg left the European Union (EUN). The EUN wept."
    assert told(text)[1:] == [("European Union", "eu"), ("EUN", "~eu"), ("EUN", "~eu")]


def test_a_mark_over_the_last_letter_is_of_the_name():
    text = "They met Tone Moe\u0301 there."
    assert told(text) == [("Tone Moe\u0301", "moe")]


def test_names_in_order_by_their_own_characters():
    text = "ﬃ Łukasz — “Ida\u00ad Berg’s ß EU”\r\n…and Kyiv."
    names = find(Document(text), REGISTER)
    assert [name.surface for name in names] == ["Ida\u00ad Berg", "EU", "Kyiv"]
    assert all(text[name.start : name.end] == name.surface for name in names)


@given(
    st.lists(
        st.sampled_from(
            "Ida Berg Boris Kyiv NATO US us Gray Anna the of and Ministry Council President Mr. "
            "van der al- (NHSA) Łódź ﬁ 2022 May May, said ’s . , \n “ ” - — \u00a0 É İ ß".split(" ")
        ),
        max_size=30,
    ),
    st.sampled_from(["", " "]),
)
def test_whatever_the_text_names_lie_in_it_apart(words: list[str], between: str):
    text = between.join(words)
    end = 0
    for name in find(Document(text), REGISTER):
        assert end <= name.start < name.end
        assert text[name.start : name.end] == name.surface
        assert bool(name.actor) + bool(name.alias_of) + bool(name.full) == 1
        end = name.end


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str):
    assert all(
        text[name.start : name.end] == name.surface for name in find(Document(text), REGISTER)
    )


def test_a_register_is_compiled_with_whatever_names_it_has():
    register = Gazetteer.of(
        [
            KnownActor("odd", "", ("", " ", "…", "A", "x" * 500, "Ö", "( )", "北约")),
            KnownActor("two", "state", ()),
        ]
    )
    assert told("A word of 北约 here.", register) == [("A", "odd"), ("北约", "odd")]
    assert find(Document(""), register) == []


def test_a_description_is_found_whole_and_lends_nobody_its_words():
    register = Gazetteer.of([KnownActor("berg", "person", ("Ida Berg", "Mayor of Storvik"))])
    assert told("The Mayor of Storvik left Storvik.", register) == [("Mayor of Storvik", "berg")]
