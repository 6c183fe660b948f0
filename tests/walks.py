"""Procedures over the fake encoder, and conversations followed through them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Procedure, Procedures, texts_of
from copilot.suggest.spoken import spoken
from copilot.types import Author
from tests.examples import a_conversation
from tests.fakes import FakeEncoder, a_listener


def vectors_for(procedures: Sequence[Procedure]) -> Matrix:
    """What `Procedures` has to know of the texts, by the fake encoder."""
    encoder = FakeEncoder()
    return np.stack([encoder.read(text).vector for text in texts_of(procedures)])


def procedures_of(*procedures: Procedure) -> Procedures:
    return Procedures(procedures, vectors_for(procedures))


def followed(procedures: Procedures, *texts: str | tuple[Author, str]) -> Position | None:
    """Where a conversation is; a bare text is the customer's. Messages are called m1, m2, …"""
    conversation = a_conversation(*texts)
    heard = a_listener(FakeEncoder()).hear(spoken(conversation, shares_encoder=False))
    return procedures.follow(conversation, heard)
