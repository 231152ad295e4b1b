# make demo: the sample's figure.    make test: all checks and tests.    make docs: what scripts write of the docs.
# make site: the documentation as a web site, in build/site.
# make quick: the tests that are not marked slow, in less than half a minute on two cores.
# make sweep: the arrangement of every preset, grid and width, against a search by brute force.
# make exhaust: the time and memory of small inputs that are made to take much of both.
# make faults: every fault of the system in every call of every command that reads or writes files; takes 15 minutes.
# make forgeries: thousands of altered figures, none of which check --figure or a batch may accept; takes 3 minutes.
# make injection: texts that mean something to a terminal, a format or a program, in every place; takes 5 minutes.
# make modes: the tests with Python's development mode, with warnings as errors, and without assert statements (-O).
# make bench: what headmap costs, and which goals hold; takes 12 minutes. One part: make bench BENCH='--only cold'; a short run: BENCH=--quick.
# make coverage, make fuzz (SECONDS_EACH=30), make mutate (MUTANTS='headmap_cli.core.composite*'), make lowest: see docs/contributing.md.
# Each makes the virtual environment that it needs: Debian's own Python refuses global installs (PEP 668).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := python -m pip install --quiet --disable-pip-version-check
SECONDS_EACH ?= 30

.PHONY: demo test quick sweep exhaust faults forgeries injection modes docs gallery bench coverage fuzz mutate lowest release site clean

demo: $(VENV)/installed
	@mkdir -p build
	$(BIN)/headmap render sample_data/pythia_like_36x41.csv --grid 36x41 -o build/demo.png -o build/demo.svg
	@echo "Look at build/demo.png and build/demo.svg"

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check -q .
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/validate-pyproject pyproject.toml
	$(BIN)/python -m pytest -n auto

quick: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q -n 2 -m "not slow"

sweep: $(VENV)/installed-dev
	HEADMAP_SWEEP=1 $(BIN)/python -m pytest -q -n auto tests/layout/test_arrangement_rule.py

exhaust: $(VENV)/installed-dev
	$(BIN)/python -m tests.hostile.test_exhaustion

faults: $(VENV)/installed-dev
	$(BIN)/python -m tests.faults $(SCENARIOS)

forgeries: $(VENV)/installed-dev
	$(BIN)/python -m tests.checks.forgery $(SEED)

injection: $(VENV)/installed-dev
	$(BIN)/python -m tests.hostile.injection

modes: $(VENV)/installed-dev
	PYTHONDEVMODE=1 $(BIN)/python -m pytest -q -n auto $(TESTS)
	PYTHONWARNINGS=error $(BIN)/python -m pytest -q -n auto $(TESTS)
	PYTHONOPTIMIZE=1 $(BIN)/python -m pytest -q -n auto $(TESTS)

docs: gallery
	$(BIN)/python -m docs.style_reference
	$(BIN)/python -m docs.command_reference
	$(BIN)/python -m docs.schemas
	$(BIN)/python -m docs.man

# Material for MkDocs prints a notice about its successor, which is not a warning about this site.
site: $(VENV)/installed-site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Run '$(BIN)/python -m http.server --directory build/site' and open http://localhost:8000"

gallery: $(VENV)/installed-dev
	$(BIN)/python -m docs.gallery

bench: .venv-bench/installed
	.venv-bench/bin/python -m benchmarks $(BENCH)

coverage: $(VENV)/installed-dev
	@rm -rf build/coverage && mkdir -p build/coverage
	$(BIN)/coverage run -m pytest -q -n auto
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

fuzz: $(VENV)/installed-dev
	$(BIN)/python -m tests.hostile $(SECONDS_EACH)

mutate: $(VENV)/installed-dev
	$(BIN)/$(PIP) "mutmut>=3.3"
	$(BIN)/mutmut run $(MUTANTS)
	$(BIN)/mutmut results

release: $(VENV)/installed-dev
	$(BIN)/python -m docs.release "$(VERSION)"

lowest: .venv-lowest/installed
	.venv-lowest/bin/python -m tests.smoke

clean:
	rm -rf $(VENV) .venv-bench .venv-before .venv-lowest build dist mutants

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/$(PIP) --upgrade 'pip>=25.1'  # the first with --group
	$(BIN)/$(PIP) -e . --group dev
	@touch $@ $(VENV)/installed

$(VENV)/installed-site: pyproject.toml | $(BIN)/python
	$(BIN)/$(PIP) --upgrade 'pip>=25.1'  # the first with --group
	$(BIN)/$(PIP) -e . --group site
	@touch $@ $(VENV)/installed

.venv-bench/installed: pyproject.toml benchmarks/requirements.txt
	@$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/$(PIP) . -r benchmarks/requirements.txt
	@touch $@

.venv-lowest/installed: pyproject.toml tests/smoke.py
	@rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/$(PIP) $$($(PYTHON) -m tests.smoke --lowest)
	.venv-lowest/bin/$(PIP) --no-deps -e .
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "headmap needs Python 3.11 or newer; set PYTHON=python3.11 or the like" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 -m venv does not work here; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
