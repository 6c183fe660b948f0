"""A whole copilot over fakes, and what it suggests."""

from __future__ import annotations

import numpy as np

from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import Results
from copilot.retrieval.search import Query
from copilot.suggest.brand import Brand
from copilot.suggest.canned.replies import CannedReplies
from copilot.suggest.composing.composer import Composer
from copilot.suggest.pipeline import Begun, Copilot
from copilot.suggest.procedures.procedures import Procedure, Step
from copilot.suggest.request import IncomingMessage, SuggestionRequest
from copilot.suggest.suggestion import Origin, Suggestion
from copilot.types import Answerability, Author, CannedReply, Filters, Hit, Verdict
from tests.examples import NOON, a_hit
from tests.fakes import FakeEncoder, FakeRedactor, a_listener, a_triager
from tests.walks import procedures_of

ASKED = "How long does a refund take?"
ANSWER = a_hit("A refund takes 5 days.")
REPLY = CannedReply(id="r", title="How long a refund takes", text="Hi {{customer_name}}, a refund does take 5 days.")
STEP = Step(id="look", kind="ask", say="Is it plugged in?")
PROCEDURE = Procedure(id="lamp", title="Lamp", when=("the lamp is dark",), start="look", steps=(STEP,))


class FakeKnowledge:
    """Finds what it was given; remembers what it was asked."""

    def __init__(self, *hits: Hit, verdict: Verdict = "answer") -> None:
        self._results = Results(
            hits=hits, answerability=Answerability(verdict=verdict, confidence=0.8), snapshot_id="7-abc"
        )
        self.asked: list[tuple[str, int, Filters, str | None]] = []

    def search(self, query: Query, k: int, filters: Filters, judged: str | None = None) -> Results:
        self.asked.append((query.text, k, filters, judged))
        return self._results

    def quotable(self, article_id: str, query: Query) -> tuple[Hit, ...]:
        return tuple(hit for hit in self._results.hits if hit.passage.article_id == article_id)


def a_copilot(knowledge: object = None, **parts: object) -> Copilot:
    encoder = FakeEncoder()
    services = {
        "redactor": FakeRedactor(),
        "shares_encoder": False,
        "listener": a_listener(encoder),
        "triager": a_triager(),
        "knowledge": knowledge or FakeKnowledge(ANSWER),
        "drafter": Composer(),
        "brand": Brand(),
        "canned": CannedReplies([REPLY], np.stack([encoder.read(REPLY.title + REPLY.text).vector])),
        "procedures": procedures_of(PROCEDURE),
        "max_canned": 3,
        "best_tier": "full",
        "origin": Origin(encoder="sha256:e", settings="sha256:s"),
        **parts,
    }
    return Copilot(**services)


def begun(copilot: Copilot, *texts: str | tuple[Author, str], vault: Vault | None = None, **wishes: object) -> Begun:
    """What is suggested; a bare text is the customer's."""
    spoken = [("customer", text) if isinstance(text, str) else text for text in texts or [ASKED]]
    messages = tuple(
        IncomingMessage(id=f"m{number}", author=author, text=text, sent_at=NOON)
        for number, (author, text) in enumerate(spoken, start=1)
    )
    return copilot.suggest(SuggestionRequest(messages=messages, **wishes), Vault() if vault is None else vault)


def suggested(copilot: Copilot, *texts: str | tuple[Author, str], **wishes: object) -> Suggestion:
    return begun(copilot, *texts, **wishes).suggestion
