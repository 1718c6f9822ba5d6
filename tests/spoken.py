"""What was said in the town: one quotation in three wordings, one the same twice, one alone."""

from __future__ import annotations

from dataclasses import dataclass

from tests import story
from tests.story import Town
from timeline.models import Quote, Source

WORSE = "Below the water the third pier was worse than anybody feared"
FAR_WORSE = "Below the water, the third pier was far worse than anybody feared"
FEARED = "worse than anybody feared"
OURS = "the bridge is ours"
HELD = "it will hold"


@dataclass
class Spoken:
    """The town's quotes, by name.

    Of the repair, the diver says ``worse`` (a leaflet, through Radio West), ``far_worse`` (The
    Herald) and ``feared`` (The Post, where the Mayor tells it as the diver's).
    ``held`` and ``ours`` are the cast's, in The Herald; ``ours_again`` is The Post's, word for
    word. ``manage`` is The Herald's, of the fire.
    """

    town: Town
    worse: Quote
    far_worse: Quote
    feared: Quote
    ours: Quote
    ours_again: Quote
    held: Quote
    manage: Quote
    notes: Source


def set_out(town: Town) -> Spoken:
    """Have the town say it; ``notes`` are The Post's, of 1 August 2023."""
    diver, mayor = town.diver, town.cast.mayor
    notes = story.source("Notes from below", outlet=town.cast.post, published="2023-08-01")
    leaflet = town.repair.mentions.get(source=town.leaflet)
    herald = story.tell(town.repair, town.review, edtf="2023-06", says="The pier is mended.")
    post = story.tell(town.repair, notes, edtf="2023-06", says="They went down again.")
    again = story.tell(town.opening, notes, edtf="2022-03", says="The Mayor was glad.")
    return Spoken(
        town=town,
        worse=story.quote(leaflet, diver, WORSE),
        far_worse=story.quote(herald, diver, FAR_WORSE),
        feared=story.quote(post, diver, FEARED, told_by=mayor),
        ours=Quote.objects.get(words=OURS),
        ours_again=story.quote(again, mayor, OURS),
        held=Quote.objects.get(words=HELD),
        manage=Quote.objects.get(words__contains="so we manage"),
        notes=notes,
    )
