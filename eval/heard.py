"""Conversations as the service triages them: after each message of the customer, by what was said up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.suggest.redaction import redact_request
from copilot.suggest.request import IncomingCustomer, SuggestionRequest
from copilot.suggest.spoken import spoken
from copilot.triage.listener import Listener
from copilot.triage.triager import Triager
from copilot.types import Triage
from eval.datasets.conversations import FRUSTRATED, LabelledConversation
from eval.measures.confidence import Labels
from eval.measures.interval import Floats
from eval.subject import Track


@dataclass(frozen=True, slots=True)
class TriageSubject:
    """The service's own parts, as its settings make them."""

    redactor: Redactor
    listener: Listener
    triager: Triager
    shares_encoder: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A conversation; a triage, the redacted text and the number of the turn for each message of the customer."""

    labelled: LabelledConversation
    triages: tuple[Triage, ...]
    texts: tuple[str, ...]
    turns: tuple[int, ...]


def heard(
    conversations: Sequence[LabelledConversation], subject: TriageSubject, track: Track[LabelledConversation]
) -> list[Heard]:
    """Every conversation, read as it went on."""
    return [_heard(one, subject) for one in track(conversations, "conversations")]


def _heard(labelled: LabelledConversation, subject: TriageSubject) -> Heard:
    customer = IncomingCustomer(tier=labelled.tier)
    request = SuggestionRequest(messages=labelled.incoming(), channel=labelled.channel, customer=customer)
    conversation = redact_request(request, subject.redactor, Vault())
    said = spoken(conversation, shares_encoder=subject.shares_encoder)
    listened = subject.listener.hear(said)
    ends = [place for place, message in enumerate(said) if message.author == "customer"]
    return Heard(
        labelled=labelled,
        triages=tuple(
            subject.triager.triage(said[: end + 1], listened[: end + 1], conversation.customer) for end in ends
        ),
        texts=tuple(said[end].text for end in ends),
        turns=tuple(ends),
    )


def scores_of(found: Sequence[Heard]) -> Floats:
    """The frustration after each message of the customer, conversation by conversation."""
    return np.array([triage.frustration.score for one in found for triage in one.triages])


def truths_of(found: Sequence[Heard]) -> Labels:
    """Whether they were frustrated or angry by the labels, in the same order."""
    return np.array([felt >= FRUSTRATED for one in found for felt in one.labelled.felt])
