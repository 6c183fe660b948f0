"""Results for people (tables, colours, progress bars) or for machines (JSON)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from copilot.commands.doctor import Finding
    from copilot.commands.indexing import IndexReport
    from copilot.commands.retention import Deletion
    from copilot.errors import CopilotError
    from copilot.privacy.redactor import Redaction
    from copilot.retrieval.knowledge import Results
    from copilot.store.values import ApiKey
    from copilot.suggest.ready import ReadySuggestion
    from copilot.triage.teaching import Lesson

_EXCERPT_CHARS = 160
_FEW_EXAMPLES = 10


class Printer:
    """Prints to standard output; progress and failures go to standard error, so that output can be piped."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self._as_json = as_json
        self._quiet = quiet
        self._out = Console(highlight=False, soft_wrap=True)
        self._err = Console(stderr=True, highlight=False, soft_wrap=True)

    def line(self, text: str, *, error: bool = False) -> None:
        """One line."""
        if error or not self._quiet:
            (self._err if error else self._out).print(escape(text))

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A bar that is shown as soon as there is something to do; gives the function to call with (done, in all)."""
        columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._err, disable=self._quiet, transient=False) as bar:
            tasks: list[Any] = []

            def advance(done: int, total: int) -> None:
                tasks[:] = tasks or [bar.add_task(label, total=total)]
                bar.update(tasks[0], completed=done)

            yield advance

    @contextmanager
    def waiting(self, label: str) -> Iterator[None]:
        """A spinner for work that cannot tell how far it is."""
        if self._quiet:
            yield
            return
        with self._err.status(label):
            yield

    def lesson(self, lesson: Lesson) -> None:
        """What was learnt from examples."""
        if self._json(lesson):
            return
        examples = sum(lesson.labels.values())
        self._out.print(f"Learnt [bold]{len(lesson.labels)}[/bold] labels from {examples} examples.")
        self._out.print(
            f"Cross-validated: the best label is right in {lesson.accuracy:.1%} of examples; from confidence "
            f"{lesson.threshold:.2f} on it is believed, and {lesson.kept:.1%} keep their right label."
        )
        if lesson.refused is not None:
            self._out.print(f"Of texts that fit no label, {lesson.refused:.1%} get none.")
        few = [label for label, count in lesson.labels.items() if count < _FEW_EXAMPLES]
        if few:
            self._err.print(f"[dim]More examples help most for: {escape(', '.join(few[:8]))}[/dim]")

    def welcome(self, url: str) -> None:
        """What to try next."""
        self._out.print(f"\n[bold]Serving on {url}[/bold]  (stop with Ctrl+C)\n")
        self._out.print("Try next, in another terminal:")
        body = '{"messages": [{"author": "customer", "text": "The light on my Mesh is red and nothing loads"}]}'
        self._out.print(escape(f"  curl -s {url}/v1/suggestions -H 'Content-Type: application/json' -d '{body}'"))
        self._out.print(escape('  .venv/bin/copilot suggest "I was charged twice, what now?"'))
        self._out.print(f"  open {url}/ and {url}/schema in a browser\n")

    def index_report(self, report: IndexReport) -> None:
        """What indexing did."""
        if self._json(report):
            return
        changes, status = report.changes, report.status
        for fault in report.faults:
            self._err.print(f"[red]{escape(f'{fault.path}:{fault.line or 1}: {fault.rule}')}[/red]")
        if report.faults:
            self._err.print("[red]The corpus has faults: the last good index keeps serving.[/red]")
        self._out.print(
            f"Index: {status.articles} articles, {status.passages} passages "
            f"({changes.written} written, {changes.deleted} deleted, {changes.unchanged} unchanged)"
        )
        for secret in report.secrets:
            self._err.print(f"[yellow]{escape(f'{secret.path}:{secret.line}: {secret.rule}')}[/yellow]")
        if not status.is_calibrated:
            self._err.print(
                "[yellow]The thresholds for answering were fitted for another encoder: "
                "see docs/how-to/use-another-encoder.md[/yellow]"
            )

    def search_results(self, results: Results) -> None:
        """Hits as a table."""
        if self._json(results):
            return
        table = Table("score", "article", "heading", "text", title=_verdict(results.answerability))
        for hit in results.hits:
            passage = hit.passage
            text = " ".join(passage.text.split())[:_EXCERPT_CHARS]
            table.add_row(f"{hit.score:.2f}", passage.article_id, escape(passage.heading), escape(text))
        self._out.print(table)

    def suggestion(self, suggestion: ReadySuggestion) -> None:
        """Drafts with their sources, then what else there is."""
        if self._json(suggestion):
            return
        self._out.print(f"[bold]{_verdict(suggestion.answerability)}[/bold], {suggestion.timings_ms['total']:.0f} ms")
        self._out.print(f"Stored as: {escape(suggestion.customer_text or '')}")
        for draft in suggestion.drafts:
            why = escape(draft.because.replace("_", " "))
            self._out.print(f"\n[bold cyan]{draft.kind}[/bold cyan] [dim]{why}[/dim]")
            self._out.print(escape(draft.text))
            sources = dict.fromkeys(item.passage_id for item in draft.sentences if item.passage_id)
            self._out.print(f"[dim]from {', '.join(sources) or 'approved templates'}[/dim]")
        for step in suggestion.next_steps:
            self._out.print(f"\n[bold]Next:[/bold] {escape(step.label)}")

    def redaction(self, redaction: Redaction) -> None:
        """The redacted text and what was found."""
        if self._json({"text": redaction.text, "entities": redaction.entities}):
            return
        self._out.print(escape(redaction.text))
        for entity in redaction.entities:
            self._err.print(
                f"[dim]{escape(entity.placeholder)} at {entity.start}–{entity.end}, score {entity.score:.2f}[/dim]"
            )

    def findings(self, findings: Sequence[Finding]) -> None:
        """The doctor's findings."""
        if self._json(findings):
            return
        for finding in findings:
            mark = "[green]ok     [/green]" if finding.is_ok else "[red]problem[/red]"
            self._out.print(f"{mark} [bold]{finding.name}[/bold]: {escape(finding.detail)}")

    def new_key(self, key: ApiKey, text: str) -> None:
        """A new key, shown this once."""
        if self._json({"id": key.id, "name": key.name, "role": key.role, "key": text}):
            return
        self._out.print(f"[bold]{text}[/bold]")
        self._err.print(f"Role {key.role}, id {key.id}. Keep it now: it is not shown again and stored as a hash only.")

    def keys(self, keys: Sequence[ApiKey]) -> None:
        """Keys without secrets."""
        shown = [
            {
                "id": key.id,
                "name": key.name,
                "role": key.role,
                "created_at": key.created_at,
                "revoked_at": key.revoked_at,
            }
            for key in keys
        ]
        if self._json(shown):
            return
        table = Table("id", "name", "role", "created", "revoked")
        for key in keys:
            revoked = f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else ""
            table.add_row(key.id, escape(key.name), key.role, f"{key.created_at:%Y-%m-%d %H:%M}", revoked)
        self._out.print(table)

    def deletion(self, deletion: Deletion) -> None:
        """What was deleted, or would be."""
        extent = deletion.deleted
        counts = {
            "conversations": extent.conversations,
            "messages": extent.messages,
            "suggestions": extent.suggestions,
            "feedback": extent.feedback,
        }
        if self._json({"dry_run": deletion.is_dry_run, **counts}):
            return
        verb = "Would delete" if deletion.is_dry_run else "Deleted"
        self._out.print(f"{verb}: {', '.join(f'{count} {name}' for name, count in counts.items())}")
        if not deletion.is_dry_run:
            self._err.print("[dim]Backups that were made before still have it.[/dim]")

    def failure(self, error: CopilotError) -> None:
        """What went wrong and what to do."""
        self._err.print(f"[red]copilot: {escape(error.detail)}[/red]")
        for fault in error.faults:
            self._err.print(f"  {escape(f'{fault.path}:{fault.line or 1}: {fault.rule}')}")

    def _json(self, value: object) -> bool:
        """Print as JSON if that was asked for, and say whether it was."""
        if self._as_json:
            self._out.file.write(msgspec.json.format(msgspec.json.encode(value, enc_hook=str.__str__)).decode() + "\n")
        return self._as_json


def _verdict(answerability: Any) -> str:
    return f"{answerability.verdict} (confidence {answerability.confidence:.2f})"
