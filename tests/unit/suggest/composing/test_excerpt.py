"""What is quoted from passages."""

from __future__ import annotations

import pytest

from copilot.suggest.composing.excerpt import codes, excerpt, units_of
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


def test_sentences_far_below_the_best_one_are_left_out_and_the_rest_is_in_reading_order() -> None:
    text = "First is fine.\n\nSecond is off.\n\nThird is best."

    assert quoted(a_hit(text, scores=(0.55, 0.3, 0.8))) == ["First is fine.", "Third is best."]


def test_the_passages_of_an_article_are_read_in_their_order_whatever_order_they_were_found_in() -> None:
    assert quoted(a_hit("Second.", "a#2"), a_hit("First.", "a#1"), a_hit("Tenth.", "a#10")) == [
        "First.",
        "Second.",
        "Tenth.",
    ]


@pytest.mark.parametrize(("length", "most"), [("short", 90), ("medium", 140), ("long", 220)])
@pytest.mark.parametrize("share", [1.0, 0.5])
def test_the_length_of_the_tone_and_the_share_of_a_question_limit_the_words(
    length: str, most: int, share: float
) -> None:
    text = "\n\n".join(f"Sentence {number} says that it is here as one of many." for number in range(40))

    said = sum(len(unit.text.split()) for unit in excerpt([a_hit(text)], "what?", length, share=share))

    assert most * share - 10 < said <= most * share


def test_short_sentences_of_a_paragraph_stay_together() -> None:
    assert quoted(a_hit("It is free. It takes 5 days.\n\nIt is blue.", scores=(0.2, 0.9, 0.1))) == [
        "It is free. It takes 5 days."
    ]


def test_a_question_in_an_article_is_quoted_with_its_answer() -> None:
    assert quoted(a_hit("Is it free?\nYes, always.\n\nIt is blue.", scores=(0.9, 0.2, 0.1))) == [
        "Is it free?\nYes, always."
    ]


@pytest.mark.parametrize("text", ["Do the following:", "See the table above.", "Just a heading"])
def test_what_makes_no_sense_alone_is_not_quoted(text: str) -> None:
    assert quoted(a_hit(f"{text}\n\nThis is an answer.")) == ["This is an answer."]


def test_a_list_of_steps_is_quoted_from_its_first_step_on() -> None:
    text = "It is simple.\n\n1. Open it.\n2. Close it."

    assert quoted(a_hit(text, scores=(0.9, 0.4, 0.95))) == ["It is simple.", "1. Open it.", "2. Close it."]


def test_of_two_lists_the_one_with_the_better_step_is_quoted() -> None:
    text = "1. Wait here.\n2. Wait more.\n\nThat was one way.\n\n1. Open it.\n2. Close it."

    assert quoted(a_hit(text, scores=(0.3, 0.3, 0.1, 0.9, 0.4))) == ["1. Open it.", "2. Close it."]


def test_half_a_list_is_never_one_step() -> None:
    long = "word " * 200
    text = f"1. First.\n2. {long}\n\nIt is simple."

    assert quoted(a_hit(text, scores=(0.6, 0.6, 0.9))) == ["It is simple."]


def test_steps_that_do_not_matter_to_the_question_are_left_out() -> None:
    assert quoted(a_hit("It takes 5 days.\n\n1. Open it.\n2. Close it.", scores=(0.8, 0.3, 0.3))) == [
        "It takes 5 days."
    ]


def test_a_list_that_begins_later_than_1_is_one_list() -> None:
    assert quoted(a_hit("4. Open it.\n5. Close it.")) == ["4. Open it.", "5. Close it."]


def test_a_row_is_quoted_only_if_the_question_names_its_case() -> None:
    assert quoted(a_hit(TABLE), question="what does E42 mean") == ["E42 | The battery is cold."]
    assert quoted(a_hit(TABLE), question="what does it mean") == []


