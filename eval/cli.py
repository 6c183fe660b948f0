"""`python -m eval run`: parse, run, print."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.progress import Progress, track

from copilot.bootstrap import make_calibration, make_encoder
from copilot.errors import CopilotError
from copilot.settings import Settings, load_settings
from copilot.suggest.guard.grounding import embedding
from eval.dataset import PARTS, Dataset, corpus_hash, part_of, questions_hash
from eval.datasets.grounded import grounded_hash, read_grounded
from eval.datasets.load import load, load_texts
from eval.datasets.operators import operators_hash, read_operators
from eval.datasets.paraphrases import paraphrases_hash, read_paraphrases
from eval.datasets.walks import read_walks, walks_hash
from eval.drafting import DRAFT_TASKS
from eval.drafting import OWN as OWN_DRAFTS
from eval.drafting import measure as measure_drafts
from eval.measures.interval import SEED
from eval.picks import PICK_TASKS
from eval.picks import measure as measure_picks
from eval.plots import write_plots
from eval.report import Report, Section, print_report, write_json
from eval.subject import IndexedSubject, indexed_subject, redactor_hash, service_redactor
from eval.tasks import answerability, grounding, lint, paraphrase, procedures, redaction, retrieval
from eval.texts import part_of_texts, texts_hash
from eval.triage import OWN as OWN_CONVERSATIONS
from eval.triage import TRIAGE_TASKS, measure
from eval.walks import walk_subject

QUESTION_TASKS: Final[dict[str, Callable[..., Section]]] = {
    retrieval.NAME: retrieval.run,
    answerability.NAME: answerability.run,
}
"""What is asked of a knowledge base."""
MESSAGE_TASKS: Final[dict[str, Callable[..., Section]]] = {redaction.NAME: redaction.run}
"""What is done with messages."""
OPERATOR_TASKS: Final[dict[str, Callable[..., Section]]] = {lint.NAME: lint.run}
"""What is said of operators' messages."""
WALK_TASKS: Final[dict[str, Callable[..., Section]]] = {procedures.NAME: procedures.run}
"""Where conversations are."""
CLAIM_TASKS: Final[dict[str, Callable[..., Section]]] = {grounding.NAME: grounding.run}
"""What is said of a draft's sentences."""
RETOLD_TASKS: Final[dict[str, Callable[..., Section]]] = {paraphrase.NAME: paraphrase.run}
"""What is said back to customers."""
TASKS: Final = (
    *QUESTION_TASKS,
    *MESSAGE_TASKS,
    *OPERATOR_TASKS,
    *CLAIM_TASKS,
    *WALK_TASKS,
    *RETOLD_TASKS,
    *DRAFT_TASKS,
    *TRIAGE_TASKS,
)
_OF_OTHERS: Final = tuple(PICK_TASKS)
"""What only others have data for."""
_TASKS_HELP: Final = (
    f"any of {', '.join((*TASKS, *_OF_OTHERS))}; all if none is given, with --data those about questions"
)
_WIDTH: Final = 110
"""Of tables that go to a file or a pipe, which says nothing about its own."""
_OWN_QUESTIONS: Final = Path(__file__).parent / "data" / "retrieval"
_OWN_MESSAGES: Final = Path(__file__).parent / "data" / "redaction"
_OWN_OPERATORS: Final = Path(__file__).parent / "data" / "lint"
_OWN_CLAIMS: Final = Path(__file__).parent / "data" / "grounding"
_OWN_RETOLD: Final = Path(__file__).parent / "data" / "paraphrase"
_OWN_WALKS: Final = Path(__file__).parent / "data" / "procedures"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it worked, 2 with one line on standard error when it could not."""
    given = _parser().parse_args(arguments)
    try:
        _run(given)
    except CopilotError as error:
        Console(stderr=True).print(error.detail, style="red", highlight=False, markup=False)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="How good the copilot is, on data.")
    run = parser.add_subparsers(required=True, metavar="command").add_parser("run", help="measure, print, keep as JSON")
    run.add_argument("task", nargs="*", metavar="task", help=_TASKS_HELP)
    run.add_argument("--data", nargs="+", type=Path, help="data sets, ours if none is given (eval/data/README.md)")
    run.add_argument("--corpus", type=Path, default=Path("kb_corpus"), help="what our own questions are about")
    run.add_argument("--split", choices=PARTS, default="test", help="which part of our own data is measured")
    run.add_argument("--json", type=Path, metavar="FILE", help="write the report and every item here")
    run.add_argument("--plots", type=Path, metavar="DIR", help="draw what can be drawn, as SVG files")
    run.add_argument("--var", type=Path, default=Path("var"), help="state folder: exported models and indexes")
    run.add_argument("--config", type=Path, help="settings to measure; COPILOT__… variables count too")
    return parser


def _run(given: argparse.Namespace) -> None:
    unknown = [name for name in given.task if name not in (*TASKS, *_OF_OTHERS)]
    if unknown:
        raise CopilotError(f"no task is called {unknown[0]}: choose from {', '.join((*TASKS, *_OF_OTHERS))}")
    names = given.task or (QUESTION_TASKS if given.data else TASKS)
    settings = load_settings(given.config, os.environ, {"var": str(given.var)})
    parts = [
        run(chosen, given, settings)
        for tasks, run in (
            (QUESTION_TASKS, _on_questions),
            (MESSAGE_TASKS, _on_messages),
            (OPERATOR_TASKS, _on_operators),
            (CLAIM_TASKS, _on_claims),
            (WALK_TASKS, _on_walks),
            (RETOLD_TASKS, _on_retold),
            (DRAFT_TASKS, _on_drafts),
            (TRIAGE_TASKS, _on_customers),
            (PICK_TASKS, _on_picks),
        )
        if (chosen := [name for name in names if name in tasks])
    ]
    made_of = {name: value for part in parts for name, value in part.made_of.items()}
    report = Report(made_of=made_of, sections=tuple(section for part in parts for section in part.sections))
    print_report(report, _screen())
    if given.json:
        write_json(report, given.json)
    if given.plots:
        write_plots(report, given.plots)


def _on_questions(names: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    datasets = [part_of(load(path, given.corpus), given.split) for path in given.data or [_OWN_QUESTIONS]]
    subjects = [open_subject(dataset, settings) for dataset in datasets]
    sections = [
        QUESTION_TASKS[name](dataset, subject, shown)
        for dataset, subject in zip(datasets, subjects, strict=True)
        for name in names
    ]
    return Report(made_of=_made_of(datasets, subjects[0], settings, given.split), sections=tuple(sections))


def _on_messages(names: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    own = () if given.data else (part_of_texts(load_texts(_OWN_MESSAGES), given.split),)
    sets = [*own, *map(load_texts, given.data or ())]
    redactor = service_redactor(settings)
    made_of = {
        **({"split": given.split} if own else {}),
        "seed": SEED,
        "messages": {texts.name: texts_hash(texts) for texts in sets},
        "redactor": redactor_hash(),
        "settings": settings.fingerprint,
    }
    sections = [MESSAGE_TASKS[name](texts, redactor, shown) for texts in sets for name in names]
    return Report(made_of=made_of, sections=tuple(sections))


def _on_operators(names: Sequence[str], given: argparse.Namespace, _: Settings) -> Report:
    sets = {path.name: read_operators(path, given.split) for path in given.data or [_OWN_OPERATORS]}
    sections = [OPERATOR_TASKS[name](label, messages, shown) for label, messages in sets.items() for name in names]
    hashes = {label: operators_hash(messages) for label, messages in sets.items()}
    return Report(made_of={"split": given.split, "seed": SEED, "operators": hashes}, sections=tuple(sections))


def _on_walks(names: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    sets = {path.name: read_walks(path, given.split) for path in given.data or [_OWN_WALKS]}
    subject = walk_subject(settings, given.corpus)
    sections = [WALK_TASKS[name](label, walks, subject, shown) for label, walks in sets.items() for name in names]
    made_of = {
        "split": given.split,
        "seed": SEED,
        "walks": {label: walks_hash(walks) for label, walks in sets.items()},
        "encoder": subject.listener.encoder.manifest.fingerprint,
        "settings": settings.fingerprint,
    }
    return Report(made_of=made_of, sections=tuple(sections))


def _on_claims(names: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    sets = {path.name: read_grounded(path, given.split) for path in given.data or [_OWN_CLAIMS]}
    encoder = make_encoder(settings, settings.encoder.retriever)
    embed = embedding(encoder)
    sections = [CLAIM_TASKS[name](label, claims, embed, shown) for label, claims in sets.items() for name in names]
    made_of = {
        "split": given.split,
        "seed": SEED,
        "claims": {label: grounded_hash(claims) for label, claims in sets.items()},
        "encoder": encoder.manifest.fingerprint,
    }
    return Report(made_of=made_of, sections=tuple(sections))


def _on_retold(names: Sequence[str], given: argparse.Namespace, _: Settings) -> Report:
    sets = {path.name: read_paraphrases(path, given.split) for path in given.data or [_OWN_RETOLD]}
    sections = [RETOLD_TASKS[name](label, cases, shown) for label, cases in sets.items() for name in names]
    hashes = {label: paraphrases_hash(cases) for label, cases in sets.items()}
    return Report(made_of={"split": given.split, "seed": SEED, "paraphrases": hashes}, sections=tuple(sections))


def _on_customers(names: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    dataset = load(_OWN_QUESTIONS, given.corpus)
    subject = open_subject(dataset, settings)
    return measure(names, given.data or [OWN_CONVERSATIONS], given.split, dataset, subject, settings, shown)


def _on_drafts(_: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    dataset = load(_OWN_QUESTIONS, given.corpus)
    subject = open_subject(dataset, settings)
    folders = given.data or [OWN_DRAFTS]
    return measure_drafts(folders, given.split, given.corpus, dataset, subject, settings, shown)


def _on_picks(names: Sequence[str], given: argparse.Namespace, settings: Settings) -> Report:
    return measure_picks(names, given.data or (), given.split, settings, shown)


def _screen() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_WIDTH)


def open_subject(dataset: Dataset, settings: Settings) -> IndexedSubject:
    """The data set's articles as the service searches them, indexed behind a progress bar the first time."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(f"index {dataset.name}", total=len(dataset.articles))
        return indexed_subject(
            dataset, settings, make_calibration(settings), lambda done, _: progress.update(bar, completed=done)
        )


def shown(items: Sequence[Any], description: str) -> Iterable[Any]:
    """The items, with a progress bar on standard error."""
    console = Console(stderr=True)
    return track(items, description, console=console, transient=True, disable=not console.is_terminal)


def _made_of(datasets: Sequence[Dataset], subject: IndexedSubject, settings: Settings, split: str) -> dict[str, Any]:
    calibration = msgspec.to_builtins(subject.calibration)
    return {
        "split": split,
        "seed": SEED,
        "questions": {dataset.name: questions_hash(dataset.questions) for dataset in datasets},
        "corpus": {dataset.name: corpus_hash(dataset.articles) for dataset in datasets},
        "encoder": subject.encoder.manifest.fingerprint,
        "settings": settings.fingerprint,
        "calibration": {name: calibration[name] for name in ("encoder", "answer", "clarify")},
    }
