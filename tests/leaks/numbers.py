"""Made-up numbers whose check digits are right, in the groupings that people write."""

from __future__ import annotations

from random import Random
from typing import Final

BRANDS: Final[dict[str, tuple[str, int]]] = {
    "visa": ("4", 16),
    "visa_13": ("4", 13),
    "visa_19": ("4", 19),
    "mastercard": ("53", 16),
    "mastercard_2": ("2312", 16),
    "amex": ("37", 15),
    "diners": ("36", 14),
    "discover": ("6011", 16),
    "jcb": ("3530", 16),
    "unionpay": ("6221", 16),
    "unionpay_19": ("6221", 19),
}
_SEPARATORS: Final = ("", " ", "-", ".")
SPELT: Final = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_IBAN_FORMS: Final = {"DE": (18, ""), "NL": (10, "ABNA"), "GB": (14, "WEST"), "FR": (23, ""), "AT": (16, "")}


def card(random: Random, brand: str) -> str:
    """The digits of a card number."""
    prefix, length = BRANDS[brand]
    body = prefix + digits(random, length - len(prefix) - 1)
    return body + str(-_luhn_sum(body + "0") % 10)


def grouped(number: str, turn: int) -> str:
    """A card number as somebody types it; the turn decides how."""
    separator = _SEPARATORS[turn % len(_SEPARATORS)]
    sizes = (4, 6, 5) if len(number) == 15 else (4, 4, 4, 4, 3)
    pieces, start = [], 0
    for size in sizes:
        pieces.append(number[start : start + size])
        start += size
    return separator.join(filter(None, pieces))


def spelt(number: str) -> str:
    """A number in words."""
    return " ".join(SPELT[int(digit)] for digit in number)


def iban(random: Random, country: str) -> str:
    """An IBAN without spaces; the account number in it is no bank's."""
    length, bank = _IBAN_FORMS[country]
    account = _french(random) if country == "FR" else bank + digits(random, length)
    rest = "".join(str(int(character, 36)) for character in f"{account}{country}00")
    return f"{country}{98 - int(rest) % 97:02d}{account}"


def _french(random: Random) -> str:
    """Bank, branch, account and the French key, all figures."""
    bank, branch, account = digits(random, 5), digits(random, 5), digits(random, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02d}"


def ssn(random: Random) -> str:
    """A US social security number that could have been issued."""
    return f"{random.randint(520, 660)}-{random.randint(11, 98)}-{random.randint(1200, 9800)}"


def nhs(random: Random) -> str:
    """A UK NHS number, grouped as on letters."""
    while True:
        body = "9" + digits(random, 8)
        check = 11 - sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            number = body + str(check % 11)
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def pesel(random: Random) -> str:
    """A Polish PESEL of somebody born in the eighties."""
    body = f"8{random.randint(0, 9)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}{digits(random, 4)}"
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    return body + str(-sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 10)


def digits(random: Random, length: int) -> str:
    """So many digits, no two alike beside each other: nothing of it looks made up by rule."""
    found = random.choice("12345678")
    while len(found) < length:
        found += random.choice([digit for digit in "0123456789" if digit != found[-1]])
    return found[:length]


def _luhn_sum(number: str) -> int:
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    return sum(int(digit) for digit in number[-1::-2]) + sum(value - 9 * (value > 9) for value in doubled)
