"""A text taken in, from which proposals are made."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from timeline.models.language import language_field
from timeline.models.record.dated import Dated
from timeline.models.record.outlet import Outlet
from timeline.models.record.source import Source
from timeline.models.stories.story import Story


class Article(Dated):
    """The text of a source, as it was taken in, with what it states of itself.

    Its date (``edtf`` and the columns beside it) is its publication; outlet and date have a basis
    as a source's have. ``site`` is who publishes it as the text states it, whether or not the
    register has such an outlet. ``language`` is the BCP 47 tag of the text's, empty where it is not
    known. ``name`` is the name of the file, empty where it was pasted;
    ``sha256`` is that of the bytes taken in, in hex, by which an article is known again.
    ``notes`` tell the editor, a line each, what was dropped or is in doubt.

    It is the editors' own: readers see nothing of it until a proposal is accepted, which makes its
    ``source``. An article that was removed keeps its row, without the text.
    """

    name = models.CharField("file", max_length=300, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    text = models.TextField(blank=True)
    title = models.CharField(max_length=300, blank=True)
    authors = models.CharField(max_length=300, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    language = language_field()
    site = models.CharField("outlet as stated", max_length=120, blank=True)
    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    outlet_basis = models.CharField(
        max_length=10, choices=Source.Basis, default=Source.Basis.NOT_STATED
    )
    outlet_reason = models.TextField(blank=True)
    published_basis = models.CharField(
        max_length=10, choices=Source.Basis, default=Source.Basis.NOT_STATED
    )
    published_reason = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    source = models.OneToOneField(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="article"
    )
    story = models.ForeignKey(
        Story,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text="New events that are accepted from it go into this story, as drafts.",
    )
    confirmed = models.BooleanField(
        default=False, help_text="Whether an editor has looked at title, outlet and date."
    )
    removed = models.BooleanField(default=False, editable=False)
    taken_in_at = models.DateTimeField("taken in", auto_now_add=True)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["-taken_in_at", "-pk"]
        indexes = [
            models.Index(fields=["name"], name="article_by_name"),
            models.Index(fields=["url"], name="article_by_url"),
            models.Index(fields=["sha256"], name="article_by_sha256"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=models.Q(removed=False), name="article_taken_in_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.name or "Untitled article"
