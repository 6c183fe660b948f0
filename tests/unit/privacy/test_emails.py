"""E-mail addresses, written and spoken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.emails import EmailRecogniser
from copilot.privacy.recognisers.spoken_emails import SpokenEmailRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jo@mail.com", "jo@mail.com"),
        ("write to jo.smith+shop@sub.example.co.uk.", "jo.smith+shop@sub.example.co.uk"),
        ("<jo@mail.com>", "jo@mail.com"),
        ("(jo@mail.com)", "jo@mail.com"),
        ("'jo@mail.com'", "jo@mail.com"),
        ("email=jo@mail.com&x=1", "jo@mail.com"),
        ("mailto:jo@mail.com", "jo@mail.com"),
        ("https://x.com/?e=jo@mail.com", "jo@mail.com"),
        ("user@xn--80ak6aa92e.com", "user@xn--80ak6aa92e.com"),
        ("a@xn--d1acufc.xn--p1ai", "a@xn--d1acufc.xn--p1ai"),
        ("müller@exämple.de", "müller@exämple.de"),
        ("JO@MAIL.COM!", "JO@MAIL.COM"),
        ("o'brien@mail.com", "o'brien@mail.com"),
        ("jo @ gmail.com", "jo @ gmail.com"),
        ("jo@mail.com’s", "jo@mail.com"),
        ("jo@mail.com-4111", "jo@mail.com"),
        ("jo@mail.com.123", "jo@mail.com"),
        ("jo@mail.co.uk_x", "jo@mail.co.uk"),
        ("jo\uff20mail.com", "jo\uff20mail.com"),
    ],
)
def test_finds_an_address(find: Find, text: str, address: str) -> None:
    assert find(EmailRecogniser(), text) == [("EMAIL_ADDRESS", address)]


def test_finds_several_addresses_that_nothing_keeps_apart(find: Find) -> None:
    pieces = [piece for _, piece in find(EmailRecogniser(), "jo@mail.com/ana@mail.com,bo@mail.com-al@mail.com")]

    assert pieces == ["jo@mail.com", "ana@mail.com", "bo@mail.com", "al@mail.com"]


@pytest.mark.parametrize(
    "text",
    ["info@presidio.", "@jo", "jo@mail", "3 @ 4.50", "hello-world here", "@@@@", "a@b", "jo@1.2", "see you @ home"],
)
def test_leaves_what_is_no_address(find: Find, text: str) -> None:
    assert find(EmailRecogniser(), text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jo at mail dot com is my email", "jo at mail dot com"),
        ("my email: jo dot smith at mail dot co dot uk", "jo dot smith at mail dot co dot uk"),
        ("jo.smith (at) gmail (dot) com", "jo.smith (at) gmail (dot) com"),
        ("jo[at]mail.com", "jo[at]mail.com"),
        ("jo at gmail.com", "jo at gmail.com"),
        ("jo_88 at mail.org", "jo_88 at mail.org"),
        ("jo{at}mail{dot}com", "jo{at}mail{dot}com"),
        ("jo arroba gmail punto com", "jo arroba gmail punto com"),
        ("reach me at jo dot smith at mail dot com", "jo dot smith at mail dot com"),
        ("jo at mail dot com", "jo at mail dot com"),
    ],
)
def test_finds_a_spoken_address(find: Find, text: str, address: str) -> None:
    assert find(SpokenEmailRecogniser(), text) == [("EMAIL_ADDRESS", address)]


@pytest.mark.parametrize(
    "text",
    [
        "look at amazon dot com",
        "I bought it at shop.com",
        "I paid 20.50 at amazon.com",
        "we met at noon",
        "contact support at example.com",
    ],
)
def test_leaves_shops_that_are_spoken_of(find: Find, text: str) -> None:
    assert find(SpokenEmailRecogniser(), text) == []
