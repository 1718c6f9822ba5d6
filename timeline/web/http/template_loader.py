"""Templates without their indentation, which serves those who edit them and makes pages longer."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem


class TemplateLoader(filesystem.Loader):
    """Finds templates in ``DIRS``; their lines begin with what is not white space."""

    def get_contents(self, origin: Origin) -> str:
        """A template's text. Its lines keep their numbers, which errors tell."""
        return without_indentation(super().get_contents(origin))


def without_indentation(text: str) -> str:
    """A template whose lines begin with what is not white space."""
    return re.sub(r"\n[ \t]+", "\n", text)
