"""The tasks about customers: how they feel, what they want, how they write, and who is next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from copilot.bootstrap import make_encoder, make_redactor, make_triager
from copilot.settings import Settings
from copilot.suggest.brand import load_brand
from copilot.triage.heads import SHIPPED, load_heads
from copilot.triage.listener import Listener
from eval.dataset import Dataset, Part
from eval.datasets.conversations import conversations_hash, read_conversations
from eval.heard import TriageSubject, heard
from eval.report import Report, Section
from eval.subject import IndexedSubject, Track
from eval.tasks import escalation, frustration, intents, manners, queue
from eval.wants import read_wants

CONVERSATION_TASKS: Final = {frustration.NAME: frustration.run, escalation.NAME: escalation.run}
TRIAGE_TASKS: Final = (*CONVERSATION_TASKS, intents.NAME, manners.NAME, queue.NAME)
OWN: Final = Path(__file__).parent / "data" / "triage"


def measure(
    names: Sequence[str],
    folders: Sequence[Path],
    part: Part,
    dataset: Dataset,
    subject: IndexedSubject,
    settings: Settings,
    track: Track[Any],
) -> Report:
    """The named tasks; conversations come from `folders`, wants from the `dataset` that is searched by the subject."""
    parts = triage_subject(subject, settings)
    sections: list[Section] = []
    hashes: dict[str, str] = {}
    for folder in folders if set(names) & CONVERSATION_TASKS.keys() else ():
        conversations = read_conversations(folder, part)
        hashes[folder.name] = conversations_hash(conversations)
        found = heard(conversations, parts, track)
        sections += [CONVERSATION_TASKS[name](folder.name, found) for name in names if name in CONVERSATION_TASKS]
    if intents.NAME in names:
        classifier = parts.triager.classifier()
        wants = read_wants(dataset, part)
        sections.append(intents.run(dataset.name, wants, parts.listener, classifier, track))
    if manners.NAME in names:
        sections.append(manners.run(OWN, part, parts.triager.languages, parts.listener))
    if queue.NAME in names:
        sections += [queue.run(shift, settings.queue) for shift in (queue.Shift(), queue.RUSH)]
    made_of = {
        "split": part,
        "conversations": hashes,
        "encoder": subject.encoder.manifest.fingerprint,
        "settings": settings.fingerprint,
    }
    return Report(made_of=made_of, sections=tuple(sections))


def triage_subject(subject: IndexedSubject, settings: Settings) -> TriageSubject:
    """The service's parts over the encoder and the knowledge base of the subject."""
    encoder = subject.encoder
    heads = load_heads(SHIPPED, encoder.manifest)
    brand = load_brand(settings.corpus.path)
    return TriageSubject(
        redactor=make_redactor(settings, make_encoder(settings, settings.encoder.reader)),
        listener=Listener(encoder, heads.messages, settings.triage.remembered_messages),
        triager=make_triager(settings, subject.knowledge, heads, encoder, brand),
        shares_encoder=settings.encoder.reader == settings.encoder.retriever,
    )
