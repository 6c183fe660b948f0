"""The `copilot` command: parse, call a service, print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from copilot import __version__
from copilot.commands.printing import Printer
from copilot.errors import CopilotError
from copilot.settings import Settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="A copilot for people who answer customers in live chat."
)
keys_app = typer.Typer(no_args_is_help=True, help="Make, list and revoke API keys.")
app.add_typer(keys_app, name="keys")
triage_app = typer.Typer(no_args_is_help=True, help="Teach the copilot your team's own labels.")
app.add_typer(triage_app, name="triage")

Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder with articles/, or just Markdown articles.")]
Var = Annotated[Path | None, typer.Option("--var", help="Folder for all state: database, index, exported models.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file (TOML); see copilot.example.toml.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be deleted.")]
HowMany = Annotated[int, typer.Option("--k", "-k", min=1, max=50, help="Passages wanted.")]


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; anything but loopback needs API keys.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Processes.")] = None,
    corpus: Corpus = None,
    var: Var = None,
    config: Config = None,
) -> None:
    """Index what has changed in the corpus, and serve the HTTP API."""
    from copilot.commands.serving import serve as run

    run(
        _settings(config, corpus, var, {"server.host": host, "server.port": port, "server.workers": workers}), Printer()
    )


@app.command()
def index(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Forget the index and edits made through the API.")
    ] = False,
    corpus: Corpus = None,
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Bring the index up to date with the corpus folder."""
    from copilot.commands.indexing import index as bring_up_to_date

    report = bring_up_to_date(_settings(config, corpus, var), Printer(quiet=as_json), rebuild=rebuild)
    Printer(as_json=as_json).index_report(report)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: HowMany = 5,
    corpus: Corpus = None,
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Search the knowledge base."""
    from copilot.commands.asking import search_once

    Printer(as_json=as_json).search_results(search_once(_settings(config, corpus, var), query, k))


@app.command()
def suggest(
    message: Annotated[str, typer.Argument(help="What the customer wrote.")],
    k: HowMany = 5,
    corpus: Corpus = None,
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Draft a reply to one customer message; nothing is stored."""
    from copilot.commands.asking import suggest_once

    Printer(as_json=as_json).suggestion(suggest_once(_settings(config, corpus, var), message, k))


@app.command()
def redact(
    text: Annotated[str | None, typer.Argument(help="The text; left out, standard input is read.")] = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Take personal and payment data out of a text."""
    from copilot.commands.asking import redact_once

    Printer(as_json=as_json).redaction(redact_once(_settings(config), sys.stdin.read() if text is None else text))


@app.command()
def purge(
    older_than: Annotated[str, typer.Option("--older-than", help="Age, such as 12h, 30d, 6w or 2y.")],
    dry_run: DryRun = False,
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Delete conversations and suggestions in which nothing has happened for so long, for good."""
    from copilot.commands.retention import purge as run

    printer = Printer(as_json=as_json, quiet=as_json)
    printer.deletion(run(_settings(config, None, var), printer, older_than, is_dry_run=dry_run))


@app.command()
def forget(
    customer: Annotated[
        str | None, typer.Option("--customer", help="The console's id of the customer; - reads it from standard input.")
    ] = None,
    conversation: Annotated[str | None, typer.Option("--conversation", help="The id of a conversation.")] = None,
    dry_run: DryRun = False,
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Delete everything of a customer or of a conversation, for good."""
    from copilot.commands.retention import forget as run

    customer = sys.stdin.read() if customer == "-" else customer
    printer = Printer(as_json=as_json, quiet=as_json)
    printer.deletion(run(_settings(config, None, var), printer, customer, conversation, is_dry_run=dry_run))


@app.command()
def doctor(corpus: Corpus = None, var: Var = None, config: Config = None, as_json: Json = False) -> None:
    """Say what is missing or broken, and how to mend it."""
    from copilot.commands.doctor import examine

    findings = examine(_settings(config, corpus, var))
    Printer(as_json=as_json).findings(findings)
    raise typer.Exit(0 if all(finding.is_ok for finding in findings) else 1)


@keys_app.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What the key is for, such as `console`.")],
    role: Annotated[str, typer.Option(help="operator, supervisor, editor, admin or integration.")] = "operator",
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Make a key; it is shown this once."""
    from copilot.commands.keyring import create

    Printer(as_json=as_json).new_key(*create(_settings(config, None, var), name, role))


@keys_app.command("list")
def list_keys(var: Var = None, config: Config = None, as_json: Json = False) -> None:
    """List the keys, without their secrets."""
    from copilot.commands.keyring import keys

    Printer(as_json=as_json).keys(keys(_settings(config, None, var)))


@keys_app.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(help="The id that `copilot keys list` shows.")],
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Revoke a key: it stops working at once."""
    from copilot.commands.keyring import revoke

    Printer(as_json=as_json).keys([revoke(_settings(config, None, var), key_id)])


@triage_app.command("fit")
def fit_triage(
    examples: Annotated[Path, typer.Argument(help="CSV file with the columns text and label; no label: fits none.")],
    var: Var = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Learn labels from examples, five or more for each; a running service uses them from the next message on."""
    from copilot.commands.teaching import fit

    printer = Printer(as_json=as_json, quiet=as_json)
    Printer(as_json=as_json).lesson(fit(_settings(config, None, var), examples, printer))


@app.command()
def version() -> None:
    """Print the version."""
    Printer().line(__version__)


def _settings(
    config: Path | None, corpus: Path | None = None, var: Path | None = None, more: dict[str, object] | None = None
) -> Settings:
    import os

    from copilot.settings import load_settings

    wishes = {"corpus.path": corpus and str(corpus), "var": var and str(var), **(more or {})}
    default = Path("copilot.toml")
    return load_settings(
        config or (default if default.is_file() else None),
        os.environ,
        {name: value for name, value in wishes.items() if value is not None},
    )


def main() -> None:
    """Run the command; a failure is told in a sentence, never as a traceback."""
    from copilot.telemetry import configure_logging

    configure_logging()
    status = None  # what `typer.Exit` was raised with: outside its standalone mode Typer returns it
    try:
        status = app(standalone_mode=False)
    except typer.Abort:
        raise SystemExit(130) from None
    except CopilotError as error:
        Printer().failure(error)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - the last place that can turn a fault into a sentence
        _tell_unexpected(error)
    if status:
        raise SystemExit(status)


def _tell_unexpected(error: Exception) -> None:
    """Click's own errors explain themselves; others are named by class and place: their text may quote messages."""
    show: Callable[[], Any] | None = getattr(error, "show", None)
    if show is not None:
        show()
        raise SystemExit(getattr(error, "exit_code", 2)) from None
    from copilot.telemetry import origin_of

    Printer().line(
        f"copilot: unexpected fault {type(error).__name__} at {origin_of(error)}; `copilot doctor` may say more",
        error=True,
    )
    raise SystemExit(1) from None
