"""Fail if the changelog does not speak of the version that the package has."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Compare `copilot/__init__.py` with the first release in CHANGELOG.md."""
    package = re.search(r'__version__ = "([^"]+)"', (ROOT / "copilot/__init__.py").read_text())
    changelog = re.search(r"^## \[?(\d[^\]\s]*)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    if package and changelog and package.group(1) == changelog.group(1):
        return 0
    sys.stderr.write("CHANGELOG.md and copilot/__init__.py name different versions: make them equal\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
