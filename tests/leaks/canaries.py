"""Values that must not be found again: each distinct, in a phrase in which somebody would tell it."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from itertools import count, cycle
from random import Random
from typing import Final, NamedTuple

from tests.leaks import numbers

_FIRST: Final = (
    *("Maria", "Thomas", "Aisha", "Piotr", "Katarzyna", "David", "Fatima", "Johan", "Elena", "Robert", "Ngozi"),
    *("Sanjay", "Ingrid", "Carlos"),
)  # fmt: skip
_LAST: Final = (
    *("Kowalczyk", "Okonkwo", "Henderson", "Vasquez", "Lindqvist", "Papadopoulos", "Abernathy", "Fitzgerald"),
    *("Nakamura", "Schumacher", "Delacroix", "Oyelaran", "Venkataraman", "Castellanos", "Bergstrom", "Wojciechowski"),
    *("Mcallister", "Hernandez", "Karlsson", "Ferreira", "Novakova", "Bianchi", "Dubois", "Petrova", "Goldstein"),
    *("Whitaker", "Montgomery", "Rasmussen", "Takahashi", "Chaudhary", "Szymanski", "Eriksson", "Moreau"),
    *("Ramirez", "Johansson", "Blackwood"),
)  # fmt: skip
_STREETS: Final = (
    *("Marlowe", "Hawthorne", "Wellington", "Juniper", "Clarendon", "Ashgrove", "Kensington", "Bramley"),
    *("Thornbury", "Linden"),
)  # fmt: skip
_TOWNS: Final = (("Leeds", "LS"), ("Bristol", "BS"), ("Sheffield", "S"), ("Norwich", "NR"), ("Oxford", "OX"))
_TRIES: Final = 1_000
_MONTHS: Final = (
    *("January", "February", "March", "April", "June", "July", "August", "September", "October", "November"),
    *("December",),
)  # fmt: skip


class Canary(NamedTuple):
    """A value and the words it was planted in; a `short` one is only looked for together with the words before it."""

    kind: str
    value: str
    text: str
    is_short: bool = False


class Mint:
    """Makes canaries, no two of the same value; the same ones each time."""

    def __init__(self, seed: int = 7) -> None:
        self._random = Random(seed)  # noqa: S311 - test data
        self._turns = count()
        self._names = iter(_people())
        self._used: set[str] = set()
        self._brands = cycle(numbers.BRANDS)
        self.made: list[Canary] = []

    def of(self, kind: str) -> Canary:
        """A new canary of a kind."""
        for _ in range(_TRIES):
            canary = _MAKERS[kind](self)
            if canary.value not in self._used:
                return self._keep(canary)
        raise ValueError(f"there are too few different values of {kind}")

    def secret_id(self) -> Canary:
        """A value that looks like an id to a console, and is a card, bank account, identity or telephone number."""
        turn = next(self._turns)
        random = self._random
        forms = (
            lambda: numbers.card(random, ("visa", "mastercard", "amex", "jcb")[turn // 6 % 4]),
            lambda: "card-" + numbers.grouped(numbers.card(random, "visa"), 2),
            lambda: numbers.iban(random, "DE"),
            lambda: numbers.iban(random, "GB").lower(),
            lambda: numbers.ssn(random),
            lambda: numbers.grouped(numbers.card(random, "amex"), 2),
        )
        value = forms[turn % len(forms)]()
        return self._keep(Canary("ID", value, value))

    def telephone_id(self) -> Canary:
        """An id of a messenger: a telephone number behind the messenger's name."""
        value = f"whatsapp:+447700900{self._random.randint(100, 999)}"
        return self._keep(Canary("ID", value, value))

    def card(self, brand: str) -> Canary:
        """A card number without separators."""
        value = numbers.card(self._random, brand)
        return self._keep(Canary("CREDIT_CARD", value, f"My card number is {value}."))

    def address(self) -> Canary:
        """An e-mail address as it is written."""
        value = f"{self.token(8).lower()}@{self.token(6).lower()}.example"
        return self._keep(Canary("EMAIL_ADDRESS", value, value))

    def word(self) -> Canary:
        """A word that stands for anything that somebody may send where it does not belong."""
        value = f"Quetzal{self.token(9)}"
        return self._keep(Canary("WORD", value, value))

    def token(self, length: int) -> str:
        """Letters and digits, of both at least one."""
        random = self._random
        alphabet = string.ascii_letters + string.digits
        return random.choice("GHJKQXZ") + "".join(random.choices(alphabet, k=length - 2)) + random.choice("2345678")

    def _keep(self, canary: Canary) -> Canary:
        self._used.add(canary.value)
        self.made.append(canary)
        return canary

    def _card(self) -> Canary:
        number = numbers.card(self._random, next(self._brands))
        turn = next(self._turns)
        value = numbers.spelt(number) if turn % 12 == 11 else numbers.grouped(number, turn)
        return Canary("CREDIT_CARD", value, f"My card number is {value}.")

    def _email(self) -> Canary:
        name, domain = self.token(8).lower(), self.token(6).lower()
        turn = next(self._turns) % 3
        value = (f"{name}@{domain}.example", f"{name}+shop@{domain}.co.uk", f"{name} at {domain} dot com")[turn]
        return Canary("EMAIL_ADDRESS", value, f"My e-mail is {value}, thanks.")

    def _phone(self) -> Canary:
        random, turn = self._random, next(self._turns)
        value = (
            f"+44 7700 900{random.randint(100, 999)}",
            f"+1 ({random.choice([202, 212, 312, 415])}) 555-01{random.randint(10, 99)}",
            f"+4915{random.randint(10, 79)}{random.randint(2_000_000, 9_999_999)}",
            f"+33 6 {' '.join(f'{random.randint(10, 99)}' for _ in range(4))}",
        )[turn % 4]
        return Canary("PHONE_NUMBER", value, f"Call me on {value} please.")

    def _iban(self) -> Canary:
        turn = next(self._turns)
        value = numbers.iban(self._random, ("DE", "NL", "GB", "FR", "AT")[turn % 5])
        if turn % 2:
            value = " ".join(value[start : start + 4] for start in range(0, len(value), 4))
        return Canary("IBAN_CODE", value, f"Refund it to {value} please.")

    def _nino(self) -> Canary:
        random = self._random
        value = f"{random.choice('ABCEHJ')}{random.choice('ABCEHJ')}{numbers.digits(random, 6)}{random.choice('ABCD')}"
        return Canary("UK_NINO", value, f"My national insurance number is {value}.")

    def _api_key(self) -> Canary:
        value = (f"sk_live_{self.token(24)}", f"ghp_{self.token(36)}", f"AKIA{self.token(16).upper()}")[
            next(self._turns) % 3
        ]
        return Canary("API_KEY", value, f"We call you with {value} and get an error.")

    def _password(self) -> Canary:
        value = self.token(11) + "!"
        return Canary("PASSWORD", value, f"My password is {value}")

    def _short(self, kind: str, words: str, value: str) -> Canary:
        return Canary(kind, f"{words} {value}", f"The {words} {value}.", is_short=True)

    def _person(self) -> Canary:
        value = next(self._names)
        return Canary("PERSON", value, f"My name is {value}.")

    def _address(self) -> Canary:
        random = self._random
        town, area = random.choice(_TOWNS)
        street = f"{random.randint(11, 299)} {random.choice(_STREETS)} {random.choice(['Road', 'Street', 'Avenue'])}"
        code = f"{area}{random.randint(1, 9)} {random.randint(1, 9)}{random.choice('ABDEF')}{random.choice('GHJLN')}"
        value = f"{street}, {town} {code}"
        return Canary("STREET_ADDRESS", value, f"I live at {value}.")

    def _birth(self) -> Canary:
        random = self._random
        value = f"{random.randint(1, 28)} {random.choice(_MONTHS)} {random.randint(1941, 2003)}"
        return Canary("DATE_OF_BIRTH", value, f"I was born on {value}.")


