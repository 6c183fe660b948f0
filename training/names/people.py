"""Names of people from many countries, as customers write them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from anyascii import anyascii

from training.names.lists import listed

_LATIN: Final = (
    *("en_GB", "en_US", "en_IE", "en_IN", "en_NG", "en_AU", "en_NZ", "en_CA", "en_KE", "de_DE", "de_AT", "de_CH"),
    *("fr_FR", "fr_CA", "es_ES", "es_MX", "es_AR", "es_CO", "it_IT", "nl_NL", "nl_BE", "pl_PL", "pt_PT", "pt_BR"),
    *("sv_SE", "no_NO", "da_DK", "fi_FI", "cs_CZ", "hu_HU", "ro_RO", "tr_TR", "hr_HR", "sk_SK", "sl_SI", "et_EE"),
    *("lt_LT", "lv_LV", "ga_IE", "zu_ZA", "yo_NG", "id_ID", "vi_VN", "ha_NG", "ig_NG", "tw_GH", "is_IS", "sw"),
    *("az_AZ", "uz_UZ"),
)
_TRANSCRIBED: Final = ("el_GR", "ru_RU", "uk_UA", "bg_BG", "ka_GE", "hy_AM")
_ENGLISH: Final = ("en_GB", "en_US", "en_IE", "en_AU")
_PARTICLES: Final = ("van", "de", "von", "van der", "de la", "del", "dos", "da", "el", "al", "bin", "ter", "le", "di")
_CONSONANTS: Final = (
    "b",
    "br",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sh",
    "t",
    "v",
    "w",
    "y",
    "z",
)
_VOWELS: Final = "aeioua"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class People:
    """A seeded source of names; each call gives another one."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made-up names, no secrets
        self._seed = seed

    @cached_property
    def _fakers(self) -> dict[str, Any]:
        from faker import Faker

        fakers = {locale: Faker(locale) for locale in (*_LATIN, *_TRANSCRIBED)}
        for number, faker in enumerate(fakers.values()):
            faker.seed_instance(self._seed + number)
        return fakers

    def first(self) -> str:
        """A first name or its short form."""
        roll = self._random.random()
        if roll < 0.18:
            return self._random.choice(listed("short_forms")).capitalize()
        if roll < 0.38:
            return self._random.choice(listed("first_names"))
        if roll < 0.42:
            return self._random.choice(listed("word_first_names"))
        if roll < 0.46:
            return self._invented()
        return self._odd(self._drawn("first_name"))

    def last(self) -> str:
        """A family name, at times a double one or one with a particle."""
        roll = self._random.random()
        if 0.3 < roll < 0.36:
            return self._random.choice(listed("word_last_names"))
        name = self._random.choice(listed("last_names")) if roll < 0.25 else self._drawn("last_name")
        if roll > 0.97:
            return f"{name}-{self._drawn('last_name')}"
        if roll > 0.94:
            return f"{self._random.choice(_PARTICLES)} {name}"
        return self._invented() if roll > 0.92 else self._odd(name)

    def full(self) -> str:
        """A first and a family name, at times with a middle one or an initial."""
        roll = self._random.random()
        if roll < 0.08:
            return f"{self.first()} {self._random.choice(_LETTERS).upper()}. {self.last()}"
        if roll < 0.14:
            return f"{self.first()} {self.first()} {self.last()}"
        if roll < 0.16:
            return f"{self.first()}-{self.first()} {self.last()}"
        return f"{self.first()} {self.last()}"

    def any(self) -> str:
        """Any of the forms, also `J. Okafor`, `Okafor J` and `Okafor, James`."""
        return self._random.choices(self._forms, weights=(30, 44, 8, 6, 4, 4, 2))[0]()

    @property
    def _forms(self) -> list[Callable[[], str]]:
        def initial() -> str:
            return self.first()[0]

        return [
            self.first,
            self.full,
            self.last,
            lambda: f"{initial()}. {self.last()}",
            lambda: f"{self.last()} {initial()}",
            lambda: f"{self.last()}, {self.first()}",
            lambda: f"{initial()}.{initial()}.",
        ]

    def _drawn(self, kind: str) -> str:
        is_english = self._random.random() < 0.3
        locale = self._random.choice(_ENGLISH if is_english else tuple(self._fakers))
        name = str(getattr(self._fakers[locale], kind)())
        return anyascii(name) if locale in _TRANSCRIBED else name

    def _invented(self) -> str:
        """A name that no list has, so that the head learns to go by what stands around it."""
        pick = self._random.choice
        return "".join(pick(_CONSONANTS) + pick(_VOWELS) for _ in range(pick((2, 2, 3)))).capitalize()

    def _odd(self, name: str) -> str:
        """The name, at times with a typing mistake."""
        if len(name) < 5 or self._random.random() > 0.04:
            return name
        at = self._random.randrange(1, len(name) - 1)
        return self._random.choice(
            (
                name[:at] + name[at + 1 :],
                name[:at] + name[at] + name[at:],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            )
        )
