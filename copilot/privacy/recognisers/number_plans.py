"""Which digits are telephone numbers, after the `phonenumbers` library, as patterns that are fast to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import regex
from regex import Pattern

from copilot.errors import ConfigError

if TYPE_CHECKING:
    from phonenumbers import PhoneMetadata

_NUMBER_TYPES = (
    "fixed_line",
    "mobile",
    "toll_free",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "shared_cost",
    "premium_rate",
)
_NATIONAL = range(9, 13)
_NEVER = r"(?!)"


class NumberPlans:
    """The numbers in use in some regions, and the country codes of the world. Digits are given without separators."""

    def __init__(self, regions: Sequence[str]) -> None:
        """Read the plans of the regions.

        Raises:
            ConfigError: a region is unknown.
        """
        plans = [_plan(region) for region in regions]
        self._with_zero = _union(plan for plan in plans if plan.national_prefix == "0")
        self._italian = _union(plan for plan in plans if plan.id == "IT")
        self._without_trunk = _union(plan for plan in plans if not plan.national_prefix)
        self._north_american = _union(plan for plan in plans if plan.national_prefix == "1")

    def is_international(self, digits: str) -> bool:
        """True if the digits begin with a country code and are as many as numbers of that country can have."""
        return any(len(digits) - size in _lengths(digits[:size]) for size in (1, 2, 3))

    def is_national(self, digits: str) -> bool:
        """True if the digits, with a leading zero, are in use in a region."""
        if not digits.startswith("0") or len(digits) not in _NATIONAL:
            return False
        return bool(self._with_zero.fullmatch(digits, 1) or self._italian.fullmatch(digits))

    def is_without_trunk(self, digits: str) -> bool:
        """True if the digits, nine or more, are in use in a region where nothing is dialled before them."""
        return len(digits) in _NATIONAL and self._without_trunk.fullmatch(digits) is not None

    def is_north_american(self, digits: str) -> bool:
        """True if the ten digits are in use in North America, and a region there is among the regions."""
        return self._north_american.fullmatch(digits) is not None


def _plan(region: str) -> PhoneMetadata:
    from phonenumbers import PhoneMetadata

    plan = PhoneMetadata.metadata_for_region(region, None)
    if plan is None:
        raise ConfigError(f"privacy.phone_regions: {region[:8]!r} is no region; use two capital letters such as GB")
    return plan


def _union(plans: Iterable[PhoneMetadata]) -> Pattern[str]:
    """One pattern for all numbers of some plans; without plans it matches nothing."""
    kinds = [getattr(plan, number_type) for plan in plans for number_type in _NUMBER_TYPES]
    patterns = [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns) or _NEVER)


@lru_cache(maxsize=1024)
def _lengths(country_code: str) -> frozenset[int]:
    """How many digits numbers have after a country code; none if there is no such code."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    lengths: set[int] = set()
    for region in COUNTRY_CODE_TO_REGION_CODE.get(int(country_code or 0), ())[:1]:
        plan = PhoneMetadata.metadata_for_region_or_calling_code(int(country_code), region)
        lengths.update(plan.general_desc.possible_length if plan and plan.general_desc else ())
    return frozenset(lengths)
