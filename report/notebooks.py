"""python -m report.notebooks: runs all notebooks on the sample, in place, with nothing in them that changes
from run to run.
"""

from __future__ import annotations

import sys

from report.stopping import stoppable, to_the_end, was_stopped

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def settle(notebooks: dict) -> None:
    """Take out of run notebooks, in place, what differs from run to run or is empty without a kernel.

    In: notebooks by name. Raises NotebookError when one has written to stderr.
    """
    import nbformat

    from report.run import NotebookError, printable, tags

    for name, notebook in notebooks.items():
        notebook.metadata = nbformat.from_dict(METADATA)
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            if "widget" in tags(cell):
                cell.outputs = []
            for output in cell.outputs:
                if output.get("name") == "stderr":
                    raise NotebookError(f"{name} writes to stderr: {printable(output.text)[:200]}")


def main() -> int:
    """Run and settle the notebooks; write them only when all went well."""
    from report.forks import close_early, load_early

    load_early()
    import nbformat

    from report.run import NOTEBOOKS, NotebookError, read_notebooks, run_notebooks

    try:
        notebooks = read_notebooks() | read_notebooks(names="two_articles")
        run_notebooks(notebooks)
        settle(notebooks)
    except NotebookError as error:
        if not was_stopped():
            print(error, file=sys.stderr)
        return 1
    finally:
        close_early()
    with to_the_end():
        for name, notebook in notebooks.items():
            nbformat.write(notebook, NOTEBOOKS / f"{name}.ipynb")
    return 0


if __name__ == "__main__":
    sys.exit(stoppable(main, "The run was stopped; the notebooks are unchanged."))
