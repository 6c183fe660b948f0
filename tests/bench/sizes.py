"""Search, opening and changing at growing numbers of passages."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tests.bench.plan import Plan
from tests.bench.probes.growing import GrowingRequest, Grown
from tests.bench.probes.opening import Opened, OpeningRequest
from tests.bench.probing import probe
from tests.bench.startup import Say
from tests.bench.workload import spread


class Size(Struct, frozen=True, kw_only=True):
    """One index: what it takes on disk, and what was measured on it."""

    grown: Grown
    opened: Opened


def measure_sizes(state: Path, scratch: Path, questions: Sequence[str], plan: Plan, say: Say) -> tuple[Size, ...]:
    """Each size in turn; its files are removed afterwards."""
    asked = spread(questions, plan.size_questions)
    return tuple(_measure(state, scratch / f"passages-{passages}", asked, passages, say) for passages in plan.sizes)


def _measure(state: Path, var: Path, questions: tuple[str, ...], passages: int, say: Say) -> Size:
    say(f"writing an index of {passages:,} passages")
    grown = probe("growing", GrowingRequest(state=state, var=var, passages=passages), Grown)
    say(f"opening and searching {passages:,} passages")
    opened = probe("opening", OpeningRequest(var=var, questions=questions), Opened)
    shutil.rmtree(var)
    return Size(grown=grown, opened=opened)
