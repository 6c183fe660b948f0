"""Values of a conversation that a new text tells again."""

from __future__ import annotations

import pytest

from copilot.privacy.retold import retold
from copilot.privacy.vault import Vault

KINDS = frozenset({"CREDIT_CARD", "CVV", "PASSWORD"})


def a_vault(kind: str, value: str) -> Vault:
    vault = Vault()
    vault.placeholder(kind, value)
    return vault


@pytest.mark.parametrize(
    ("kind", "value", "text", "told"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1111", "you paid with 4111-1111-1111-1111 🙂", "4111-1111-1111-1111"),
        ("CVV", "123", "so the CVV is 123, right?", "123"),
        ("CVV", "123", "🙂 １２３", "１２３"),
        ("PASSWORD", "Tr0ub4dor&3", "I'll try Tr0ub4dor&3 now", "Tr0ub4dor&3"),
    ],
)
def test_a_value_is_found_however_it_is_written(kind: str, value: str, text: str, told: str) -> None:
    found = retold(text, a_vault(kind, value), KINDS)

    assert [(one.kind, text[one.start : one.end]) for one in found] == [(kind, told)]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("CVV", "123", "order 41235 and 1234"),
        ("PASSWORD", "summer", "enjoy the summer"),
        ("PASSWORD", "Tr0ub4dor&3", "tr0ub4dor&3"),
        ("CVV", "12", "12 days"),
        ("EMAIL_ADDRESS", "jo@mail.example", "jo@mail.example"),
    ],
)
def test_other_numbers_ordinary_words_and_other_kinds_are_not(kind: str, value: str, text: str) -> None:
    assert retold(text, a_vault(kind, value), KINDS) == []
