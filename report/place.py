"""Where finished pages are put, so that the last good report is whole whatever ends a run."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from report.single import in_one_file
from report.stopping import to_the_end

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

UNFINISHED = ".unfinished-"
A_DAY = 24 * 60 * 60  # seconds, after which a rest is nobody's where folders cannot be locked


@contextmanager
def unfinished(reports: Path):
    """Have a folder for a report in the making, gone at the end; what a killed run left is cleared first.

    A run holds a lock on its folder, which the system takes from it however it ends.
    """
    reports.mkdir(parents=True, exist_ok=True)
    ours = None
    try:
        beginning = _lock(reports, wait=True)  # so that no other run takes our folder for a rest
        try:
            clear_rests(reports)
            folder = TemporaryDirectory(dir=reports, prefix=UNFINISHED)
            ours = _lock(Path(folder.name))
        finally:
            _let_go(beginning)
        with folder:
            yield Path(folder.name)
    finally:
        _let_go(ours)


def put_in_place(new: Path, target: Path, temporary: Path) -> Path:
    """Move finished pages to where they are looked for, with the same in one file beside them.

    Between the two renames no signal is heard; a run that is killed there leaves the last report in
    `temporary`, from where `clear_rests` brings it back.
    """
    single = temporary / "whole.html"
    single.write_text(in_one_file(new), encoding="utf-8")
    aside = temporary / "last" / target.name
    aside.parent.mkdir()
    with to_the_end():
        if target.exists():
            target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            if aside.exists():
                aside.rename(target)
            raise
        single.replace(target.with_name(f"{target.name}.html"))
    return target


def clear_rests(reports: Path) -> None:
    """Remove what killed runs left in a folder of reports, and put back a report that one had set aside."""
    for rest in reports.glob(f"{UNFINISHED}*"):
        lock = _lock(rest)
        if lock is None and (fcntl or time.time() - rest.stat().st_mtime < A_DAY):
            continue  # of a run that is going on
        for aside in rest.glob("last/*"):
            if not (reports / aside.name).exists():
                aside.rename(reports / aside.name)
        rmtree(rest, ignore_errors=True)
        _let_go(lock)


def _lock(folder: Path, wait: bool = False) -> int | None:
    """Return a handle that locks a folder, None where another process holds it or it cannot be locked."""
    if not fcntl:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        return None
    return handle


def _let_go(handle: int | None) -> None:
    if handle is not None:
        with suppress(OSError):
            os.close(handle)
