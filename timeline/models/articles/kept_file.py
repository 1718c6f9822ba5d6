"""A document as it was read, kept whole for who works at the desk."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class KeptFile(models.Model):
    """The bytes of a document, kept once by their hash; readers never get them.

    ``sha256``: of the content, in hex; a source whose ``sha256`` is the same was taken from it.
    ``name``: as the file was called when it was first kept. ``size`` in bytes.
    """

    LARGEST: ClassVar[int] = 20_000_000
    """The bytes that one may have."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-kept_at", "-pk"]

    def __str__(self) -> str:
        return self.name
