"""The second factor: a code of six digits from a telephone, or one that was written down.

Only where ``RETOLD_TWO_FACTOR`` is set. After the password comes this page: whoever has no second
factor yet is given one, everyone else is asked for a code. Wrong codes are throttled by django-otp.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from timeline.admin.login.attempts import client_address
from timeline.admin.login.destination import destination, found
from timeline.domain.time.formatting import counted

if TYPE_CHECKING:
    from django_otp.models import Device
    from django_otp.plugins.otp_totp.models import TOTPDevice

_log = logging.getLogger(__name__)
PROVIDER = "timeline.admin.login.provider.ProviderBackend"
"""The back end by which a provider's word is taken; it asks for a second factor itself, or not."""
CODES = 10
"""How many codes to write down are given."""


def is_satisfied(request: HttpRequest) -> bool:
    """Whether nothing more is asked of who is logged in."""
    if not settings.TWO_FACTOR:
        return True
    if request.session.get(BACKEND_SESSION_KEY) == PROVIDER:
        return True
    # Who was logged in by this very request has none of it yet.
    is_verified = getattr(request.user, "is_verified", None)
    return bool(is_verified and is_verified())


class CodeForm(forms.Form):
    """A code of a device's, or one that was written down."""

    code = forms.CharField(
        max_length=16,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )

    def __init__(self, devices: list[Device], data: Any = None) -> None:
        super().__init__(data)
        self.devices = devices
        self.device: Device | None = None

    def clean_code(self) -> str:
        """Find the device whose code it is, once: no code is taken twice."""
        code = str(self.cleaned_data["code"]).replace(" ", "").lower()
        asked = [device for device in self.devices if _is_of(device, code)]
        for device in asked:
            allowed, why = device.verify_is_allowed()
            if not allowed:
                raise forms.ValidationError(_too_soon(why))
            if device.verify_token(code):
                self.device = device
                return code
        raise forms.ValidationError(
            "That is not the code of this moment. Is the clock of your telephone right?"
        )


def _is_of(device: Device, code: str) -> bool:
    """A telephone's codes are digits, those to be written down have letters as well."""
    from django_otp.plugins.otp_totp.models import TOTPDevice

    return isinstance(device, TOTPDevice) is code.isdigit()


def _too_soon(why: dict[str, Any] | None) -> str:
    count = (why or {}).get("failure_count", 0)
    row = " in a row" * (count > 1)
    return f"{counted(count, 'wrong code')}{row}: wait a little before the next, each time longer."


@never_cache
@csrf_protect
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code, or give a second factor to whoever has none."""
    from django_otp import devices_for_user

    if not settings.TWO_FACTOR:
        raise Http404
    if not admin.AdminSite.has_permission(admin.site, request):
        return redirect_to_login(destination(request), reverse("admin:login"))
    to = destination(request)
    if is_satisfied(request):
        return HttpResponseRedirect(found(to, request))
    devices = list(devices_for_user(request.user))
    return _asked(request, devices, to) if devices else _given(request, to)


def _asked(request: HttpRequest, devices: list[Device], to: str) -> HttpResponse:
    from django_otp import login

    form = CodeForm(devices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.device)
        return HttpResponseRedirect(found(to, request))
    if request.method == "POST":
        name, address = request.user.get_username(), client_address(request)
        _log.warning("second factor refused: no code of %r from %s", name, address)
    return _page(request, "second_factor", form=form, next=to)


def _given(request: HttpRequest, to: str) -> HttpResponse:
    """Show a secret as a picture; who types a code made with it has it, and gets codes to keep."""
    import segno
    from django_otp import login
    from django_otp.plugins.otp_totp.models import TOTPDevice

    device, _ = TOTPDevice.objects.get_or_create(
        user=request.user, confirmed=False, defaults={"name": "Telephone"}
    )
    form = CodeForm([device], request.POST or None)
    if request.method == "POST" and form.is_valid():
        device.confirmed = True
        device.save()
        login(request, device)
        return _page(request, "second_factor_codes", codes=_codes(device), next=found(to, request))
    picture = segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4)
    return _page(
        request, "second_factor_given", form=form, next=to, picture=picture, secret=_secret(device)
    )


def _codes(device: TOTPDevice) -> list[str]:
    """Codes to write down, new ones, each good once."""
    from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

    StaticDevice.objects.filter(user=device.user).delete()
    kept = StaticDevice.objects.create(user=device.user, name="Written down")
    codes: set[str] = set()
    while len(codes) < CODES:
        # One of digits alone would be taken for the telephone's.
        codes |= {code} if not (code := StaticToken.random_token()).isdigit() else set()
    kept.token_set.bulk_create(StaticToken(device=kept, token=code) for code in codes)
    return sorted(codes)


def _secret(device: TOTPDevice) -> str:
    """The secret as one types it: letters and digits by fours."""
    import base64

    whole = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def _page(request: HttpRequest, name: str, **more: Any) -> HttpResponse:
    context = admin.site.each_context(request) | {"title": "Second factor"} | more
    return render(request, f"admin/retold/{name}.html", context)
