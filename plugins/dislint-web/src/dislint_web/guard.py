"""Who may ask: pages of this server alone, by the secret in their address; nothing of it is shown to other sites."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Styles stand at elements, because boxes lie at places of their page; scripts and style sheets are files alone."""
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
_SAFE = ("GET", "HEAD")


class Guard:
    """Lets requests through to ``app`` that name this server (Host), come from its own pages (Origin), and whose
    address begins with the secret, which the app does not see.

    Another site's page can neither read what is here nor change it: it does not know the secret, a name that it has
    made lead to this machine is none of ours, and there is no header that would let it in. ``once`` is a secret that
    leads to the first page one time: whoever opens the browser writes it where other users of the machine can read.
    """

    def __init__(self, app: App, secret: str, once: str, port: int) -> None:
        self._app = app
        self._secret = secret.encode()
        self._once = once.encode()
        self._hosts = [f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def answer(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        given, slash, rest = scope["path"][1:].partition("/")
        secret = given.encode("utf-8", "replace") if slash and self._is_ours(scope) else b""
        if self._once and hmac.compare_digest(secret, self._once):
            self._once = b""
            await _redirect(answer, b"/%b/" % self._secret)
            return
        if not hmac.compare_digest(secret, self._secret):
            await _refuse(answer)
            return
        await self._app({**scope, "path": f"/{rest}", "raw_path": b"", "root_path": ""}, receive, answer)

    def _is_ours(self, scope: Scope) -> bool:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        origins = [value for name, value in scope["headers"] if name == b"origin"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return False
        return origins == [b"http://" + hosts[0]] or (not origins and scope["method"] in _SAFE)


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"403\n"})


async def _redirect(send: Send, where: bytes) -> None:
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", where)]})
    await send({"type": "http.response.body", "body": b""})
