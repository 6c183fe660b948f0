"""Addresses as people of many countries write them in a chat, made up by chance from a seed.

The forms are in `addresses.toml`; surnames, first names and part of the towns and streets are Faker's.
"""

from __future__ import annotations

import random
import re
import string
import tomllib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from faker import Faker

_GRAMMAR: Final = Path(__file__).with_name("addresses.toml")
_SHARED: Final = "shared"
_MARK: Final = re.compile(r"\\#|\{(\w+)\}|[#%?]")
_LETTER_RUN: Final = re.compile(r"[^\W\d_]{5,}")
_STROKES: Final = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D"})
_JOINTS: Final = {", ": 60, " ": 24, ",": 4, " , ": 2, ". ": 3, " - ": 2, "; ": 1, " / ": 1}
_LINE_ENDS: Final = {"\n": 80, ",\n": 20}
_CASES: Final = {"as_is": 58, "lower": 28, "mixed": 9, "upper": 5}
_PLAIN: Final = 0.3  # of those with accents, the share typed without
_WRONG: Final = 0.06  # the share with a slip of the finger


class Addresses:
    """Addresses of 53 countries, more of those where English is written; the same seed gives the same sequence.

    None is looked up: town, region and postcode need not fit each other, though each looks like its country's.
    """

    def __init__(self, seed: int) -> None:
        rules = tomllib.loads(_GRAMMAR.read_text(encoding="utf-8"))
        self._seed = seed
        self._random = random.Random(seed)  # noqa: S311 - made-up data, no secrets
        self._shared: dict[str, str] = rules.pop(_SHARED)
        self._countries: dict[str, dict[str, Any]] = rules
        self._with_code = [name for name, country in rules.items() if "code" in country]
        self._fakers: dict[str, Faker] = {}

    def full(self) -> str:
        """A whole address on one line: street, often flat, town, mostly the postcode, at times the country."""
        return self._joined(self._expand(self._country(), "full"))

    def lines(self) -> str:
        """A whole address over two or more lines, as on a label."""
        parts = _parts(self._expand(self._country(), "full"))
        return self._by_hand(_tidy(self._pick(_LINE_ENDS).join(parts)))

    def flat(self) -> str:
        """An address on one line without the postcode, mostly with the flat and the town."""
        return self._joined(self._expand(self._country(), "flat"))

    def street(self) -> str:
        """Number and street alone; at times a named house, a box number or what goes for a street there."""
        return self._joined(self._expand(self._country(), "line"))

    def number(self) -> str:
        """A house number: mostly bare digits, often with a letter, at times as the country marks it (nº 12)."""
        return self._cased(_tidy(self._expand(self._country(), "number")))

    def postcode(self) -> str:
        """A postcode by itself, of any country that has one."""
        code = _tidy(self._expand(self._country(self._with_code), "code"))
        if self._chance(_WRONG):
            code = self._random.choice((code.replace("0", "O", 1), code.replace(" ", "  "), code.replace(" ", "")))
        return code.lower() if self._chance(0.25) else code

    def _country(self, among: list[str] | None = None) -> dict[str, Any]:
        names = among or list(self._countries)
        weights = [self._countries[name]["weight"] for name in names]
        return self._countries[self._random.choices(names, weights)[0]]

    def _expand(self, country: dict[str, Any], rule: str) -> str:
        """One alternative of the rule with all its marks filled; ";" still parts what may stand on lines of its own."""
        alternatives = country.get(rule) or self._shared.get(rule)
        if alternatives is None:
            return self._faked(country["locale"], rule)
        chosen = self._random.choice(alternatives.split("|"))
        return _MARK.sub(lambda mark: self._filled(country, mark), chosen)

    def _filled(self, country: dict[str, Any], mark: re.Match[str]) -> str:
        match mark[0]:
            case "\\#":
                return "#"
            case "#":
                return self._random.choice(string.digits)
            case "%":
                return self._random.choice(string.digits[1:])
            case "?":
                return self._random.choice(string.ascii_uppercase)
        return self._expand(country, mark[1])

    def _faked(self, locale: str, rule: str) -> str:
        from faker import Faker

        if locale not in self._fakers:
            self._fakers[locale] = Faker(locale)
            self._fakers[locale].seed_instance(f"{self._seed} {locale}")
        fake = self._fakers[locale]
        makers = {
            "first": fake.first_name,
            "last": getattr(fake, "last_romanized_name", fake.last_name),
            "fcity": fake.city,
            "fstreet": fake.street_name,
        }
        return str(makers[rule]())

    def _joined(self, written: str) -> str:
        """One line of the parts; who leaves the commas out between them mostly leaves out those within."""
        joint = self._pick(_JOINTS)
        text = joint.join(_parts(written))
        if joint == " " and self._chance(0.7):
            text = text.replace(", ", " ")
        return self._by_hand(_tidy(text))

    def _by_hand(self, text: str) -> str:
        if self._chance(_PLAIN):
            text = _without_accents(text)
        if self._chance(_WRONG):
            text = self._mistyped(text)
        return self._cased(text)

    def _cased(self, text: str) -> str:
        match self._pick(_CASES):
            case "lower":
                return text.lower()
            case "upper":
                return text.upper()
            case "mixed":
                return re.sub(r"\w+", lambda word: self._random.choice((word[0], word[0].lower())), text)
        return text

    def _mistyped(self, text: str) -> str:
        """The text with one slip in a longer word, or without the spaces after commas."""
        words = list(_LETTER_RUN.finditer(text))
        if not words or self._chance(0.2):
            return text.replace(", ", ",")
        word = self._random.choice(words)
        at = self._random.randrange(word.start() + 1, word.end() - 1)
        here, following = text[at], text[at + 1]
        slip = self._random.choice((following + here, following, here + here + following, here + " " + following))
        return text[:at] + slip + text[at + 2 :]

    def _pick(self, weights: dict[str, int]) -> str:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability


def _parts(written: str) -> list[str]:
    return [part.strip(" ,") for part in written.split(";") if part.strip(" ,")]


def _tidy(text: str) -> str:
    """The text without the doubled spaces and commas that alternatives left empty give, and none at its ends."""
    text = re.sub(r"[^\S\n]{2,}", " ", text)
    return re.sub(r",(?:[^\S\n]*,)+", ",", text).strip(" ,\n")


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
