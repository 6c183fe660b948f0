"""What follows procedures: the service's own parts over the procedures of a corpus."""

from __future__ import annotations

from pathlib import Path

from copilot.bootstrap import make_encoder, make_redactor
from copilot.encoding.vectors import vectors_of
from copilot.settings import Settings
from copilot.suggest.procedures.procedures import Procedures, read_procedures, texts_of
from copilot.triage.heads import SHIPPED, load_heads
from copilot.triage.listener import Listener
from eval.tasks.procedures import WalkSubject


def walk_subject(settings: Settings, corpus: Path) -> WalkSubject:
    """The redactor, the listener and the procedures, as the settings make them."""
    encoder = make_encoder(settings, settings.encoder.retriever)
    procedures = read_procedures(corpus)
    return WalkSubject(
        redactor=make_redactor(settings, make_encoder(settings, settings.encoder.reader)),
        listener=Listener(encoder, load_heads(SHIPPED, encoder.manifest).messages, settings.triage.remembered_messages),
        procedures=Procedures(procedures, vectors_of(texts_of(procedures), encoder, settings.var / "eval")),
    )
