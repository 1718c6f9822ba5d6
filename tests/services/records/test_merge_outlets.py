"""Two outlets made one: sources and articles move, names become aliases."""

from __future__ import annotations

import pytest

from tests import proposals
from tests.cast import Cast
from timeline.models import Article, DigestRecord, Outlet, Source
from timeline.services.records.merge_outlets import belongings, merge

pytestmark = pytest.mark.django_db


def test_sources_and_articles_move(cast: Cast):
    proposals.set_out(outlet=cast.post)
    assert belongings([cast.post]) == {"sources": 1, "articles": 1, "aliases": 0}
    merge(cast.herald, [cast.post])
    assert set(Source.objects.values_list("outlet__slug", flat=True)) == {"herald"}
    assert Article.objects.get().outlet == cast.herald
    assert cast.column.history.latest().history_change_reason == "Merged into “The Herald”"


def test_a_moved_source_keeps_in_its_history_what_it_draws_on(cast: Cast):
    merge(cast.herald, [cast.post])
    line = cast.column.history.first()
    assert (line.outlet, [link.to_source for link in line.draws_on.all()]) == (
        cast.herald, [cast.report],
    )  # fmt: skip


def test_names_and_aliases_become_aliases_each_once(cast: Cast):
    cast.herald.aliases.create(name="Paper")
    for name in ("Paper", "The Evening Post", "The Herald"):
        cast.post.aliases.create(name=name)
    merge(cast.herald, [cast.post])
    names = sorted(alias.name for alias in cast.herald.aliases.all())
    assert names == ["Paper", "The Evening Post", "The Post"]


def test_colour_is_kept_and_texts_stay_free_only_where_all_are(cast: Cast):
    Outlet.objects.filter(slug="herald").update(free_to_show=True, kind="other")
    colour = cast.herald.colour
    merge(cast.herald, [cast.post])
    herald = Outlet.objects.get()
    assert (herald.colour, herald.free_to_show, herald.kind) == (colour, False, "newspaper")


def test_the_digest_means_the_kept_by_the_lost_ones_entry(cast: Cast):
    DigestRecord.objects.create(kind="outlet", key="post", object_id=cast.post.pk, values={})
    merge(cast.herald, [cast.post])
    assert DigestRecord.objects.get().object_id == cast.herald.pk
