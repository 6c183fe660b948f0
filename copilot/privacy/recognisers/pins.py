"""PINs and door codes that a word announces."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import STRONG, Finding, found

_DIGITS = r"(\d{4,8}|\d(?:[ -]\d){3,5}|\d{3}[ -]\d{3})(?![\d-]|[.,]\d|\w)"
_FILLER = (
    r"(?:[\s:=#'\"(,\-]{1,3}(?:is|was|are|it's|its|it|the|my|that|i|use|used|always|for|to|this|code|number|nr|no|now"
    r"|still|on|of|card|door"
    r"|phone|account|ist|lautet|es|est|e|jest|changed|set|from|old|new)(?![^\W_])){0,7}[\s:=#'\"(.\-]{0,4}"
)
_LABEL = (
    r"(?:pins?|p\.i\.n\.?|pin-?(?:code|nummer|zahl)|pinnr|geheimzahl|code pin|codigo pin|(?:door|gate|entry|entrance"
    r"|building|alarm"
    r"|key ?safe|key ?box|lock ?box|parcel ?box|safe|garage|keypad|buzzer|intercom|lobby|lock)[\s-]?code"
    r"|puk(?:[\s-]?code)?|(?:haus)?turcode|torcode|digicode|code (?:de (?:la )?porte|d'entree|de l'immeuble|portail)"
    r"|codigo (?:de (?:la |del )?(?:puerta|portal|entrada)|del portal|da porta|do portao)"
    r"|codice (?:del (?:portone|cancello)|della porta)|kod do (?:drzwi|bramy|domofonu|klatki)|deurcode"
    r"|combination (?:to|for|of|on) (?:my|the|our) (?:\w{1,10} )?(?:lock|safe|door|gate|box|shed|padlock)"
    r"|code (?:to|for|of) (?:my|the|our) (?:front |back |main )?(?:door|gate|building|flat|house|garage|alarm|safe"
    r"|entrance|lobby|key ?safe))"
)
_AFTER = regex.compile(rf"\b{_LABEL}\b(?:'s)?(?![\s-]?(?:connector|plug|socket|header|layout)){_FILLER}{_DIGITS}")
# `the PIN for the key box by the shed is 0093`: what it opens stands between, so that there has to be an `is`.
_PLACED = regex.compile(
    rf"\b{_LABEL}(?:\s?/\s?(?:pin|code))?\s(?:for|to|of|on|at|in|by)(?:\s(?!plug|socket|connector|board|chip)[a-z'-]{{1,14}}+)"
    rf"{{1,6}}?(?:\s(?:is|was|ist|est|es|should be|will be|jest)|\s?[:=]|\s-)\s{{0,2}}(?:still\s|now\s)?{_DIGITS}"
)
_OR = regex.compile(
    r"\s(?:or|and|oder|ou|o|to)\s(?:(?:maybe|it's|now|the|old|new|one|is|was)\s){0,3}(\d{4,8})(?![\d-]|[.,]\d|\w)"
)
_BEFORE = regex.compile(
    rf"(?<![\w.,/-]){_DIGITS}\s(?:is|was|as|for)\s(?:(?:the|my|our|a)\s)?(?:\w+\s){{0,2}}?{_LABEL}\b"
)


class PinRecogniser:
    """`my pin is 4821`, `4821 is the new PIN`, `gate code 4821`."""

    name = "pins"
    kinds = ("PIN",)
    needs = Needs(digits=4, any_of=("pin", "p.i.n", "geheimzahl", "code", "puk", "codi", "kod", "combination"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """PINs of four to eight digits, and the other one of `4821 or 4812`."""
        for match in clues.scan(_AFTER):
            yield found("PIN", match.span(1), STRONG)
            other = _OR.match(clues.lowered, match.end(1), timeout=clues.timeout_seconds)
            if other:
                yield found("PIN", other.span(1), STRONG)
        for match in clues.scan(_PLACED):
            yield found("PIN", match.span(1), STRONG)
        for match in clues.scan(_BEFORE):
            yield found("PIN", match.span(1), STRONG)
