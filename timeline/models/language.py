"""The language that words are written in."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

TAG = r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*\Z"


def language_field(help_text: str = "") -> models.CharField[str, str]:
    """A column for a BCP 47 tag, such as "uk" or "pt-BR"; empty where the language isn't known."""
    return models.CharField(
        max_length=35,
        blank=True,
        validators=[RegexValidator(TAG, "Give a BCP 47 tag, such as uk, de or pt-BR.")],
        help_text=help_text or "A BCP 47 tag, such as uk, de or pt-BR; empty where not known.",
    )
