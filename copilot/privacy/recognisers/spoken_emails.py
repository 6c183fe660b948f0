"""E-mail addresses as they are spoken: `jo at mail dot com`, `jo (at) mail.com`, `jo arroba mail punto com`."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, LIKELY, Finding, found
from copilot.privacy.recognisers.emails import TOP_LEVEL_DOMAINS

_AT_WORDS = "at|arroba|arobase|chiocciola|apenstaartje|malpa|klammeraffe|affenschwanz|snabel-?a"
_DOT_WORDS = "dot|punto|punkt|point|punt|kropka|ponto"
_PROVIDERS = "gmail|googlemail|yahoo|hotmail|outlook|icloud|proton|gmx|aol"
_AT = rf"(?:\s?[(\[{{]\s?at\s?[)\]}}]\s?| (?:{_AT_WORDS}) |\s?<at>\s?)"
_DOT = rf"(?:\s?[(\[{{]\s?dot\s?[)\]}}]\s?| (?:{_DOT_WORDS}) )"
_LINK = rf" (?:{_DOT_WORDS}|underscore|dash|hyphen|minus|plus) "
# Bounded, so that a run of `a dot a dot` is read in linear time.
_SPOKEN = regex.compile(
    rf"(?<![\w.+-])(?P<local>\w[\w.+-]{{0,63}}+(?:{_LINK}[\w-]{{1,63}}+){{0,4}}){_AT}"
    rf"(?P<domain>[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+){{0,4}}+(?:{_DOT}[\w-]{{1,63}}+){{0,4}}+)(?!{_AT})"
)
_QUICK = regex.compile(
    rf"(?<=[(\[{{<] ?)at(?=[ )\]}}>])|(?<= )(?:{_AT_WORDS}) (?:[\w-]{{1,63}}+(?:\.\w| ?[(\[{{]"
    rf"| (?:{_DOT_WORDS})(?!\w))|{_PROVIDERS})"
)
_DOTS = regex.compile(_DOT)
_ENDS_LIKE_A_DOMAIN = regex.compile(rf"\.(?:{TOP_LEVEL_DOMAINS})$")
_PROVIDER = regex.compile(
    r"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|proton(?:mail)?|gmx|aol|live|msn|web|mail|t-online)\.\S+"
)
# `jo at gmail`, `jo at outlook com`
_SHORT = regex.compile(
    rf"(?<![\w.+-])(?P<local>\w[\w.+-]{{0,63}}+(?:{_LINK}[\w-]{{1,63}}+){{0,4}}) (?:{_AT_WORDS}) "
    rf"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|protonmail|gmx|aol)(?: (?:{TOP_LEVEL_DOMAINS}))?(?![\w-]|\.\w"
    rf"| (?:{_DOT_WORDS}) )"
)
_TALK = regex.compile(
    r"\b(?:e-?mails?|mail|write|reach|contact|address|inbox|account|log ?in|sign in|correo|courriel)\b"
)
_TALK_REACH = 60
_WORDS_BEFORE_AT = """
am is was are be been being it me us you we they order ordered bought buy purchase purchased shop shopped found look
looked looking available back charged paid not only sold working work online customers team support people anyone
someone account address email mail login inbox in meet arrive arrived signed logged something this that one item price
"""
_NOT_A_NAME = frozenset(_WORDS_BEFORE_AT.split())


class SpokenEmailRecogniser:
    """Believes what can be nothing else, and plain words where mail is spoken of, asked for, or all there is."""

    name = "spoken_emails"
    kinds = ("EMAIL_ADDRESS",)
    needs = Needs(pattern=_QUICK)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses with a well-known end; those at a large provider also without it."""
        for match in clues.scan(_SPOKEN):
            domain = _DOTS.sub(".", match["domain"])
            if match["local"] not in _NOT_A_NAME and _ENDS_LIKE_A_DOMAIN.search(domain):
                is_spelt = domain != match["domain"]
                if _is_telling(match, domain) or (is_spelt and _is_expected(clues, match)):
                    yield found("EMAIL_ADDRESS", match.span(), LABELLED)
        for match in clues.scan(_SHORT):
            if match["local"] not in _NOT_A_NAME and _is_expected(clues, match):
                yield found("EMAIL_ADDRESS", match.span(), LIKELY)


def _is_telling(match: Match[str], domain: str) -> bool:
    """True if nobody would write this but for an address."""
    local = match["local"]
    has_sign = local[0].isalpha() and not local.isalpha()
    is_bracketed = any(bracket in match.group() for bracket in "([{<")
    return is_bracketed or has_sign or _PROVIDER.fullmatch(domain) is not None


def _is_expected(clues: Clues, match: Match[str]) -> bool:
    if "EMAIL_ADDRESS" in clues.asked or clues.is_alone(*match.span()):
        return True
    talk = clues.labels(_TALK)
    return talk.before(match.start(), _TALK_REACH) >= 0 or talk.is_within(match.end(), _TALK_REACH)
