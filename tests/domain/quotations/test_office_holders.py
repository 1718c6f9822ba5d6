"""NamedEntity "the mayor" stands for: a role belongs to the name beside it, within its sentence.

Where two persons hold what is told, or nobody surely does, nobody is named.
"""

from __future__ import annotations

import pytest

from tests.domain.quotations.gold_quotes import named
from timeline.domain.quotations import find
from timeline.domain.text.document import Document

CAST = {
    "Anna Lind": "person",
    "Karl Berg": "person",
    "Mira Holt": "person",
    "Norway": "state",
    "Iceland": "state",
    "Oslo": "state",
    "Bergen": "state",
    "Treasury": "organisation",
}


def speaker(text: str) -> str | None:
    """Who speaks the last quotation of a text about the cast."""
    spoken = find(Document(text), names=named(text, CAST))[-1]
    return spoken.speaker.entity if spoken.speaker else None


LIND = [
    # What a text tells, and who it says speaks then.
    # Two persons, each with a role behind the name.
    ("Anna Lind, the mayor, arrived on Monday. Karl Berg, a farmer, left.", "the mayor said"),
    ("Karl Berg, a farmer, left. Anna Lind, the mayor, came.", "the mayor said"),
    ("Anna Lind, the mayor, met Karl Berg, a farmer.", "the mayor said"),
    ("Karl Berg, a farmer, met Anna Lind, the mayor.", "the mayor said"),
    ("Anna Lind, mayor of Oslo, spoke. Karl Berg, a nurse, wept.", "said the mayor"),
    ("Anna Lind, 52, the mayor, came. Karl Berg, 49, a farmer, left.", "the mayor said"),
    ("Anna Lind, who is the mayor, came. Karl Berg, a farmer, left.", "the mayor said"),
    ("Anna Lind (the mayor) came. Karl Berg (a farmer) left.", "the mayor said"),
    ("Anna Lind – the mayor – came. Karl Berg – a farmer – left.", "the mayor said"),
    ("Karl Berg asked Anna Lind, the popular mayor.", "the mayor said"),
    ("Anna Lind, the mayor and a nurse, met Karl Berg, a farmer.", "the nurse said"),
    ("Anna Lind, an adviser to the mayor, met Karl Berg, the mayor.", "the adviser said"),
    ("Anna Lind, the mayor who won in May, met Karl Berg, a farmer.", "the mayor said"),
    # A role before the name.
    ("Mayor Anna Lind came. Karl Berg, a farmer, left.", "the mayor said"),
    ("Mayor Anna Lind met farmer Karl Berg.", "the mayor said"),
    ("Farmer Karl Berg met mayor Anna Lind.", "the mayor said"),
    ("The mayor of Oslo, Anna Lind, came. A farmer, Karl Berg, left.", "the mayor said"),
    ("Karl Berg met the mayor, Anna Lind.", "the mayor said"),
    ("Minister of Finance Anna Lind met General Karl Berg.", "the minister said"),
    ("The mayor had gone. General Karl Berg met Mayor Anna Lind.", "the mayor said"),
    ("Berg's adviser Anna Lind met General Karl Berg.", "the adviser said"),
    # A verb tells it.
    ("Anna Lind is the mayor. Karl Berg is a farmer.", "the mayor said"),
    ("Anna Lind was elected mayor in May. Karl Berg was a farmer.", "the mayor said"),
    ("Anna Lind became mayor in May. Then Karl Berg came.", "the mayor said"),
    # A role of a country, of a field, of a rank.
    (
        "Norway's president, Anna Lind, met Iceland's president, Karl Berg.",
        "the president of Norway said",
    ),
    (
        "President Anna Lind of Norway met President Karl Berg of Iceland.",
        "the president of Norway said",
    ),
    (
        "Anna Lind, the Norwegian leader, met Karl Berg, the leader of Iceland.",
        "the Norwegian leader said",
    ),
    (
        "Norway's president, Anna Lind, met Iceland's president, Karl Berg.",
        "the Norwegian president said",
    ),
    ("Foreign minister Anna Lind met defence minister Karl Berg.", "the foreign minister said"),
    ("Karl Berg, the deputy mayor, met Anna Lind, the mayor.", "the mayor said"),
    ("Anna Lind, the deputy mayor, met Karl Berg, the mayor.", "the deputy mayor said"),
    ("Former president Karl Berg met president Anna Lind.", "the president said"),
    ("The president's adviser Karl Berg met president Anna Lind.", "the president said"),
    ("Karl Berg, head of the president's office, met president Anna Lind.", "the president said"),
    # Another word for it.
    ("President Anna Lind met Karl Berg, a farmer.", "the Norwegian leader said"),
    ("Karl Berg, a farmer, met prime minister Anna Lind.", "the premier said"),
    ("Karl Berg, a farmer, met Sen. Anna Lind.", "the senator said"),
    # The same role for two persons, one of whom is told of by a place or a name.
    (
        "Anna Lind, the mayor of Oslo, came. Karl Berg, the mayor of Bergen, left.",
        "the mayor of Oslo said",
    ),
    ("Mayor Karl Berg of Bergen met the mayor of Oslo, Anna Lind.", "said the mayor of Oslo"),
    ("Deputy mayors Mira Holt and Karl Berg met the mayor, Anna Lind.", "the mayor said"),
    ("Then-mayor Karl Berg met mayor Anna Lind.", "the mayor said"),
    ("Mayor Karl Berg met ex-mayor Anna Lind.", "the former mayor said"),
    ("Anna Lind, founder and chief of Havn, met Karl Berg, a banker.", "the founder said"),
    (
        "Anna Lind, the minister for trade, met Karl Berg, the minister for health.",
        "the trade minister said",
    ),
    # A quoted role is nobody's.
    ("Karl Berg, a “mayor” without a town, left. Anna Lind, the mayor, came.", "the mayor said"),
    ("“Mayor Anna Lind is late,” Karl Berg said.", "the mayor said"),
]


