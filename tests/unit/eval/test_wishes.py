"""Intents, manners and the queue, measured on tiny data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from copilot.errors import InvalidInput
from copilot.settings import QueueSettings
from eval.tasks import intents, manners, queue
from eval.tasks.queue import Case, Shift, play
from eval.wants import Want
from tests.fakes import FakeClassifier, FakeEncoder, a_listener
from tests.unit.eval.customers import figures, rows

ENCODER = FakeEncoder()
CLASSIFIER = FakeClassifier(ENCODER, **{"billing.refund": "refund", "account.login": "password", "lamps": "lamp"})


def track(items: Sequence[Want], _: str) -> Iterable[Want]:
    return items


def a_want(text: str, *categories: str, articles: Sequence[str] | None = None) -> Want:
    """A question if somebody judged articles, else the opening of a conversation."""
    judged = None if articles is None else frozenset(articles)
    return Want(id=text, text=text, categories=frozenset(categories), articles=judged, is_opening=articles is None)


def measured(*wants: Want) -> Any:
    return intents.run("own", wants, a_listener(ENCODER), CLASSIFIER, track)


def test_questions_are_right_if_the_first_category_is() -> None:
    section = measured(
        a_want("refund", "billing", articles=["refund"]),
        a_want("password", "billing", articles=["refund"]),
        a_want("hello", "billing", "lamps", articles=["x"]),
        a_want("lamp", "billing", "lamps", articles=["x"]),
    )

    assert rows(section, "categories")[0].n == 4
    assert figures(section, "categories") == {"questions": {"first is right": 0.5, "recall": 0.375, "null": 0.25}}


def test_openings_must_be_exactly_right() -> None:
    section = measured(
        a_want("refund", "billing"),
        a_want("refund refund refund and password password password", "billing"),
        a_want("refund refund refund and password password password", "billing", "account"),
        a_want("hello"),
        a_want("lamp"),
    )

    found = figures(section, "categories")
    assert found["openings, one thing"] == {"first is right": 0.5, "recall": 1.0, "null": 0.0, "exactly right": 0.5}
    assert found["openings, two things"]["exactly right"] == 1.0
    assert found["fits nothing"] == {"null": 0.5}


def test_articles_that_are_named_are_judged_where_somebody_has_judged() -> None:
    section = measured(
        a_want("refund", "billing", articles=["refund"]),
        a_want("password", "account", articles=["reset"]),
        a_want("lamp", "lamps", articles=["lamp"]),
        a_want("refund please", "billing"),
    )

    assert figures(section, "articles") == {"named": {"precision": 0.5}}
    assert rows(section, "articles")[0].n == 2


def test_placeholders_and_order_numbers_say_nothing_about_what_is_wanted() -> None:
    (item,) = measured(a_want("refund <PERSON_1> AB-123456", "billing", articles=[])).items

    assert item == {"id": "refund <PERSON_1> AB-123456", "wanted": ["billing"], "got": ["billing.refund"]}


def test_a_set_without_messages_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="the data set own has no message"):
        measured()


class Scripted:
    """Knows the language of each text by its first word, and of others what is expected."""

    def detect(self, texts: Sequence[str], expected: str) -> str:
        return {"hallo": "de", "hola": "es"}.get(texts[0].split()[0], expected)


def a_folder(folder: Path, languages: Sequence[Any], writing: Sequence[Any]) -> Path:
    for name, lines in (("languages", languages), ("writing", writing)):
        (folder / f"{name}.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    return folder


def short(identifier: str, text: str, language: str, split: str = "dev", **fields: str) -> Mapping[str, str]:
    return {"id": identifier, "split": split, "text": text, "language": language, **fields}


def written(identifier: str, formality: str = "neutral", warmth: str = "neutral") -> Mapping[str, Any]:
    return {"id": identifier, "split": "dev", "messages": ["hi", "ok"], "formality": formality, "warmth": warmth}


SHORT = [
    short("1", "hallo", "de"),
    short("2", "hello", "en"),
    short("3", "ok", "de", previous="hallo"),
    short("4", "ok", "de"),
    short("5", "hola", "es", split="test"),
]


def test_languages_are_told_with_the_message_before(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, SHORT, [written("1")])

    section = manners.run(folder, "dev", Scripted(), a_listener())

    assert figures(section, "language") == {
        "all": {"accuracy": 0.75},
        "English": {"accuracy": 1.0},
        "others": {"accuracy": pytest.approx(2 / 3)},
        "with a message before": {"accuracy": 1.0},
    }
    assert section.items[3] == {"id": "4", "language": "de", "got": "en"}


def test_how_a_customer_writes_is_told_from_all_of_their_messages(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, SHORT, [written("1"), written("2", warmth="cool"), written("3", "formal", "cool")])

    section = manners.run(folder, "dev", Scripted(), a_listener())

    assert figures(section, "how it is") == {
        "formality": {"accuracy": pytest.approx(2 / 3)},
        "warmth": {"accuracy": pytest.approx(1 / 3)},
    }


@pytest.mark.parametrize(
    ("languages", "writing", "message"),
    [
        ([{"id": "1"}], [written("1")], "languages.jsonl: .*missing required field"),
        (SHORT, [written("1", formality="rude")], r"writing.jsonl: Invalid enum value.*\$\.formality"),
        (SHORT[-1:], [written("1")], "languages.jsonl has nothing in the split 'dev'"),
    ],
)
def test_manners_that_cannot_be_measured_are_an_error(
    tmp_path: Path, languages: Sequence[Any], writing: Sequence[Any], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        manners.run(a_folder(tmp_path, languages, writing), "dev", Scripted(), a_listener())


def test_missing_files_of_manners_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"languages\.jsonl cannot be read"):
        manners.run(tmp_path, "dev", Scripted(), a_listener())


SHIFT = Shift(operators=2, customers=12, hours=0.05)
RULES = QueueSettings()


def oldest(waiting: Sequence[Case], _: float) -> Case:
    return min(waiting, key=lambda one: (one.since, one.number))


def test_a_shift_is_the_same_every_time_and_answers_everybody() -> None:
    one, other = list(play(SHIFT, oldest, RULES)), list(play(SHIFT, oldest, RULES))

    assert one == other
    assert {answer.customer for answer in one} == set(range(12))
    assert all(answer.waited >= 0 for answer in one)
    assert 12 * 2 <= len(one) <= 12 * 8


def test_only_those_who_wait_can_be_picked_and_time_does_not_run_backwards() -> None:
    times = []

    def pick(waiting: Sequence[Case], now: float) -> Case:
        times.append(now)
        assert all(one.since <= now for one in waiting)
        return oldest(waiting, now)

    list(play(SHIFT, pick, RULES))

    assert all(before <= after for before, after in pairwise(times))


def test_with_an_operator_each_nobody_waits() -> None:
    answers = list(play(Shift(operators=100, customers=5, hours=0.5), oldest, RULES))

    assert [answer.waited for answer in answers] == [0.0] * len(answers)


def test_a_first_answer_is_measured_against_its_own_target() -> None:
    answers = [one for one in play(SHIFT, oldest, RULES) if one.waited]

    targets = {round(one.waited / one.share) for one in answers}
    assert targets == {60, 120}


def test_three_orders_are_compared_on_the_same_customers() -> None:
    section = queue.run(SHIFT, RULES)

    assert section.dataset == "2 operators, 12 customers in 0.05 h"
    assert [table.title for table in section.tables] == ["copilot", "first come, first served", "by urgency alone"]
    counts = {item["answers"] for item in section.items}
    assert len(counts) == 1
    assert {table.rows[0].n for table in section.tables} == counts
    for table in section.tables:
        assert sum(row.n for row in table.rows[1:]) == table.rows[0].n


def test_in_a_rush_ours_answers_the_critical_first_without_leaving_the_others_for_ever() -> None:
    section = queue.run(Shift(operators=2, customers=60, hours=0.1), RULES)

    ours, fair, strict = (figures(section, title) for title in ("copilot", "first come", "by urgency"))
    assert ours["critical"]["median"] < fair["critical"]["median"]
    assert ours["low"]["longest"] < strict["low"]["longest"]
