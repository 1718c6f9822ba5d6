"""The page on which records change their state: what goes along, what is doubtful, how far it is.

Without JavaScript a button goes on where many are published; with it the page does so by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.admin.lists.record_keys import is_key
from timeline.admin.lists.recorded_deletions import offer_undo
from timeline.admin.publishing.waiting import numbered
from timeline.models import Undoable
from timeline.services.desk.doubtful import doubts
from timeline.services.records.publishing import (
    STATEFUL,
    STEPS,
    Chosen,
    NotAllowed,
    Step,
    may_take,
    take_some,
    that_change,
    with_belongings,
)

_SALT = "state"
_MODELS = {str(model._meta.model_name): model for model in STATEFUL}


def state_view(request: HttpRequest, step: str) -> HttpResponse:
    """Ask about a step with the records that the address names; take it once that is confirmed."""
    if step not in STEPS:
        raise Http404("There is no such step.")
    asked = STEPS[step]
    if request.method != "POST":
        return ask_for(request, asked, _named(request))
    told = _read(request)
    if "left" in told:
        return _go_on(request, asked, _keys(told["left"]), total=told["total"], act=told["act"])
    chosen = _keys(told["chosen"])
    _allowed(request, asked, chosen)
    whole = with_belongings(chosen) if request.POST.get("whole") else chosen
    plan = that_change(asked, whole)
    return _go_on(request, asked, plan, total=sum(map(len, plan.values())), act=None)


def ask_for(request: HttpRequest, step: Step, chosen: Chosen) -> HttpResponse:
    """The page that asks about a step with these records, and says what goes along with them."""
    _allowed(request, step, chosen)
    own = that_change(step, chosen)
    whole = own if step.name == "withdraw" else that_change(step, with_belongings(chosen))
    along = {
        model: len(keys) - len(own.get(model, ()))
        for model, keys in whole.items()
        if len(keys) > len(own.get(model, ()))
    }
    found = doubts(whole) if step.name == "publish" else []
    context = {
        "title": f"{step.offer}: {_counts(_lengths(own)) or _counts(along) or 'nothing'}",
        "own": sum(map(len, own.values())),
        "left_out": sum(map(len, chosen.values())) - sum(map(len, own.values())),
        "along": _counts(along),
        "any": bool(whole),
        "doubts": [
            (doubt, doubt.count - len(doubt.named), [_linked(*each) for each in doubt.named])
            for doubt in found
        ],
        "chosen": _signed({"chosen": _plain(chosen)}),
        "named": _titles(own or whole),
        "here": reverse("admin:change-state", args=[step.name]),
    }
    return _page(request, step, "state_ask", context)


def _go_on(
    request: HttpRequest, step: Step, left: Chosen, *, total: int, act: int | None
) -> HttpResponse:
    """Take a step with some records, and tell how far it is, or that it is done."""
    try:
        done = take_some(step, left, act=act, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    rest = sum(map(len, left.values()))
    if not rest:
        if done is None:
            messages.warning(request, "Nothing was to do: somebody else did it meanwhile.")
        else:
            offer_undo(request, done)
        return HttpResponseRedirect(_where(done))
    context = {
        "title": f"{step.offer}: {total - rest:,} of {total:,}",
        "done": total - rest,
        "total": total,
        "left": _signed({"left": _plain(left), "total": total, "act": done.pk if done else act}),
        "here": reverse("admin:change-state", args=[step.name]),
    }
    return _page(request, step, "state_progress", context)


def _allowed(request: HttpRequest, step: Step, chosen: Chosen) -> None:
    nouns = [f"timeline.change_{model._meta.model_name}" for model in chosen]
    if not may_take(request.user, step) or not request.user.has_perms(nouns):
        raise PermissionDenied


def _named(request: HttpRequest) -> Chosen:
    found = {
        model: [int(key) for key in request.GET.getlist(name) if is_key(key)]
        for name, model in _MODELS.items()
    }
    return {model: keys for model, keys in found.items() if keys}


def _read(request: HttpRequest) -> dict[str, Any]:
    """What the page that was sent carries; it is signed, since it may name thousands of records."""
    try:
        told: dict[str, Any] = signing.loads(request.POST.get("signed", ""), salt=_SALT)
    except signing.BadSignature as error:
        raise Http404("This page was not made here.") from error
    return told


def _signed(value: dict[str, Any]) -> str:
    return signing.dumps(value, salt=_SALT, compress=True)


def _plain(chosen: Chosen) -> dict[str, list[int]]:
    return {str(model._meta.model_name): keys for model, keys in chosen.items()}


def _keys(told: Mapping[str, list[int]]) -> Chosen:
    return {_MODELS[name]: list(keys) for name, keys in told.items()}


def _counts(numbers: Mapping[type[Any], int]) -> str:
    """Numbers in words: "2 events, 3 mentions"."""
    return ", ".join(numbered(model, number) for model, number in numbers.items())


def _lengths(chosen: Chosen) -> dict[type[Any], int]:
    return {model: len(keys) for model, keys in chosen.items()}


def _titles(own: Chosen) -> list[str]:
    """The first records by name, the ones asked for rather than what goes along."""
    for model in reversed(STATEFUL):
        if keys := own.get(model):
            return [str(record) for record in model._base_manager.filter(pk__in=keys[:10])]
    return []


def _linked(words: str, model: type[Any], pk: int) -> tuple[str, str]:
    return words, reverse(f"admin:timeline_{model._meta.model_name}_change", args=[pk])


def _where(done: Undoable | None) -> str:
    """The page to go to when all is done: the record's own, where it was one."""
    if done is None:
        return reverse("admin:index")
    keys = [row.key for row in done.rows if row.model == done.kind]
    if len(keys) == 1:
        return reverse(f"admin:timeline_{done.kind}_change", args=keys)
    return reverse(f"admin:timeline_{done.kind}_changelist")


def _page(request: HttpRequest, step: Step, template: str, context: dict[str, Any]) -> HttpResponse:
    page = {**admin.site.each_context(request), "step": step, **context}
    return render(request, f"admin/retold/{template}.html", page)
