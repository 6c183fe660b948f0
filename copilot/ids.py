"""Ids that sort by the time when they were made."""

from __future__ import annotations

import secrets
import time


def new_id(prefix: str) -> str:
    """`prefix_` and 28 hexadecimal digits: 12 of milliseconds since 1970, 16 random ones."""
    return f"{prefix}_{time.time_ns() // 1_000_000:012x}{secrets.token_hex(8)}"
