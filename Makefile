# Two commands do everything on a fresh machine: `make site` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := .make/installed
CHROMIUM := .make/chromium
WORKERS ?= auto

.PHONY: help site serve test check lint types layers speed gold schemas wheel clean

help:
	@echo "make site    set up and build the demo site into site/"
	@echo "make serve   build, serve and rebuild on change"
	@echo "make test    set up and run everything: lint, types, layers, tests in a real browser"
	@echo "make check   lint, types, layers"
	@echo "make speed   measure the shape of cost (not a test)"
	@echo "make gold    write the gold files anew, for review in git"

# The environment: pinned versions, the package itself in editable form.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group test --editable .
	@mkdir -p .make && touch $@

# The browser of the browser tests: the system's own, installed where that is possible.
$(CHROMIUM):
	@mkdir -p .make
	@command -v chromium >/dev/null || { \
	  echo "installing chromium"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; }
	@touch $@

site: $(STAMP)
	$(BIN)/trustpages build

serve: $(STAMP)
	$(BIN)/trustpages serve

check: lint types layers

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports --no-cache

test: $(STAMP) $(CHROMIUM) check
	$(BIN)/python -m pytest -n $(WORKERS)

speed: $(STAMP)
	$(BIN)/python tests/speed/measure.py

gold: $(STAMP)
	$(BIN)/python -m pytest --update-gold -q

schemas: $(STAMP)
	$(BIN)/trustpages schema --to docs/reference/schemas

wheel: $(STAMP)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf site dist .make $(VENV)