def test_a_row_that_makes_no_sense_without_its_header_is_not_quoted() -> None:
    table = "Pay with | EU | UK\nPayPal | yes | yes\nKlarna | 30 days | no"

    assert quoted(a_hit(table), question="can I use PayPal or Klarna") == ["Klarna | 30 days | no"]


WAYS = (
    "A refund takes 7 days. Other ways are faster.\n\nPaid with | The money is there\n"
    "Visa, Mastercard | in 7 days\nPayPal | in 2 days\nBank transfer | in 3 days"
)


@pytest.mark.parametrize(
    ("question", "case", "first"),
    [
        ("I paid with PayPal. How long does a refund take?", (), "PayPal | in 2 days"),
        ("How long does a refund take?", ("PayPal",), "PayPal | in 2 days"),
        ("How long does a refund take?", ("delivered", "Bank transfer", "230"), "Bank transfer | in 3 days"),
        ("paid by mastercard, how long does a refund take?", (), "Visa, Mastercard | in 7 days"),
        ("How long does a refund take?", ("a sort of bank",), "A refund takes 7 days. Other ways are faster."),
        ("How long does a refund take?", (), "A refund takes 7 days. Other ways are faster."),
    ],
)
def test_the_row_of_this_very_case_comes_first(question: str, case: tuple[str, ...], first: str) -> None:
    assert excerpt([a_hit(WAYS)], question, "short", case)[0].text == first


CONDITIONS = "Returns take 30 days.\n\nIf you are a Plus member, you have 60 days.\n\nFor opened software, none."


@pytest.mark.parametrize(
    ("question", "case", "first"),
    [
        ("I am a Plus member, how long can I return it?", (), "If you are a Plus member, you have 60 days."),
        ("How long can I return it?", ("Plus member",), "If you are a Plus member, you have 60 days."),
        ("Can I return opened software?", (), "For opened software, none."),
        ("How long can I return it?", (), "Returns take 30 days."),
        ("How long can a member return it?", ("gold",), "Returns take 30 days."),
    ],
)
def test_what_holds_under_a_condition_that_is_known_to_hold_comes_first(
    question: str, case: tuple[str, ...], first: str
) -> None:
    assert excerpt([a_hit(CONDITIONS)], question, "short", case)[0].text == first


@pytest.mark.parametrize(
    ("question", "scores", "best"),
    [
        ("How long does it take?", (0.6, 0.55), "It takes 5 days."),
        ("How much is it?", (0.6, 0.55), "It is 5 €."),
    ],
)
def test_what_looks_like_the_kind_of_answer_that_is_asked_for_counts_more(
    question: str, scores: tuple[float, ...], best: str
) -> None:
    units = excerpt([a_hit(f"Here is a word.\n\nIt is blue.\n\n{best}", scores=(0.3, *scores))], question, "short")

    assert max(units, key=lambda unit: unit.relevance).text == best


def test_a_sentence_that_names_the_code_in_the_question_beats_likelier_ones() -> None:
    text = "The light is on.\n\nIt is a lamp.\n\nWith V-205 the lamp blinks."

    assert quoted(a_hit(text, scores=(0.5, 0.65, 0.5)), question="my v-205 blinks") == ["With V-205 the lamp blinks."]


@pytest.mark.parametrize(("title", "counts"), [("Sweep R5 basics", False), ("Basics", True)])
def test_the_end_of_a_products_name_is_no_code(title: str, *, counts: bool) -> None:
    """Every sentence of an article about the R5 would name it."""
    hit = a_hit("The light is on.\n\nThe R5 is round.", scores=(0.6, 0.4), title=title)

    best = max(excerpt([hit], "is my r5 ok", "long"), key=lambda unit: unit.relevance)

    assert (best.text == "The R5 is round.") is counts


@pytest.mark.parametrize(
    ("text", "expected"), [("My V-205 and R2 show E42", {"v-205", "r2", "e42"}), ("in 2026 with 5 of ABCD1", set())]
)
def test_codes_are_short_letters_with_digits(text: str, expected: set[str]) -> None:
    assert codes(text) == expected
