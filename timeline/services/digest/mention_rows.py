"""The rows that hang on a mention, as its entry in a digest has them."""

from __future__ import annotations

from timeline.models import Detail, Mention, Quote, Term
from timeline.services.digest.digest_keys import DigestKeys, Values


def terms(mention: Mention, values: Values, keys: DigestKeys) -> list[Term]:
    """The words by which a mention names actors and things, in the order of its entry."""
    found = [
        {"actor_id": actor, "words": words}
        for key, spellings in values["names"].items()
        if (actor := keys.pk("actor", key)) is not None
        for words in spellings
    ]
    found += [
        {"subject": subject, "words": words}
        for subject, choices in values["terms"].items()
        for words in choices
    ]
    return [Term(mention=mention, position=n, **columns) for n, columns in enumerate(found)]


def details(mention: Mention, values: Values, keys: DigestKeys) -> list[Detail]:
    """What a mention states that others may contradict."""
    return [Detail(mention=mention, position=n, **d) for n, d in enumerate(values["details"])]


def quotes(mention: Mention, values: Values, keys: DigestKeys) -> list[Quote]:
    """What a mention quotes; words of a speaker who is not there are left out."""
    return [
        Quote(
            mention=mention,
            speaker_id=speaker,
            told_by_id=keys.pk("actor", quote["told_by"]),
            words=quote["words"],
            language=quote["language"],
            position=position,
        )
        for position, quote in enumerate(values["quotes"])
        if (speaker := keys.pk("actor", quote["speaker"])) is not None
    ]
