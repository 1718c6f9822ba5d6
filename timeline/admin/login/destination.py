"""Where a log-in leads: to the page that was asked for, if there is such a page here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from timeline.admin.publishing.guarded import may_import
from timeline.models import Actor, Event, Outlet, Place, Source
from timeline.queries import stories
from timeline.queries.publishing.scope import Scope, reading

_NOWHERE = {
    None, "login", "logout", "second-factor", "provider", "provider-answer", "drafts-switch",
    "autocomplete", "jsi18n", "read-date", "import-timeline-check", "oembed",
    "timeline_article_decide", "timeline_article_details", "timeline_article_groups_decide",
    "timeline_note_settle",
}  # fmt: skip
"""Names of addresses that are no page to come to: the log-in's own, what is only sent to or asked
by scripts; what catches all others has no name."""
_NOUNS: dict[str, Any] = {
    "actor": Actor, "event": Event, "outlet": Outlet, "place": Place, "source": Source
}  # fmt: skip
"""The model of a reader's page, by a part of the name of its address."""


def destination(request: HttpRequest) -> str:
    """The path that ``next`` names, with its query; the desk's front page where it names none.

    An address on another host, one that no page of this site has, and the log-in itself are none.
    Whether there is the record that the page shows is for ``found`` to say, to who is logged in:
    nobody else shall learn whether there is such a draft.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return checked(asked, request)


def checked(asked: str, request: HttpRequest) -> str:
    """``asked`` as a path here, or the desk's front page."""
    match = _match(asked, request)
    return reverse("admin:index") if match is None else asked


def found(asked: str, request: HttpRequest) -> str:
    """``asked``, if who is logged in finds a page there with its record, and may see it; else the
    desk's front.
    """
    match = _match(asked, request)
    user: Any = request.user
    with reading(Scope.WHOLE if user.has_module_perms("timeline") else Scope.PUBLIC):
        may_come = match and _may_see(match, request) and _has_record(match)
    return asked if may_come else reverse("admin:index")


def _match(asked: str, request: HttpRequest) -> ResolverMatch | None:
    """The address's place among those of this site; ``None`` where no page is to come to."""
    if not asked.startswith("/") or not url_has_allowed_host_and_scheme(
        asked, allowed_hosts=None, require_https=request.is_secure()
    ):
        return None
    try:
        match = resolve(urlsplit(asked).path)
    except (Resolver404, ValueError):
        return None
    return None if match.url_name in _NOWHERE else match


def _may_see(match: ResolverMatch, request: HttpRequest) -> bool:
    """Whether who is logged in may see a page of the desk; readers' pages are everybody's."""
    name = str(match.url_name)
    if name == "import-timeline":
        return may_import(request)
    model = _model_of(name) if "admin" in match.namespaces else None
    if model is None:
        return True
    its = admin.site._registry[model]
    is_asked = getattr(its, f"has_{_WANTED.get(name.rpartition('_')[2], 'view')}_permission")
    key = match.kwargs.get("object_id")
    return bool(
        is_asked(request, its.get_object(request, unquote(key))) if key else is_asked(request)
    )


_WANTED = {"add": "add", "delete": "delete", "remove": "remove", "replace": "change"}
"""What right a page of a model asks for, by the end of its address's name; others, to view it."""


def _has_record(match: ResolverMatch) -> bool:
    """Whether what an address names is there; one that names what is no record here is not."""
    name = str(match.url_name)
    if name == "story-page":
        story: Any = stories.main()
        return bool(story and story.has_chapters)
    if not match.kwargs and not match.args:
        return True
    model = _NOUNS.get(next(iter(_NOUNS.keys() & name.split("-")), "")) or _model_of(name)
    if model is None:
        return False
    named = {_FIELDS.get(key, key): value for key, value in match.kwargs.items()}
    if match.args:  # an earlier state of a record, as simple-history's addresses have it
        model, named = model.history.model, dict(zip(("id", "pk"), match.args, strict=True))
    if not named.keys() <= _FIELDS_ASKED:
        return False
    try:
        return bool(model._default_manager.filter(**named).exists())
    except (ValueError, ValidationError):
        return False


_FIELDS = {"object_id": "pk", "id": "pk"}
"""What a field is called, by what the admin's addresses call it."""
_FIELDS_ASKED = {"pk", "id", "slug", "sha256"}


def _model_of(name: str) -> Any:
    """The model of an address of the admin's, such as "timeline_event_change"."""
    for model in admin.site._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model
    return None
