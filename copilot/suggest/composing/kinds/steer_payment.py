"""To a customer who has sent payment or credential data: please don't, and where it belongs (pure)."""

from __future__ import annotations

import msgspec

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.kinds.parts import line, sketch
from copilot.suggest.secrets import secrets_in


def steer_payment(brief: Brief) -> Sketch | None:
    """Only after such data came."""
    secrets = secrets_in(brief.conversation.kinds)
    if not secrets:
        return None
    secure = brief.brand.secure_payment.explanation
    parts = [f"{line(brief, brief.brand.steer_payment.sentences)} ", *([secure] if secure else [])]
    return msgspec.structs.replace(sketch(brief, "steer_payment", parts, secrets[0]), warnings=secrets)
