"""One-time codes that a word announces; error codes, promo codes, country codes and postcodes stay."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

_END = r"(?![\d-]|[.,]\d|\w|[ ]?%)"
_CODE = r"(?:\d{3}(?:[ -]\d{3}){1,2}|\d{4}[ -]\d{4}|(?:[a-z]{1,2}-)?\d{4,8}|\d{2}[ -]\d{2}[ -]\d{2}|\d(?:[ -]\d){3,7})"
_DIGITS = rf"({_CODE}){_END}"
_MIXED = r"((?=[a-z]{0,7}\d)[a-z\d]{5,8}|[a-z\d]{3,4}-(?=[a-z]{0,3}\d)[a-z\d]{3,4})(?![\w-])"
_FILLER = (
    r"(?:[\s:=#'\"(,\-]{1,3}(?:is|was|are|it's|its|it|the|my|that|which|i|i've|just|got|have|received|you|sent|me|to"
    r"|for|on|by|in"
    r"|this|code|number|now|still|says|said|reads|came|through|via|text|sms|email|phone|app|here|ist|lautet|es|est|een"
    r"|e|jest|und"
    r"|and|please|from)(?![^\W_])){0,9}[\s:=#'\"(.\-]{0,4}"
)
# `3JK8-QWZ2`, not `ERR-1204`: errors and models have their letters on one side; `X4T9PL`, not `SAVE20`.
_GROUPED = r"((?=[a-z-]{0,8}\d)(?![a-z]+-\d+(?!\w)|\d+-[a-z]+(?!\w))[a-z\d]{3,5}-[a-z\d]{3,5}"
_GROUPED += r"|(?=(?:[a-z]{1,6}+\d{1,6}+){2}|(?:\d{1,6}+[a-z]{1,6}+){2})[a-z\d]{6,8})(?![\w-])"
_PURPOSE = (
    r"(?:verification|verify|security|safety|one[\s-]?time|log[\s-]?in|sign[\s-]?in|sign[\s-]?up|access|auth\w{0,12}"
    r"|2fa|mfa"
    r"|two[\s-](?:factor|step)|sms|texted|activation|unlock|recovery|reset|confirm(?:ation)?|registration|6[\s-]digit"
    r"|six[\s-]digit"
    r"|4[\s-]digit|four[\s-]digit|secret|temporary)"
)
_NOUN = r"(?:code|pass ?code|token|pass ?word)"
_LABELLED = regex.compile(
    rf"\b(?:otp|o\.t\.p\.|(?:mobile)?tan|one[\s-]?time[\s-]?(?:{_NOUN}|pin)|2fa|mfa|authenticator(?: app)?"
    rf"|two[\s-]factor|(?:number|code) (?:in|from|on) (?:the|my|your) (?:text|sms|app|email|message|phone"
    rf"|authenticator)(?: message| app)?|texted me|{_PURPOSE}[\s-]{_NOUN}|{_NOUN} to (?:verify|log ?in|sign in|confirm)"
    r"|verifizierungscode|verifikationscode|bestatigungscode|sicherheitscode|einmal(?:code|passwort|kennwort)"
    r"|freischaltcode"
    r"|anmeldecode|sms-?code|codigo de (?:verificacion|seguridad|acceso|confirmacion|verificacao|acesso)"
    r"|code de (?:verification"
    r"|securite|confirmation|validation)|codice (?:di verifica|otp|di accesso|di conferma)|verificatiecode|inlogcode"
    rf"|kod (?:weryfikacyjny|sms|jednorazowy)|verifieringskod|engangskode|engangskod)(?![^\W_]){_FILLER}(?:{_DIGITS}"
    rf"|{_MIXED})"
)
_BARE = regex.compile(
    rf"\bcode(?<=(?<!\w)(?P<word>[\w']{{1,20}}+)\s+code)\s*(?:is|was|ist|est|es|:|=|->|-)\s*(?:now\s"
    rf"|still\s)?(?:it's\s|its\s)?['\"]?(?:{_DIGITS}|{_GROUPED})"
    rf"|^\W*(?:(?:hi|hello|ok|hey|yes|so),?\s)?code\s*(?:is|was|:|=|\s)\s*['\"]?(?:{_DIGITS}"
    rf"|{_GROUPED})|(?<!\w)(?P<word>code),?\s(?:i|they|you|that)\s(?:just\s)?(?:got"
    rf"|received|get|have|sent(?: me)?|texted(?: me)?|came)"
    rf"(?:\s(?:through|by|via|on|to|text|sms|email|me|my|phone|the)){{0,4}}\s(?:is|was|says)\s{_DIGITS}"
    rf"|(?<!\w)(?P<word>text|sms|message|email|phone|app)\s(?:i (?:got|received)\s)?(?:says|said"
    rf"|reads),?:?\s(?:the code is |code )?{_DIGITS}"
    rf"|(?<!\w)(?P<word>code),?\s(?:so\s)?(?:here it is|here you go|it's|it is)[\s:]{{1,3}}{_DIGITS}"
)
# `el codigo que me llego es 482913`, `o codigo que chegou foi 4829`, `der Code, den ich bekommen habe, ist 482913`
_TOLD = (
    r"(?:que|qui|chegou|recebi|mandaram|enviaram|veio|apareceu|recibi|llego|enviaron|mandaron|sale|recu|j'ai|m'avez"
    r"|ete|envoye|arrive|affiche|che|ho|ricevuto|arrivato|mi|me|m'|est|e|par|por|pelo|pour|per|via|via-|den|die|der"
    r"|ich|bekommen|erhalten|habe|hab|bekam|kam|gekommen|ist|ik|kreeg|heb|gekregen|ontvangen|ontving|ktory|kt\u00f3ry"
    r"|dosta[l\u0142][ae]?m|przyszed[l\u0142]|otrzyma[l\u0142][ae]?m|przez|z|sms|smsa|sms-em|al|no|en|celular|movil|telefono"
    r"|telemovel|handy|telefon|par|de|verificacao|verificacion|verification|verifica|confirmacao|confirmacion"
    r"|confirmation|conferma|seguranca|seguridad|securite|acesso|acceso|novo|nuevo|nouveau|nuovo|jaki|mam|to|jest)"
)
_ABROAD = regex.compile(
    rf"(?<!\w)(?:codigo|codice|kod|koden|(?:(?P<word>[\w']{{1,20}}+)\s)?code)(?:,?\s{_TOLD}(?![^\W_])){{0,8}}?,?"
    rf"(?:\s(?:foi|es|era|est|etait|e|ist|lautet|war|is|was|jest|to)|\s?:)\s{{1,2}}(?:{_DIGITS}|{_GROUPED})"
)
# `backup codes left: 805 116, 8841 2207, 75518`
_LIST = regex.compile(
    r"\b(?:(?:backup|back-up|recovery|emergency|rescue|scratch|spare|single[\s-]use|one[\s-]time|2fa|mfa|otp|tan"
    r"|verification|security|login|sms|access)[\s-]?(?:codes|tans|passwords|list)|tans|tan-?liste?"
    r"|(?:these|those|my|both|the|two|three|all) (?:two |three |last |other )?codes)\b"
    r"(?:,?\s(?:left|i|i've|have|got|are|were|is|remaining|still|unused|here|that|which|you|sent|gave|me|us|for|my|the|your"
    r"|account|login|as|follows|from|and|to|on|in|list|of|both|all|say|says|tried|this|saved|printed|sms|text|email|app|they"
    r"|came|just|now|received|used)(?![^\W_])){0,8}[\s:(#\-]{1,3}"
    rf"(?:1[.)] )?(?:{_DIGITS}|{_GROUPED})"
)
_NEXT = regex.compile(
    rf"(?:\s?[,;/|]\s?|\s?\n\s?|\s)(?:(?:and|or|then|und|oder|et|ou|y|o|e|i)\s)?(?:then\s)?(?:\d[.)]\s)?(?:[-*]\s)?"
    rf"(?:{_DIGITS}|{_GROUPED})"
)
_EITHER = regex.compile(rf",?\s(?:or|and|and then|then|oder|ou|o)\s(?:(?:also|maybe|it's|now)\s)?{_DIGITS}")
_MOST_LISTED = 20
_SIX = regex.compile(
    r"\bcode(?<=(?<!\w)(?P<word>[\w']{1,20}+)\s+code),?\s((?:[a-z]-)?\d{6}|\d{3}[ -]\d{3})(?![\d-]|[.,]\d|\w)"
)
_BEFORE = regex.compile(
    rf"(?<![\w.,/-]){_DIGITS}['\")]?[\s,]{{1,2}}(?:is|was|that's|thats|this is|=)\s(?:what (?:the|it|i)|the|my|your"
    rf"|ur)\s(?:(?P<word>[\w.-]{{1,20}}+)\s){{0,3}}?"
    r"(?:code|otp|says|said|got|received)\b"
)
_PREFIXED = regex.compile(r"(?<![\w-])(g-\d{6})(?![\w-])")
_IT_SAYS = regex.compile(
    rf"\b(?:it|text|sms|message|app)\s(?:just\s)?(?:says|said|reads|shows)[\s:'\"]{{1,3}}{_DIGITS}"
)
_MESSAGE = regex.compile(
    r"\b(?:texted|sms|text message|text|verification|otp|2fa|log ?in|sign ?in|authenticator|the code)\b"
)
_OWN_WORDS = """
the my your ur this that a sms text texted email emailed mail new login following verification verifying security access
auth
authentication authorisation authorization confirmation activation recovery reset unlock otp 2fa mfa factor step time in
secret here's heres digit code message phone app temporary whatsapp google microsoft apple facebook der dein mein le el
den de ce votre mijn unser ihr is voici hier and und et hi hello ok yes ja oui
"""
_OWN = frozenset(_OWN_WORDS.split())
_MACHINE = regex.compile(
    r"\b(?:errors?|errore|erreur|erro|fehler|fout|b[l\u0142]ad|storung|ecran|pantalla|anzeige|fault|display\w*|screen|shows?|showing|flash\w*|blink\w*|device|machine|panel|diagnostic|status"
    r"|promo\w*"
    r"|discount|voucher|coupon|gift|country|area|dial\w*|product|item|referral|dress|bar|sort|swift|branch)\b"
)
_REACH = 60


class OneTimeCodeRecogniser:
    """`the code is 482913`, `OTP 482 913`, `G-482913`, `482913 is your login code`."""

    name = "one_time_codes"
    kinds = ("ONE_TIME_CODE",)
    needs = Needs(
        digits=2,
        any_of=(
            "code",
            "otp",
            "o.t.p",
            "tan",
            "one-time",
            "one time",
            "onetime",
            "g-",
            "sms",
            "says",
            "said",
            "kod",
            "codi",
            "reads",
            "einmal",
            "token",
            "pass",
            "2fa",
            "mfa",
            "authenticator",
            "factor",
            "texted",
            "number in",
            "number from",
            "shows",
            "received",
            " got",
            "tans",
        ),
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Codes of four to ten digits; letters among them only behind a label that says what they are for."""
        for match in clues.scan(_LABELLED):
            span = _value(match)
            if any(map(str.isdigit, clues.text[slice(*span)])):
                yield found("ONE_TIME_CODE", span, STRONG)
                yield from _other(clues, span)
        yield from _listed(clues)
        for match in clues.scan(_PREFIXED):
            yield found("ONE_TIME_CODE", match.span(1), STRONG)
        yield from _called_code(clues)
        for match in clues.scan(_IT_SAYS) if clues.has(_MESSAGE) else ():
            if not _is_from_a_machine(clues, match.start()):
                yield found("ONE_TIME_CODE", match.span(1), LABELLED)


