"""Failures with stable codes."""

from __future__ import annotations

import pytest

from copilot import errors
from copilot.errors import ConfigError, CopilotError, CorpusInvalid, InvalidInput
from copilot.types import Fault

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CopilotError)]


def test_every_kind_of_failure_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in KINDS]

    assert len(set(codes)) == len(codes) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_says_what_happened_and_where(kind: type[CopilotError]) -> None:
    fault = Fault(path="a.md", rule="wrong", line=3)

    error = kind("something happened", faults=(fault,))

    assert (error.detail, str(error), error.faults) == ("something happened", "something happened", (fault,))


def test_a_broken_corpus_is_invalid_input_and_a_broken_machine_is_not() -> None:
    assert issubclass(CorpusInvalid, InvalidInput)
    assert not issubclass(ConfigError, InvalidInput)
