"""Make the virtual environment and install the pinned requirements; safe to run again after a failure.

Torch comes first, as its CPU build: the other build for Linux on x86-64 would pull several gigabytes of CUDA packages
onto a machine that cannot use them.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)


def main() -> int:
    """Set up the environment in the folder that is given."""
    if sys.version_info < OLDEST:
        return _fail(f"Python 3.11 or newer is needed, this is {platform.python_version()}: make PYTHON=python3.11 …")
    folder = Path(sys.argv[1])
    python = folder / "bin" / "python"
    if not python.exists():
        _say(f"Making the virtual environment {folder}")
        venv.create(folder, with_pip=True, clear=True)
    return _install(python) or _finish(folder)


def _install(python: Path) -> int:
    torch = _pinned("torch")
    if not _has_torch(python) and _install_torch(python, torch):
        return _fail(_no_torch(torch))
    _say("Installing the requirements")
    if _pip(python, "-r", str(LOCK)):
        return _fail("the requirements could not be installed: see the lines above, then run the same command again")
    return _pip(python, "--no-deps", "--no-build-isolation", "-e", str(ROOT))


def _install_torch(python: Path, torch: str) -> int:
    """The CPU build first; the plain one only where it brings no CUDA packages, or where there is a GPU to use them."""
    _say(f"Installing {torch} (CPU build; about 200 MB)")
    if not _pip(python, f"{torch}+cpu", quiet=True):
        return 0
    return _pip(python, torch) if _plain_build_is_fine() else 1


def _plain_build_is_fine() -> bool:
    needs_no_cuda = platform.system() != "Linux" or platform.machine() != "x86_64"
    return needs_no_cuda or shutil.which("nvidia-smi") is not None or os.environ.get("ALLOW_CUDA") == "1"


def _no_torch(torch: str) -> str:
    return (
        f"no CPU build of {torch} was found for Python {platform.python_version()}, and its other build would install "
        "several gigabytes of CUDA packages.\n"
        "Tell pip where CPU builds of torch are, with the environment variable PIP_EXTRA_INDEX_URL (an index) or "
        "PIP_FIND_LINKS (a folder), or allow the large build with ALLOW_CUDA=1; then run the same command again."
    )


def _has_torch(python: Path) -> bool:
    command = [python, "-c", "import importlib.metadata as metadata; metadata.version('torch')"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _pip(python: Path, *arguments: str, quiet: bool = False) -> int:
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "on", *arguments]
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, check=False, stdout=output, stderr=output).returncode


def _pinned(name: str) -> str:
    return next(line.strip() for line in LOCK.read_text().splitlines() if line.startswith(f"{name}=="))


def _finish(folder: Path) -> int:
    (folder / ".ready").touch()
    _say("Ready.")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(f"\033[1m{text}\033[0m\n" if sys.stderr.isatty() else f"{text}\n")


def _fail(text: str) -> int:
    _say(f"Set-up stopped: {text}")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
