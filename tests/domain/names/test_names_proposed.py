"""Names that no register has: what is proposed, as what, with which role, and what never is."""

from __future__ import annotations

import pytest

from timeline.domain.names import Gazetteer, KnownActor, find
from timeline.domain.text.document import Document

NOBODY = Gazetteer.of([])
NORWAY = Gazetteer.of(
    [KnownActor("norway", "state", ("Norway",)), KnownActor("nato", "organisation", ("NATO",))]
)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The foreign minister Aasland left.", "Aasland", "foreign minister"),
        ("They met Emil Stroud, the mayor of Gavlund, at noon.", "Emil Stroud", "mayor of Gavlund"),
        ("President Okonwe left.", "Okonwe", "President"),
        ("So said Rita Solheim, a spokesman for Vardal.", "Rita Solheim", "spokesman for Vardal"),
        ("The minister of Finance of Norway Emil Stroud left.", "Emil Stroud",
         "minister of Finance of Norway"),
        ("The NATO Secretary-General Emil Stroud left.", "Emil Stroud", "Secretary-General"),
        ("A Swedish Deputy Prime Minister, Emil Stroud, left.", "Emil Stroud",
         "Deputy Prime Minister"),
        ("The U.S. Secretary of State Emil Stroud left.", "Emil Stroud", "Secretary of State"),
        ("The head of the presidential office Emil Stroud left.", "Emil Stroud",
         "head of the presidential office"),
        ("The mayor of Gavlund Emil Stroud left.", "Emil Stroud", "mayor of Gavlund"),
        ("Its former chief, Emil Stroud, left.", "Emil Stroud", "former chief"),
        ("They met Lt. Gen. Hassan Okri there.", "Hassan Okri", "Lt. Gen."),
        ("The ex-president Emil Stroud left.", "Emil Stroud", "ex-president"),
        ("They met Emil Stroud, Norway’s first oil minister, there.", "Emil Stroud",
         "Norway’s first oil minister"),
    ],
)  # fmt: skip
def test_a_person_is_told_with_the_office_beside(text: str, name: str, role: str):
    persons = [each for each in find(Document(text), NORWAY) if each.kind == "person"]
    assert [(each.surface, each.full, each.role) for each in persons] == [(name, name, role)]


@pytest.mark.parametrize(
    "text",
    [
        "They met Emil Stroud, Prime Minister Rita Solheim and others.",
        "A critic of the Stroud regime, Emil Stroud.",
        "They met Emil Stroud, but the minister had left.",
        "They met Emil Stroud the day the minister left.",
    ],
)
def test_anothers_office_is_not_told(text: str):
    assert (
        next(each for each in find(Document(text), NOBODY) if each.full == "Emil Stroud").role == ""
    )


@pytest.mark.parametrize(
    "name",
    [
        "Dmytro Thistle", "George W. Thistle", "J. K. Thistle", "J.K. Thistle", "Anna-Lena Thistle",
        "Emil van der Thistle", "Yusuf bin Thistle", "Bashir al-Thistle", "Rita O’Thistle",
        "Rita McThistle", "Kim Jae-thistle", "Nguyen Van Thistle", "João d’Thistle e Costa",
        "Łukasz Thistle", "Ólafur Thistle", "Will Thistle",
    ],
)  # fmt: skip
def test_persons_of_many_languages_are_proposed(name: str):
    names = find(Document(f"Nobody had asked {name}, who was ill."), NOBODY)
    assert [(each.surface, each.full, each.kind) for each in names] == [(name, name, "person")]


@pytest.mark.parametrize("title", ["Mr", "Mrs.", "Ms", "Dr.", "Sir"])
def test_a_courtesy_is_no_part_of_a_name(title: str):
    names = find(Document(f"They met {title} Quillfeather there."), NOBODY)
    assert [(each.surface, each.full) for each in names] == [("Quillfeather", "Quillfeather")]


