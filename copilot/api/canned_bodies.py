"""A canned reply as an editor sends it → `CannedReply`, if it may be offered."""

from __future__ import annotations

import re
from typing import Final

from copilot.api.canned_schemas import CannedBody
from copilot.api.opaque_ids import refuse_personal
from copilot.errors import InvalidInput
from copilot.privacy.publishing import secrets_of
from copilot.privacy.redactor import Redactor
from copilot.suggest.brand import Brand
from copilot.suggest.canned.approval import objections_to
from copilot.types import CannedReply, Fault

_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,127}")
_SHOWN: Final = 3


def reply_of(reply_id: str, body: CannedBody, brand: Brand, patterns: Redactor) -> CannedReply:
    """The reply in a request body.

    Raises:
        InvalidInput: the id is none or another one; or the reply holds a secret, asks customers for one, or is not in
            the brand's words: the faults say where and which rule, and no values.
        RedactionFailed: that could not be checked.
    """
    _check_id(reply_id, body)
    tags, intents = tuple(body.tags), tuple(body.intents)
    reply = CannedReply(id=reply_id, title=body.title, text=body.text, tags=tags, intents=intents)
    faults = (*_secrets(reply, patterns), *objections_to(reply, brand))
    if faults:
        shown = "; ".join(f"{one.path}{f' line {one.line}' if one.line else ''}: {one.rule}" for one in faults[:_SHOWN])
        raise InvalidInput(f"the canned reply was not written: {shown}", faults=faults)
    return reply


def _check_id(reply_id: str, body: CannedBody) -> None:
    if not _ID.fullmatch(reply_id):
        raise InvalidInput("the id is not valid: up to 128 small letters, digits, dots, dashes and underscores")
    if body.id not in {None, reply_id}:
        raise InvalidInput("the id in the body is not the one in the address: make them equal, or leave it out")
    try:
        refuse_personal(id=reply_id)
    except ValueError as error:
        raise InvalidInput(str(error)) from None


def _secrets(reply: CannedReply, patterns: Redactor) -> list[Fault]:
    """What everybody who works here can read holds no secret."""
    texts = {"title": reply.title, "text": reply.text}
    texts |= {"tags": "\n".join(reply.tags), "intents": "\n".join(reply.intents)}
    return [
        Fault(
            path=f"$.{name}",
            line=secret.line if name == "text" else None,
            rule=f"holds a {secret.kind}, which must not be published: take it out",
        )
        for name, text in texts.items()
        for secret in secrets_of(text, patterns)
    ]
