"""What the slots of templates are filled with."""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final

from training.names.addresses import Addresses
from training.names.lists import listed
from training.names.people import People

_MAIL: Final = (
    "gmail.com",
    "outlook.com",
    "yahoo.co.uk",
    "web.de",
    "orange.fr",
    "icloud.com",
    "hotmail.com",
    "proton.me",
)
_WEEKDAYS: Final = ("monday", "Tuesday", "wednesday", "Thursday", "friday", "Saturday", "sunday")
_MONTHS: Final = tuple(calendar.month_name)[1:]
_CURRENCIES: Final = ("£{}", "${}", "{} €", "€{}", "{} euros", "{} quid", "{} dollars", "{} zł", "{} kr")
_LOCALES: Final = (
    "en_GB",
    "en_US",
    "en_IN",
    "en_AU",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "pl_PL",
    "nl_NL",
    "sv_SE",
    "pt_BR",
)
_NUMBERS: Final = (
    *("######", "########", "##########", "############", "#### #### ####", "???########", "??-########", "#?-#####"),
    *("?########", "??#########??", "1Z#?####?####?####", "###-#######-#######", "JD##############"),
)
"""Order, tracking and ticket numbers: `#` for a digit, `?` for a capital letter."""


class Slots:
    """A seeded source of values for slots, personal and other; each call gives another one."""

    def __init__(self, seed: int, requests: Sequence[str] = ()) -> None:
        """`requests` fill the slot `request`."""
        self._random = random.Random(seed)  # noqa: S311 - made-up values, no secrets
        self._seed = seed
        self._people = People(seed)
        self._addresses = Addresses(seed)
        self._requests = requests

    def choose(self, slot: str) -> str:
        """A value for a slot.

        Raises:
            KeyError: no such slot.
        """
        return self._makers[slot]()

    @cached_property
    def _makers(self) -> dict[str, Callable[[], str]]:
        people, addresses, pick = self._people, self._addresses, self._random.choice
        return {
            "PERSON": people.any,
            "PERSON.any": people.any,
            "PERSON.first": people.first,
            "PERSON.last": people.last,
            "PERSON.full": people.full,
            "STREET_ADDRESS": addresses.full,
            "STREET_ADDRESS.full": addresses.full,
            "STREET_ADDRESS.street": addresses.street,
            "STREET_ADDRESS.flat": addresses.flat,
            "STREET_ADDRESS.lines": addresses.lines,
            "STREET_ADDRESS.number": addresses.number,
            "ZIP_CODE": addresses.postcode,
            "EMAIL_ADDRESS": self._email,
            "PHONE_NUMBER": lambda: str(pick(self._fakers).phone_number()),
            "CREDIT_CARD": lambda: _grouped(self._fakers[0].credit_card_number(), 4, pick(("", " ", "-"))),
            "DATE_OF_BIRTH": lambda: self._date(1940, 2006),
            "IBAN_CODE": lambda: _grouped(self._fakers[0].iban(), 4, pick(("", " "))),
            "order_number": self._number,
            "tracking_number": self._number,
            "ticket_number": self._number,
            "serial_number": lambda: self._pattern(pick(("??####?###", "S/N ########", "?#?#-????-##", "##########"))),
            "code": lambda: self._pattern(pick(("??????", "????", "#?#???", "??####?", "?###", "????????", "?-?###"))),
            "label_number": lambda: self._pattern("#" * pick((4, 6, 8, 9, 10, 11, 12))),
            "iban": lambda: _grouped(self._fakers[0].iban(), 4, pick(("", " "))),
            "model_code": lambda: self._pattern(pick(("??-###", "?####", "??##", "X#", "### Pro", "?#?", "MK#"))),
            "city": lambda: pick((pick(listed("cities")), str(pick(self._fakers).city()))),
            "company": lambda: pick((pick(listed("brands")), str(pick(self._fakers).company()))),
            "product": lambda: pick(listed("products")),
            "amount": lambda: pick(_CURRENCIES).format(
                pick(("5", "12.50", "39.99", "120", "1,250", "7", "0.99", "64"))
            ),
            "date": lambda: self._date(2025, 2027),
            "time": lambda: self._pattern(pick(("1#:#0", "#pm", "#.30", "half #", "1# o'clock", "#:15 am"))),
            "weekday": lambda: pick(_WEEKDAYS),
            "request": lambda: pick(self._requests),
        }

    @cached_property
    def _fakers(self) -> list[Any]:
        from faker import Faker

        fakers = [Faker(locale) for locale in _LOCALES]
        for number, faker in enumerate(fakers):
            faker.seed_instance(self._seed + number)
        return fakers

    def _email(self) -> str:
        pick = self._random.choice
        first, last = (self._people.first().lower(), self._people.last().lower().replace(" ", ""))
        local = pick((f"{first}.{last}", f"{first}{pick(range(100))}", f"{first[0]}{last}", f"{last}_{first}"))
        return f"{local}@{pick(_MAIL)}"

    def _number(self) -> str:
        return self._pattern(self._random.choice(_NUMBERS))

    def _date(self, first: int, last: int) -> str:
        day, month, year = self._random.randint(1, 28), self._random.randint(1, 12), self._random.randint(first, last)
        name = _MONTHS[month - 1]
        forms = [f"{day}/{month:02}/{year}", f"{day}.{month}.{year}", f"{day} {name}", f"{name} {day}"]
        forms += [f"{day} {name} {year}", f"{year}-{month:02}-{day:02}", f"{day}th of {name.lower()}"]
        return self._random.choice([*forms, f"{day}/{month}/{year % 100:02}"])

    def _pattern(self, pattern: str) -> str:
        """The pattern with `#` for a digit and `?` for a capital letter."""
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        made = (
            self._random.choice("123456789") if c == "#" else self._random.choice(letters) if c == "?" else c
            for c in pattern
        )
        return "".join(made)


def _grouped(value: str, size: int, separator: str) -> str:
    return separator.join(value[start : start + size] for start in range(0, len(value), size))
