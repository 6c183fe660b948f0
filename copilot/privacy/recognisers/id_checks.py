"""Check digits of national identity numbers that Presidio has no recogniser for. All take digits without separators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def is_date(year: int, month: int, day: int) -> bool:
    """True if there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def french_nir(number: str) -> bool:
    """Sex, year, month, department, …, and 97 minus the rest of the division by 97; Corsica counts as 19 and 18."""
    body = number[:13].upper().replace("2A", "19").replace("2B", "18")
    return body.isdigit() and number[13:].isdigit() and 97 - int(body) % 97 == int(number[13:])


def dutch_bsn(number: str) -> bool:
    """The eleven test with weight -1 for the last digit."""
    return _weighted(number.zfill(9), (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and int(number) > 0


def belgian(number: str) -> bool:
    """97 minus the rest, with a 2 in front for those born from 2000."""
    body, check = number[:9], int(number[9:])
    return check in {97 - int(body) % 97, 97 - int("2" + body) % 97} and int(number[2:4]) % 20 <= 12


def portuguese_nif(number: str) -> bool:
    """Weights from nine down, modulo 11."""
    rest = 11 - _weighted(number, range(9, 1, -1)) % 11
    return number[0] in "123" and int(number[8]) == (0 if rest > 9 else rest)


def brazilian_cpf(number: str) -> bool:
    """Two check digits modulo 11."""
    first = _weighted(number[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(number[:10], range(11, 1, -1)) * 10 % 11 % 10
    return len(set(number)) > 1 and number[9:] == f"{first}{second}"


def swiss_ahv(number: str) -> bool:
    """The check digit of EAN-13."""
    return (10 - _weighted(number[:12], (1, 3) * 6) % 10) % 10 == int(number[12])


def chilean_rut(number: str) -> bool:
    """Modulo 11 with weights 2 to 7 from the right; `K` stands for ten."""
    body, check = number[:-1], number[-1].upper()
    rest = 11 - _weighted(body[::-1], (2, 3, 4, 5, 6, 7, 2, 3)) % 11
    return check == {11: "0", 10: "K"}.get(rest, str(rest))


def chinese(number: str) -> bool:
    """ISO 7064 mod 11-2 over eighteen places, with the day of birth in them."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    is_right = "10X98765432"[_weighted(number[:17], weights) % 11] == number[17].upper()
    return is_right and is_date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def norwegian(number: str) -> bool:
    """Day of birth and two check digits modulo 11."""
    first = (11 - _weighted(number[:9], (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11) % 11
    second = (11 - _weighted(number[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11
    return number[9:] == f"{first}{second}"


def danish(number: str) -> bool:
    """A day of birth; numbers given out since 2007 have no check digit."""
    return is_date(2000 + int(number[4:6]), int(number[2:4]), int(number[:2]))


def irish_pps(number: str) -> bool:
    """A letter modulo 23, to which a second letter counts ninefold."""
    second = (ord(number[8].upper()) - 64) % 23 * 9 if len(number) > 8 else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(_weighted(number[:7], range(8, 1, -1)) + second) % 23] == number[7].upper()


def romanian_cnp(number: str) -> bool:
    """Modulo 11, ten counting as one, with month and day of birth in it."""
    rest = _weighted(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return int(number[12]) == (1 if rest == 10 else rest) and is_date(2000, int(number[3:5]), int(number[5:7]))


def czech(number: str) -> bool:
    """Divisible by eleven; the month has 50 added for women."""
    return int(number) % 11 == 0 and 1 <= int(number[2:4]) % 50 % 20 <= 12 and 1 <= int(number[4:6]) <= 31


def austrian(number: str) -> bool:
    """Serial number, check digit, day of birth."""
    rest = _weighted(number, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11
    return rest == int(number[3]) and 1 <= int(number[6:8]) <= 15 and 1 <= int(number[4:6]) <= 31


def greek_afm(number: str) -> bool:
    """Powers of two, modulo 11."""
    return _weighted(number, [2**power for power in range(8, 0, -1)]) % 11 % 10 == int(number[8]) and int(number) > 0


def thai(number: str) -> bool:
    """Weights from thirteen down, modulo 11."""
    return (11 - _weighted(number[:12], range(13, 1, -1)) % 11) % 10 == int(number[12])


def croatian_oib(number: str) -> bool:
    """ISO 7064 mod 11-10."""
    rest = 10
    for digit in number[:10]:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return (11 - rest) % 10 == int(number[10])


def anything(number: str) -> bool:
    """No check digit: the form alone is telling."""
    return bool(number)
