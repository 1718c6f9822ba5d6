"""Stories made up by dice with all that a record can have."""

from __future__ import annotations

import random
from datetime import date

from timeline.models import Actor, Event, Kind, Mention, Outlet, Place, Quote, Source, Story, Tag
from timeline.models.record.kind import forget_words


def dress(dice: random.Random) -> None:
    """Give a story of dice all that a record can have, and leave out what a file can't hold."""
    languages = ("", "uk", "de-AT", "pt-BR", "en")
    kind = Kind.objects.create(slug="own-kind", name="A kind of one’s own", sign="Ow")
    forget_words()
    Mention.objects.filter(source=None).delete()
    sources, actors = list(Source.objects.order_by("pk")), list(Actor.objects.order_by("pk"))
    for number, source in enumerate(sources):
        source.language = dice.choice(languages)
        source.kind = dice.choice(Source.Kind.values)
        source.authors = dice.choice(("", "Ida Berg, Nils Moe"))
        source.origin = dice.choice(Source.Origin.values)
        source.archived = dice.choice(("", f"https://archive.example/{number}"))
        source.url = dice.choice(("", f"https://paper.example/{number}"))
        source.read_on = dice.choice((None, date(2024, 5, 6)))
        source.document = dice.choice(("", f"text-{number}.txt"))
        source.named_values = dice.choice(({}, {"page": f"{number}; and more", "issue": "4"}))
        source.title = dice.choice((source.title, "A report; of  one title"))
        source.sha256 = dice.choice(("", f"{number:064x}"))
        source.outlet_reason = dice.choice(("", "No publisher is printed."))
        source.published_reason = dice.choice(("", "No date is printed."))
        if source.outlet_id:
            source.outlet_basis = dice.choice(("stated", "inferred"))
            source.outlet_reason = f"Its masthead “{number}”."
        if source.edtf:
            source.published_basis = dice.choice(("stated", "inferred"))
            source.published_reason = "The page’s foot."
        source.save()
        source.draws_on.set(dice.sample(sources[:number], min(number, dice.choice((0, 0, 1, 2)))))
    for actor in actors:
        actor.kind = dice.choice((*Actor.Kind.values,))
        actor.save()
    for event in Event.objects.order_by("pk"):
        event.title = dice.choice((event.title, f"{event.title}; and  so on, {event.pk}"))
        event.summary = dice.choice(("", "In short: it was.", "Two\n\nparagraphs."))
        event.kind = dice.choice((kind.slug, "incident", "other"))
        event.sequence = dice.randint(0, 9)
        event.named_values = dice.choice(({}, {"operation": "Lion: “no”", "toll": "4"}))
        chosen = dice.random() < 0.3
        event.chosen_edtf, event.chosen_reason = ("2022-03", "Why not?") if chosen else ("", "")
        event.save()
    for place in Place.objects.exclude(latitude=None):
        Place.objects.filter(pk=place.pk).update(precision_m=dice.choice((None, 0, 500)))
    for mention in Mention.objects.order_by("pk"):
        mention.paragraph = dice.choice((None, 1, 7))
        mention.phrase = dice.choice(
            ("", "4 March 2022", "on Friday", "that same month", "soonish")
        )
        others = [one for one in sources if one.pk != mention.source_id]
        mention.via = dice.choice((None, None, *others))
        inferred = dice.random() < 0.3
        mention.inferred, mention.inferred_reason = ("2022~", "A guess.") if inferred else ("", "")
        mention.save()
        for relation in (mention.quotes, mention.details, mention.terms):
            relation.all().delete()
        for position in range(dice.choice((0, 1, 2, 3))):
            speaker, teller = dice.sample(actors, 2)
            mention.quotes.create(
                speaker=speaker, told_by=dice.choice((None, teller)), position=position,
                words=f"It was “{position}”", language=dice.choice(languages),
            )  # fmt: skip
        if dice.random() < 0.4:
            mention.details.create(aspect="figure", subject="toll", value=f"{mention.pk} dead")
            mention.terms.create(actor=dice.choice(actors), words="the man")
            mention.terms.create(subject="the war", words="the operation", position=1)
    dress_registers(dice)
    dress_stories(dice)
    Source.objects.filter(
        mentions=None, told_through=None, drawn_on_by=None, read_for=None
    ).delete()


def dress_registers(dice: random.Random) -> None:
    """Give actors, outlets, places, tags and kinds all that they can have, some of them the names
    of others.
    """
    words = ("", "Who this is:\n\n“one, or the other”; and more.")
    for model in (Actor, Place, Tag):
        records = list(model.objects.order_by("pk"))
        for number, record in enumerate(records):
            names = (record.name, record.name, f"One; two, {number}", records[0].name)
            record.name = dice.choice(names)
            if model is Actor:
                record.description = dice.choice(words)
            if model is not Tag:
                other = dice.choice(records).name
                for alias in {f"Other {number}", dice.choice((f"Third, {number}", other))}:
                    record.aliases.get_or_create(name=alias)
            if model is Place and number:
                record.lies_in = dice.choice((None, records[number - 1], records[0]))
            record.save()
    for number, outlet in enumerate(Outlet.objects.order_by("pk")):
        outlet.kind, outlet.note = dice.choice(Outlet.Kind.values), dice.choice(words)
        outlet.free_to_show = dice.random() < 0.3
        outlet.longest_quote = dice.choice((None, 30))
        outlet.name = dice.choice((outlet.name, f"Paper; and more {number}"))
        outlet.save()
        outlet.aliases.get_or_create(name=f"The {number}")
        if outlet.most_quoted != 15:
            Quote.objects.filter(mention__source__outlet=outlet).update(words="word " * 19 + "end")
    Kind.objects.filter(slug="own-kind").update(
        hidden=dice.random() < 0.5, rank=dice.randint(0, 200)
    )
    # An event's tags stand by their names, and those of one name as they were put on it.
    for event in Event.objects.order_by("pk"):
        event.taggings.all().delete()
        tags = dice.sample([*Tag.objects.order_by("name", "pk")], min(2, Tag.objects.count()))
        event.tags.add(*sorted(tags, key=lambda tag: (tag.name, tag.slug)))


def dress_stories(dice: random.Random) -> None:
    main = Story.objects.filter(main=True).first() or Story.objects.create(title="Main")
    Story.objects.filter(pk=main.pk).update(main=True)
    main.events.add(*Event.objects.order_by("pk")[:1])
    events, sources = list(Event.objects.order_by("pk")), list(Source.objects.order_by("pk"))
    for number, one in enumerate(Story.objects.order_by("pk")):
        one.standfirst, one.introduction = dice.choice(("", "In short.")), "One.\n\nTwo; three."
        one.language, one.position = dice.choice(("", "uk")), dice.randint(0, 3)
        one.opens_with, one.closes_with = dice.choice((None, *events)), dice.choice((None, *events))
        one.save()
        one.sources.set(dice.sample(sources, min(len(sources), dice.choice((0, 1, 3)))))
        one.chapters.all().delete()
        for position in range(dice.choice((0, 2))):
            one.chapters.create(
                position=position, heading=f"{number}, {position}", words="What\n\nwas.",
                selection="kind=incident&from=2022",
            )  # fmt: skip
