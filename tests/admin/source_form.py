"""A source's page as a browser would send it."""

from __future__ import annotations

from typing import Any

from timeline.models import Mention, Source

Fields = dict[str, Any]


def filled_in(source: Source | None = None, **changes: Any) -> Fields:
    """The fields of the page with a source's values and all its mentions, and changes to those.

    A change is named as on the page, such as ``edtf`` or ``mentions-0-phrase``; with hyphens it
    comes in as ``**{"mentions-0-phrase": …}``.
    """
    source = source or Source()
    names = (
        "title", "slug", "kind", "authors", "outlet_basis", "outlet_reason", "edtf",
        "published_basis", "published_reason", "origin", "url", "archived", "document", "sha256",
    )  # fmt: skip
    fields: Fields = {name: getattr(source, name) for name in names}
    fields["read_on"] = source.read_on or ""
    fields["outlet"] = source.outlet_id or ""
    mentions: list[Mention] = []
    if source.pk:
        fields["draws_on"] = [drawn.pk for drawn in source.draws_on.all()]
        mentions = list(source.mentions.in_document_order())
    fields |= _management("mentions", initial=len(mentions), total=len(mentions))
    for number, mention in enumerate(mentions):
        fields |= mention_fields(number, mention)
    return fields | changes


def mention_fields(number: int, mention: Mention | None = None, **values: Any) -> Fields:
    """One mention's fields with its quotes', terms' and details'; a new one where none is given."""
    prefix = f"mentions-{number}"
    mention = mention or Mention()
    names = ("state", "paragraph", "position", "says", "phrase", "inferred", "inferred_reason")
    own: Fields = {name: getattr(mention, name) for name in names}
    own |= {"id": mention.pk, "event": mention.event_id, "via": mention.via_id, **values}
    fields = {f"{prefix}-{name}": "" if v is None else v for name, v in own.items()}
    quotes = list(mention.quotes.all()) if mention.pk else []
    terms = list(mention.terms.all()) if mention.pk else []
    details = list(mention.details.all()) if mention.pk else []
    parts: tuple[tuple[str, list[Any]], ...] = (
        ("quotes", quotes),
        ("terms", terms),
        ("details", details),
    )
    for noun, rows in parts:
        fields |= _management(f"{prefix}-{noun}", initial=len(rows), total=len(rows))
        for row_number, row in enumerate(rows):
            for name in (
                "id", "speaker_id", "told_by_id", "actor_id", "aspect", "subject", "value", "words",
            ):  # fmt: skip
                if hasattr(row, name):
                    key = f"{prefix}-{noun}-{row_number}-{name.removesuffix('_id')}"
                    fields[key] = getattr(row, name) or ""
            fields[f"{prefix}-{noun}-{row_number}-mention"] = mention.pk
            fields[f"{prefix}-{noun}-{row_number}-position"] = row.position
    return fields


def with_new_mention(fields: Fields, **values: Any) -> Fields:
    """The page with one mention more, as its last."""
    number = fields["mentions-TOTAL_FORMS"]
    return {
        **fields,
        "mentions-TOTAL_FORMS": number + 1,
        **mention_fields(number, **{"says": "So.", "position": 0, **values}),
    }


def _management(prefix: str, *, initial: int, total: int) -> Fields:
    return {
        f"{prefix}-TOTAL_FORMS": total,
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
