"""Train the names-and-places head: `python -m training.names --data FOLDER`.

`FOLDER` holds the public sets wnut17, ner_person_extra, star_train, nlupp, banking77 and clinc150, each unpacked in a
folder of its name; docs/reference/names-head.md says where each comes from and under which licence. A tenth of the
sources (templates, dialogue turns, posts) is held out: thresholds are chosen there, and the figures come from there.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final
from zlib import crc32

from rich.console import Console
from rich.progress import Progress

from copilot.bootstrap import make_encoder, make_var
from copilot.privacy.names.head import SHIPPED_HEAD, Head, HeadManifest, save_head
from copilot.settings import Settings
from training.names.features import TAGS, rows
from training.names.fitting import fit
from training.names.model import weights
from training.names.sentences import Example, examples
from training.names.thresholds import Held, chosen, figures

_HELD_OUT: Final = 10


def main() -> None:
    """Train, choose the thresholds, write the head, and print what was found on the part that was held out."""
    given = _arguments()
    started = perf_counter()
    settings = Settings(var=given.var)
    make_var(settings)
    encoder = make_encoder(settings, given.encoder)
    made = examples(given.data, given.seed)
    with Progress() as progress:
        read = list(progress.track(rows(made, encoder), total=len(made), description="reading"))
        pairs = [(example, row) for example, row in zip(made, read, strict=True) if row is not None]
        model = fit([row for example, row in pairs if not _is_held_out(example)], given.seed, progress)
    held = [Held(example=example, row=row) for example, row in pairs if _is_held_out(example)]
    undecided = HeadManifest(encoder=given.encoder, dim=encoder.manifest.dim, tags=TAGS, thresholds={})
    head = Head(manifest=undecided, weights=weights(model))
    head = chosen(head, held)
    save_head(head, given.out)
    Console().print(figures(head, held))
    Console().print(f"{len(pairs)} examples, {(perf_counter() - started) / 60:.0f} minutes, written to {given.out}")


def _is_held_out(example: Example) -> bool:
    return crc32(example.source.encode()) % _HELD_OUT == 0


def _arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training.names", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--encoder", default="minilm", help="name or path of the encoder that will read messages")
    parser.add_argument("--out", type=Path, default=SHIPPED_HEAD, help="where to write head.json and head.npz")
    parser.add_argument("--var", type=Path, default=Path("var"), help="state folder, for the exported encoder")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
