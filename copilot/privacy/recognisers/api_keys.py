"""API keys, tokens and private keys, by their known forms or by the word before them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import CERTAIN, LABELLED, Finding, found

_KNOWN = regex.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"sk-[A-Za-z0-9_-]{16,256}+|[spr]k_(?:live|test)_[A-Za-z0-9]{10,128}+|whsec_[A-Za-z0-9]{16,128}+"
    r"|gh[pousr]_[A-Za-z0-9]{20,255}+|github_pat_\w{20,255}+|glpat-[\w-]{16,64}+"
    r"|xox[abeoprs]-[A-Za-z0-9-]{10,255}+|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])|AIza[\w-]{30,64}+"
    r"|SG\.[\w-]{16,64}+\.[\w-]{16,64}+|hf_[A-Za-z0-9]{20,64}+|npm_[A-Za-z0-9]{30,64}+|pypi-[\w-]{16,256}+|dop_v1_[a-f0-9]{32,64}+"
    r"|eyJ[\w-]{8,4096}+\.[\w-]{8,8192}+(?:\.[\w-]{0,4096}+)?)"
)
_PRIVATE = regex.compile(
    r"-----BEGIN [A-Z ]{0,40}?PRIVATE KEY-----[^-]{0,16384}+(?:-----END [A-Z ]{0,40}?PRIVATE KEY-----)?"
)
_LABELLED = regex.compile(
    r"(?<![a-z])(?:(?:api|access|secret|auth|private|client|bearer|refresh|session|licen[cs]e|encryption|app)[\s_-]?)?"
    r"(?:key|token|secret|bearer|credential)s?(?![a-z])(?:[\s_-](?:id|key|token))?[\s\"']*(?:is|was|:|=|->)?[\s\"']*"
    r"(?=[a-z_./+=-]*\d)((?=[\d_./+=-]*[a-z])[\w./+=-]{16,512}+)"
)


class ApiKeyRecogniser:
    """`sk-…`, `ghp_…`, `AKIA…`, JSON web tokens, private keys, and long codes behind `key` or `token`."""

    name = "api_keys"
    kinds = ("API_KEY",)
    needs = Needs(
        any_of=(
            "sk-",
            "k_",
            "_",
            "xox",
            "akia",
            "asia",
            "aiza",
            "sg.",
            "pypi-",
            "glpat",
            "eyj",
            "private key",
            "key",
            "token",
            "secret",
            "bearer",
            "credential",
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Keys; one behind a label needs letters, digits and 16 characters."""
        for pattern in (_KNOWN, _PRIVATE):
            for match in clues.scan(pattern, lowered=False):
                yield found("API_KEY", match.span(), CERTAIN)
        for match in clues.scan(_LABELLED):
            yield found("API_KEY", match.span(1), LABELLED)
