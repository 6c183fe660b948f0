"""Which canned replies may be approved."""

from __future__ import annotations

import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.canned.approval import objections_to
from copilot.suggest.voice import Promises, WordRules
from copilot.types import CannedReply

BRAND = Brand(words=WordRules(avoid=("bummer",)), promises=Promises(forbidden=("guaranteed refund",)))


def a_reply(text: str, title: str = "Title") -> CannedReply:
    return CannedReply(id="r", title=title, text=text)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("Hello.\nWhat is your password?", "asks_for_password", 2),
        ("Please send me your full card number.", "asks_for_card_number", 1),
        ("Could you tell me the code we sent you by text message?", "asks_for_one_time_code", 1),
        ("What a bummer!", "avoids", 1),
        ("You get a\n\nGuaranteed Refund.", "forbids", 3),
    ],
)
def test_what_a_reply_must_not_say_is_named_with_its_line(text: str, rule: str, line: int) -> None:
    (fault,) = objections_to(a_reply(text), BRAND)

    assert rule in fault.rule
    assert (fault.path, fault.line) == ("$.text", line)


def test_a_title_may_say_anything_since_no_customer_reads_it() -> None:
    assert objections_to(a_reply("Sorry.", title="Bummer: no guaranteed refund"), BRAND) == ()


def test_a_rule_that_is_broken_twice_in_a_line_is_named_once() -> None:
    faults = objections_to(a_reply("Bummer. Bummer!\nBummer."), BRAND)

    assert [fault.line for fault in faults] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "I have sent you a link to set a new password.",
        "Could you tell me the last four digits of your card?",
        "Hi {{customer_name}}, could you tell me your order number?",
        "We will refund you within 5 days.",
    ],
)
def test_ordinary_replies_have_no_objection(text: str) -> None:
    assert objections_to(a_reply(text), BRAND) == ()


def test_no_objection_quotes_the_reply() -> None:
    faults = objections_to(a_reply("Bummer, zebra. What is your password, zebra?", title="bummer zebra"), BRAND)

    assert len(faults) == 2
    assert "zebra" not in repr(faults)
