"""Single sign-on, from the button to the desk, with a provider that really answers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as django
from django.contrib.auth.models import User
from django.http.response import HttpResponseBase
from django.test import Client

from tests.admin.login import openid_provider
from tests.admin.login.openid_provider import CLIENT, SECRET, Provider
from timeline.admin.login import provider as ours

pytestmark = pytest.mark.django_db
WANTED = "/admin/timeline/event/?q=bridge"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with openid_provider.provider() as running:
        yield running


@pytest.fixture
def provider(running: Provider, settings: pytest.FixtureRequest) -> Provider:
    """One that vouches for Mira, and what ``RETOLD_OIDC`` and its like set."""
    settings.OIDC_ISSUER = running.issuer
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = CLIENT, SECRET
    backend = "timeline.admin.login.provider.ProviderBackend"
    settings.AUTHENTICATION_BACKENDS = [*django.AUTHENTICATION_BACKENDS, backend]
    ours._document.cache_clear()
    running.claims = {"email": "Mira@example.org", "email_verified": True}
    running.token, running.signed_by, running.is_down = {}, running.key, False
    return running


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_superuser("mira", "mira@example.org")


def _signed_on(provider: Provider, client: Client, **changed: str) -> HttpResponseBase:
    """The answer once the provider has sent the browser back, with what it sends changed."""
    button = client.get("/admin/login/", {"next": WANTED})
    assert "/admin/provider/?next=%2Fadmin%2Ftimeline%2Fevent%2F%3Fq%3Dbridge" in (
        button.content.decode()
    )
    to = urlsplit(client.get("/admin/provider/", {"next": WANTED})["Location"])
    assert to.path == "/authorize"
    back = urlsplit(provider.authorize(dict(parse_qsl(to.query))))
    return client.get(back.path, dict(parse_qsl(back.query)) | changed)


def _why_not(client: Client, answer: HttpResponseBase) -> str:
    assert answer["Location"] == "/admin/login/"
    assert client.get("/admin/").status_code == 302
    page = client.get("/admin/login/").content.decode()
    return page[page.index("messagelist") :][:400]


def test_the_account_with_that_address_is_logged_in_and_comes_where_it_wanted(
    provider: Provider, client: Client
):
    assert _signed_on(provider, client)["Location"] == WANTED
    page = client.get(WANTED)
    assert page.status_code == 200
    assert page.context["user"].username == "mira"


def test_while_it_is_down_whoever_is_logged_in_stays_and_the_log_in_says_so(
    provider: Provider, client: Client
):
    _signed_on(provider, client)
    ours._document.cache_clear()
    provider.is_down = True
    assert client.get(WANTED).status_code == 200
    other = Client()
    assert "does not answer" in _why_not(other, other.get("/admin/provider/"))


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org", "email_verified": True},
        {"email": "mira@example.org", "email_verified": False},
        {"email": ""},
        {},
        {"email": "reader@example.org", "email_verified": True},
        {"email": "gone@example.org", "email_verified": True},
    ],
)
def test_an_address_without_an_account_that_may_enter_opens_nothing(
    provider: Provider, client: Client, claims: dict[str, object]
):
    User.objects.create_user("reader", "reader@example.org")
    User.objects.create_user("gone", "gone@example.org", is_staff=True, is_active=False)
    provider.claims = claims
    assert "No account here" in _why_not(client, _signed_on(provider, client))
    assert User.objects.count() == 3


def test_the_provider_counts_tries_not_this_site(
    provider: Provider, client: Client, settings: pytest.FixtureRequest
):
    settings.AXES_FAILURE_LIMIT = 2
    provider.claims = {"email": "stranger@example.org"}
    for _ in range(3):
        assert "No account here" in _why_not(client, _signed_on(provider, client))
    provider.claims = {"email": "mira@example.org"}
    assert _signed_on(provider, Client())["Location"] == WANTED


@pytest.mark.parametrize(
    "token",
    [{"aud": "another"}, {"iss": "https://other.example"}, {"nonce": "x"}, {"exp": 1_000_000_000}],
)
def test_a_token_for_another_site_from_another_provider_or_of_old_opens_nothing(
    provider: Provider, client: Client, token: dict[str, object]
):
    provider.token = token
    assert "does not answer as it should" in _why_not(client, _signed_on(provider, client))


def test_a_token_that_another_key_has_signed_opens_nothing(provider: Provider, client: Client):
    provider.signed_by = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert "does not answer as it should" in _why_not(client, _signed_on(provider, client))


def test_an_answer_that_nobody_asked_for_opens_nothing(provider: Provider, client: Client):
    answer = _signed_on(provider, client, state="made-up")
    assert "does not answer as it should" in _why_not(client, answer)
    assert "does not answer as it should" in _why_not(
        client, _signed_on(provider, client, code="made-up")
    )


def test_the_providers_word_needs_no_second_factor_here(
    provider: Provider, client: Client, settings: pytest.FixtureRequest
):
    settings.TWO_FACTOR = True
    assert _signed_on(provider, client)["Location"] == WANTED
    assert client.get(WANTED).status_code == 200


def test_where_no_provider_is_named_there_is_no_button_and_no_address(client: Client):
    assert "provider" not in client.get("/admin/login/").content.decode()
    assert client.get("/admin/provider/").status_code == 404
    assert client.get("/admin/provider/answer/").status_code == 404
