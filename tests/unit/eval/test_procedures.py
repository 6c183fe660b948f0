"""The task `procedures` and its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pytest

from copilot.errors import InvalidInput
from copilot.suggest.procedures.procedures import Procedure, read_procedures
from eval.datasets.walks import LabelledWalk, WalkMessage, read_walks, walks_hash
from eval.tasks.procedures import WalkSubject, run
from tests.fakes import FakeEncoder, FakeRedactor, a_listener
from tests.walks import procedures_of

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "eval" / "data" / "procedures"
LAMP = msgspec.convert(
    {
        "id": "lamp", "title": "Lamp", "when": ["the lamp is broken"], "start": "light",
        "steps": [
            {"id": "light", "kind": "ask", "say": "Which colour is the light?", "answers": [
                {"label": "Red", "next": "done"}, {"label": "White", "next": "done"},
            ]},
            {"id": "done", "kind": "end", "say": "Thank you.", "outcome": "resolved"},
        ],
    },
    Procedure,
)  # fmt: skip


def plain(items: Sequence[LabelledWalk], _: str) -> Iterable[LabelledWalk]:
    return items


def walk(
    number: int, *texts: str, step: str | None = None, path: tuple[str, ...] = (), again: bool = False
) -> LabelledWalk:
    """The first message and every other one are the customer's."""
    authors = ("customer", "operator") * len(texts)
    return LabelledWalk(
        id=f"w{number}",
        messages=tuple(WalkMessage(author=author, text=text) for author, text in zip(authors, texts, strict=False)),
        procedure="lamp" if step else None,
        step=step,
        path=path,
        asks_again=again,
        tags=("short",),
    )


def test_each_figure_needs_what_comes_before_it() -> None:
    ask = "Which colour is the light?"
    walks = [
        walk(1, "the lamp is broken", step="light"),
        walk(2, "the lamp is broken", ask, "red", step="done", path=("White",)),
        walk(3, "the lamp is broken", ask, "red", step="light"),
        walk(4, "the lamp is broken"),
        walk(5, "hello there"),
        walk(6, "the lamp is broken", ask, "what?", step="light"),
    ]
    subject = WalkSubject(redactor=FakeRedactor(), listener=a_listener(FakeEncoder()), procedures=procedures_of(LAMP))

    section = run("own", walks, subject, plain)

    table, outside, tags = section.tables
    figures = {name: round(figure.value * 6) for name, figure in table.rows[0].figures.items()}
    assert (table.rows[0].n, figures) == (6, {"procedure": 5, "step": 4, "path": 3, "asks again": 3})
    assert (outside.rows[0].n, outside.rows[0].figures["false starts"].value) == (2, 0.5)
    assert [row.name for row in tags.rows] == ["short"]
    assert [item["right"] for item in section.items] == [True, False, False, False, True, False]


def test_no_walk_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="no walk"):
        run(
            "own",
            [],
            WalkSubject(redactor=FakeRedactor(), listener=a_listener(), procedures=procedures_of(LAMP)),
            plain,
        )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"id": "a"}', "dev.jsonl:1"),
        (b'{"id": "a", "messages": [], "procedure": null, "step": null}\n' * 2, "used twice"),
        (b"", "no walk in the split"),
    ],
)
def test_a_faulty_set_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "dev.jsonl").write_bytes(content)

    with pytest.raises(InvalidInput, match=problem):
        read_walks(tmp_path, "dev")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_walks(tmp_path, "test")


def test_the_hash_depends_on_the_labels() -> None:
    assert walks_hash([walk(1, "x")]) != walks_hash([walk(1, "x", step="light")])


def test_the_shipped_walks_go_along_the_shipped_trees() -> None:
    procedures = {procedure.id: procedure for procedure in read_procedures(ROOT / "kb_corpus")}
    for labelled in read_walks(FOLDER, "all"):
        if labelled.procedure is None:
            assert (labelled.step, labelled.path, labelled.asks_again) == (None, (), False)
            continue
        steps = {step.id: step for step in procedures[labelled.procedure].steps}
        place = procedures[labelled.procedure].start
        for label in labelled.path:
            (place,) = [answer.next for answer in steps[place].answers if answer.label == label]
        assert place == labelled.step, labelled.id


def test_every_procedure_is_walked_in_both_splits_and_no_walk_is_in_both() -> None:
    dev, test = read_walks(FOLDER, "dev"), read_walks(FOLDER, "test")

    assert {one.procedure for one in dev} == {one.procedure for one in test}
    assert not {one.messages for one in dev} & {one.messages for one in test}
