"""`python -m tests.bench`: parse, measure, show."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from rich.console import Console

from copilot.errors import CopilotError
from tests.bench.options import Options, parse
from tests.bench.probing import MeasurementFailed
from tests.bench.rendering import markdown, show
from tests.bench.report import Report
from tests.bench.run import as_json, measure
from tests.bench.tables import tables

_WIDTH_IN_FILES = 150


def main() -> None:
    """Run the benchmark; a target that is missed is told, and is no failure."""
    options = parse(sys.argv[1:])
    started = monotonic()

    def say(what: str) -> None:
        sys.stderr.write(f"[{monotonic() - started:5.0f} s] {what}\n")
        sys.stderr.flush()

    try:
        with TemporaryDirectory(prefix="copilot-bench-") as folder:
            report = measure(options, Path(folder), say)
    except (CopilotError, MeasurementFailed) as error:
        sys.stderr.write(f"bench: {error}\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    _publish(report, options)


def _publish(report: Report, options: Options) -> None:
    shown = tables(report)
    console = Console(highlight=False)
    show(shown, console if console.is_terminal else Console(highlight=False, width=_WIDTH_IN_FILES))
    if options.json:
        options.json.write_bytes(as_json(report))
    if options.markdown:
        options.markdown.write_text(markdown(shown), encoding="utf-8")


if __name__ == "__main__":
    main()
