"""A `Writer` over any server with OpenAI's chat completions, such as vLLM, llama.cpp, Ollama, `transformers serve`."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from typing import Final, cast

import httpx

from copilot.suggest.brief import Brief
from copilot.suggest.writing.adapters.completion import Completion
from copilot.suggest.writing.prompt import chat_messages
from copilot.suggest.writing.writer import CLOSED, CONNECT, CONNECT_TIMEOUT, LOST, WRONG_CONTENT, unavailable
from copilot.writer_settings import OpenAICompatible

_HERE: Final = ("all://127.0.0.1", "all://localhost", "all://[::1]")
"""What runs on this machine is never asked through a proxy."""


class OpenAICompatibleWriter:
    """Sends one request for each reply and reads its stream. Nothing but the brief's redacted text goes out.

    It follows no redirect: the key and the conversation go to the address that was set and to no other.
    """

    def __init__(self, settings: OpenAICompatible, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """`transport` takes the place of the network in tests."""
        self._settings = settings
        self.name = f"openai_compatible:{settings.model.rpartition('/')[2]}"
        self._client = httpx.AsyncClient(
            # How long it may take to write is the supervisor's to say; here only until somebody answers the door.
            timeout=httpx.Timeout(
                None, connect=settings.timeouts.connect_seconds, pool=settings.timeouts.connect_seconds
            ),
            headers=_headers(settings.api_key),
            follow_redirects=False,
            transport=transport,
            mounts=dict.fromkeys(_HERE, transport),
        )

    async def write(self, brief: Brief) -> AsyncGenerator[str, None]:
        """One streamed request; closing the iterator closes its connection."""
        if self._client.is_closed:
            raise unavailable(CLOSED)
        completion = Completion()
        with _faults_named():
            async with self._client.stream("POST", self._url, json=self._request(brief)) as response:
                _check(response)
                # httpx promises less than it gives: it is a generator, and is to be closed before the response.
                async with aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw())) as body:
                    async for portion in body:
                        for piece in completion.feed(portion):
                            yield piece
                        if completion.is_complete:
                            return
                for piece in completion.end(is_delimited=_is_delimited(response)):
                    yield piece

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    @property
    def _url(self) -> str:
        return self._settings.base_url.rstrip("/") + "/chat/completions"

    def _request(self, brief: Brief) -> dict[str, object]:
        messages = chat_messages(brief, secrets.token_hex(8), self._settings.max_prompt_chars)
        return {
            "model": self._settings.model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "stream": True,
            "temperature": self._settings.temperature,
            "max_tokens": self._settings.max_tokens,
        }


@contextmanager
def _faults_named() -> Iterator[None]:
    """Faults of the connection by our names for them; the library's own messages may hold addresses."""
    try:
        yield
    except (httpx.ConnectTimeout, httpx.PoolTimeout):
        raise unavailable(CONNECT_TIMEOUT) from None
    except (httpx.ConnectError, httpx.UnsupportedProtocol, httpx.InvalidURL):
        raise unavailable(CONNECT) from None
    except httpx.HTTPError:
        raise unavailable(LOST) from None


def _headers(api_key: str) -> dict[str, str]:
    """Uncompressed: a few bytes at a time gain nothing, and a small body cannot blow up into a large one."""
    headers = {"accept": "text/event-stream, application/json", "accept-encoding": "identity"}
    return {**headers, "authorization": f"Bearer {api_key}"} if api_key else headers


def _check(response: httpx.Response) -> None:
    """The body of a refusal is not read: it may quote what was sent."""
    if not response.is_success:
        raise unavailable(f"http_{response.status_code}")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise unavailable(WRONG_CONTENT)


def _is_delimited(response: httpx.Response) -> bool:
    """True if a body that ends is known to be whole (RFC 9112, 6.3); others last until the connection ends."""
    is_framed = "transfer-encoding" in response.headers or "content-length" in response.headers
    return is_framed or response.http_version == "HTTP/2"
