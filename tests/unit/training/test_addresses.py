"""Made-up addresses: their forms, their variety, and that a seed fixes them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from training.names import addresses
from training.names.addresses import Addresses

GRAMMAR = tomllib.loads(Path(addresses.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
COUNTRIES = {name: rules for name, rules in GRAMMAR.items() if name != "shared"}
FAKED = {"first", "last", "fcity", "fstreet"}
WRITERS: list[Callable[[Addresses], str]] = [
    Addresses.full,
    Addresses.lines,
    Addresses.flat,
    Addresses.street,
    Addresses.number,
    Addresses.postcode,
]


def written(write: Callable[[Addresses], str], how_many: int = 300, seed: int = 3) -> list[str]:
    made = Addresses(seed)
    return [write(made) for _ in range(how_many)]


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_seed_gives_the_same_sequence(write: Callable[[Addresses], str]) -> None:
    assert written(write, 50, seed=11) == written(write, 50, seed=11)


def test_another_seed_gives_another_sequence() -> None:
    assert written(Addresses.full, 50, seed=11) != written(Addresses.full, 50, seed=12)


@pytest.mark.parametrize("write", WRITERS)
def test_no_mark_of_the_grammar_is_left_and_nothing_hangs_over_the_ends(write: Callable[[Addresses], str]) -> None:
    values = written(write)

    assert [
        value for value in values if re.search(r"[{}|\\]", value) or value != value.strip(" ,\n") or not value
    ] == []


@pytest.mark.parametrize("write", [Addresses.full, Addresses.flat, Addresses.street, Addresses.number])
def test_what_goes_into_a_sentence_stays_on_one_line(write: Callable[[Addresses], str]) -> None:
    assert [value for value in written(write) if "\n" in value] == []


def test_a_label_has_at_least_two_lines_and_none_of_them_is_empty() -> None:
    labels = [value.split("\n") for value in written(Addresses.lines)]

    assert [label for label in labels if len(label) < 2 or not all(line.strip(" ,") for line in label)] == []


def test_full_addresses_hardly_ever_repeat_and_come_in_every_dress() -> None:
    values = written(Addresses.full, 1000)

    assert len(set(values)) > 990
    assert 200 < sum(value.islower() for value in values) < 450
    assert 100 < sum("," not in value for value in values) < 500


def test_a_house_number_is_short_and_holds_a_digit() -> None:
    assert [value for value in written(Addresses.number) if len(value) > 20 or not re.search(r"\d", value)] == []


@pytest.mark.parametrize(
    "form",
    [
        r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}",  # United Kingdom
        r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}",  # the same as typed on a phone
        r"\d{5}-\d{4}",  # United States, ZIP+4
        r"[A-Z]\d[A-Z] \d[A-Z]\d",  # Canada
        r"\d{4} ?[A-Z]{2}",  # Netherlands
        r"\d{2}-\d{3}",  # Poland
        r"\d{3} \d{2}",  # Sweden, Czech Republic, Slovakia, Greece
        r"\d{4}-\d{3}",  # Portugal
        r"\d{5}-\d{3}",  # Brazil
        r"\d{3}-\d{4}",  # Japan
        r"[A-Z]\d[\dW] [A-Z\d]{4}",  # Ireland
        r"\d{4}",  # Australia and others
        r"\d{6}",  # India and others
    ],
)
def test_postcodes_of_every_form_turn_up(form: str) -> None:
    assert [value for value in written(Addresses.postcode, 3000) if re.fullmatch(form, value)] != []


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_has_all_its_rules_and_each_word_in_them_has_a_meaning(country: str) -> None:
    rules = COUNTRIES[country]
    words = {word for rule in rules.values() for word in re.findall(r"\{(\w+)\}", str(rule))}

    assert {"locale", "weight", "names", "line", "unit", "body", "bare", "place", "tail"} <= set(rules)
    assert words <= {*rules, *GRAMMAR["shared"], *FAKED}


def test_many_countries_are_known() -> None:
    assert len(COUNTRIES) >= 50
