"""The same canaries sent to a real server process, and bytes that are no HTTP: its output and its files have none."""

from __future__ import annotations

import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import httpx
import pytest

from tests.conftest import CORPUS
from tests.e2e.server import started
from tests.leaks.answers import parts
from tests.leaks.canaries import Mint
from tests.leaks.planting import Planter
from tests.leaks.scanning import Scanner
from tests.leaks.sinks import folder_bytes

pytestmark = pytest.mark.slow


class Stopped(NamedTuple):
    """What a server has left behind."""

    mint: Mint
    planter: Planter
    raw_answers: bytes
    output: bytes
    state: bytes
    status: int


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory, exported_encoder: Path) -> Stopped:
    folder, mint = tmp_path_factory.mktemp("leaking-server"), Mint(21)
    (folder / "var" / "models").mkdir(parents=True)
    (folder / "var" / "models" / exported_encoder.name).symlink_to(exported_encoder, target_is_directory=True)
    shutil.copytree(CORPUS, folder / "corpus")
    with started(folder, "--var", str(folder / "var"), "--corpus", str(folder / "corpus")) as server:
        with server.client() as client:
            planter = Planter(client, client.get("/schema/openapi.json").json(), mint)
            planter.plant_everything()
            running = folder_bytes(folder / "var") + client.get("/metrics").content
        raw_answers = b"".join(spoken(server.url, request) for request in no_http(mint))
        abandoned(server.url, mint)
        status = server.stop(signal.SIGTERM)
        assert server.process.stdout is not None
        output = server.process.stdout.read().encode() + server.errors.read_bytes()
    return Stopped(mint, planter, raw_answers, output, running + folder_bytes(folder / "var"), status)


def no_http(mint: Mint) -> Iterator[bytes]:
    """Requests that the server's parser refuses, or that break off."""
    host = b"Host: 127.0.0.1\r\n"
    for _ in range(2):
        word = mint.word().value
        text = mint.of("CREDIT_CARD").text
        told = f"{word} {text}".encode()
        path = quote(told).encode()
        yield told + b"\r\n\r\n"
        yield b"POST /" + told + b" HTTP/1.1\r\n" + host + b"\r\n"
        yield b"GET /" + path + b" HTTP/9.9\r\n" + host + b"\r\n"
        yield b"POST /v1/redact HTTP/1.1\r\n" + host + told + b"\r\n\r\n"
        yield b"POST /v1/redact HTTP/1.1\r\n" + host + b"X-Told: \xff\x00" + told + b"\r\n\r\n"
        yield b"POST /v1/redact HTTP/1.1\r\n" + host + b"Content-Length: " + told + b"\r\n\r\n" + told
        yield b"POST /v1/redact HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + told + b"\r\n"
        yield b"POST /v1/redact HTTP/1.1\r\n" + host + b"Content-Length: 5\r\n\r\n" + told
        yield b"GET /" + path + b" HTTP/1.1\r\n" + host + b"X-Long: " + told * 3_000 + b"\r\n\r\n"
        yield (
            b"GET /v1/redact?" + path + b" HTTP/1.1\r\n" + host + b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Key: " + word.encode() + b"\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        yield b"OPTIONS * HTTP/1.1\r\nHost: " + told + b"\r\n\r\n"
        yield b"GET /console/" + path + b"%00 HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n"


def abandoned(url: str, mint: Mint) -> None:
    """Clients that send a whole message and are gone before the answer, or break off in the middle of it."""
    for share in (1.0, 0.5):
        body = f'{{"text": "{mint.of("CREDIT_CARD").text}"}}'.encode()
        head = f"POST /v1/redact HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        with connected(url) as connection:
            connection.sendall(head.replace(b"\r\nContent", b"\r\nContent-Type: application/json\r\nContent"))
            connection.sendall(body[: int(len(body) * share)])


def connected(url: str) -> socket.socket:
    address = urlsplit(url)
    return socket.create_connection((str(address.hostname), address.port or 80), timeout=5)


def spoken(url: str, request: bytes) -> bytes:
    """What the server answers to these bytes."""
    with connected(url) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))
        except OSError:
            return b""


def test_a_server_keeps_and_tells_nothing(stopped: Stopped) -> None:
    scanner = Scanner(stopped.mint.made)

    found = {
        "output": scanner.hits(stopped.output),
        "files and metrics": scanner.hits(stopped.state),
        "answers to what is no HTTP": scanner.hits(stopped.raw_answers),
        "answers": [hit for sent in stopped.planter.sent for hit in scanner.hits(parts(sent.response)[0])],
    }

    assert not any(found.values()), found
    assert stopped.output.count(b'"event": "request"') > 500
    assert stopped.status in {0, -signal.SIGTERM}


def test_a_server_prints_no_traceback(stopped: Stopped) -> None:
    assert b"Traceback" not in stopped.output
    assert b"never retrieved" not in stopped.output


def test_no_request_is_a_fault_of_the_server(stopped: Stopped) -> None:
    faults = [(sent.place, sent.response.text) for sent in stopped.planter.sent if sent.response.status_code >= 500]

    assert not faults
    assert isinstance(stopped.planter.sent[0].response, httpx.Response)
