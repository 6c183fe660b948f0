"""A `Writer` over a model on this machine: any causal or sequence-to-sequence model that `transformers` can load."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock
from typing import Any, Final

from copilot.suggest.brief import Brief
from copilot.suggest.writing.prompt import chat_messages
from copilot.suggest.writing.thoughts import Thoughts
from copilot.suggest.writing.writer import (
    BUSY,
    CLOSED,
    LENGTH,
    MAX_REPLY_CHARS,
    NOT_LOADED,
    PROMPT_TOO_LONG,
    TOO_LONG,
    unavailable,
)
from copilot.telemetry import Label, log_failure
from copilot.writer_settings import LocalTransformers

_LOADING: Final = Lock()
"""`transformers` changes torch for all threads while it loads: two models at a time spoil each other."""
_SMALLER: Final = (1.0, 0.6, 0.35, 0.2)
"""Shares of the room for a prompt that are tried until its tokens fit the model."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Loaded:
    """A model with its tokenizer; `max_tokens` is how many the prompt and, unless `is_seq2seq`, the reply may have."""

    model: Any
    tokenizer: Any
    is_seq2seq: bool
    max_tokens: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Prompt:
    """Tensors for the model; `is_thinking` if the template has begun a thought."""

    tensors: Any
    is_thinking: bool


class LocalTransformersWriter:
    """Writes one reply at a time, in a thread of its own; a few more may wait, the others find it busy.

    The model is loaded in that thread from when the writer is made; the first replies wait for it. Greedy: the same
    prompt gives the same reply. Code that comes with a model is not run.
    """

    def __init__(self, settings: LocalTransformers) -> None:
        self._settings = settings
        self.name = f"transformers:{settings.path.name}"
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._places = BoundedSemaphore(1 + settings.max_waiting)
        self._closed = Event()
        self._loaded = self._thread.submit(_load, settings.path, settings.threads)

    async def write(self, brief: Brief) -> AsyncGenerator[str, None]:
        """One generation; closing the iterator stops it after the token that is under way."""
        if self._closed.is_set():
            raise unavailable(CLOSED)
        if not self._places.acquire(blocking=False):
            raise unavailable(BUSY)
        pieces, stop, chars = _Pieces(), Event(), 0
        job = self._thread.submit(self._generate, brief, pieces.put, stop)
        # The place is free when the thread is done with it, which is a little later than when the iterator is closed.
        job.add_done_callback(lambda _: self._places.release())
        job.add_done_callback(lambda _: pieces.put(None))
        try:
            while (piece := await pieces.get()) is not None:
                chars += len(piece)
                if chars > MAX_REPLY_CHARS:
                    raise unavailable(TOO_LONG)
                yield piece
        finally:
            stop.set()
            job.cancel()
        if job.cancelled() or self._closed.is_set():
            raise unavailable(CLOSED)
        if job.result():
            raise unavailable(LENGTH)

    async def aclose(self) -> None:
        """Stop what is generated and end the thread."""
        self._closed.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _generate(self, brief: Brief, tell: Callable[[str], None], stop: Event) -> bool:
        """Run the model in its thread; True if the reply was cut off by `max_new_tokens`."""
        import torch
        from transformers import GenerationConfig, StoppingCriteriaList

        def is_over(input_ids: Any, *_: object, **__: object) -> Any:
            is_stopped = stop.is_set() or self._closed.is_set()
            return torch.full((len(input_ids),), is_stopped, dtype=torch.bool, device=input_ids.device)

        loaded = self._loaded.result()  # it was this thread's first job
        if loaded is None:
            raise unavailable(NOT_LOADED)
        prompt = self._prompt(loaded, brief)
        tokens = loaded.model.generate(
            **prompt.tensors,
            generation_config=GenerationConfig(
                max_new_tokens=self._settings.max_new_tokens, do_sample=False, num_beams=1
            ),
            streamer=_streamer(loaded.tokenizer, Thoughts(has_begun=prompt.is_thinking), tell),
            stopping_criteria=StoppingCriteriaList([is_over]),
        )
        return _is_cut(loaded, tokens[0], prompt, self._settings.max_new_tokens)

    def _prompt(self, loaded: _Loaded, brief: Brief) -> _Prompt:
        """The longest prompt of those tried that leaves the model room for a reply."""
        room = None if loaded.max_tokens is None else loaded.max_tokens - self._settings.max_new_tokens
        room = loaded.max_tokens if loaded.is_seq2seq else room
        for share in _SMALLER:
            text, is_templated = _prompt_text(loaded, brief, int(share * self._settings.max_prompt_chars))
            tensors = loaded.tokenizer(text, return_tensors="pt", add_special_tokens=not is_templated)
            tensors.pop("token_type_ids", None)
            if room is None or tensors["input_ids"].shape[1] <= room:
                is_thinking = text.rstrip().endswith("<think>")
                return _Prompt(tensors=tensors.to(loaded.model.device), is_thinking=is_thinking)
        raise unavailable(PROMPT_TOO_LONG)


