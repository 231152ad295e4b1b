# make demo: the sample's figure.  make test: all tests.  make gallery: docs/gallery.md.  Both make .venv on first use.
# Debian's own Python refuses global installs (PEP 668), so everything lives in .venv.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test gallery bench clean

demo: $(VENV)/installed
	@mkdir -p build
	$(BIN)/headmap render sample_data/pythia_like_36x41.csv --grid 36x41 -o build/demo.png -o build/demo.svg
	@echo "Look at build/demo.png and build/demo.svg"

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check -q .
	$(BIN)/mypy
	$(BIN)/python -m pytest

gallery: $(VENV)/installed-dev
	$(BIN)/python -m docs.gallery

bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.cold

clean:
	rm -rf $(VENV) build

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "headmap needs Python 3.11 or newer; set PYTHON=python3.11 or the like" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 -m venv does not work here; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
