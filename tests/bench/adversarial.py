"""Strings of 20,000 characters that are made to take long: every recogniser's own words, again and again (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

LENGTH: Final = 20_000
_SEED: Final = 20_260_105
_MOST_TIMES: Final = (1, 1, 2, 3, 30, 3_000)

_CHARACTERS: Final = (
    *"aAéßЖ中عि07٣１½_-.,@:;/\\#+?!$%&=|*~<>()[]{}\"'“«`",
    *(" ", "\n", "\t", "\u00a0", "\u200b", "\u202e", "\x00", "\ufffd", "e\u0301", "🙂", "👨\u200d👩\u200d👧"),
)
_LABELS: Final = (
    *("password: ", "my password is ", "the password was ", "contraseña: "),
    *("Passwort ist ", "mot de passe : "),  # codespell:ignore ist,mot
    *("pin ", "pin: ", "otp code ", "verification code is ", "login: ", "username: ", "my user name is "),
    *("card number ", "cvv ", "expires ", "account number: ", "sort code ", "routing number ", "iban ", "ssn "),
    *("passport no ", "driving licence number ", "nhs number ", "national id ", "tax id: ", "date of birth ", "dob: "),
    *("phone: ", "call me on ", "e-mail: ", "my name is ", "address: ", "postcode ", "ip address "),
    *("api_key=", "key: "),
)
_DIGITS: Final = tuple(
    f"{digits}{separator}"
    for separator in (*" -./,:;_|+#x*'", "\n", "\t", "\u2013", "\u00a0", "\u200b", ") (", " a ", " abc ", " - ")
    for digits in ("1", "4111")
)
_NEAR: Final = (
    *("4111 1111 1111 1112 ", "4111111111111112", "4111-1111-1111-111 "),
    *("4111 1111 1111 1111 ", "37 82 82 24 63 10 00 "),
    *("a@", "a@b", "@a.", "a.a.a.", "a.b@c.", "a@b.c ", "a+b%c@", "x@x.com", "jo at mail dot "),
    *(" at dot ", "a (at) b "),
    *("+1 555 ", "+44 20 7946 095 ", "+442079460958", "(0) ", "00", "07700 90012 ", "020 7946 0958 ", "+1("),
    *("GB82 WEST 1234 5698 7654 33 ", "DE89", "gb82west", "078-05-112 ", "AB 12 34 56 X ", "AB123456", "12-34-56 "),
    *("1.2.3.", "256.256.256.256 ", "::", "fe80::", "a:b:c:d:", "aa:bb:cc:dd:ee:gg ", "0x", "deadbeef", "bc1q"),
    *("1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf", "eyJ", "eyJhbGci.", "sk_live_", "AKIA", "ghp_", "Bearer ", "Zm9vYmFy+/="),
    *("01/01/1990 ", "31.02.", "12/", "12/26 ", "3 May ", "SW1A 1A ", "SW1A 1AA ", "12345-", "1234 AB "),
)
_LOOK_ALIKES: Final = (
    *("<PERSON_1>", "<PERSON_1", "<EMAIL_ADDRESS_", "<<<", "<_", "<PERSON_1><", "&lt;PERSON_1&gt;"),
    *("JOHN SMITH ", "ABCD1234 ", "A1B2", "aB3$", "Aa1!", "I.D. ", "O'Neil-", "X"),
)
_SPELT: Final = (
    *("four ", "one two ", "double o ", "triple nine ", "oh ", "four one one one ", "twenty-one ", "forty one eleven "),
    *("zwei ", "uno ", "one-", "nine, ", "one and ", "hundred ", "one 1 ", "fourone"),
)
_NESTED: Final = (
    *("\"'", "[{(<", 'password is "', "password: '\"(", "pin (", "key=\"'", "«“", "((a))", '"a" ', "'a'", 'a="b" '),
    *('{"password": ', "password=", "password\n\n", "https://a:b@", "a://", "?a=b&", "card: (", 'my code is "'),
)
_UNICODE: Final = (
    *("ａ＠ｂ．ｃｏｍ ", "𝟒𝟏𝟏𝟏 ", "٤١١١", "сard ", "4\u200b1\u200b", "1\u0301", "\u202e1", "İ", "ﬁ", "ǅ", "①", "๑ "),
    *("пароль: ", "密码：", "パスワード", "كلمة السر ", "a\u0300\u0301\u0302"),
)
UNITS: Final = (*_CHARACTERS, *_LABELS, *_DIGITS, *_NEAR, *_LOOK_ALIKES, *_SPELT, *_NESTED, *_UNICODE)
"""What recognisers look for, or nearly; each once."""


def adversarial(mixes: int) -> Iterator[tuple[str, str]]:
    """(name, string): each unit again and again, halves of two shapes, and so many random mixes of units.

    The same ones each time; the name of a repeated unit is the unit.
    """
    for unit in UNITS:
        yield ascii(unit), _filled(unit)
    for opening, closing in ("()", "[]", "{}", "<>", "“”", "«»"):
        yield f"{opening}…{closing}", opening * (LENGTH // 2) + closing * (LENGTH // 2)
    yield "password is (half), then letters", _filled("password is ")[: LENGTH // 2] + "a" * (LENGTH // 2)
    yield "digits (half), then @", "1" * (LENGTH // 2) + "@" * (LENGTH // 2)
    random = Random(_SEED)  # noqa: S311 - test data, no secret
    for number in range(1, mixes + 1):
        yield f"mix {number}", _mix(random)


def _filled(unit: str) -> str:
    return (unit * (LENGTH // len(unit) + 1))[:LENGTH]


def _mix(random: Random) -> str:
    """Some units in a random order; a few texts repeat a short mix, others never repeat."""
    some = random.sample(UNITS, random.randrange(2, 9))
    most = random.choice(_MOST_TIMES)
    pieces, length, stop = [], 0, random.choice((40, 400, LENGTH))
    while length < stop:
        pieces.append(random.choice(some) * random.randint(1, most))
        length += len(pieces[-1])
    return _filled("".join(pieces))
