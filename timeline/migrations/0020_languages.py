"""The languages of texts, of sources and of quotes."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import migrations, models


def _language(help_text: str) -> models.CharField:
    tag = r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*\Z"
    return models.CharField(
        blank=True,
        help_text=help_text,
        max_length=35,
        validators=[RegexValidator(tag, "Give a BCP 47 tag, such as uk, de or pt-BR.")],
    )


_OF_A_TEXT = "A BCP 47 tag, such as uk, de or pt-BR; empty where not known."
_OF_A_QUOTE = "Where its words are in another language than their source."


class Migration(migrations.Migration):
    dependencies = [("timeline", "0019_kinds")]

    operations = [
        migrations.AddField(model_name=name, name="language", field=_language(help_text))
        for name, help_text in (
            ("article", _OF_A_TEXT),
            ("source", _OF_A_TEXT),
            ("historicalsource", _OF_A_TEXT),
            ("quote", _OF_A_QUOTE),
            ("historicalquote", _OF_A_QUOTE),
        )
    ]
