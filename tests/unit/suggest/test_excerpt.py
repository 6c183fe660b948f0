"""What is quoted from passages."""

from __future__ import annotations

import pytest

from copilot.suggest.excerpt import codes, excerpt, units_of
from tests.examples import a_hit

STEPS = "1. Open the app.\n2. Choose one:\n   - Red.\n   - Green.\n      1. Hold it.\n3. Save it."
TABLE = "Code | Meaning\nE42 | The battery is cold.\nE43 | The fan is stuck."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(unit.kind, unit.text) for unit in units_of(a_hit(text))]


def quoted(*hits: object, question: str = "what?", length: str = "short") -> list[str]:
    return [unit.text for unit in excerpt(hits, question, length)]


def test_sentences_are_units_by_themselves() -> None:
    assert kinds("One is. Two is.\n\nThree is.") == [
        ("sentence", "One is."),
        ("sentence", "Two is."),
        ("sentence", "Three is."),
    ]


def test_list_items_and_table_rows_stay_whole_and_the_header_of_a_table_is_no_row() -> None:
    assert kinds("- One. More of it.\n- Two") == [("item", "- One. More of it."), ("item", "- Two")]
    assert kinds(TABLE) == [("row", "E42 | The battery is cold."), ("row", "E43 | The fan is stuck.")]


def test_each_table_has_a_header_of_its_own() -> None:
    assert [text for _, text in kinds(f"{TABLE}\n\nBetween.\n\n{TABLE}")].count("Code | Meaning") == 0


def test_what_stands_below_a_step_belongs_to_its_list() -> None:
    assert {kind for kind, _ in kinds(STEPS)} == {"step"}
    assert quoted(a_hit(STEPS)) == [line.strip() for line in STEPS.splitlines()]


def test_a_hit_without_scored_sentences_has_no_units() -> None:
    hit = a_hit("One. Two.")

    assert list(units_of(type(hit)(passage=hit.passage, score=1.0, rank=9))) == []


def test_no_hits_no_quotes() -> None:
    assert quoted() == []


def test_only_the_best_article_is_quoted() -> None:
    assert quoted(a_hit("Best.", "a#1"), a_hit("Other.", "b#1"), a_hit("More.", "a#2")) == ["Best.", "More."]


def test_sentences_far_below_the_best_one_are_left_out_and_the_rest_is_in_reading_order() -> None:
    assert quoted(a_hit("First is fine. Second is off. Third is best.", scores=(0.55, 0.3, 0.6))) == [
        "First is fine.",
        "Third is best.",
    ]


@pytest.mark.parametrize(("length", "count"), [("short", 3), ("medium", 5), ("long", 8)])
def test_the_length_of_the_tone_limits_the_sentences(length: str, count: int) -> None:
    text = " ".join(f"Sentence {number} is here." for number in range(10))

    assert len(quoted(a_hit(text), length=length)) == count


@pytest.mark.parametrize("text", ["Do the following:", "See the table above.", "Just a heading"])
def test_what_makes_no_sense_alone_is_not_quoted(text: str) -> None:
    assert quoted(a_hit(f"{text}\n\nThis is an answer.")) == ["This is an answer."]


def test_all_steps_of_the_list_with_the_best_step_are_quoted_after_the_sentences() -> None:
    text = "1. Wait here.\n2. Wait more.\n\nIt is simple.\n\n1. Open it.\n2. Close it."

    assert quoted(a_hit(text, scores=(0.4, 0.4, 0.6, 0.6, 0.4))) == ["It is simple.", "1. Open it.", "2. Close it."]


def test_steps_that_do_not_matter_to_the_question_are_left_out() -> None:
    assert quoted(a_hit("It takes 5 days.\n\n1. Open it.\n2. Close it.", scores=(0.8, 0.3, 0.3))) == [
        "It takes 5 days."
    ]


def test_a_list_that_begins_later_than_1_is_one_list() -> None:
    assert quoted(a_hit("4. Open it.\n5. Close it.")) == ["4. Open it.", "5. Close it."]


def test_a_row_is_quoted_only_if_the_question_names_its_case() -> None:
    assert quoted(a_hit(TABLE), question="what does E42 mean") == ["E42 | The battery is cold."]
    assert quoted(a_hit(TABLE), question="what does it mean") == []


def test_a_sentence_that_names_the_code_in_the_question_comes_before_likelier_ones() -> None:
    text = "The light is on. With V-205 the lamp blinks."

    assert quoted(a_hit(text, scores=(0.65, 0.5)), question="my v-205 blinks") == ["With V-205 the lamp blinks."]


@pytest.mark.parametrize(
    ("text", "expected"), [("My V-205 and R2 show E42", {"v-205", "r2", "e42"}), ("in 2026 with 5 of ABCD1", set())]
)
def test_codes_are_short_letters_with_digits(text: str, expected: set[str]) -> None:
    assert codes(text) == expected
