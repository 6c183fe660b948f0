"""What is done with each kind of personal data."""

from __future__ import annotations

import pytest

from copilot.errors import ConfigError
from copilot.privacy.placeholders import PLACEHOLDER
from copilot.privacy.policy import policy_of
from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault
from copilot.settings import PrivacySettings, load_settings

KNOWN = frozenset({"PERSON", "CREDIT_CARD", "CVV", "IP_ADDRESS", "DATE_OF_BIRTH", "EMAIL_ADDRESS", "IBAN_CODE"})
CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ({"CREDITCARD": "mask"}, "unknown kind CREDITCARD"),
        ({"CREDIT_CARD": "keep"}, "must not be stored in clear"),
        ({"CVV": "keep"}, "must not be stored in clear"),
        ({"CVV": "last4"}, "no part of a secret"),
        ({"PERSON": "last4"}, "is for numbers"),
    ],
)
def test_refuses_what_it_does_not_know_or_must_not_do(actions: dict, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        policy_of(actions, KNOWN)


@pytest.mark.parametrize(
    ("kind", "action", "value", "hint"),
    [
        ("CREDIT_CARD", "last4", CARD, "1111"),
        ("CREDIT_CARD", "last4", "411", None),
        ("CREDIT_CARD", "generalise", CARD, "visa"),
        ("CREDIT_CARD", "mask", CARD, None),
        ("PERSON", "generalise", "Maria da Silva", "M.D.S."),
        ("DATE_OF_BIRTH", "generalise", "12 March 1985", "1985"),
        ("IP_ADDRESS", "generalise", "81.2.69.142", "81.2.x.x"),
        ("EMAIL_ADDRESS", "generalise", "Jo@Example.org", "example.org"),
        ("IBAN_CODE", "generalise", "gb29 NWBK 6016 1331 9268 19", "GB"),
        ("EMAIL_ADDRESS", "generalise", "jo@<script>", None),
    ],
)
def test_tells_no_more_of_a_value_than_the_policy_allows(kind: str, action: str, value: str, hint: str | None) -> None:
    assert policy_of({kind: action}, KNOWN).hint(kind, value) == hint


def redacting(**policy: str) -> PresidioRedactor:
    return PresidioRedactor(PrivacySettings(policy=policy, regex_timeout_seconds=5.0))


def test_a_hint_stands_in_the_placeholder_which_can_be_restored_and_redacted_again() -> None:
    vault, redactor = Vault(), redacting(CREDIT_CARD="last4")

    text = redactor.redact(f"card {CARD}, again {CARD}", vault).text

    assert text == "card <CREDIT_CARD_1:1111>, again <CREDIT_CARD_1:1111>"
    assert vault.restore(text) == f"card {CARD}, again {CARD}"
    assert redactor.redact(str(text), Vault()).text == text


def test_what_is_kept_stays_and_the_rest_goes() -> None:
    redaction = redacting(ip_address="keep").redact(f"from 81.2.69.142 with {CARD}", Vault())

    assert redaction.text == "from 81.2.69.142 with <CREDIT_CARD_1>"
    assert [entity.kind for entity in redaction.entities] == ["CREDIT_CARD"]


def test_a_look_alike_with_a_hint_is_harmless_too() -> None:
    vault = Vault()
    redacting(CREDIT_CARD="last4").redact(CARD, vault)

    forged = vault.admit("<CREDIT_CARD_1:1111>")

    assert vault.restore(forged) == forged
    assert not PLACEHOLDER.search(forged)


def test_the_number_of_a_placeholder_is_given_once_whatever_its_hint() -> None:
    vault = Vault.continuing(["<CREDIT_CARD_1:1111>"])

    assert vault.placeholder("CREDIT_CARD", "5555 5555 5555 4444") == "<CREDIT_CARD_2>"


def test_no_reply_repeats_payment_data_or_credentials() -> None:
    vault = Vault()
    template = f"{vault.placeholder('CREDIT_CARD', CARD)} of {vault.placeholder('PERSON', 'Ana')}"

    assert vault.restore(template, secrets=False) == "[hidden] of Ana"
    assert vault.restore("<CREDIT_CARD_7>", secrets=False) == "<CREDIT_CARD_7>"


def test_the_policy_can_be_given_by_variables() -> None:
    one_by_one = load_settings(None, {"COPILOT__PRIVACY__POLICY__CREDIT_CARD": "last4"})
    at_once = load_settings(None, {"COPILOT__PRIVACY__POLICY": '{"CREDIT_CARD": "last4"}'})

    assert one_by_one.privacy.policy == {"credit_card": "last4"}
    assert policy_of(one_by_one.privacy.policy, KNOWN) == policy_of(at_once.privacy.policy, KNOWN)


def test_an_unknown_action_is_named_with_its_path() -> None:
    with pytest.raises(ConfigError, match=r"privacy\.policy"):
        load_settings(None, {"COPILOT__PRIVACY__POLICY": '{"PERSON": "hide"}'})
