"""What the task about drafts counts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from copilot.errors import InvalidInput
from copilot.privacy.vault import Vault
from copilot.suggest.ready import ready
from eval.datasets.drafted import DraftedConversation, Expected, Said, read_drafted
from eval.tasks import drafts
from tests.conftest import ROOT
from tests.examples import a_guarded_reply, a_suggestion

OWN = ROOT / "eval" / "data" / "drafts"


def a_case(**expected: object) -> DraftedConversation:
    return DraftedConversation(
        id="drf-1",
        tags=("single", "refunds"),
        messages=(Said(author="customer", text="How long does a refund take?"),),
        expect=Expected(verdict="answer", **expected),
    )


def judged(reply: str, **expected: object) -> drafts.Judged:
    suggestion = a_suggestion(Vault(), a_guarded_reply((reply, "passage")))
    return drafts.Judged(labelled=a_case(**expected), suggested=ready(suggestion, Vault()))


def test_a_fact_is_held_in_any_of_its_wordings_whatever_the_case_and_white_space() -> None:
    one = judged("A refund takes\n5–7 Working  days.", facts=(("5–7 working days", "a week"), ("PayPal",)))

    assert one.held() == [True, False]


def test_facts_of_the_context_are_needed_too() -> None:
    assert judged("It is out for delivery.", context_facts=(("Out for delivery",),)).held() == [True]


def test_what_must_not_be_said_is_found_in_any_draft() -> None:
    one = judged("We pay it back today.", must_not=("pay it BACK today", "voucher"))

    assert one.forbidden() == ["pay it BACK today"]


def test_without_a_reply_no_fact_is_held() -> None:
    one = drafts.Judged(labelled=a_case(facts=(("5 days",),)), suggested=ready(a_suggestion(Vault()), Vault()))

    assert one.reply is None
    assert one.held() == [False]


def test_an_empty_set_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="no conversation"):
        drafts.run("own", [], None, lambda items, _: items)  # type: ignore[arg-type]  # nobody is asked


@pytest.mark.parametrize("part", ["dev", "test"])
def test_our_conversations_are_as_their_page_says(part: str) -> None:
    found = read_drafted(OWN, part)

    assert len(found) == 112
    assert len({one.id for one in found}) == 112
    assert all(one.messages[-1].author == "customer" for one in found)
    assert all(msgspec.to_builtins(one.request())["messages"] for one in found)


def test_a_line_that_is_no_conversation_is_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "dev-x.jsonl").write_text('{"id": "a"}\n')

    with pytest.raises(InvalidInput, match=r"dev-x\.jsonl:1"):
        read_drafted(tmp_path, "dev")
