"""Start a measurement in a process of its own, and read its answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from copilot.settings import ENVIRONMENT_PREFIX

ROOT = Path(__file__).resolve().parents[2]
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_TIMEOUT_SECONDS = 1_800
_LAST_LINES = 5


class MeasurementFailed(Exception):
    """A process that should measure ended without an answer."""


def probe(module: str, request: object, answer: type[Answer]) -> Answer:
    """The answer of `tests.bench.probes.<module>` to a request.

    Raises:
        MeasurementFailed: it ended with an error; the last lines of its standard error are quoted.
    """
    asked = msgspec.json.encode(request, enc_hook=str).decode()
    output = run([sys.executable, "-m", f"tests.bench.probes.{module}", asked], folder=ROOT)
    return decode_last(output, answer)


def respond(asked: type[Asked], measure: Callable[[Asked], object]) -> None:
    """In the probe's process: measure what the first argument asks for and write the answer to standard output."""
    request = msgspec.json.decode(sys.argv[1], type=asked, dec_hook=lambda kind, value: kind(value))
    answer = measure(request)
    sys.stdout.write("\n" + msgspec.json.encode(answer, enc_hook=str).decode() + "\n")


def run(command: Sequence[str], *, folder: Path) -> str:
    """What a command writes to standard output.

    Raises:
        MeasurementFailed: it ended with an error, or not at all.
    """
    asked = f"{Path(command[0]).name} {' '.join(command[1:3])}"
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=clean(os.environ),
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise MeasurementFailed(f"{asked} was not done after {_TIMEOUT_SECONDS} seconds") from None
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-_LAST_LINES:])
        raise MeasurementFailed(f"{asked} ended with {done.returncode}:\n{said}")
    return done.stdout


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without the user's settings of the copilot, and with libraries told to stay off the network."""
    kept = {name: value for name, value in environ.items() if not name.startswith(ENVIRONMENT_PREFIX)}
    return {**kept, "HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False", "TOKENIZERS_PARALLELISM": "false"}


def decode_last(output: str, answer: type[Answer]) -> Answer:
    """The last JSON object of an output, which begins at the start of a line; libraries may have written before it.

    Raises:
        MeasurementFailed: there is none, or it is not an `answer`.
    """
    start = ("\n" + output).rfind("\n{")
    if start < 0:
        raise MeasurementFailed("the measuring process ended without an answer: run it by itself to see why")
    try:
        return msgspec.json.decode(output[start:], type=answer)
    except msgspec.DecodeError as error:
        raise MeasurementFailed(f"the measuring process gave another answer than expected: {error}") from error
