"""`copilot triage fit`: the team's own labels, learnt from a file of examples."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from copilot.bootstrap import make_encoder, make_redactor, make_var
from copilot.commands.printing import Printer
from copilot.errors import InvalidInput
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from copilot.settings import Settings
from copilot.suggest.spoken import searchable
from copilot.triage.taught import save_taught, taught_path
from copilot.triage.teaching import Example, Lesson, check, material, names_of, read_examples, teach


def fit(settings: Settings, examples: Path, printer: Printer) -> Lesson:
    """Fit intents to the examples and keep them in the state folder; a running service takes them over at once.

    Raises:
        InvalidInput: the file cannot be read, or has too little to learn from.
    """
    given = _read(examples)
    check(given)
    make_var(settings)
    encoder = make_encoder(settings, settings.encoder.retriever)
    redactor = make_redactor(settings, make_encoder(settings, settings.encoder.reader))
    with printer.progress("redact examples") as advance:
        redacted = list(_redacted(given, redactor, advance))
    check(redacted)
    with printer.progress("read examples") as advance:
        read = material(redacted, encoder, advance)
    with printer.waiting("fit and cross-validate"):
        taught, lesson = teach(read, names_of(read.labels, encoder))
    save_taught(taught, encoder.manifest, taught_path(settings.var))
    return lesson


def _redacted(examples: list[Example], redactor: Redactor, advance: Callable[[int, int], None]) -> Iterator[Example]:
    """The examples as messages are read later; what is learnt from them is kept, and must hold nothing personal."""
    for done, example in enumerate(examples, start=1):
        text = searchable(redactor.redact(example.text, Vault()).text)
        advance(done, len(examples))
        if text.strip():
            yield msgspec.structs.replace(example, text=text)


def _read(path: Path) -> list[Example]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return read_examples(csv.DictReader(file))
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(
            f"{path} is no CSV file in UTF-8: save it as one, with the columns text and label"
        ) from error
