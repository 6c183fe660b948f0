"""Passwords, user names, one-time codes, PINs and API keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.api_keys import ApiKeyRecogniser
from copilot.privacy.recognisers.one_time_codes import OneTimeCodeRecogniser
from copilot.privacy.recognisers.passwords import PasswordRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("my password is hunter2", "hunter2"),
        ("password: letmein", "letmein"),
        ("Password = Summer2024!", "Summer2024!"),
        ("my pw is blue-horse-9, please reset", "blue-horse-9"),
        ("I changed my password to Tr0ub4dor&3 but it fails", "Tr0ub4dor&3"),
        ('the password is "correct horse battery"', "correct horse battery"),
        ("login jo pass: s3cret!", "s3cret!"),
        ("my wifi password for home is kittens22", "kittens22"),
        ("password hunter2 does not work", "hunter2"),
        ("my password is letmein.", "letmein"),
        ("my password is letMeIn but it fails", "letMeIn"),
        ("pwd:abc123", "abc123"),
        ("password: (hunter2)", "hunter2"),
        ("password is <hunter2>", "<hunter2>"),
        ("passcode 739182", "739182"),
        ("Passwort: geheim99", "geheim99"),
        ("mi contraseña es: gato99", "gato99"),
    ],
)
def test_finds_a_password(find: Find, text: str, password: str) -> None:
    assert find(PasswordRecogniser(), text) == [("PASSWORD", password)]


@pytest.mark.parametrize(
    "text",
    [
        "my password is not working",
        "my password is wrong/expired",
        "I forgot my password",
        "the password is case-sensitive",
        "the password was declined by the app",
        "how do I change my password to something else",
        "password must be 8 characters",
        "my password is really hard to remember",
        "password reset link expired",
        "password V-205",
        "see https://example.com/password: https://example.com",
        "my passport is at home",
        "password:",
        "password is a?",
        "your username is awesome",
        "username: required",
    ],
)
def test_leaves_talk_about_passwords(find: Find, text: str) -> None:
    assert find(PasswordRecogniser(), text) == []


@pytest.mark.parametrize(("text", "name"), [("my username is jo_smith88", "jo_smith88"), ("user name: ana", "ana")])
def test_finds_a_user_name_that_is_said_to_be_one(find: Find, text: str, name: str) -> None:
    assert find(PasswordRecogniser(), text) == [("USER_NAME", name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the code is 482913", ("ONE_TIME_CODE", "482913")),
        ("I got the code 482913 but it expired", ("ONE_TIME_CODE", "482913")),
        ("your verification code is 123456", ("ONE_TIME_CODE", "123456")),
        ("OTP 482 913", ("ONE_TIME_CODE", "482 913")),
        ("one-time password: 998877", ("ONE_TIME_CODE", "998877")),
        ("code: 48291", ("ONE_TIME_CODE", "48291")),
        ("482913 is the code I got", ("ONE_TIME_CODE", "482913")),
        ("G-482913 is your verification code", ("ONE_TIME_CODE", "G-482913")),
        ("my verification code 1234 does not work", ("ONE_TIME_CODE", "1234")),
        ("my pin is 4821", ("PIN", "4821")),
        ("PIN: 482190", ("PIN", "482190")),
        ("pin code 4821", ("PIN", "4821")),
        ("4821 is my pin", ("PIN", "4821")),
    ],
)
def test_finds_a_code(find: Find, text: str, expected: tuple[str, str]) -> None:
    assert find(OneTimeCodeRecogniser(), text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "error code is 4013",
        "the display shows an error, the code is 4013",
        "promo code: 20241234",
        "the postcode is 90210",
        "zip code 90210",
        "the code is V-205",
        "the 4013 is the error code",
        "my code 4013",
        "pin 3 of the connector",
        "2-pin plug 2300 W",
        "my discount code 123456",
        "the display shows 482913 is the code",
    ],
)
def test_leaves_other_codes(find: Find, text: str) -> None:
    assert find(OneTimeCodeRecogniser(), text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("sk-abcdefghijklmnopqrstuvwx1234", "sk-abcdefghijklmnopqrstuvwx1234"),
        ("use ghp_abcdefghijklmnopqrstuvwxyz0123456789.", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("api key: 4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c", "4f3c2b1a0d9e8f7a6b5c4d3e2f1a0b9c"),
        ("Bearer abcDEF1234567890abc", "abcDEF1234567890abc"),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3",
        ),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", None),
        ("key features include 12345678 colours", ""),
        ("the token ring", ""),
        ("tokenisation1234567890abcdef", ""),
    ],
)
def test_finds_keys_by_their_form_or_their_label(find: Find, text: str, key: str | None) -> None:
    expected = [("API_KEY", text if key is None else key)] if key != "" else []

    assert find(ApiKeyRecogniser(), text) == expected
