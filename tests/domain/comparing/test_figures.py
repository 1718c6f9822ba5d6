"""Figures: what is one figure however it is written, and what is another."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.comparing.figures import comparable

SAME = [
    ["1,200", "1200", "1 200", "1\u202f200", "1’200", "1.2 thousand", "1,200.0", "١٢٠٠"],
    ["1.2 million", "1,2 million", "1,200,000", "1.200.000", "1.2 mn", "1200 thousand"],
    [
        "€5 million",
        "5 million euros",
        "EUR 5m",
        "5,000,000 €",
        "€ 5.0 million",
        "five million euros",
    ],
    ["$5 million", "US$5m", "5 million dollars", "USD 5,000,000"],
    ["5 million", "5,000,000", "five million"],
    ["half a million", "500,000", "half-a-million", "0.5 million"],
    ["a million", "1,000,000", "one million"],
    ["a dozen", "12", "twelve"],
    ["two dozen", "24", "2 dozen"],
    ["dozens"],
    ["-5", "−5", "minus 5"],
    ["5", "+5", "five"],
    ["-€5", "€-5", "minus 5 euros"],
    ["£5bn", "5 billion pounds", "5bn pounds", "£5,000,000,000", "GBP 5 billion"],
    ["5 billion pounds of coal"],
    ["£5", "5 pounds sterling"],
    ["5 pounds"],
    ["0.5", ".5", "½", "0,5", "half", "one-half"],
    ["-0.5", "-.5", "−½", "minus .5"],
    ["0.5%", ".5%", "½%", "½ per cent", "half a per cent"],
    ["$0.5 million", "$.5m", "$½ million", "half a million dollars"],
    ["2½ million", "2.5 million", "2 1/2 million", "two and a half million"],
    ["1/2"],
    ["1.2½"],
    ["5‰", "5 per mille"],
    [">0.5", "more than .5", "over ½"],
    [">100", "more than 100", "over 100", "> 100"],
    ["100", "one hundred"],
    [
        "at least 100",
        "100 at least",
        "minimum of 100",
        "100+",
        "100 or more",
        "≥100",
        "no fewer than 100",
    ],
    ["<100", "fewer than 100", "under 100"],
    ["up to 100", "100 at most", "a maximum of 100", "100 or less", "no more than 100"],
    ["about 100", "~100", "approximately 100"],
    ["5%", "5 %", "5pc", "5 per cent", "five percent"],
    ["5 percentage points"],
    ["5-10", "5–10", "5 to 10", "between five and 10"],
    ["5-10%", "5%-10%", "5 to 10 per cent"],
    ["$5-10 million", "$5 million to $10 million"],
    ["10 and 5"],
    ["-10"],
    ["5 km", "5 kilometres"],
    ["5 m", "5 metres"],
    ["100 people", "100 PEOPLE!"],
    ["none", "None."],
    ["F-16", "F16"],
    ["₺5 billion", "5bn ₺", "5 billion Turkish liras"],
    ["₩5 billion", "₩ 5,000,000,000"],
    ["5 billion"],
    ["₿5"],
    ["5°", "5 °", "5 degrees"],
    ["5*"],
    ["5 & 7", "5 and 7", "five, and seven"],
    [
        "two hundred thousand",
        "two-hundred thousand",
        "2 hundred thousand",
        "200,000",
        "200 thousand",
    ],
    ["one hundred and fifty", "a hundred and fifty", "one hundred fifty", "150"],
    ["two thousand five hundred", "twenty-five hundred", "2,500"],
    ["three million two hundred thousand", "3.2 million", "3,200,000"],
    ["one million, two hundred thousand"],
    ["a hundred and fifty thousand two hundred and twenty five", "150,225"],
    ["between one hundred and two hundred", "100-200", "one to two hundred"],
    ["between one hundred and fifty and two hundred", "150–200"],
    ["one hundred to two hundred thousand", "100,000-200,000"],
    ["five to six hundred", "500-600"],
    ["more than 500", "upwards of 500", "upwards of five hundred"],
    ["up to 500", "as many as 500", "as many as five hundred"],
    ["about 500", "500 or so", "ca. 500", "c. 500", "c.500", "circa 500", "approx. 500"],
    ["nearly 500", "almost 500", "almost five hundred"],
    ["500"],
    ["at least 500 people", "500 people at least", "500 people or more"],
    ["about 500 people", "500 people or so"],
    ["half of them", "½ of them", "one half of them", "0.5 of them"],
    ["about half", "about ½", "~0.5"],
    ["nearly a quarter", "almost ¼"],
    ["a quarter", "¼", "one-quarter", "0.25"],
    ["three quarters", "three-quarters", "¾"],
    ["two-thirds", "two thirds", "⅔"],
    ["half-time"],
    ["the second half"],
    ["half the men"],
    ["a third man"],
    ["three quarters long"],
]


@pytest.mark.parametrize("alike", SAME, ids=lambda alike: alike[0])
def test_a_figure_is_the_same_however_it_is_written(alike):
    assert {comparable(value) for value in alike} == {comparable(alike[0])}


def test_figures_differ_by_number_unit_sign_and_bound():
    keys = [{comparable(value) for value in alike} for alike in SAME]
    for one, other in combinations(keys, 2):
        assert not one & other


@given(st.text(max_size=120))
def test_any_value_can_be_compared_and_spaces_about_it_mean_nothing(value):
    assert comparable(f" {value} ") == comparable(value)


@given(st.integers(0, 10**12), st.sampled_from(["", "-"]), st.sampled_from(["", "€", "$"]))
def test_grouped_digits_are_the_number(value, sign, unit):
    assert comparable(f"{sign}{unit}{value:,}") == comparable(f"{sign}{value}{unit}")


@given(st.decimals(0, 10**6, places=3), st.decimals(0, 10**6, places=3))
def test_two_numbers_are_one_figure_only_if_they_are_equal(one: Decimal, other: Decimal):
    assert (comparable(f"{one:f}") == comparable(f"{other:f}")) == (one == other)