def test_later_mentions_share_the_full_form():
    text = (
        "President Havryliuk spoke. Dmytro Havryliuk, 61, is ill. Mr Havryliuk left, and "
        "Havryliuk’s wife too."
    )
    assert {each.full for each in find(Document(text), NOBODY)} == {"Dmytro Havryliuk"}
    assert len(find(Document(text), NOBODY)) == 4


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Fisheries of Norway", "University of Gavlund", "Gavlund Savings Bank",
        "Swedish Labour Party", "Gavlund Regional Council", "Farmers’ Union", "Vardal Corp",
        "Bank of Norway", "Norwegian Defence Ministry", "Institute for the Study of Ice",
        "Law and Justice Party", "World Herring Federation", "Supreme Court of Norway",
        "US Coast Guard", "General Mine Workers’ Union",
    ],
)  # fmt: skip
def test_bodies_are_proposed(name: str):
    names = find(Document(f"Nobody had asked the {name} about it."), NOBODY)
    assert [(each.surface, each.full, each.kind) for each in names] == [
        (name, name, "organisation")
    ]


def test_the_last_names_of_several_share_the_full_form():
    text = "Nobody asked Aung Maung Thura Htet, 61. Then Thura Htet said no, and Htet left."
    told = [(each.surface, each.full) for each in find(Document(text), NOBODY)]
    assert told == [
        ("Aung Maung Thura Htet", "Aung Maung Thura Htet"),
        ("Thura Htet", "Aung Maung Thura Htet"),
        ("Htet", "Aung Maung Thura Htet"),
    ]


def test_a_letter_that_ends_a_sentence_is_no_initial():
    text = "Nobody asked Emil Stroud. He says so on X. Stroud denies it."
    assert [each.surface for each in find(Document(text), NOBODY)] == ["Emil Stroud", "Stroud"]


def test_who_is_told_in_one_breath_with_a_person_is_one_too():
    text = "They met Emil Stroud and Xhevdet Qorri there, not Stor Elvdal and Vesle Kvam."
    assert [each.surface for each in find(Document(text), NOBODY)] == [
        "Emil Stroud",
        "Xhevdet Qorri",
    ]


def test_a_body_beside_an_office_is_a_name_of_its_own():
    text = "They met the Gavlund Party co-leader Emil Stroud there."
    told = [(each.surface, each.role) for each in find(Document(text), NOBODY)]
    assert told == [("Gavlund Party", ""), ("Emil Stroud", "co-leader")]


def test_a_body_that_every_state_has_is_told_with_its_state():
    text = "Norway’s Security Council met. The Security Council and the Supreme Court kept silent."
    told = [(each.surface, each.full) for each in find(Document(text), NOBODY)]
    assert told == [
        ("Norway", "Norway"),
        ("Security Council", "Norway’s Security Council"),
        ("Security Council", "Norway’s Security Council"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thousands of people came. However, nobody spoke. Support for the plan is thin.",
        "They came on Monday, 3 March, and left in April at Easter.",
        "The Prime Minister met the Foreign Minister; the President was ill.",
        "No-Fly Zone talks failed. World War Two is long over, and so is the Cold War.",
        "She reads English and Arabic; Russian officials and Ukrainian ones do too.",
        "Homepage\nCopyright\nPhoto\nYou May Also Enjoy\nRead More",
        "Heavy Rain Sinks Three Boats Off Coast\nNothing more is known about it.",
        "Ferry Talks Between Norsk Linje And Emil Stroud Fail\nNothing more is known about it.",
        "(Photo: Emil Stroud / Bildbyrå)\nNothing more is known.",
        "A ferry sank off the coast on Monday (Photo: Emil Stroud), and nobody was saved from it.",
        "By Emil Stroud in Lillehammer\nNothing more is known.",
        "Emil Stroud 2025-11-05\nNothing more is known.",
        "The boats left Kvalnes Havn in Storfjord Bay for the Gulf of Sarn.",
        "They crossed Lake Vesle near Stor Elvdal and the Minsk Agreements.",
        "Residents said so. Officials announced it. Police warned them.",
        "THE SHIP OF EMIL STROUD SINKS AND NOBODY IS SAVED",
    ],
)
def test_what_is_no_name_is_not_proposed(text: str):
    assert find(Document(text), NOBODY) == []


def test_a_heading_tells_only_the_registers_and_those_with_an_office():
    text = (
        "Norway Tells Sweden And President Okonwe To Wait For Emil Stroud\nNothing more is known."
    )
    assert [each.surface for each in find(Document(text), NORWAY)] == ["Norway", "Okonwe"]
