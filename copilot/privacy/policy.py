"""What is done with each kind of personal data: hidden, hidden but for a hint, or kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import regex
from msgspec import Struct

from copilot.errors import ConfigError
from copilot.settings import PolicyAction

_ALWAYS_MASKED: Final = frozenset({"CVV", "PIN", "PASSWORD", "ONE_TIME_CODE", "API_KEY"})
"""Nothing of these may be kept after it was used (PCI DSS 3.3), and no hint helps anybody honest."""
_NEVER_KEPT: Final = _ALWAYS_MASKED | {"CREDIT_CARD"}
_NO_NUMBERS: Final = _ALWAYS_MASKED | {
    *("PERSON", "STREET_ADDRESS", "ZIP_CODE", "EMAIL_ADDRESS", "USER_NAME", "DATE_OF_BIRTH", "CARD_EXPIRY"),
    *("IP_ADDRESS", "MAC_ADDRESS"),
}
_SHORTEST_NUMBER: Final = 8
_YEAR: Final = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HINT: Final = regex.compile(r"[A-Za-z0-9.\-]{1,24}")


class Policy(Struct, frozen=True, kw_only=True):
    """The action of each kind; kinds that are not named are masked."""

    actions: Mapping[str, PolicyAction] = {}

    def keeps(self, kind: str) -> bool:
        """True if values of the kind stay in the text."""
        return self.actions.get(kind) == "keep"

    def hint(self, kind: str, value: str) -> str | None:
        """What the placeholder may tell of a value; `None` for nothing."""
        match self.actions.get(kind):
            case "last4":
                hint = _last_four(value)
            case "generalise":
                general = _GENERAL.get(kind)
                hint = general(value) if general else None
            case _:
                return None
        return hint if hint and _HINT.fullmatch(hint) else None


def policy_of(actions: Mapping[str, PolicyAction], known: frozenset[str]) -> Policy:
    """The policy of the settings, whose kinds may be in small letters; `known` are the kinds that can be found.

    Raises:
        ConfigError: a kind is unknown, or the action is not allowed for it.
    """
    by_kind = {kind.upper(): action for kind, action in actions.items()}
    for kind, action in by_kind.items():
        _check(kind, action, known)
    return Policy(actions=by_kind)


def _check(kind: str, action: PolicyAction, known: frozenset[str]) -> None:
    if kind not in known:
        raise ConfigError(
            f"settings: privacy.policy names the unknown kind {kind}; known are {', '.join(sorted(known))}"
        )
    if action == "keep" and kind in _NEVER_KEPT:
        raise ConfigError(
            f"settings: privacy.policy.{kind} = keep is not allowed: such data must not be stored in clear"
        )
    if action in {"last4", "generalise"} and kind in _ALWAYS_MASKED:
        raise ConfigError(f"settings: privacy.policy.{kind} can only be mask: no part of a secret may be stored")
    if action == "last4" and kind in _NO_NUMBERS:
        raise ConfigError(f"settings: privacy.policy.{kind} = last4 is for numbers; use mask or generalise")


def _last_four(value: str) -> str | None:
    characters = "".join(filter(str.isalnum, value))
    return characters[-4:] if len(characters) >= _SHORTEST_NUMBER else None


def _initials(name: str) -> str | None:
    return "".join(f"{word[0].upper()}." for word in name.split()[:3] if word[0].isalpha()) or None


def _year(date: str) -> str | None:
    year = _YEAR.search(date)
    return year.group() if year else None


def _network(address: str) -> str | None:
    parts = address.split(".")
    return f"{parts[0]}.{parts[1]}.x.x" if len(parts) == 4 else None


def _area(postcode: str) -> str | None:
    first, space, _ = postcode.partition(" ")
    return (first if space else postcode[:2]).upper() or None


_GENERAL: Final[Mapping[str, Callable[[str], str | None]]] = {
    "PERSON": _initials,
    "DATE_OF_BIRTH": _year,
    "IP_ADDRESS": _network,
    "ZIP_CODE": _area,
    "EMAIL_ADDRESS": lambda address: address.rpartition("@")[2].lower(),
    "PHONE_NUMBER": lambda number: number[1:3] if number.startswith("+") else None,
    "IBAN_CODE": lambda iban: iban[:2].upper(),
    "CREDIT_CARD": lambda card: {"3": "amex-or-diners", "4": "visa", "5": "mastercard"}.get(card[:1]),
}
"""The coarser form of a kind's values; kinds without one are masked whole."""
