"""National identity and tax numbers with their check digits, for the countries that Presidio leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex
from msgspec import Struct
from regex import Pattern

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled, label
from copilot.privacy.findings import LABELLED, STRONG, Finding
from copilot.privacy.recognisers import id_checks as checks
from copilot.privacy.recognisers.id_rules import ASKED_IDS

_TAX = "tax(?:payer)?|vat|fiscal"


class CheckedId(Struct, frozen=True, kw_only=True):
    """How a country writes its numbers; `is_shaped`: grouped like this they need no label."""

    pattern: Pattern[str]
    check: Callable[[str], bool]
    label: Pattern[str]
    grouped: Pattern[str] | None = None


def _rule(form: str, check: Callable[[str], bool], words: str, grouped: str | None = None) -> CheckedId:
    return CheckedId(
        pattern=regex.compile(rf"(?<![\w.,/-])(?:{form})(?![\w/-]|[.,]\d)", regex.IGNORECASE),
        check=check,
        label=label(words),
        grouped=regex.compile(grouped, regex.IGNORECASE) if grouped else None,
    )


_RULES = (
    _rule(
        r"[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[ab]) ?\d{3} ?\d{3} ?\d\d",
        checks.french_nir,
        "nir|(?:numero de )?securite sociale|secu|insee|carte vitale",
        r".+",
    ),
    _rule(
        r"\d{4}[. ]?\d\d[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}",
        checks.dutch_bsn,
        f"bsn|burgerservicenummer|sofinummer|{_TAX}",
    ),
    _rule(
        r"\d\d[. ]?\d\d[. ]?\d\d[ -]?\d{3}[. ]?\d\d",
        checks.belgian,
        "rijksregister\\w{0,8}|registre national|national(?: register)?|niss|insz|nrn",
        r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d",
    ),
    _rule(r"[123]\d\d ?\d{3} ?\d{3}", checks.portuguese_nif, f"nif|contribuinte|{_TAX}"),
    _rule(r"\d{3}\.?\d{3}\.?\d{3}[- ]?\d\d", checks.brazilian_cpf, f"cpf|cadastro|{_TAX}", r"\d{3}\.\d{3}\.\d{3}-\d\d"),
    _rule(
        r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d\d",
        checks.swiss_ahv,
        r"ahv(?:-?nummer|-?nr)?|avs|oasi|versichertennummer",
        r".+",
    ),
    _rule(
        r"[a-z][aeioux][a-z]{2}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[hmx][a-z]{5}[a-z\d]\d",
        checks.anything,
        "curp",
        r".+",
    ),
    _rule(r"[a-z&]{4}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[a-z\d]{3}", checks.anything, f"rfc|{_TAX}"),
    _rule(r"\d{1,2}\.?\d{3}\.?\d{3}-[\dk]", checks.chilean_rut, f"rut|run|{_TAX}", r"\d{1,2}\.\d{3}\.\d{3}-[\dk]"),
    _rule(r"[1-9]\d{5}(?:19|20)\d{9}[\dx]", checks.chinese, "id(?: card)?|identity|shenfenzheng", r".+"),
    _rule(
        r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d ?\d{5}",
        checks.norwegian,
        "fodselsnummer|fødselsnummer|personnummer|national",
    ),
    _rule(
        r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d-?\d{4}",
        checks.danish,
        "cpr(?:-?nummer|-?nr)?|personnummer",
        r"\d{6}-\d{4}",
    ),
    _rule(r"\d{7}[a-w][a-iw]?", checks.irish_pps, "pps|ppsn|personal public service"),
    _rule(r"[1-8]\d{12}", checks.romanian_cnp, "cnp|cod numeric"),
    _rule(r"\d{6}/?\d{4}", checks.czech, "rodne cislo|birth number|rc", r"\d{6}/\d{4}"),
    _rule(r"\d{4} ?\d{6}", checks.austrian, "svnr|sv-?nummer|sozialversicherung\\w{0,10}|e-?card"),
    _rule(
        r"[1-8]-?\d{4}-?\d{5}-?\d\d-?\d",
        checks.thai,
        "\u0e40\u0e25\u0e02\\S{0,20}|thai (?:national )?id",  # how `number` begins
        r"\d-\d{4}-\d{5}-\d\d-\d",
    ),
    _rule(r"\d{9}", checks.greek_afm, f"afm|{_TAX}"),
    _rule(r"\d{11}", checks.croatian_oib, f"oib|{_TAX}"),
)
_SHAPED = tuple(rule for rule in _RULES if rule.grouped)
_ANY_LABEL = regex.compile("|".join({rule.label.pattern for rule in _RULES}))
_SEPARATORS = str.maketrans("", "", " .-/")


class CheckedIdRecogniser:
    """`756.9217.0769.85`, `CPF 529.982.247-25`, `NIR 2 85 05 78 006 084 36`."""

    name = "checked_ids"
    kinds = ("NATIONAL_ID",)
    needs = Needs(digits=8)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers whose check digits are right, if a label, their form or the question before speaks for them."""
        is_spoken_of = bool(clues.asked & ASKED_IDS) or clues.has(_ANY_LABEL)
        for rule in _RULES if is_spoken_of else _SHAPED:
            for match in clues.scan(rule.pattern, lowered=False):
                start, end = match.span()
                if is_labelled(clues, start, end, rule.label):
                    score = STRONG
                elif is_business(clues, start, end):
                    continue
                elif (rule.grouped and rule.grouped.fullmatch(match.group())) or clues.asked & ASKED_IDS:
                    score = LABELLED
                else:
                    continue
                if rule.check(match.group().translate(_SEPARATORS)):
                    yield Finding("NATIONAL_ID", start, end, score)
