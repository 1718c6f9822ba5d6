"""What went wrong, as a program reads it: ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import JsonResponse
from django.http.response import HttpResponseBase
from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

MIME = "application/problem+json"

ParameterErrors = Mapping[str, Sequence[str]]
"""What is wrong with each parameter, in sentences."""


class _Problem(TypedDict):
    """A problem: ``type`` is always "about:blank", so that ``title`` is the status in words."""

    type: str
    title: str
    status: int
    detail: str


class Problem(_Problem, total=False):
    """A problem; ``errors`` has a list of sentences for each parameter that was not understood."""

    errors: dict[str, list[str]]


def problem(status: int, detail: str, *, errors: ParameterErrors | None = None) -> JsonResponse:
    """An answer that tells a problem."""
    body = Problem(
        type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail
    )
    if errors:
        body["errors"] = {name: [str(each) for each in told] for name, told in errors.items()}
    return JsonResponse(
        body, status=status, content_type=MIME, json_dumps_params={"ensure_ascii": False}
    )


def not_understood(errors: ParameterErrors) -> JsonResponse:
    """400: what could not be understood, parameter by parameter."""
    names = ", ".join(sorted(errors))
    return problem(400, f"Not understood: {names}.", errors=errors)


class NotUnderstood(Exception):
    """Parameters that can't be taken; ``errors`` says of each what is wrong, in sentences."""

    def __init__(self, errors: ParameterErrors) -> None:
        super().__init__(*errors)
        self.errors = errors


def as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """An answer of 400 and above as a problem, with its headers; any other as it is."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(MIME):
        return response
    made = problem(response.status_code, _DETAILS.get(response.status_code, ""))
    for name, value in response.items():
        if name not in {"Content-Type", "Content-Length", "Content-Disposition"}:
            made[name] = value
    # What was told in the log is not told again.
    made._has_been_logged = getattr(response, "_has_been_logged", False)  # type: ignore[attr-defined]
    return made


_DETAILS = {
    404: "There is nothing at this address.",
    405: "This address can only be read: GET or HEAD.",
    429: "Many files were made for you in the last minute. Retry-After says when there are more.",
    500: "Something went wrong on our side.",
    507: "There is no room to make this file. Ask for less.",
    503: "The data can’t be read just now. Ask again a little later.",
}
