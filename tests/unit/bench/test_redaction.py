from __future__ import annotations

import pytest

from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings
from tests.bench.adversarial import LENGTH, UNITS, adversarial
from tests.bench.personal import CONTENTS, written
from tests.bench.probes.redaction import middle
from tests.bench.redaction import growth_by_content, redaction_figures
from tests.bench.redaction_tables import messages_table, strings_table
from tests.unit.bench.readings import redacted, redaction

WORDS = ("the", "lamp", "is", "broken")


def test_a_goal_is_judged_by_the_content_that_takes_longest() -> None:
    found = redaction_figures(redaction(redacted(40, "nothing", 1.0), redacted(40, "a name", 3.0), times_slower=1.0))

    assert found["redaction_40_words_p50"] == pytest.approx(3.0)
    assert found["redaction_40_words_p99"] == pytest.approx(9.0)


def test_a_slower_machine_has_more_time() -> None:
    found = redaction_figures(redaction(redacted(2_000, "nothing", 100.0), times_slower=4.0, worst=200.0))

    assert found["redaction_2000_words"] == pytest.approx(25.0)
    assert found["redaction_worst_string"] == pytest.approx(50.0)


@pytest.mark.parametrize(("longest", "growth"), [(80.0, 1.0), (160.0, 2.0)])
def test_growth_is_one_if_ten_times_the_words_take_ten_times_as_long(longest: float, growth: float) -> None:
    reading = redaction(redacted(200, "a name", 8.0), redacted(2_000, "a name", longest))

    assert list(growth_by_content(reading.messages)) == [("a name", pytest.approx(growth))]


def test_what_was_not_measured_has_no_figure() -> None:
    assert set(redaction_figures(redaction(redacted(10, "nothing", 1.0)))) == {"redaction_worst_string"}


def test_the_tables_show_times_as_measured_and_how_much_slower_the_machine_is() -> None:
    reading = redaction(redacted(40, "a name", 3.0), times_slower=2.5, worst=300.0)

    messages, strings = messages_table(reading), strings_table(reading)

    assert messages.rows == (("40, a name", "2.0", "5.00 / 15.0", "8.00 / 24.0", "3.00 / 9.00", "3.00 / 9.00"),)
    assert strings.rows == (("'1.'", "300", "300", "no", "cards", "150"),)
    assert "2.5 times" in messages.note
    assert "1 refused" in strings.note


def test_rounds_are_put_together_row_by_row() -> None:
    rounds = [redaction(redacted(40, "a name", cpu)).messages for cpu in (1.0, 9.0, 2.0)]

    (row,) = middle(rounds).rows

    assert row.cpu.p50 == 2.0
    assert (row.cpu.lowest, row.cpu.highest) == (1.0, 9.0)


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("length", [40, 200, 450])
def test_messages_have_the_words_that_are_asked_for(length: int, content: str) -> None:
    messages = written(WORDS, length, content, 3)

    assert [len(message.split()) for message in messages] == [length] * 3
    assert messages == written(WORDS, length, content, 3)


def test_messages_hold_what_their_content_says() -> None:
    redactor = PresidioRedactor(PrivacySettings())
    kinds = [
        {
            entity.kind
            for message in written(WORDS, 40, content, 5)
            for entity in redactor.redact(message, Vault()).entities
        }
        for content in CONTENTS
    ]

    assert kinds[0] == kinds[1] == set()
    assert kinds[2] >= {"EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD"}


def test_adversarial_strings_have_their_length_and_are_the_same_each_time() -> None:
    strings = dict(adversarial(30))

    assert {len(text) for text in strings.values()} == {LENGTH}
    assert len(set(strings.values())) > 250
    assert strings == dict(adversarial(30))


def test_no_unit_is_there_twice() -> None:
    assert sorted(UNITS) == sorted(set(UNITS))
