"""The one question whose answer separates what could be meant."""

from __future__ import annotations

import pytest

from copilot.suggest.composing.kinds.clarify import clarify, products
from copilot.suggest.guard.guard import guard
from copilot.types import Hit, Tone
from tests.examples import a_brief, a_conversation, a_hit, text_of

CAM = a_hit("x", "cam#1", title="Set up the Cam C3")
BELL = a_hit("x", "bell#1", title="Install the Chime D2 video doorbell")
REFUND = a_hit("x", "refund#1", title="How long a refund takes")
RETURN = a_hit("x", "return#1", title="Return an item")


def asked(*hits: Hit, said: str = "it does not work") -> str:
    brief = a_brief(*hits, conversation=a_conversation(said), verdict="clarify")
    return text_of(clarify(brief)).removeprefix("Hello,\n\n")


@pytest.mark.parametrize(
    ("hits", "said", "question"),
    [
        ((CAM, BELL), "it does not work", "Which one is it: the Cam C3 or the Chime D2?"),
        ((CAM, CAM, BELL), "help", "Which one is it: the Cam C3 or the Chime D2?"),
        (
            (CAM, BELL),
            "my cam is dark",
            "Is it about “Set up the Cam C3” or about “Install the Chime D2 video doorbell”?",
        ),
        ((REFUND, RETURN), "my money", "Is it about “How long a refund takes” or about “Return an item”?"),
        ((CAM, REFUND), "my money", "Is it about “Set up the Cam C3” or about “How long a refund takes”?"),
        ((REFUND,), "hm", "So that I look at the right thing, could you tell me a little more?"),
        ((), "hm", "So that I look at the right thing, could you tell me a little more?"),
    ],
    ids=["products", "each once", "product named", "topics", "product and topic", "one topic", "nothing"],
)
def test_the_question_is_about_what_differs(hits: tuple[Hit, ...], said: str, question: str) -> None:
    assert asked(*hits, said=said) == question


@pytest.mark.parametrize("formality", ["casual", "neutral", "formal"])
@pytest.mark.parametrize("hits", [(CAM, BELL), (REFUND, RETURN), (CAM, REFUND), ()])
def test_the_question_rests_on_the_titles_that_it_names(hits: tuple[Hit, ...], formality: str) -> None:
    brief = a_brief(*hits, verdict="clarify", tone=Tone(formality=formality))

    (found,) = guard([clarify(brief)], brief)

    assert found.warnings == ()
    assert [trace.passage_id for trace in found.traces if trace.passage_id] == [
        hit.passage.passage_id for hit in hits[:1]
    ]


def test_a_question_between_titles_that_were_not_found_rests_on_nothing() -> None:
    brief = a_brief(CAM, BELL, verdict="clarify")

    assert (
        guard([clarify(brief)], a_brief(CAM, REFUND, verdict="clarify"))[0].traces
        == (guard([clarify(brief)], brief)[0].traces[:1])
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Set up the Cam C3", ["Cam C3"]),
        ("Cam C3 and Chime D2, or Cam C3", ["Cam C3", "Chime D2"]),
        ("Vista 4K", ["Vista 4K"]),
        ("Return in January 2026", []),
        ("How long a refund takes", []),
    ],
)
def test_a_product_is_a_name_with_a_model_number(text: str, named: list[str]) -> None:
    assert products(text) == named