class _Pieces:
    """A queue that a thread fills and the event loop of its maker empties; None is the last."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()

    def put(self, piece: str | None) -> None:
        """From any thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._queue.put_nowait, piece)

    async def get(self) -> str | None:
        """The next one."""
        return await self._queue.get()


def _streamer(tokenizer: Any, thoughts: Thoughts, tell: Callable[[str], None]) -> Any:
    """Tells the new words of a reply as soon as they are whole."""
    from transformers import TextStreamer

    class Telling(TextStreamer):  # type: ignore[misc]  # the library has no types
        def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
            tell(thoughts.feed(text) + (thoughts.end() if stream_end else ""))

    return Telling(tokenizer, skip_prompt=True, skip_special_tokens=True)


def _load(path: Path, threads: int) -> _Loaded | None:
    """The model in a folder; None, and a line in the log, if it cannot be loaded. Nothing is fetched."""
    try:
        with _LOADING:
            return _read(path, threads)
    except Exception as error:  # noqa: BLE001  # what else is in a folder of weights is anybody's guess
        log_failure(Label("writer_not_loaded"), error)
        return None


def _read(path: Path, threads: int) -> _Loaded:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # standard error is for our log, one JSON object a line
    logging.set_verbosity_error()
    torch.set_num_threads(threads)  # holds for the thread that calls it, which is the one that generates
    device = "cuda" if torch.cuda.is_available() else "cpu"
    config = AutoConfig.from_pretrained(path, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True)
    kind = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
    dtype = "auto" if device == "cuda" else torch.float32
    model = kind.from_pretrained(path, local_files_only=True, dtype=dtype)
    return _Loaded(
        model=model.to(device).eval(),
        tokenizer=tokenizer,
        is_seq2seq=config.is_encoder_decoder,
        max_tokens=_max_tokens(config, tokenizer),
    )


def _max_tokens(config: Any, tokenizer: Any) -> int | None:
    """As far as model and tokenizer tell; a tokenizer without a limit names an astronomical one."""
    limits = (getattr(config.get_text_config(), "max_position_embeddings", None), tokenizer.model_max_length)
    return min((limit for limit in limits if limit and limit < 10_000_000), default=None)


def _prompt_text(loaded: _Loaded, brief: Brief, max_chars: int) -> tuple[str, bool]:
    """The prompt, and whether it comes from the model's own chat template."""
    rules, request = chat_messages(brief, secrets.token_hex(8), max_chars)
    plain = f"{rules.content}\n\n{request.content}"
    if not loaded.tokenizer.chat_template:
        return f"{plain}\n\nReply:\n", False
    from jinja2 import TemplateError

    messages = [{"role": message.role, "content": message.content} for message in (rules, request)]
    try:
        return _templated(loaded.tokenizer, messages), True
    except TemplateError:  # some templates refuse the system's role
        return _templated(loaded.tokenizer, [{"role": "user", "content": plain}]), True


def _templated(tokenizer: Any, messages: list[dict[str, str]]) -> str:
    """Templates that know no `enable_thinking` take no notice of it."""
    return str(
        tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    )


def _is_cut(loaded: _Loaded, tokens: Any, prompt: _Prompt, most: int) -> bool:
    """True if a reply has as many tokens as it may, and the last is none that ends a text."""
    before = 1 if loaded.is_seq2seq else prompt.tensors["input_ids"].shape[1]
    ends = loaded.model.generation_config.eos_token_id
    ends = ends if isinstance(ends, list) else [ends]
    return len(tokens) - before >= most and tokens[-1].item() not in ends
