"""What is wrong with a text for a customer."""

from __future__ import annotations

import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.guard.objections import Objection, asked, blocks, rule_of, worded
from copilot.suggest.voice import Promises, SecurePayment, WordRules

BRAND = Brand(
    words=WordRules(avoid=("unfortunately", "ASAP"), use={"parcel": ("package", "shipment"), "e-mail": ("email",)}),
    promises=Promises(forbidden=("we guarantee", "refund today")),
    secure_payment=SecurePayment(url="https://pay.example"),
)


def rules(found: object) -> list[str]:
    return [one.rule for one in found]


@pytest.mark.parametrize(
    ("text", "rule", "is_blocked"),
    [
        ("Please send me your card number.", "asks_for_card_number", True),
        ("Please send me the CVV.", "asks_for_security_code", True),
        ("Please tell me your password.", "asks_for_password", True),
        ("Please tell me your PIN.", "asks_for_pin", True),
        ("Please send me your IBAN.", "asks_for_bank_account", False),
        ("When does your card expire?", "asks_for_card_expiry", False),
    ],
)
def test_what_is_asked_for_breaks_a_rule_that_blocks_or_warns(text: str, rule: str, *, is_blocked: bool) -> None:
    (found,) = asked(text, BRAND)

    assert (found.rule, blocks(found)) == (rule, is_blocked)


@pytest.mark.parametrize(
    ("text", "broken", "words"),
    [
        ("Unfortunately we guarantee a refund today.", ["forbidden_promise", "forbidden_promise", "avoided_word"],
         ["we guarantee", "refund today", "Unfortunately"]),
        ("I'll do it asap.", ["avoided_word"], ["asap"]),
        ("Your Package is in the email.", ["preferred_word", "preferred_word"], ["Package", "email"]),
        ("Your parcel is packaged, e-mail us.", [], []),
        ("fortunately", [], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_wording_is_found_as_whole_words_where_it_stands(text: str, broken: list[str], words: list[str]) -> None:
    found = list(worded(text, BRAND))

    assert rules(found) == broken
    assert [text[one.start : one.end] for one in found] == words


@pytest.mark.parametrize(("text", "word"), [("Your SHIPMENT", "parcel"), ("an Email", "e-mail")])
def test_another_word_is_named(text: str, word: str) -> None:
    (found,) = worded(text, BRAND)

    assert word in found.message
    assert not blocks(found)


def test_a_promise_blocks_and_an_avoided_word_warns() -> None:
    promise, word = worded("We guarantee it, unfortunately.", BRAND)

    assert (blocks(promise), blocks(word)) == (True, False)


@pytest.mark.parametrize(
    ("brand", "where"), [(BRAND, "https://pay.example"), (Brand(), "your secure payment form")], ids=["own", "any"]
)
def test_a_message_names_the_secure_way_and_never_the_text(brand: Brand, where: str) -> None:
    (found,) = asked("Zanzibar! Please send me your card number.", brand)

    assert where in found.message
    assert "Zanzibar" not in found.message
    assert "{" not in found.message


@pytest.mark.parametrize("kind", ["CREDIT_CARD", "PASSWORD", "IBAN_CODE", "US_SSN"])
def test_kinds_that_had_better_not_be_asked_for_have_a_rule(kind: str) -> None:
    assert rule_of(kind) is not None
    assert rule_of("ORDER_NUMBER") is None


def test_a_rule_that_is_not_ours_blocks_nothing() -> None:
    assert not blocks(Objection(rule="preferred_word", message="", start=0, end=1))
