from __future__ import annotations

import pytest
from msgspec import Struct

from tests.bench.probing import MeasurementFailed, clean, decode_last


class Answer(Struct, frozen=True, kw_only=True):
    n: int


@pytest.mark.parametrize(
    "output",
    ['{"n": 7}\n', 'a warning\n{"n": 7}\n', '{"n": 1}\nnoise\n{\n  "n": 7\n}\n', 'loading {"x"}\n{"n": 7, "more": {}}'],
)
def test_the_last_object_is_the_answer_whatever_was_written_before(output: str) -> None:
    assert decode_last(output, Answer) == Answer(n=7)


@pytest.mark.parametrize("output", ["", "nothing here", '{"m": 7}', '{"n": "seven"}', '{"n": 7} and more'])
def test_an_output_without_the_answer_is_a_failure(output: str) -> None:
    with pytest.raises(MeasurementFailed):
        decode_last(output, Answer)


def test_the_users_settings_do_not_reach_what_is_measured() -> None:
    assert clean({"COPILOT__SERVER__WORKERS": "4", "PATH": "/bin"}) == {
        "PATH": "/bin",
        "HF_HUB_OFFLINE": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "TOKENIZERS_PARALLELISM": "false",
    }
