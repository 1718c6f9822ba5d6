"""A save that is not made: the form comes back as it was typed, and says why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import Error
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from timeline.queries.database import lock_waits
from timeline.queries.database.unavailability import (
    WORDS,
    Unavailability,
    UnavailableWords,
    why,
)


class UndecidedForm(forms.ModelForm):
    """A form that isn't saved, for the reason that ``refused`` gives."""

    refused = ""

    def clean(self) -> dict[str, Any]:
        """Tell why it isn't."""
        cleaned = super().clean() or self.cleaned_data
        self.add_error(None, self.refused)
        return cleaned


def told(error: Error) -> UnavailableWords:
    """How it is told why a save was not taken, where a page can still be read from the database.

    Raises the error where it can't, or where it is a fault. Nothing is waited for from here on: one
    wait was enough.
    """
    reason = why(error)
    if reason is None or reason is Unavailability.GONE:
        raise error
    lock_waits.no_longer()
    return WORDS[reason]


def sentence(words: UnavailableWords) -> str:
    """What stands above the form."""
    return (
        f"{words.heading}. {words.sentence} Nothing was saved; what you typed stands here, and can "
        "be changed and saved from here."
    )


def answered(response: HttpResponse, words: UnavailableWords) -> HttpResponse:
    """The page as an answer that programs understand too: 503, and when to ask again."""
    response.status_code = 503
    response["Retry-After"] = str(words.retry_after)
    add_never_cache_headers(response)
    return response
