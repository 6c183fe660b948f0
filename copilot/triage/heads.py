"""The heads that read a message and a conversation: shipped in `heads.npz`, made by `python -m training.triage`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from copilot.encoding.models import EncoderManifest
from copilot.errors import ConfigError
from copilot.triage.course import FEATURES
from copilot.triage.course_head import CourseHead, CourseHeads
from copilot.triage.impression import MessageHeads
from copilot.triage.linear import DAMAGE, LinearHeads, heads_of
from copilot.triage.vocabulary import EMOTIONS, MANNERS, SIGNALS

SHIPPED: Final = Path(__file__).parent / "heads.npz"
_GROUPS: Final = {"signals": SIGNALS, "emotions": EMOTIONS, "manners": MANNERS}
_QUESTIONS: Final = ("frustrated", "due", "urgent")
_DIRECTIONS: Final = ("wording", "course", "answers")
_CERTAINLY_NOT: Final = -20.0


@dataclass(frozen=True, slots=True)
class Heads:
    """Everything that one encoder's vectors are read with."""

    messages: MessageHeads
    course: CourseHeads


def load_heads(path: Path, encoder: EncoderManifest) -> Heads:
    """The heads in a file; if they were made for another encoder, rules and counts, with weights of their own.

    Raises:
        ConfigError: the file is missing, damaged or of another version.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if str(arrays["encoder"]) != encoder.name:
            return Heads(messages=silent_heads(encoder.dim), course=_course(arrays, "rules", encoder.dim))
        parts = {name: heads_of(_group(arrays, name)) for name in _GROUPS}
        _check_labels(parts)
        return Heads(messages=MessageHeads(**parts), course=_course(arrays, "course", encoder.dim))
    except DAMAGE as error:
        raise ConfigError(
            f"the triage heads in {path} cannot be read ({type(error).__name__}): install the package again, "
            "or train them with `python -m training.triage`"
        ) from error


def save_heads(heads: Heads, rules: CourseHeads, encoder: EncoderManifest, path: Path) -> None:
    """Write the file: the heads for this encoder, and the weights of rules and counts for any other."""
    arrays: dict[str, NDArray[Any]] = {"encoder": np.array(encoder.name)}
    for name in _GROUPS:
        arrays |= {f"{name}.{key}": value for key, value in getattr(heads.messages, name).arrays().items()}
    for name, course in (("course", heads.course), ("rules", rules)):
        for question in _QUESTIONS:
            for part in (*_DIRECTIONS, "features", "bias"):
                value = getattr(getattr(course, question), part)
                arrays[f"{name}.{question}.{part}"] = np.asarray(value, dtype=np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # its stub takes the names for flags


def silent_heads(dim: int) -> MessageHeads:
    """Heads that say nothing, for an encoder that none were trained for: what is left are the rules."""

    def none_of(labels: tuple[str, ...]) -> LinearHeads:
        return LinearHeads(
            labels=labels,
            dense=np.zeros((dim, len(labels)), dtype=np.float32),
            bias=np.full(len(labels), _CERTAINLY_NOT, dtype=np.float32),
            hashes=np.empty(0, dtype=np.uint32),
            idf=np.empty(0, dtype=np.float32),
            sparse=np.empty((0, len(labels)), dtype=np.float32),
        )

    return MessageHeads(**{name: none_of(labels) for name, labels in _GROUPS.items()})


def _check_labels(parts: Mapping[str, LinearHeads]) -> None:
    if any(parts[name].labels != labels for name, labels in _GROUPS.items()):
        raise ValueError("the heads look for other things than this version")


def _group(arrays: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key.removeprefix(f"{name}."): value for key, value in arrays.items() if key.startswith(f"{name}.")}


def _course(arrays: Mapping[str, Any], name: str, dim: int) -> CourseHeads:
    return CourseHeads(**{question: _question(_group(arrays, f"{name}.{question}"), dim) for question in _QUESTIONS})


def _question(found: Mapping[str, Any], dim: int) -> CourseHead:
    """Directions of another length belong to another encoder; those of rules are all zero."""
    parts = {part: found[part].astype(np.float32) for part in _DIRECTIONS}
    if any(len(part) != dim for part in parts.values()):
        if any(part.any() for part in parts.values()):
            raise ValueError("the directions do not fit the encoder")
        parts = {part: np.zeros(dim, dtype=np.float32) for part in parts}
    features = found["features"].astype(np.float32)
    if features.shape != (len(FEATURES),):
        raise ValueError("the weights of a conversation are for other features than this version has")
    return CourseHead(**parts, features=features, bias=float(found["bias"]))
