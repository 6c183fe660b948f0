"""Hardware addresses without colons: `1E 1A 8C 4C 63 76`, and twelve characters behind the word MAC."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER, is_business
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

# Two of the pairs with a letter in them at least: no telephone number, and no list of small numbers.
_SPACED = regex.compile(
    r"(?<![\w.,-])(?=(?:[\da-f]{2} ){0,4}?(?:[a-f][\da-f]|\d[a-f])(?: [\da-f]{2}){0,4}? (?:[a-f][\da-f]|\d[a-f]))"
    r"[\da-f]{2}(?: [\da-f]{2}){5}(?! ?[\da-f]{2}(?!\w)|[\w-])"
)
_LOOSELY_SPACED = regex.compile(
    r"(?<![\w.,-])(?=(?:[\da-f]{2} )*?(?:[a-f][\da-f]|\d[a-f]))[\da-f]{2}(?: [\da-f]{2}){5}(?! ?[\da-f]{2}(?!\w)|[\w-])"
)
_PLAIN = regex.compile(r"(?<![\w.,/#-])(?=(?:\d*[a-f]){2})(?=(?:[a-f]*\d){4})[\da-f]{12}(?![\w/-]|\.\w)")
_NETWORK = regex.compile(
    r"\b(?:white ?list\w*|allow ?list\w*|block ?list\w*|routers?|network|wi-?fi|wlan|lan|wan|ip|devices?"
    r"|printers?|bluetooth|ethernet|dhcp|macs?)\b"
)
_LABEL = (
    r"\b(?:mac(?![\s-]*(?:os|book|mini|pro|air))|(?:hardware|ethernet|wi-?fi|physical|wlan"
    r"|bluetooth) (?:address|addr|id))"
)
_LABELLED = regex.compile(
    rf"{_LABEL}(?:[\s-]?(?:address|addr|adresse|id|no|number))*(?![^\W_]){FILLER}"
    r"(?=[a-f]{0,11}\d)([\da-f]{2}(?:[ .:_-]?[\da-f]{2}){5})(?![\w-])"
)


class MacRecogniser:
    """Addresses in six pairs with blanks between them, and those in one piece that a label announces."""

    name = "macs"
    kinds = ("MAC_ADDRESS",)
    needs = Needs(
        pattern=regex.compile(
            r"(?<!\w)[\da-f]{2} [\da-f]{2} [\da-f]{2} [\da-f]{2} |(?<!\w)[\da-f]{2}(?:[ .:_-]?[\da-f]{2}){5}(?!\w)"
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses as spans."""
        for match in clues.scan(_SPACED):
            yield found("MAC_ADDRESS", match.span(), STRONG)
        for match in clues.scan(_LABELLED):
            yield found("MAC_ADDRESS", match.span(1), LABELLED)
        is_network = clues.has(_NETWORK)
        for match in clues.scan(_LOOSELY_SPACED) if is_network else ():
            yield found("MAC_ADDRESS", match.span(), LABELLED)
        for match in clues.scan(_PLAIN):
            if (is_network or clues.is_alone(*match.span())) and not is_business(clues, *match.span()):
                yield found("MAC_ADDRESS", match.span(), LABELLED)
