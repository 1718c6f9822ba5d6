"""The way from a reader's page to the desk, for who is logged in there."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from timeline.models import KeptFile, Source
from timeline.services.records.publishing import may_change

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_copy(context: Context, source: Source) -> str:
    """The address of the copy of a source's document that is kept, for who works at the desk and
    looks at it as such; else an empty text. Which files are kept is asked once a page.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or not context.get("drafts") or not source.sha256:
        return ""
    user: Any = request.user
    if not user.has_perm("timeline.view_keptfile"):
        return ""
    kept = getattr(request, "kept_files", None)
    if kept is None:
        kept = request.kept_files = set(KeptFile.objects.values_list("sha256", flat=True))  # type: ignore[attr-defined]
    if source.sha256 not in kept:
        return ""
    address, scope = (
        reverse("admin:timeline_keptfile_file", args=[source.sha256]),
        context.get("scope"),
    )
    return str(scope.outside(address) if scope else address)


@register.simple_tag(takes_context=True)
def edit_link(context: Context, record: Any) -> SafeString:
    """The word “Edit” beside a title, for who may change it; “Leave a note” for other colleagues.
    Either leads back to the page once it is saved.

    For a reader without the cookie of a session nothing is looked up, and the session is left
    alone: the answer stays the same for all readers.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or record is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return SafeString("")
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return SafeString("")
    noun, scope = str(record._meta.model_name), context.get("scope")

    def at_the_desk(name: str, *args: int) -> str:
        address = reverse(f"admin:timeline_{name}", args=args)
        return str(scope.outside(address) if scope else address)

    back = request.get_full_path()
    if user.has_perm(f"timeline.change_{noun}") and may_change(user, record):
        address = at_the_desk(f"{noun}_change", record.pk)
        query = urlencode({"back": back})
        return format_html('<a class="edit-link" href="{}?{}">Edit</a>', address, query)
    if hasattr(record, "notes") and user.has_perm("timeline.add_note"):
        address = at_the_desk("note_add")
        query = urlencode({noun: record.pk, "back": back})
        return format_html('<a class="edit-link" href="{}?{}">Leave a note</a>', address, query)
    return SafeString("")
