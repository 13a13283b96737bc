"""python -m report.student: copies the notebooks to student/, with an empty cell in the place of every
solution and without what is for the teacher.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from report.run import read_notebooks, tags
from utils import ROOT

STUDENT = ROOT / "student"  # beside notebooks/, so that links and imports lead from one as from the other


def without_solutions(notebook):
    """Return a copy of a notebook without outputs and without cells tagged `teacher`, each run of cells
    tagged `solution` replaced by a cell to fill in.
    """
    copy, cells = notebook.copy(), []
    shown = [cell for cell in notebook.cells if "teacher" not in tags(cell)]
    for solved, group in groupby(shown, lambda cell: "solution" in tags(cell)):
        cells += [new_code_cell("# Your answer\n", metadata={"tags": ["answer"]})] if solved else group
    copy.cells = [cell.copy() for cell in cells]
    for number, cell in enumerate(copy.cells):
        cell["id"] = f"cell-{number}"  # by place, so that two copies of one notebook are one text
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy


def write_copies(folder: Path = STUDENT) -> list[Path]:
    """Write the copies into a folder and return their paths.

    Raises FileExistsError, and writes nothing, where a notebook there differs from the copy that would take
    its place.
    """
    copies = {
        folder / f"{name}.ipynb": nbformat.writes(without_solutions(notebook)) + "\n"
        for name, notebook in (read_notebooks() | read_notebooks(names="two_*")).items()
    }
    changed = [
        path.name
        for path, text in copies.items()
        if path.exists() and path.read_text(encoding="utf-8") != text
    ]
    if changed:
        raise FileExistsError(
            f"Nothing was written, because {folder.name}/ may hold somebody's work ({', '.join(changed)}): "
            "rename the folder or move the files out of it, then try again."
        )
    folder.mkdir(exist_ok=True)
    for path, text in copies.items():
        path.write_text(text, encoding="utf-8")
    return list(copies)


def main() -> int:
    """Write the copies and say where they are; return 1 where that would lose somebody's work."""
    try:
        paths = write_copies()
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{len(paths)} notebooks without their solutions are in {STUDENT.name}/: run make lab and "
        f"open {STUDENT.name}/{paths[0].name}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
