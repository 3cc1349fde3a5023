"""The connection: both sides show a certificate, and nobody holds us longer than the call may take."""

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from brondata.ockto.client import OcktoClient
from brondata.ockto.transport import connect, within
from brondata.provider import ProviderUnavailable

STATUS = (
    b'{"sessionId":"s","status":"CREATED","moment":"2026-11-23T10:00:00Z","geldigTot":"2026-11-30T10:00:00Z",'
    b'"bronnen":[]}'
)
NOW = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as files."""

    certificate: str
    key: str


class Authority:
    """Signs certificates for one test."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.file = str(folder / f"{name}.pem")
        own = self._builder(self._name, self._key).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        Path(self.file).write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def pair(self, name: str) -> Pair:
        """A certificate for 127.0.0.1, or for who calls."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        signed = self._builder(subject, key).add_extension(names, False).sign(self._key, hashes.SHA256())
        files = Pair(str(self._folder / f"{name}.cert.pem"), str(self._folder / f"{name}.key.pem"))
        Path(files.certificate).write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        Path(files.key).write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return files

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - datetime.timedelta(hours=1))
            .not_valid_after(NOW + datetime.timedelta(hours=1))
        )


class _Ockto(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(STATUS)))
        self.end_headers()
        self.wfile.write(STATUS)

    def log_message(self, *args: object) -> None:
        """Nothing to tell."""


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "authority")


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    """A real server that wants to see a certificate of our authority."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Ockto)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    pair = authority.pair("supplier")
    context.load_cert_chain(pair.certificate, pair.key)
    context.load_verify_locations(authority.file)
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ockto(http: httpx.Client) -> OcktoClient:
    return OcktoClient(http, username="neo", password="demo", provider_code="NEO", pause=lambda _: None)


def test_both_sides_show_their_certificate_and_the_call_goes_through(address: str, authority: Authority) -> None:
    own = authority.pair("lender")
    with connect(address, certificate=own.certificate, key=own.key, authorities=authority.file) as http:
        assert ockto(http).state("s").session_id == "s"
        assert ockto(http).state("s").session_id == "s", "on the same connection"


def test_a_supplier_that_wants_our_certificate_gets_nothing_without_it(address: str, authority: Authority) -> None:
    with connect(address, authorities=authority.file) as http, pytest.raises(ProviderUnavailable):
        ockto(http).state("s")


def test_a_certificate_of_somebody_else_does_not_do(address: str, authority: Authority, tmp_path: Path) -> None:
    other = Authority(tmp_path, "other").pair("stranger")
    connection = connect(address, certificate=other.certificate, key=other.key, authorities=authority.file)
    with connection as http, pytest.raises(ProviderUnavailable):
        ockto(http).state("s")


def test_a_supplier_that_our_authority_does_not_know_is_not_spoken_to(address: str, authority: Authority) -> None:
    own = authority.pair("lender")
    with connect(address, certificate=own.certificate, key=own.key) as http, pytest.raises(ProviderUnavailable):
        ockto(http).state("s")


@contextmanager
def dripping(head: bytes, drop: bytes, *, every: float = 0.05) -> Iterator[str]:
    """A server that sends `head` at once and then a drop at a time, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    connection.sendall(head)
                    while not stop.wait(every):
                        connection.sendall(drop)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        listener.close()
        thread.join(timeout=2)


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" ", id="the body"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a", id="the head"),
        pytest.param(b"", b"", id="nothing at all"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", id="chunks"),
    ],
)
def test_a_supplier_that_drips_holds_nobody_longer_than_the_call_may_take(head: bytes, drop: bytes) -> None:
    with dripping(head, drop) as address, connect(address) as http:
        began = time.monotonic()
        with pytest.raises(httpx.TimeoutException), within(0.5):
            http.get("/v1/getStatus")
        assert time.monotonic() - began < 60


def test_outside_a_call_nothing_is_limited_but_by_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    with dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", b"ab") as address, connect(address) as http:
        assert http.get("/").text == "ab" * 5


Answer = Callable[[httpx.Request], httpx.Response]


def counted(*answers: httpx.Response | Exception) -> tuple[OcktoClient, list[httpx.Request], list[float]]:
    """A client whose supplier gives these answers in turn, what it was asked, and how long it paused."""
    asked: list[httpx.Request] = []
    pauses: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        now = answers[min(len(asked), len(answers)) - 1]
        if isinstance(now, Exception):
            raise now
        return now

    http = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://ockto.test")
    client = OcktoClient(http, username="neo", password="demo", provider_code="NEO", pause=pauses.append)
    return client, asked, pauses


BAD = httpx.Response(502)
LOST = httpx.ReadTimeout("too late")


@pytest.mark.parametrize("bad", [BAD, LOST, httpx.ConnectError("refused"), httpx.RemoteProtocolError("cut")])
def test_a_status_is_asked_once_more_after_a_pause_that_differs_each_time(bad: httpx.Response | Exception) -> None:
    found = set()
    for _ in range(5):
        client, asked, pauses = counted(bad, httpx.Response(200, content=STATUS))
        assert client.state("s").session_id == "s"
        assert len(asked) == 2
        (pause,) = pauses
        assert 0.1 <= pause <= 0.3
        found.add(pause)
    assert len(found) > 1


@pytest.mark.parametrize("bad", [BAD, LOST, httpx.RemoteProtocolError("cut")])
def test_the_data_are_never_asked_for_twice_in_one_call(bad: httpx.Response | Exception) -> None:
    client, asked, _ = counted(bad)
    with pytest.raises(ProviderUnavailable):
        client.fetch("s")
    assert len(asked) == 1


def test_a_refusal_is_not_repeated_and_a_revocation_is(monkeypatch: pytest.MonkeyPatch) -> None:
    client, asked, _ = counted(BAD)
    with pytest.raises(ProviderUnavailable):
        client.revoke("s")
    assert len(asked) == 3
    assert {request.content for request in asked} == {asked[0].content}


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("999999", 3600.0)])
def test_a_supplier_that_says_when_to_come_back_is_not_asked_before(header: str, seconds: float) -> None:
    client, asked, _ = counted(httpx.Response(429, headers={"Retry-After": header}))
    with pytest.raises(ProviderUnavailable) as away:
        client.state("s")
    assert (len(asked), away.value.retry_after) == (1, seconds)


@pytest.mark.parametrize("header", ["", "soon", "-5", "²", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_another_word_about_when_to_come_back_is_passed_over(header: str) -> None:
    client, asked, _ = counted(httpx.Response(503, headers=[(b"Retry-After", header.encode())]))
    with pytest.raises(ProviderUnavailable) as away:
        client.state("s")
    assert (len(asked), away.value.retry_after) == (2, None)
