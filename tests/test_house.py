"""The house: faces that load little, names that mean one thing, and a scorer that is added in one place."""

import importlib
import inspect
import pkgutil
import pydoc
import shutil
import subprocess
import sys
from collections import defaultdict

import pytest

import methods
from utils import ROOT

ROOMS = [module.name for module in pkgutil.walk_packages(methods.__path__, "methods.")]
NO_ROOMS = ["methods.list_editor"]  # a widget alone
PACKAGES = ["article", "actors", "quotations", "tone", "actions", "corpus", "validation", "figures"]


def run(code: str, folder=ROOT) -> str:
    """Run Python in a process of its own and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "without"),
    [
        ("from methods.figures import word_bars, by_group, published_record", ["dask", "distributed"]),
        (
            "from methods.validation import alpha, usual_error, coded_sentences",
            ["dask", "matplotlib", "ipywidgets"],
        ),
        ("from methods.corpus import analyse, nearest, group_means", ["matplotlib", "ipywidgets"]),
        ("import methods.summary, methods.words, methods.corpus.reading", ["matplotlib", "ipywidgets"]),
    ],
)
def test_a_face_loads_only_what_is_asked_for(what, without):
    loaded = f"{what}\nimport sys\nprint(*(name for name in {without} if name in sys.modules))"
    assert run(loaded).split() == []


@pytest.mark.slow
def test_what_computes_sets_no_option_of_pandas():
    rooms = [
        room for room in ROOMS if not room.startswith("methods.figures") and room != "methods.validation.form"
    ]
    code = (
        "import pandas as pd\n"
        "def seen(): return [pd.get_option(name) for name in ('display.max_rows', 'display.max_colwidth', "
        "'display.float_format', 'mode.string_storage')]\n"
        "before = seen()\n"
        f"import importlib, utils\nfor room in {rooms}: importlib.import_module(room)\n"
        "print(seen() == before)"
    )
    assert run(code).strip() == "True"


def test_the_utility_module_is_small_and_loads_nothing_of_the_project():
    assert len((ROOT / "utils.py").read_text(encoding="utf-8").splitlines()) <= 390
    heavy = ["spacy", "dask", "matplotlib", "methods"]
    assert run(f"import sys, utils\nprint([name for name in {heavy} if name in sys.modules])").strip() == "[]"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_face_says_what_is_there(package):
    face = importlib.import_module(f"methods.{package}")
    assert face.__doc__ and set(face.__all__) <= set(dir(face))
    modules = {module.name for module in pkgutil.iter_modules(face.__path__)}
    for name in face.__all__:
        assert getattr(face, name) is not None and not inspect.ismodule(getattr(face, name)), name
    assert modules.isdisjoint(face.__all__), "a module is named like what it holds"


@pytest.mark.parametrize("room", [room for room in ROOMS if room.count(".") == 1 and room not in NO_ROOMS])
def test_help_on_a_room_begins_with_what_can_be_called(room):
    shown = pydoc.plain(pydoc.render_doc(importlib.import_module(room)))
    headings = [line for line in shown.splitlines() if line in ("CLASSES", "FUNCTIONS", "DATA")]
    assert headings[0] == "FUNCTIONS" and "CLASSES" not in headings


@pytest.mark.parametrize("face", ["words", "roles", "summary", "kind", "act_wording", "lists"])
def test_what_help_shows_is_there(face):
    module = importlib.import_module(f"methods.{face}")
    assert set(module.__all__) <= set(dir(module)) and module.__all__ == sorted(module.__all__)


def test_no_public_name_means_two_things():
    meanings = defaultdict(set)
    for room in ["utils", *ROOMS]:
        module = importlib.import_module(room)
        for name, value in vars(module).items():
            own = getattr(value, "__module__", room) == room
            if not name.startswith("_") and own and not inspect.ismodule(value) and name != "annotations":
                meanings[name].add(id(value))
    assert [name for name, values in meanings.items() if len(values) > 1] == []


@pytest.mark.slow
def test_a_scorer_added_in_one_place_is_found_everywhere(tmp_path):
    for part in ("methods", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "utils.py", tmp_path)
    registry = tmp_path / "methods" / "tone" / "scorers.py"
    text = registry.read_text()
    assert text.count('    Scorer("textblob"') == 1
    line = '    Scorer("length", "Length of words", lambda span: min(1.0, len(span) / 50), "^"),\n'
    registry.write_text(text.replace('    Scorer("textblob"', line + '    Scorer("textblob"'))
    code = """
import pandas as pd
from utils import parse
from methods.figures import coders_and_machine, scores_by_sentence
from methods.tone import score_tone, sentence_tone
from methods.validation import agreement_of_raters, judged_errors, machine_reading

doc = parse("The talks failed badly. Then, on Monday, they succeeded. It rained.")
scored, reading = sentence_tone(doc), machine_reading(doc)
coded = pd.DataFrame({"coder": "ana", "sentence": [0, 1, 2], "tone": [-3, 3, 0], "turn": [0, 1, 0]})
assert "length" in score_tone(["It rained."]) and "length" in scored and "length" in reading
assert "Length of words" in scores_by_sentence(scored).get_label()
assert "length" in judged_errors()
assert "Length of words" in set(agreement_of_raters(coded, reading)["second"])
drawn = coders_and_machine(coded, reading)
assert any("Length of words" in text.get_text() for text in drawn.legends[0].get_texts())
print("found")
"""
    assert run(code, tmp_path).strip() == "found"
