"""python tests/lock.py [--upgrade]: makes constraints.txt and the three lock files, after a pin has changed.

Needs uv. Without --upgrade what stands in constraints.txt and in training/requirements.lock stays as far as
the pins allow it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    "uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate".split()
)
ENTRY = re.compile(r"^(?P<pin>\S+==[^\\\n]+?) \\\n(?:    --hash=\S+(?: \\)?\n)+", re.MULTILINE)
ALL = (
    "# The full set that requirements.txt and tests/requirements.txt resolve to for Python 3.11 to 3.13,\n"
    "# so that every install is alike. Made by tests/lock.py, as are requirements.lock and\n"
    "# tests/requirements.lock, which hold the same with hashes and are what `make` installs.\n"
)
READERS = "# What `make` installs, each file known by its hash. Made by tests/lock.py of requirements.txt.\n"
TESTERS = (
    "# What the tests need beside requirements.lock, each file known by its hash. Made by tests/lock.py.\n"
)
TRAINERS = "# What `make train` installs, each file known by its hash. Made by tests/lock.py.\n"


def entries(lock: str) -> dict[str, str]:
    """Return each pin of a lock file (`name==version ; marker`) with its whole entry, hashes and all."""
    return {found["pin"]: found[0] for found in ENTRY.finditer(lock)}


def compiled(source: Path, to: Path, *options: str) -> dict[str, str]:
    """Resolve a file of requirements with uv and return the entries; uv keeps to the pins already in `to`."""
    subprocess.run([*COMPILE, *options, "-o", str(to), str(source)], check=True)
    return entries(to.read_text())


def main() -> None:
    """Write constraints.txt and the locks of readers, testers and trainers."""
    upgrade = "--upgrade" in sys.argv
    trainers = Path(ROOT, "training", "requirements.lock")
    with TemporaryDirectory() as folder:
        own = Path(folder, "tests", "requirements.txt")
        own.parent.mkdir()
        own.write_text(Path(ROOT, "tests", "requirements.txt").read_text())
        readers = Path(folder, "requirements.txt")
        readers.write_text(Path(ROOT, "requirements.txt").read_text().replace("-c constraints.txt\n", ""))
        pins = Path(folder, "pins.txt")
        pins.write_text("" if upgrade else Path(ROOT, "constraints.txt").read_text())
        full = compiled(own, pins)
        needed = compiled(readers, Path(folder, "readers.txt"), "-c", str(pins))
        kept = Path(folder, "trainers.txt")
        kept.write_text("" if upgrade or not trainers.exists() else trainers.read_text())
        trained = compiled(trainers.with_suffix(".txt"), kept)
    Path(ROOT, "constraints.txt").write_text(ALL + "\n".join(full) + "\n")
    Path(ROOT, "requirements.lock").write_text(READERS + "".join(needed.values()))
    others = [entry for pin, entry in full.items() if pin not in needed]
    Path(ROOT, "tests", "requirements.lock").write_text(TESTERS + "".join(others))
    trainers.write_text(TRAINERS + "".join(trained.values()))


if __name__ == "__main__":
    main()
