"""Following a procedure through a conversation."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Procedure, Procedures
from copilot.types import Author
from tests.walks import followed, procedures_of

ASK_LIGHT = "Which colour is the light on your lamp?"
RESTART = "Please unplug the lamp, wait ten seconds and plug it in again. Does it shine now?"
ASK_AGE = "Is your lamp older than 7 days?"
ASK_SMOKE = "First of all, is anything smoking or burnt?"
SOLVED = "Good, your lamp shines again. Enjoy the evening."
HANDED_OVER = "A colleague from the workshop will call you about the lamp."

LAMP = msgspec.convert(
    {
        "id": "lamp",
        "title": "Lamp",
        "when": ["the lamp is broken", "lamp does not shine", "E-7 on the lamp"],
        "start": "light",
        "steps": [
            {"id": "light", "kind": "ask", "say": ASK_LIGHT, "answers": [
                {"label": "Red", "match": ["red light", "it's red"], "next": "restart"},
                {"label": "White", "match": ["white light", "it's white"], "next": "age"},
                {"label": "No light", "match": ["no light", "dark"], "next": "handover"},
            ]},
            {"id": "restart", "kind": "do", "say": RESTART, "answers": [
                {"label": "Shines", "match": ["shines again", "works now"], "next": "solved"},
                {"label": "Still red", "match": ["still red", "no change"], "next": "age"},
            ]},
            {"id": "age", "kind": "ask", "say": ASK_AGE, "answers": [
                {"label": "Newer", "next": "solved"},
                {"label": "Older", "next": "handover"},
            ]},
            {"id": "solved", "kind": "end", "say": SOLVED, "outcome": "resolved"},
            {"id": "handover", "kind": "end", "say": HANDED_OVER, "outcome": "escalate", "target": "specialist"},
        ],
    },
    Procedure,
)  # fmt: skip
KETTLE = msgspec.convert(
    {
        "id": "kettle",
        "title": "Kettle",
        "when": ["kettle leaks water", "water runs out of the kettle"],
        "start": "smoke",
        "steps": [
            {"id": "smoke", "kind": "ask", "say": ASK_SMOKE, "answers": [
                {"label": "Nothing like that", "match": ["nothing burnt"], "next": "done"},
                {"label": "Smoke", "match": ["it smokes", "smells burnt"], "next": "away"},
            ]},
            {"id": "done", "kind": "end", "say": "Then please descale the kettle.", "outcome": "resolved"},
            {"id": "away", "kind": "end", "say": "Please unplug it.", "outcome": "escalate", "target": "specialist"},
        ],
    },
    Procedure,
)  # fmt: skip

Said = str | tuple[Author, str]


@pytest.fixture(scope="module")
def both() -> Procedures:
    return procedures_of(LAMP, KETTLE)


def op(text: str) -> tuple[Author, str]:
    return ("operator", text)


def place(position: Position | None) -> tuple[str, list[str], bool] | None:
    return (position.step.id, [taken.label for taken in position.path], position.asks_again) if position else None


def test_nobody_has_a_procedure_who_does_not_describe_what_it_is_for(both: Procedures) -> None:
    assert followed(both, "when will my parcel arrive", op("Which parcel?"), "the blue one") is None
    assert followed(both) is None


def test_a_description_starts_it_with_its_first_step(both: Procedures) -> None:
    position = followed(both, "hello, the lamp is broken")

    assert position
    assert (position.procedure.id, position.step.say, position.is_new) == ("lamp", ASK_LIGHT, True)


def test_while_the_operator_waits_the_step_stays_and_is_no_longer_new(both: Procedures) -> None:
    position = followed(both, "the lamp is broken", op(f"Hi Ana! {ASK_LIGHT}"))

    assert position
    assert (place(position), position.is_new) == (("light", [], False), False)


@pytest.mark.parametrize(
    ("answer", "step", "label"),
    [
        ("red", "restart", "Red"),
        ("It's RED!", "restart", "Red"),
        ("it's not red, it's white", "age", "White"),
        ("there is no light", "handover", "No light"),
        ("completely dark", "handover", "No light"),
    ],
)
def test_an_answer_leads_on(both: Procedures, answer: str, step: str, label: str) -> None:
    assert place(followed(both, "the lamp is broken", op(ASK_LIGHT), answer)) == (step, [label], False)


@pytest.mark.parametrize("answer", ["what do you mean?", "one moment", "yes"])
def test_what_is_no_answer_has_the_step_asked_again(both: Procedures, answer: str) -> None:
    assert place(followed(both, "the lamp is broken", op(ASK_LIGHT), answer)) == ("light", [], True)


@pytest.mark.parametrize(
    ("answer", "step"),
    [("it works now", "solved"), ("yes!", "solved"), ("no luck", "age"), ("it did not work", "age"), ("no", "age")],
)
def test_success_and_failure_are_told_apart(both: Procedures, answer: str, step: str) -> None:
    position = followed(both, "the lamp is broken", op(ASK_LIGHT), "red", op(RESTART), answer)

    assert position
    assert position.step.id == step


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("three weeks", "Older"),
        ("since yesterday", "Newer"),
        ("yes it is", "Older"),
        ("no", "Newer"),
        ("8 days", "Older"),
    ],
)
def test_times_and_yes_or_no_answer_a_question_about_age(both: Procedures, answer: str, label: str) -> None:
    position = followed(both, "the lamp is broken", op(ASK_LIGHT), "white", op(ASK_AGE), answer)

    assert position
    assert [taken.label for taken in position.path] == ["White", label]


def test_each_answer_names_the_messages_that_gave_and_asked_it(both: Procedures) -> None:
    position = followed(both, "the lamp is broken", op(ASK_LIGHT), "hm", "red", op(RESTART), "still red")

    assert position
    assert [(taken.step_id, taken.message_id, taken.proposed_in) for taken in position.path] == [
        ("light", "m4", "m2"),
        ("restart", "m6", "m5"),
    ]


def test_an_answer_that_was_given_before_is_not_asked_for(both: Procedures) -> None:
    position = followed(both, "the lamp is broken. red light")

    assert position
    assert place(position) == ("restart", ["Red"], False)
    assert (position.path[0].message_id, position.path[0].proposed_in, position.is_new) == ("m1", None, True)


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ("I already unplugged the lamp, wait ten seconds, plug it in again: still red", "age"),
        ("it was still red this morning", "restart"),
    ],
)
def test_what_has_to_be_done_is_left_out_only_for_who_has_done_it(both: Procedures, told: str, step: str) -> None:
    position = followed(both, "the lamp is broken. red light", told)

    assert position
    assert position.step.id == step


@pytest.mark.parametrize("told", ["nothing burnt", "nothing like that"])
def test_a_question_about_danger_is_always_asked(both: Procedures, told: str) -> None:
    assert place(followed(both, f"kettle leaks water. {told}")) == ("smoke", [], False)
    assert place(followed(both, "kettle leaks water", op(ASK_SMOKE), told)) == ("done", ["Nothing like that"], False)


def test_danger_is_heard_before_anybody_asks(both: Procedures) -> None:
    assert place(followed(both, "kettle leaks water. it smokes")) == ("away", ["Smoke"], False)
    assert place(followed(both, "kettle leaks water. no smoke")) == ("smoke", [], False)


@pytest.mark.parametrize(
    "said",
    [
        RESTART,
        f"Thanks for the details. {RESTART}",
        "Could you unplug the lamp, wait ten seconds and plug it in again please? Does it shine now?",
    ],
)
def test_a_step_counts_as_proposed_in_other_words_too(both: Procedures, said: str) -> None:
    position = followed(both, "the lamp is broken", op(ASK_LIGHT), "red", op(said), "no change")

    assert place(position) == ("age", ["Red", "Still red"], False)


def test_an_operator_can_begin_a_procedure_or_go_ahead_in_it(both: Procedures) -> None:
    begun = followed(both, "something is odd here", op(ASK_LIGHT), "red")
    ahead = followed(both, "the lamp is broken", op(ASK_LIGHT), "hm", op(ASK_AGE))

    assert place(begun) == ("restart", ["Red"], False)
    assert ahead
    assert ahead.step.id == "age"


def test_what_the_operator_asks_besides_is_no_step(both: Procedures) -> None:
    position = followed(both, "the lamp is broken", op("What is your order number?"), "LK-20391")

    assert place(position) == ("light", [], False)


def test_an_answer_can_be_taken_back(both: Procedures) -> None:
    position = followed(both, "the lamp is broken", op(ASK_LIGHT), "red", op(RESTART), "sorry, actually it's white")

    assert place(position) == ("age", ["White"], False)


def test_another_description_changes_the_procedure(both: Procedures) -> None:
    position = followed(both, "the lamp is broken", op(ASK_LIGHT), "water runs out of the kettle")

    assert position
    assert (position.procedure.id, position.path, position.is_new) == ("kettle", (), True)


def test_a_question_about_something_else_leaves_the_procedure(both: Procedures) -> None:
    elsewhere = "never mind. different question: do you sell gift cards?"

    assert followed(both, "the lamp is broken", op(ASK_LIGHT), elsewhere) is None


def test_a_branch_ends_with_its_outcome(both: Procedures) -> None:
    ends = [
        followed(both, "the lamp is broken", op(ASK_LIGHT), "red", op(RESTART), "works now"),
        followed(both, "the lamp is broken", op(ASK_LIGHT), "no light"),
    ]

    assert [(end.step.outcome, end.step.target) for end in ends if end] == [
        ("resolved", None),
        ("escalate", "specialist"),
    ]


@pytest.mark.parametrize(
    ("colour", "said", "is_over"),
    [
        ("no light", HANDED_OVER, True),
        ("no light", "One moment please.", False),
        ("works", SOLVED, True),
        ("works", "Wonderful, bye!", True),
    ],
)
def test_what_has_ended_is_over_but_a_handover_has_to_be_made(
    both: Procedures, colour: str, said: str, *, is_over: bool
) -> None:
    way: list[Said] = ["red", op(RESTART), "works now"] if colour == "works" else [colour]

    assert (followed(both, "the lamp is broken", op(ASK_LIGHT), *way, op(said), "thank you") is None) is is_over


def test_a_procedure_can_start_again_after_its_end(both: Procedures) -> None:
    once = ["the lamp is broken", op(ASK_LIGHT), "red", op(RESTART), "works now", op(SOLVED)]

    assert place(followed(both, *once, "the lamp is broken")) == ("light", [], False)


def test_what_was_followed_before_changes_nothing(both: Procedures) -> None:
    said: list[Said] = [
        "the lamp is broken",
        op(ASK_LIGHT),
        "hm",
        "red",
        op(RESTART),
        "no change",
        op(ASK_AGE),
        "8 days",
    ]
    grown = [followed(both, *said[:end]) for end in range(len(said) + 1)]

    alone = [followed(procedures_of(LAMP, KETTLE), *said[:end]) for end in range(len(said) + 1)]

    assert grown == alone
    assert grown[-1] is not None
    assert len(set(map(str, grown))) > 4
