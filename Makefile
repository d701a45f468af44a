# Two commands matter: `make demo` (the report on the bundled study) and `make test` (all checks).
# Each makes its own .venv from pinned, hashed requirements; Python 3.11-3.13, git and make suffice.
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(shell command -v $(p) 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check clean lock
.DELETE_ON_ERROR:

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "Aftershock needs Python 3.11, 3.12 or 3.13; found $$($(PYTHON) -V 2>&1). Set PYTHON=/path/to/python3.12" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/.run  ## trace the bundled study in the folder ./demo
	$(BIN)/aftershock demo --folder demo

check: $(VENV)/.dev  ## style, types, import contracts
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## everything CI runs
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

lock:  ## renew the pins; needs uv
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/run.txt
	uv pip compile requirements/build.in --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -c requirements/run.txt -o requirements/build.txt
	uv pip compile pyproject.toml requirements/build.in requirements/dev.in --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/dev.txt