def _people() -> Iterator[str]:
    """Names, no first and last name together twice; last names alone first, then pairs of them."""
    for number, last in enumerate(_LAST):
        yield f"{_FIRST[number % len(_FIRST)]} {last}"
    for shift in range(1, len(_LAST)):
        for number, last in enumerate(_LAST):
            yield f"{_FIRST[(number + shift) % len(_FIRST)]} {last}-{_LAST[(number + shift) % len(_LAST)]}"


_MAKERS: Final[dict[str, Callable[[Mint], Canary]]] = {
    "CREDIT_CARD": Mint._card,
    "EMAIL_ADDRESS": Mint._email,
    "PHONE_NUMBER": Mint._phone,
    "IBAN_CODE": Mint._iban,
    "US_SSN": lambda mint: _told("US_SSN", "My social security number is", numbers.ssn(mint._random)),
    "UK_NHS": lambda mint: _told("UK_NHS", "My NHS number is", numbers.nhs(mint._random)),
    "PL_PESEL": lambda mint: _told("PL_PESEL", "My PESEL is", numbers.pesel(mint._random)),
    "UK_NINO": Mint._nino,
    "PASSPORT": lambda mint: _told("PASSPORT", "My passport number is", "5" + numbers.digits(mint._random, 8)),
    "API_KEY": Mint._api_key,
    "PASSWORD": Mint._password,
    "PIN": lambda mint: mint._short("PIN", "PIN is", numbers.digits(mint._random, 4)),
    "CVV": lambda mint: mint._short("CVV", "CVV is", numbers.digits(mint._random, 3)),
    "CARD_EXPIRY": lambda mint: mint._short(
        "CARD_EXPIRY", "card expires", f"{mint._random.randint(1, 12):02d}/{mint._random.randint(27, 48)}"
    ),
    "ONE_TIME_CODE": lambda mint: mint._short(
        "ONE_TIME_CODE", "code you texted me is", numbers.digits(mint._random, 6)
    ),
    "PERSON": Mint._person,
    "STREET_ADDRESS": Mint._address,
    "DATE_OF_BIRTH": Mint._birth,
    "IP_ADDRESS": lambda mint: _told(
        "IP_ADDRESS", "My IP address is", f"203.0.{mint._random.randint(100, 254)}.{mint._random.randint(10, 254)}"
    ),
    "USER_NAME": lambda mint: _told("USER_NAME", "My username is", f"quetzal_{mint.token(6).lower()}"),
}
KINDS: Final = tuple(_MAKERS)
SECRET_KINDS: Final = ("CREDIT_CARD", "CVV", "PASSWORD", "PIN", "ONE_TIME_CODE", "API_KEY", "US_SSN", "UK_NINO")
"""What must not be published either, whoever writes it."""


def _told(kind: str, words: str, value: str) -> Canary:
    return Canary(kind, value, f"{words} {value}.")
