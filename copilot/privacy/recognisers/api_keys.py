"""API keys, tokens and private keys, by their known forms or by the word before them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import CERTAIN, LABELLED, STRONG, Finding, found

_KNOWN = regex.compile(
    r"(?<![A-Za-z0-9])(?:"
    # OpenAI, Anthropic and the like; Stripe; GitHub; GitLab; Slack; AWS; Google
    r"sk-[A-Za-z0-9_-]{16,256}+|[sprk]k_(?:live|test)_[A-Za-z0-9]{10,128}+|whsec_[A-Za-z0-9]{16,128}+"
    r"|gh[pousr]_[A-Za-z0-9]{20,255}+|github_pat_\w{20,255}+|gl(?:pat|ptt|dt|rt|ft|soat|cbt|agent)-[\w-]{16,64}+"
    r"|xox[abeoprs]-[A-Za-z0-9-]{10,255}+|xapp-[A-Za-z0-9-]{10,255}+|hooks\.slack\.com/services/[A-Za-z0-9/]{20,80}+"
    r"|(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])|AIza[\w-]{30,64}+|ya29\.[\w-]{20,512}+"
    r"|GOCSPX-[\w-]{20,64}+"
    # SendGrid, Hugging Face, npm, PyPI, DigitalOcean, Twilio, Mailgun, Mailchimp, Shopify, Square, Telegram, Discord
    r"|SG\.[\w-]{16,64}+\.[\w-]{16,64}+|hf_[A-Za-z0-9]{20,64}+|npm_[A-Za-z0-9]{30,64}+|pypi-[\w-]{16,256}+"
    r"|do[opr]_v1_[a-f0-9]{32,64}+"
    r"|AC\d[a-f0-9]{31}(?![a-z0-9])|SK[a-f0-9]{32}(?![a-z0-9])|key-[a-f0-9]{32}(?![a-z0-9])"
    r"|[a-f0-9]{32}-us\d{1,2}(?!\d)|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"
    r"|sq0[a-z]{3}-[\w-]{22,64}+|EAAA[\w-]{40,80}+|\d{8,10}:AA[\w-]{32,40}+"
    # Databricks, Linear, Notion, Figma, Atlassian, Netlify, Heroku, Vault, Terraform, New Relic, Postman, Grafana, Groq
    r"|dapi[a-f0-9]{32}|lin_api_\w{30,64}+|(?:secret|ntn)_[A-Za-z0-9]{40,64}+|figd_[\w-]{30,64}+|ATATT[\w=-]{20,256}+"
    r"|nfp_\w{30,64}+"
    r"|HRKU-[\w-]{30,80}+|hv[sbr]\.[\w-]{20,256}+|\w{14}\.atlasv1\.[\w-]{40,80}+|NRAK-[A-Z0-9]{20,40}+"
    r"|PMAK-[a-f0-9-]{30,80}+"
    r"|dp\.(?:pt|st|ct)\.[\w.-]{30,80}+|gl(?:c|sa)_[\w=-]{30,256}+|gsk_[A-Za-z0-9]{30,80}+|xai-[A-Za-z0-9]{30,120}+"
    r"|r8_[A-Za-z0-9]{30,60}+"
    r"|pplx-[a-f0-9]{30,64}+|tfp_\w{30,80}+|rk_[A-Za-z0-9_]{20,128}+|AGE-SECRET-KEY-1[A-Z0-9]{50,70}+"
    # JSON web tokens
    r"|(?<![\w-])eyJ[\w-]{8,4096}+\.[\w-]{8,8192}+(?:\.[\w-]{0,4096}+)?)"
)
_PRIVATE = regex.compile(
    r"-----BEGIN [A-Z ]{0,40}?PRIVATE KEY(?: BLOCK)?-----[^-]{0,16384}+"
    r"(?:-----END [A-Z ]{0,40}?PRIVATE KEY(?: BLOCK)?-----)?"
)
# `https://jo:hunter2@host`, `postgres://app:secret@db/x`: the password between the colon and the last `@` of the word.
_URL = regex.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,19}://[^\s:/@\0]{0,128}:([^\s/\0]{1,128})@(?=[\w\[])")
_CONNECTION = regex.compile(
    r"(?<![a-z])(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|client_?secret|secret_?key"
    r"|access_?key)\s?=\s?"
    r"(['\"]?)([^\s;'\"&\0]{3,256})(?=['\";&\s]|$)"
)
_LABEL = (
    r"(?<![a-z0-9])(?:(?:api|access|secret|auth|private|client|bearer|refresh|session|licen[cs]e|encryption|app|aws"
    r"|signing|webhook"
    r"|deploy|master|personal|admin|ssh)[\s_-]?){0,3}(?:key|token|secret|bearer|credential|schlussel|clave"
    r"|cle)s?(?![a-z])"
    r"(?:[\s_-](?:id|key|token|value))?"
)
_VALUE = r"(?=[a-z_.\-+/=]{0,64}?\d)(?=[\d_.\-+/=]{0,64}?[a-z])([\w.+/=-]{16,512}+)"
_LABELLED = regex.compile(rf"{_LABEL}[\s\"']{{0,4}}(?:(?:is|was|ist|es|est|:|=|->|=>)[\s\"']{{0,4}})?{_VALUE}")
_BEARER = regex.compile(r"(?<![a-z])(?:authorization\s?[:=]\s?)?(?:bearer|basic|token)\s([\w.+/=~-]{12,2048}+)")
_ASSIGNED = regex.compile(r"(?:secret|token|api_?key)[a-z_]{0,12}\s?[=:]\s?['\"]?([\w.+/=~-]{8,512}+)")


_PREFIXES = (
    "sk-",
    "k_live_",
    "k_test_",
    "whsec_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "glptt-",
    "gldt-",
    "glrt-",
    "glft-",
    "glsoat-",
    "glcbt-",
    "glagent-",
    "xox",
    "xapp-",
    "hooks.slack",
    "akia",
    "asia",
    "aroa",
    "aida",
    "abia",
    "acca",
    "aiza",
    "ya29.",
    "gocspx-",
    "sg.",
    "hf_",
    "npm_",
    "pypi-",
    "_v1_",
    "key-",
    "-us",
    "shp",
    "sq0",
    "eaaa",
    ":aa",
    "dapi",
    "lin_api_",
    "secret_",
    "ntn_",
    "figd_",
    "atatt",
    "nfp_",
    "hrku-",
    "hvs.",
    "hvb.",
    "hvr.",
    "atlasv1",
    "nrak-",
    "pmak-",
    "dp.",
    "glc_",
    "glsa_",
    "gsk_",
    "xai-",
    "r8_",
    "pplx-",
    "tfp_",
    "rk_",
    "age-secret",
    "eyj",
    "private key",
    "ac0",
    "ac1",
    "ac2",
    "ac3",
    "ac4",
    "ac5",
    "ac6",
    "ac7",
    "ac8",
    "ac9",
)
"""What a key of a known issuer has in it, in small letters."""


class ApiKeyRecogniser:
    """`sk-…`, `ghp_…`, `AKIA…`, JSON web tokens, private keys, passwords in URLs, codes behind `key` or `token`."""

    name = "api_keys"
    kinds = ("API_KEY", "PASSWORD")
    needs = Needs(
        any_of=(
            *_PREFIXES,
            "key",
            "token",
            "secret",
            "bearer",
            "basic ",
            "credential",
            "schlussel",
            "clave",
            "cle ",
            "cle:",
            "://",
            "password",
            "pwd",
            "signature",
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Keys; one behind a label needs letters, digits and 16 characters, behind `token=` a digit and 8."""
        for pattern in (_KNOWN, _PRIVATE) if any(prefix in clues.lowered for prefix in _PREFIXES) else ():
            for match in clues.scan(pattern, lowered=False):
                yield found("API_KEY", match.span(), CERTAIN)
        for match in clues.scan(_URL):
            yield found("PASSWORD", match.span(1), CERTAIN)
        for match in clues.scan(_CONNECTION):
            kind = "PASSWORD" if match.group()[0] == "p" else "API_KEY"
            yield found(kind, match.span(2), STRONG)
        for pattern in (_LABELLED, _BEARER, _ASSIGNED):
            for match in clues.scan(pattern):
                if _is_random(match[1]):
                    yield found("API_KEY", match.span(1), LABELLED)


def _is_random(value: str) -> bool:
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value))
