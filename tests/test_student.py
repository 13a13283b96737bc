"""Exercises: each notebook sets one and answers it, and the students' copy asks without answering and loses
nobody's work.
"""

import copy
import re

import pytest

from report.run import NOTEBOOKS, read_notebooks, reads_article, run_notebooks, tags
from report.student import STUDENT, without_solutions, write_copies

pytestmark = pytest.mark.slow

WITH_CODE = {
    name: notebook
    for name, notebook in read_notebooks().items()
    if any(cell.cell_type == "code" for cell in notebook.cells)
}


def solutions(notebook):
    return [cell for cell in notebook.cells if "solution" in tags(cell)]


@pytest.mark.parametrize("name", WITH_CODE)
def test_every_notebook_sets_an_exercise_and_folds_its_solution(name):
    cells = WITH_CODE[name].cells
    asked = [
        before
        for before, cell in zip(cells, cells[1:])
        if "solution" in tags(cell) and "solution" not in tags(before)
    ]
    assert all(cell.cell_type == "markdown" for cell in asked)
    own = [cell.source for cell in asked if "<summary>A hint</summary>" in cell.source]
    assert own and "## Your turn" in own[0], "each exercise has a hint"
    answers = [cell.source for cell in solutions(WITH_CODE[name]) if cell.cell_type == "markdown"]
    assert len(answers) == len(own) and all(text.startswith("**In words.**") for text in answers)
    assert all(
        cell.metadata["jupyter"]["source_hidden"]
        for cell in solutions(WITH_CODE[name])
        if cell.cell_type == "code"
    )


@pytest.mark.parametrize("article", ["sample", "strike", "bridge"])
def test_every_solution_answers_on_any_article(article, request):
    for name, notebook in request.getfixturevalue(article)[0].items():
        for cell in solutions(notebook):
            assert cell.cell_type == "markdown" or cell.outputs, f"{name}: {cell.source}"


@pytest.mark.parametrize("name", WITH_CODE)
def test_the_copy_has_a_cell_to_fill_in_and_no_answer(name):
    blank = without_solutions(WITH_CODE[name])
    pairs = [pair for pair in zip(blank.cells, blank.cells[1:]) if "answer" in tags(pair[1])]
    asked = [pair for pair in pairs if "<summary>A hint</summary>" in pair[0].source]
    assert len(asked) == sum("A hint" in cell.source for cell in blank.cells), "one answer cell each"
    assert "## Your turn" in asked[0][0].source and asked[0][1].source == "# Your answer\n"
    prose = " ".join(cell.source for cell in blank.cells if cell.cell_type == "markdown")
    assert not re.search("For teachers|folded solution|What is wrong in the sample", prose)
    assert not solutions(blank) and solutions(WITH_CODE[name]), "the notebook itself keeps them"
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in blank.cells)
    assert not {cell.source for cell in solutions(WITH_CODE[name])} & {cell.source for cell in blank.cells}


def test_the_copies_run_from_top_to_bottom():
    assert STUDENT.parent == NOTEBOOKS.parent, (
        "links and the path of the setup cell lead from one folder as from the other"
    )
    run_notebooks({name: without_solutions(notebook) for name, notebook in WITH_CODE.items()})


def test_notebooks_and_their_solutions_run_where_nobody_is_named(tmp_path):
    (tmp_path / "rain.txt").write_text(
        "Rain fell in the town today. " + "It was dark in the street, and the water rose. " * 2,
        encoding="utf-8",
    )
    notebooks = {
        name: copy.deepcopy(notebook) for name, notebook in WITH_CODE.items() if reads_article(notebook)
    }
    assert len(notebooks) == len(WITH_CODE) - 1, "the one on many articles knows nothing of this one"
    run_notebooks(notebooks, article=tmp_path / "rain.txt")


def test_copies_are_written_once_more_but_never_over_work(tmp_path):
    paths = write_copies(tmp_path / "student")
    assert write_copies(tmp_path / "student") == paths and len(paths) == len(read_notebooks()) + 1
    paths[0].write_text(
        paths[0].read_text(encoding="utf-8").replace("# Your answer", "# 42"), encoding="utf-8"
    )
    paths[1].unlink()
    with pytest.raises(FileExistsError, match=f"Nothing was written.*student/.*{paths[0].name}.*rename"):
        write_copies(tmp_path / "student")
    assert "# 42" in paths[0].read_text(encoding="utf-8") and not paths[1].exists()