def _called_code(clues: Clues) -> Iterator[Finding]:
    """Codes called just `code`, unless a device showed them or another word before `code` says what they are."""
    for pattern in (_BARE, _ABROAD, _SIX, _BEFORE):
        for match in clues.scan(pattern):
            word = match["word"]
            if (word is None or word in _OWN) and not _is_from_a_machine(clues, match.start()):
                span = _value(match)
                yield found("ONE_TIME_CODE", span, LABELLED)
                yield from _other(clues, span)


def _listed(clues: Clues) -> Iterator[Finding]:
    """Every code of a list behind `backup codes` and the like."""
    for match in clues.scan(_LIST):
        following: Match[str] | None = match if not _is_from_a_machine(clues, match.start()) else None
        for _ in range(_MOST_LISTED):
            if following is None:
                break
            span = _value(following)
            yield found("ONE_TIME_CODE", span, STRONG)
            following = _NEXT.match(clues.lowered, span[1], timeout=clues.timeout_seconds)


def _other(clues: Clues, span: tuple[int, int]) -> Iterator[Finding]:
    """The second code of `482913 or 482931`: one of the same length."""
    match = _EITHER.match(clues.lowered, span[1], timeout=clues.timeout_seconds)
    if match and len(match[1]) == span[1] - span[0]:
        yield found("ONE_TIME_CODE", match.span(1), LABELLED)


def _value(match: Match[str]) -> tuple[int, int]:
    """The one group without a name that took part."""
    label = match.span("word") if "word" in match.re.groupindex else None
    spans: list[tuple[int, int]] = [match.span(group) for group in range(1, match.re.groups + 1) if match[group]]
    return next(span for span in spans if span != label)


def _is_from_a_machine(clues: Clues, start: int) -> bool:
    return _MACHINE.search(clues.lowered, max(0, start - _REACH), start, timeout=clues.timeout_seconds) is not None
