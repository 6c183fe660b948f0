"""What is to be reached, and whether it was (pure but for reading the file)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from copilot.errors import ConfigError

TARGETS = Path(__file__).with_name("targets.toml")


class Target(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of the report and its bound: `at_least` if higher is better, `below` if lower is."""

    figure: str
    says: str
    unit: str
    at_least: float | None = None
    below: float | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """A target with what was measured; both None if this run did not measure it.

    `margin`: by which share of the bound it is better (positive) or worse (negative).
    """

    target: Target
    value: float | None
    margin: float | None

    @property
    def is_met(self) -> bool | None:
        """Whether it was reached; exactly the bound is enough for `at_least` only."""
        if self.margin is None:
            return None
        return self.margin > 0 or (self.margin == 0 and self.target.at_least is not None)


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    target: tuple[Target, ...]


def read_targets(path: Path = TARGETS) -> tuple[Target, ...]:
    """The targets of a file, in its order.

    Raises:
        ConfigError: the file is not as it should be, or a target has not exactly one bound.
    """
    return parse_targets(path.read_bytes())


def parse_targets(content: bytes) -> tuple[Target, ...]:
    """The targets that a TOML text holds.

    Raises:
        ConfigError: as `read_targets`.
    """
    try:
        targets = msgspec.toml.decode(content, type=_File).target
    except msgspec.DecodeError as error:
        raise ConfigError(f"the targets cannot be read: {error}") from error
    for target in targets:
        if (target.at_least is None) == (target.below is None):
            raise ConfigError(f"the target {target.figure} needs either at_least or below")
    return targets


def judge(targets: Sequence[Target], figures: Mapping[str, float]) -> tuple[Outcome, ...]:
    """An outcome for each target, in their order; a figure that is missing was not measured."""
    return tuple(_judged(target, figures.get(target.figure)) for target in targets)


def _judged(target: Target, value: float | None) -> Outcome:
    if value is None:
        return Outcome(target=target, value=None, margin=None)
    margin = value / target.at_least - 1 if target.at_least is not None else 1 - value / (target.below or 1.0)
    return Outcome(target=target, value=value, margin=margin)
