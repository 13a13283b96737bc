# make report [ARTICLE=path-or-address]   reads an article and writes reports/<slug>/index.html
# make report ARTICLE=a AGAINST=b         two articles side by side
# make report CORPUS=folder-or-table      the same for many articles
# make report TEXT=quotes                 without the full text, for articles that belong to others
# make lab    [ARTICLE=path-or-address]   opens the notebooks in JupyterLab
# make app                                opens a page on this machine where a text, a file or an address is given and read
# make test                               checks style and types, and runs all tests
# make check                              the same without the slow tests, in a minute
# make everywhere [WHAT=fast]             the tests and the notebooks in a fresh copy for each Python that is found, outputs compared
# make notebooks                          runs the notebooks on the sample, in place
# make student                            copies the notebooks to student/, solutions taken out
# make bench  [CORPUS=folder-or-table]    how fast it is beside the bare parse, and how much memory it takes
# make train GOLD=folder                  makes the second reader of tone again, from label files that you have (hours; an environment of its own)
# make validate GOLD=folder               measures the methods on labelled sets that you have (report/validate.py says in what form)

PYTHON ?= python3
BIN := .venv/bin
# Names of articles may hold spaces, quotes and dollars: they reach the programs through the environment, never through a shell's eyes.
override ARTICLE := $(value ARTICLE)
override AGAINST := $(value AGAINST)
override CORPUS := $(value CORPUS)
override GOLD := $(value GOLD)
override TEXT := $(value TEXT)
export ARTICLE AGAINST CORPUS GOLD TEXT
export CALLED_FROM := $(value PWD)
find = [ -z "$$$(1)" ] || [ ! -e "$$CALLED_FROM/$$$(1)" ] || $(1)="$$CALLED_FROM/$$$(1)"
# Recipes end in `exec`, so that a signal to make reaches the program and not a shell before it.
FIND = $(call find,ARTICLE); $(call find,AGAINST); $(call find,CORPUS)

# JupyterLab listens on this machine only; in a container (notebooks/teaching/Containerfile) `make lab LISTEN=0.0.0.0` lets the port be reached.
LISTEN = 127.0.0.1

# Containers often have no other user than root, whom Jupyter refuses unless told otherwise.
AS_ROOT = $(if $(filter 0,$(shell id -u)),--allow-root)

# Unless told otherwise, JupyterLab asks to fetch news (report/lab/overrides.json answers), and looks for a newer version of itself.
QUIET = --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.app_settings_dir="$$PWD/report/lab"

STYLE = $(BIN)/ruff check -q . && $(BIN)/ruff format -q --check . && $(BIN)/mypy --no-error-summary

.PHONY: report lab app test check everywhere notebooks student bench validate train

report: .venv/ready
	@$(FIND); exec $(BIN)/python -m report

lab: .venv/ready
	@$(FIND); exec $(BIN)/python -m jupyterlab --ip=$(LISTEN) --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(QUIET) $(AS_ROOT)

app: .venv/ready
	@cd report && exec ../$(BIN)/python -m voila app.ipynb   # report/voila.json: on this machine only, and no request to others

test: .venv/ready-to-test
	@$(STYLE)
	@env -u ARTICLE -u AGAINST -u CORPUS $(BIN)/python -m pytest

check: .venv/ready-to-test
	@$(STYLE)
	@env -u ARTICLE -u AGAINST -u CORPUS $(BIN)/python -m pytest -m "not slow"

everywhere:
	@tests/everywhere.sh $(WHAT)

notebooks: .venv/ready
	@$(BIN)/python -m report.notebooks

student: .venv/ready
	@$(BIN)/python -m report.student

bench: .venv/ready
	@$(FIND); exec $(BIN)/python -m tests.bench

validate: .venv/ready
	@$(call find,GOLD); exec $(BIN)/python -m report.validate "$$GOLD"

train: .venv-train/ready
	@$(call find,GOLD); exec .venv-train/bin/python -m training "$$GOLD"

# Its lock holds what the public package index has: there torch comes with what a graphics card needs, several GB.
.venv-train/ready: training/requirements.lock
	@echo "Installing into .venv-train, once ..."
	@[ -x .venv-train/bin/python ] || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

# What is installed is what the locks name, each file checked by its hash; tests/lock.py makes them.
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes

.venv/ready: requirements.lock
	@echo "Installing into .venv, once ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(INSTALL) -r requirements.lock
	@touch $@

.venv/ready-to-test: .venv/ready tests/requirements.lock
	@$(INSTALL) -r requirements.lock -r tests/requirements.lock
	@touch $@
