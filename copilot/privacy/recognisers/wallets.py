"""Addresses of crypto-currency wallets other than Bitcoin's, which Presidio checks."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, Finding, found

# Ethereum and its kin, Monero; others look like any code and need the word.
# What begins as a Bitcoin address does is left to its check digits.
_KNOWN = regex.compile(r"(?<!\w)(?:0x[a-fA-F0-9]{40}|[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93})(?!\w)")
_LABELLED = regex.compile(
    r"\b(?:wallet|crypto|usdt|tron|litecoin|ltc|doge|dogecoin|xrp|ripple|solana|sol|eth|btc|usdc)\b[^\d\n\0]{0,30}?"
    r"(?<!\w)((?![13]|bc1)(?=[a-z]{0,12}\d)[a-z\d]{26,60}+)(?!\w)"
)


class WalletRecogniser:
    """`0x52908400098527886E0F7030069857D2E4169EE7`, `my usdt wallet is T…`."""

    name = "wallets"
    kinds = ("CRYPTO",)
    needs = Needs(digits=2, pattern=regex.compile(r"[a-z\d]{26}"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Addresses by their form or behind a word for a wallet."""
        for match in clues.scan(_KNOWN, lowered=False):
            yield found("CRYPTO", match.span(), LABELLED)
        for match in clues.scan(_LABELLED):
            yield found("CRYPTO", match.span(1), LABELLED)
