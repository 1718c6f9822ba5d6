"""Lists from the newest on, and the way to any year of one."""

from __future__ import annotations

from django.test import Client

from tests.story import Town
from tests.web.markup import page, slugs_listed


def listed(client: Client, address: str) -> list[str]:
    return slugs_listed(page(client, address))


def test_the_newest_come_first_and_the_undated_last(client: Client, town: Town):
    newest = listed(client, "/archive/?sort=newest")
    dated = [slug for slug in listed(client, "/archive/") if slug != town.storm.slug]
    assert newest == [*dated[::-1], town.storm.slug]
    headings = page(client, "/archive/?sort=newest").texts(of="year")
    assert headings[:2] == ["2023", "2022"]


def test_each_year_has_a_link_to_where_it_begins(client: Client, town: Town):
    # The story opens in March 2022: what was before that comes after its run.
    for address in ("/", "/archive/?sort=newest"):
        whole = listed(client, address)
        years = page(client, address).one(of="years").all("li")
        found = {year.one("a").words: year for year in years}
        assert {name: one.one(of="count").words for name, one in found.items()} == {
            "1990": "1", "2022": "1", "2023": "3",
        }  # fmt: skip
        for name, first in (("1990", town.plan), ("2022", town.opening)):
            led_to = listed(client, found[name].one("a")["href"].partition("#")[0])
            assert led_to == whole[whole.index(first.slug) :]
