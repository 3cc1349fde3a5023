"""The connection to Ockto: mutual TLS, a time-out on every step, and an end to the whole of a call.

httpx limits each read, so a server that sends a byte now and then could hold a worker for as long as it
likes. Here no single wait may go past the end of the call, whatever part of the answer it is for.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

CONNECT_SECONDS, STEP_SECONDS = 2.0, 5.0
CONNECTIONS = 10
_ends: ContextVar[float | None] = ContextVar("ockto_call_ends", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Everything sent and received in this block is done in ``seconds``, or ends in a time-out."""
    before = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(before)


def time_left() -> float:
    """Seconds until the end of the call; infinite outside ``within``."""
    ends = _ends.get()
    return float("inf") if ends is None else ends - time.monotonic()


def connect(
    base_url: str, *, certificate: str = "", key: str = "", authorities: str = "", connections: int = CONNECTIONS
) -> httpx.Client:
    """An HTTP client for one supplier, that follows no redirect and reads no proxy from the environment.

    ``certificate`` and ``key`` are the PEM files that we show; ``authorities`` is the PEM file of who may vouch
    for the supplier, without it the system decides. Raises ``OSError`` (also ``ssl.SSLError``) for files that do
    not hold what they should.
    """
    context = ssl.create_default_context(cafile=authorities or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificate:
        context.load_cert_chain(certificate, key or None)
    return httpx.Client(
        base_url=base_url,
        transport=_Transport(context, connections),
        timeout=httpx.Timeout(STEP_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
    )


class _Transport(httpx.HTTPTransport):
    """httpx's own, on a pool whose connections know when the call ends."""

    def __init__(self, context: ssl.SSLContext, connections: int) -> None:
        super().__init__(verify=context, trust_env=False)
        # httpx has no argument for the network backend; tests/brondata/test_transport.py sees it when this changes.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_connections=connections, network_backend=_Backend()
        )


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._own = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        allowed = _allowed(timeout, httpcore.ConnectTimeout)
        return _Stream(self._own.connect_tcp(host, port, allowed, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, own: httpcore.NetworkStream) -> None:
        self._own = own

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._own.read(max_bytes, _allowed(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._own.write(buffer, _allowed(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._own.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        allowed = _allowed(timeout, httpcore.ConnectTimeout)
        return _Stream(self._own.start_tls(ssl_context, server_hostname, allowed))

    def get_extra_info(self, info: str) -> Any:
        return self._own.get_extra_info(info)


def _allowed(timeout: float | None, error: type[Exception]) -> float | None:
    """How long one step may wait: its own time-out, or less when the call ends sooner."""
    left = time_left()
    if left <= 0:
        raise error("the call took too long")
    if timeout is None:
        return None if left == float("inf") else left
    return min(timeout, left)
