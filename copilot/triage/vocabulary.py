"""The names of what is looked for in a message; their order is that of the heads' columns."""

from __future__ import annotations

from typing import Final

COMPLAINTS: Final = (
    "repeated_request",
    "contacted_before",
    "waiting",
    "fix_failed",
    "demand_for_human",
    "threat_to_leave",
    "threat_of_review",
    "threat_of_chargeback",
    "legal_threat",
    "sarcasm",
    "insult",
    "anger",
    "disappointment",
    "giving_up",
)
"""What makes a customer look frustrated."""

RELIEF: Final = "relief"
DANGERS: Final = ("self_harm", "threat_of_violence", "product_safety", "account_takeover", "fraud_in_progress")
"""What needs a person at once, whatever the tone."""

SIGNALS: Final = (*COMPLAINTS, RELIEF, *DANGERS)
EMOTIONS: Final = ("negative", "hostile", "positive", "abusive")
MANNERS: Final = ("casual", "formal", "cool", "warm")