@pytest.mark.parametrize(("told", "who"), LIND)
def test_a_role_belongs_to_the_name_beside_it(told, who):
    assert speaker(f"{told} “We stay,” {who}.") == "Anna Lind"


NOBODY = [
    # Two hold it.
    ("Anna Lind, the mayor of Oslo, met Karl Berg, the mayor of Bergen.", "the mayor said"),
    ("Mayors Anna Lind and Karl Berg met.", "the mayor said"),
    ("Anna Lind and Karl Berg, the mayors of Oslo and Bergen, met.", "the mayor said"),
    ("Minister Anna Lind met minister Karl Berg.", "the minister said"),
    ("Anna Lind, the mayor, came. Karl Berg, the mayor too, left.", "the mayor said"),
    # It is another's.
    ("Iceland's president, Karl Berg, left.", "the Norwegian president said"),
    ("Defence minister Karl Berg left.", "the foreign minister said"),
    ("Karl Berg, the deputy mayor, left.", "the mayor said"),
    ("Karl Berg, an aide to the mayor, left.", "the mayor said"),
    ("The mayor's brother Karl Berg, a farmer, left.", "the mayor said"),
    ("Karl Berg, a farmer, waited for the mayor.", "the mayor said"),
    ("Karl Berg met the mayor on Monday. Anna Lind, a nurse, wept.", "the mayor said"),
    ("Anna Lind, the mayor and Karl Berg met.", "the mayor said"),
    ("Karl Berg, the mayor, left.", "the former mayor said"),
    # Plural, or anybody.
    ("Anna Lind, the mayor, came. Karl Berg, a farmer, left.", "the mayors said"),
    ("Anna Lind, the mayor, came. Karl Berg, a farmer, left.", "another mayor said"),
    # The comma ends a clause: it is not beside the name.
    ("When he had seen Karl Berg, the mayor wept. Berg, a farmer, left.", "the mayor said"),
    ("According to Karl Berg, the mayor was ill. Berg, a farmer, left.", "the mayor said"),
]


@pytest.mark.parametrize(("told", "who"), NOBODY)
def test_where_it_is_not_surely_known_nobody_is_named(told, who):
    assert speaker(f"{told} “We stay,” {who}.") is None
