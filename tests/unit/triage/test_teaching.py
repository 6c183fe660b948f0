"""From labelled examples to intents, over bags of words."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from copilot.errors import InvalidInput
from copilot.triage.intents import wanted
from copilot.triage.taught import TaughtIntents
from copilot.triage.teaching import (
    Example,
    Lesson,
    Material,
    check,
    held_out,
    material,
    names_of,
    read_examples,
    teach,
)
from tests.fakes import FakeEncoder
from tests.unit.triage.values import a_part

WORDS = {
    "refund": ("refund", "money"),
    "delivery": ("parcel", "courier"),
    "login": ("password", "login"),
    "invoice": ("invoice", "vat"),
    "repair": ("broken", "repair"),
    "cancel": ("cancel", "contract"),
}
SHAPES = (
    "my {0} please",
    "about {0} and {1}",
    "the {1} again",
    "need {0} {1}",
    "{0} or {1} now",
    "hello {0}",
    "{1} {0}",
)


def examples(*labels: str) -> list[Example]:
    return [Example(text=shape.format(*WORDS[label]), label=label) for label in labels or WORDS for shape in SHAPES]


STRANGE = [
    Example(text=f"{one} {day}", label="") for one in ("sun", "rain", "snow") for day in ("today", "soon", "ago")
]


def taught(*given: Example) -> tuple[TaughtIntents, Lesson]:
    encoder = FakeEncoder()
    found = material(given, encoder)
    return teach(found, names_of(found.labels, encoder))


@pytest.fixture(scope="module")
def six() -> tuple[TaughtIntents, Lesson]:
    return taught(*examples())


def believed(intents: TaughtIntents, text: str) -> list[str]:
    part = a_part(FakeEncoder().read(text).vector, text)
    return [intent.label for intent in wanted([part], intents).intents]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("where is my money", ["refund"]),
        ("my parcel did not come", ["delivery"]),
        ("password", ["login"]),
        ("the weather tomorrow is nice", []),
        ("please", []),
    ],
)
def test_what_was_taught_is_known_and_strangers_are_not(
    six: tuple[TaughtIntents, Lesson], text: str, labels: list[str]
) -> None:
    assert believed(six[0], text) == labels


def test_a_lesson_says_what_can_be_expected(six: tuple[TaughtIntents, Lesson]) -> None:
    intents, lesson = six

    assert lesson.labels == dict.fromkeys(sorted(WORDS), len(SHAPES))
    assert lesson.unlabelled == 0
    assert 0.8 < lesson.kept <= lesson.accuracy <= 1
    assert lesson.refused is not None
    assert lesson.refused > 0.8
    assert lesson.threshold == intents.threshold


def test_the_same_examples_teach_the_same_in_any_order() -> None:
    one, other = taught(*examples()), taught(*reversed(examples()))

    assert one[1] == other[1]
    assert (one[0].examples == other[0].examples).all()


def test_with_three_labels_nobody_can_tell_what_is_refused() -> None:
    _, lesson = taught(*examples("refund", "delivery", "login"))

    assert lesson.refused is None
    assert lesson.kept == lesson.accuracy


def test_texts_that_fit_none_teach_what_to_refuse() -> None:
    intents, lesson = taught(*examples("refund", "delivery"), *STRANGE)

    assert lesson.unlabelled == len(STRANGE)
    assert lesson.labels == {"delivery": 7, "refund": 7}
    assert lesson.refused is not None
    assert len(intents.examples) == 14


def test_examples_are_kept_label_by_label(six: tuple[TaughtIntents, Lesson]) -> None:
    intents, _ = six

    read = {FakeEncoder().read(example.text).vector.tobytes(): example.label for example in examples()}
    kept = [read[vector.tobytes()] for vector in intents.examples]
    assert kept == sorted(kept)
    assert intents.ends.tolist() == [7, 14, 21, 28, 35, 42]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], r"0 label\(s\)"),
        (examples("refund"), r"1 label\(s\)"),
        (STRANGE, r"0 label\(s\)"),
        ([*examples("refund"), *examples("login")[:4]], r"too few for login \(4\)"),
        ([*examples("refund"), *examples("login")[:4], examples("login")[0]], r"too few for login \(4\)"),
        ([*examples("refund")[:1], *examples("login")[:2]], r"too few for login \(2\), refund \(1\)"),
    ],
)
def test_too_few_examples_are_refused(given: list[Example], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        check(given)


def test_two_labels_with_five_examples_are_enough() -> None:
    few = [*examples("refund")[:5], *examples("login")[:5]]

    check(few)
    _, lesson = taught(*few)

    assert lesson.labels == {"login": 5, "refund": 5}


def test_each_text_is_read_once_and_progress_is_told() -> None:
    encoder, told = FakeEncoder(), []
    given = [*examples("refund"), *examples("refund"), STRANGE[0]]

    found = material(given, encoder, lambda done, of: told.append((done, of)))

    assert sorted(encoder.texts) == sorted({example.text for example in given})
    assert told == [(number, 8) for number in range(1, 9)]
    assert found.numbers.tolist() == [-1, *[0] * 7]
    assert found.vectors[0] == pytest.approx(encoder.read(STRANGE[0].text).vector)


@pytest.mark.parametrize("label", ["duplicate_charge", "duplicate-charge", "duplicate.charge", "duplicate__ charge"])
def test_a_label_is_read_as_words(label: str) -> None:
    encoder = FakeEncoder()

    names = names_of([label], encoder)

    assert encoder.texts == ["duplicate charge"]
    assert names.labels == (label,)


def some_material() -> tuple[Material, Material]:
    encoder = FakeEncoder()
    found = material([*examples(), *STRANGE], encoder)
    return found, names_of(found.labels, encoder)


def test_every_example_is_judged_once_by_a_fit_that_did_not_see_it() -> None:
    given, names = some_material()

    held = [held_out(given, names, fold) for fold in range(5)]

    assert sum(len(one.shares) for one in held) == len(given.numbers)
    assert sum(int((~one.fits_any).sum()) for one in held) > len(STRANGE)
    assert not any((one.is_right & ~one.fits_any).any() for one in held)
    assert max(float(np.abs(one.likeness).max()) for one in held) < 1


@pytest.mark.parametrize(
    "text", ["text,label\nhi, greet \n  \t,empty\nlost,\n", "label,text,by\ngreet,hi,me\n,lost,me\n"]
)
def test_examples_are_read_from_named_columns(text: str) -> None:
    found = read_examples(csv.DictReader(io.StringIO(text)))

    assert found == [Example(text="hi", label="greet"), Example(text="lost", label="")]


@pytest.mark.parametrize("text", ["message,label\nhi,greet\n", "text\nhi\n", "text,label\nhi\n"])
def test_a_missing_column_is_told(text: str) -> None:
    with pytest.raises(InvalidInput, match="the columns text and label"):
        read_examples(csv.DictReader(io.StringIO(text)))
