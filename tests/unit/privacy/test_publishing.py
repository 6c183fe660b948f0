from __future__ import annotations

import pytest

from copilot.privacy.publishing import Secret, secrets_of
from copilot.privacy.redactor import PresidioRedactor
from copilot.settings import PrivacySettings

SECRETS = [
    ("Pay with 4929 1183 2234 4417 to try it.", "CREDIT_CARD"),
    ("The password is Hunter2-xyz for all of us.", "PASSWORD"),
    ("Call the service with sk_live_4eC39HqLyjWDarjtT1zdp7dc.", "API_KEY"),
    ("Her social security number is 536-22-8714.", "US_SSN"),
    ("The CVV is 417.", "CVV"),
]
PUBLIC = [
    "Call us on +44 20 7946 0958 or write to help@larkwell.example.",
    "Ask for Maria Kowalska in billing, 17 Marlowe Road, Leeds LS6 3AB.",
    "Transfer it to DE89 3704 0044 0532 0130 00.",
    "The default PIN is 0000, and the default password is admin.",
    "The account is locked after 5 wrong passwords: [My account is locked](article:account-locked).",
    "Your password must have 12 characters.",
    "Never tell anybody your CVV or the code that we texted you.",
    "Your order number is LW-20990412, the ticket 4711 and the serial number 884411220033.",
]


@pytest.fixture(scope="module")
def patterns() -> PresidioRedactor:
    return PresidioRedactor(PrivacySettings())


@pytest.mark.parametrize(("text", "kind"), SECRETS)
def test_a_secret_is_named_by_its_kind_and_line(patterns: PresidioRedactor, text: str, kind: str) -> None:
    article = f"# A heading\n\nWords.\n{text}\nMore words.\n"

    assert secrets_of(article, patterns) == (Secret(kind=kind, line=4),)


@pytest.mark.parametrize("text", PUBLIC)
def test_what_a_company_tells_everybody_may_stand(patterns: PresidioRedactor, text: str) -> None:
    assert not secrets_of(text, patterns)


def test_lines_are_counted_over_the_whole_of_a_long_text(patterns: PresidioRedactor) -> None:
    text = "Some words in a line.\n" * 2_000 + "Pay with 4929 1183 2234 4417.\n"

    assert secrets_of(text, patterns) == (Secret(kind="CREDIT_CARD", line=2_001),)
