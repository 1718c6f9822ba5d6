"""A small OpenID Connect provider: whoever comes is whom the test says, without a password."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "retold", "a secret that both know"


class Provider:
    """What the provider knows, and what of its answers is wrong, for the tests that break them."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.token: dict[str, Any] = {}
        self.signed_by = self.key
        self.asked: dict[str, dict[str, str]] = {}
        self.is_down = False

    def document(self) -> dict[str, Any]:
        """As OpenID Connect Discovery 1.0 has it."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert {"openid", "email"} <= set(asked["scope"].split())
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, once, to who has the secret and what the challenge was made of."""
        asked = self.asked.pop(sent["code"], None)
        made_of = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(made_of).decode().rstrip("=")
        if (
            asked is None
            or sent["client_secret"] != SECRET
            or sent["redirect_uri"] != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            return None
        now = int(time.time())
        said = {
            "iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300,
            "nonce": asked["nonce"],
        } | self.token  # fmt: skip
        token = jwt.encode(said, self.signed_by, algorithm="RS256", headers={"kid": "k"})
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "k", "alg": "RS256", "use": "sig"}]}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if there.is_down:
                self.send_error(503)
            elif path == "/.well-known/openid-configuration":
                self._say(there.document())
            elif path == "/keys":
                self._say(there.keys())
            elif path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
                self._say({"sub": "1", **there.claims})
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            tokens = there.tokens(sent) if self.path == "/token" else None
            self._say(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

        def _say(self, body: dict[str, Any], status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there = Provider(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()
