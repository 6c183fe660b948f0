"""Pictures of a report, where a picture says more than a table: SVG files, the same bytes for the same report."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from eval.report import Report, Section, Table

RELIABILITY: Final = "reliability"
_SALT: Final = "livechat-copilot"


def write_plots(report: Report, folder: Path) -> list[Path]:
    """A reliability plot for each section that has the table for one; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _reliability(section, table, folder / f"{section.task}-{section.dataset}-{RELIABILITY}.svg")
        for section in report.sections
        for table in section.tables
        if table.title == RELIABILITY
    ]


def _reliability(section: Section, table: Table, path: Path) -> Path:
    """Mean score against the share that came true, with intervals; the numbers of messages below."""
    figure, (above, below) = _axes()
    scores = [row.figures["mean score"].value for row in table.rows]
    shares = [row.figures["share"] for row in table.rows]
    low = [share.value - (share.low if share.low is not None else share.value) for share in shares]
    high = [(share.high if share.high is not None else share.value) - share.value for share in shares]
    above.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--", label="perfectly calibrated")
    above.errorbar(
        scores,
        [share.value for share in shares],
        yerr=[low, high],
        fmt="o-",
        color="#1f5fa8",
        capsize=3,
        label="measured",
    )
    above.set(xlim=(0, 1), ylim=(0, 1), ylabel="share that came true")
    above.set_title(f"{section.task}: {sum(row.n for row in table.rows)} messages, 95 % intervals", fontsize=11)
    above.legend(frameon=False, loc="upper left")
    below.bar(scores, [row.n for row in table.rows], width=0.06, color="#9db8d9")
    below.set(xlim=(0, 1), xlabel="score", ylabel="messages")
    figure.savefig(path, format="svg", metadata={"Date": None})
    return path


def _axes() -> tuple[Any, Any]:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": _SALT, "font.size": 10, "axes.spines.top": False, "axes.spines.right": False})
    from matplotlib import pyplot as plt

    made: tuple[Any, Any] = plt.subplots(
        2, 1, figsize=(5.2, 5.6), height_ratios=(3, 1), sharex=True, layout="constrained"
    )
    return made
