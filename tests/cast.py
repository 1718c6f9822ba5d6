"""The cast: The Herald and The Post disagree on the day when the bridge opens."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.domain.time import edtf
from timeline.models import Actor, Event, Mention, Outlet, Quote, Source, Story, Term


@dataclass
class Cast:
    """Everyone and everything, by name."""

    herald: Outlet
    post: Outlet
    mayor: Actor
    engineer: Actor
    opening: Event
    storm: Event
    report: Source
    column: Source
    story: Story


def set_out() -> Cast:
    """Two outlets, an article of each, two events and two actors."""
    herald = Outlet.objects.create(slug="herald", name="The Herald", kind="newspaper")
    post = Outlet.objects.create(slug="post", name="The Post", kind="newspaper")
    mayor = Actor.objects.create(slug="mayor", name="Mayor Ida Berg")
    mayor.aliases.create(name="Ida Berg")
    engineer = Actor.objects.create(slug="engineer", name="Olle Strand")
    opening = Event.objects.create(slug="opening", title="The bridge opens")
    opening.participations.create(actor=mayor)
    opening.participations.create(actor=engineer, position=1)
    storm = Event.objects.create(slug="storm", title="A storm closes the bridge")
    report = Source(
        slug="report", title="Bridge opens at last", outlet=herald,
        outlet_basis="stated", published_basis="stated", origin="first-hand",
    )  # fmt: skip
    report.interval = edtf.parse("2022-03-04")
    report.save()
    column = Source(
        slug="column", title="A bridge too late", outlet=post,
        outlet_basis="inferred", outlet_reason="Its masthead.",
        published_basis="inferred", published_reason="It names the month.", origin="first-hand",
    )  # fmt: skip
    column.interval = edtf.parse("2022-03")
    column.save()
    column.draws_on.add(report)
    told = Mention.objects.create(
        event=opening, source=report, paragraph=2, phrase="on Thursday", says="It opened."
    )
    Quote.objects.create(mention=told, speaker=mayor, words="the bridge is ours")
    Quote.objects.create(
        mention=told, speaker=engineer, told_by=mayor, words="it will hold", position=1
    )
    Term.objects.create(mention=told, actor=mayor, words="Mayor Berg")
    Mention.objects.create(
        event=opening, source=column, paragraph=1, via=report, phrase="on 1 March 2022", says="Yes."
    )
    Mention.objects.create(event=storm, source=column, paragraph=3, phrase="", says="Closed.")
    story = Story.objects.create(title="The bridge", opens_with=opening, closes_with=storm)
    story.events.set([opening, storm])
    opening.refresh_from_db()
    return Cast(herald, post, mayor, engineer, opening, storm, report, column, story)
