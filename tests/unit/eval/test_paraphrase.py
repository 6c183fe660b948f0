"""The task `paraphrase` and its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from copilot.errors import InvalidInput
from eval.datasets.paraphrases import LabelledStatus, Retold, SaidMessage, paraphrases_hash, read_paraphrases
from eval.tasks.paraphrase import run

FOLDER = Path(__file__).parents[3] / "eval" / "data" / "paraphrase"
LINE = '{"id": "%s", "messages": [], "gold": "", "facts": [], "must_not": [], "statuses": [], "tags": []}'


def plain(items: Sequence[Retold], _: str) -> Iterable[Retold]:
    return items


def case(
    number: int, *said: str, gold: str = "x", facts: tuple[tuple[str, ...], ...] = (), must_not: tuple[str, ...] = ()
) -> Retold:
    messages = tuple(
        SaidMessage(author="customer" if place % 2 == 0 else "operator", text=text) for place, text in enumerate(said)
    )
    return Retold(id=f"c{number}", messages=messages, gold=gold, facts=facts, must_not=must_not, statuses=())


def with_status(one: Retold, fact: str, status: str) -> Retold:
    label = LabelledStatus(fact=fact, status=status)
    return Retold(
        id=one.id,
        messages=one.messages,
        gold=one.gold,
        facts=one.facts,
        must_not=one.must_not,
        statuses=(label,),
        tags=("status",),
    )


def test_facts_count_in_any_wording_and_case() -> None:
    cases = [
        case(1, "my lamp is broken", gold="Your lamp is broken.", facts=(("YOUR LAMP",), ("in two", "is broken"))),
        case(2, "I paid 40", gold="You paid 40.", facts=(("you paid 50",),)),
    ]

    section = run("own", cases, plain)

    whole = section.tables[0].rows[0]
    assert (whole.n, whole.figures["facts"].value) == (2, pytest.approx(2 / 3))
    assert whole.figures["additions"].value == 0.0
    assert section.items[1]["missed"] == ["you paid 50"]


def test_forbidden_words_are_whole_ones_and_empty_ones_are_counted() -> None:
    cases = [
        case(1, "my lamp is broken", must_not=("lamp",)),
        case(2, "my lamp is broken", must_not=("lam",)),
        case(3, "hello", gold=""),
        case(4, "hello", gold="You say hello."),
    ]

    figures = run("own", cases, plain).tables[0].rows[0].figures

    assert figures["forbidden"].value == 0.25
    assert figures["empty rightly"].value == 0.75
    assert "facts" not in figures


def test_statuses_have_recall_and_where_all_are_labelled_precision() -> None:
    late = case(1, "my parcel LW-7 is late", "So parcel LW-7 is late, right?", "yes exactly")
    owed = case(2, "my parcel is late", "What is your order number?", "why do you ask?")

    rows = run("own", [with_status(late, "is late", "confirmed"), with_status(owed, "order number", "missing")], plain)

    confirmed, missing = rows.tables[1].rows
    assert (confirmed.name, confirmed.n, confirmed.figures["recall"].value) == ("confirmed", 1, 1.0)
    assert "precision" not in confirmed.figures
    assert (missing.figures["recall"].value, missing.figures["precision"].value) == (1.0, 1.0)


def test_no_conversation_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="no conversation"):
        run("own", [], plain)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"id": "a"}', "dev-a.jsonl:1"),
        (f"{LINE % 'a'}\n{LINE % 'a'}", "used twice"),
        ("", "no conversation in the split 'dev'"),
    ],
)
def test_faulty_files_are_named(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "dev-a.jsonl").write_text(content, encoding="utf-8")

    with pytest.raises(InvalidInput, match=problem):
        read_paraphrases(tmp_path, "dev")


def test_our_own_conversations_are_split_in_halves() -> None:
    dev, test = read_paraphrases(FOLDER, "dev"), read_paraphrases(FOLDER, "test")

    assert (len(dev), len(test)) == (180, 180)
    assert read_paraphrases(FOLDER, "all") == (*dev, *test)
    assert paraphrases_hash(dev) != paraphrases_hash(test)
    assert paraphrases_hash(dev) == paraphrases_hash(read_paraphrases(FOLDER, "dev"))
