# Two commands do everything on a fresh machine: `make site` and `make test`.

PYTHON ?= python3
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
# What is installed is compiled by all cores, where pip would use one, and without the tests of libraries; so is the
# program, which pip leaves as it is. Some libraries bring files that are not for this version of Python.
COMPILE := $(BIN)/python -m compileall -q -q -j 0 -x '/tests?/' $(VENV)/lib generator || true
PROGRAM := $(VENV)/program
INSTALLED := $(VENV)/installed

# Without compiled modules each start of the program takes half as long again, and tests start it hundreds of times.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help site serve test test-warehouse test-engines check lint types layers speed speed-serve speed-runs speed-diff speed-warehouse simulate torture mutation audit gold reference schemas fonts hashes wheel clean tools looks

help:
	@echo "make site       set up and build the demo site into site/"
	@echo "make serve      build, serve and rebuild on change"
	@echo "make test       set up and run everything: lint, types, layers, tests in a real browser"
	@echo "make test-warehouse  the same query in DuckDB, Spark, Postgres and dbt, to the last integer; needs Java and Postgres"
	@echo "make test-engines  Zensical on the folder that mkdocs is given: the same pages say the same"
	@echo "make check      lint, types, layers"
	@echo "make speed      measure where the time of a build goes (not a test); SIZES='14 100 300'"
	@echo "make speed-serve measure how long it takes from a saved file to the page in the browser (not a test)"
	@echo "make speed-runs measure how long run logs take (not a test); ROWS='1000000 10000000'"
	@echo "make speed-warehouse measure how long a large table takes to add up in place (not a test); ROWS='100000000'"
	@echo "make speed-diff measure how long \`diff\` takes beside two reports (not a test); SIZES='100 300'"
	@echo "make simulate   print how often verdicts are wrong, as in docs/explanation/statistics.md; WINDOWS=2000"
	@echo "make torture    run the security tests at full length and print the figure of each (half an hour or more)"
	@echo "make mutation   change the loader, the sanitizer and the verifier, and see which changes no test notices; SAMPLE=20"
	@echo "make audit      ask PyPI for known vulnerabilities of all pinned versions; one that cannot be audited is a failure"
	@echo "make reference  write the reference pages and the schemas anew from the code"
	@echo "make hashes     write constraints-hashes*.txt anew: the digests of what the program needs at run time, and Sigstore"
	@echo "make fonts      cut the fonts of the site anew from the releases of the Source families; needs npm"
	@echo "make gold       write the gold files anew, for review in git"
	@echo "make looks      documents that are sent, as pictures in build/looks (not a test); installs LibreOffice"
	@echo "make wheel      build the wheel into dist/"

# The environment, with pinned versions: the program itself in editable form, then what the tests need.
$(PROGRAM): pyproject.toml constraints.txt
	@echo "setting up $(VENV) with the pinned versions; the first time this takes a few minutes"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --constraint constraints.txt --upgrade pip
	@$(PIP) install --constraint constraints.txt --build-constraint constraints.txt --no-compile --editable .
	@$(COMPILE)
	@touch $@

$(INSTALLED): $(PROGRAM)
	@echo "adding what the tests need"
	@$(PIP) install --constraint constraints.txt --build-constraint constraints.txt --no-compile --group test
	@$(COMPILE)
	@touch $@

site: $(PROGRAM)
	$(BIN)/trustpages build

serve: $(PROGRAM)
	$(BIN)/trustpages serve

check: lint types layers

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

layers: $(INSTALLED)
	$(BIN)/lint-imports --no-cache

test: check tools
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

# Engines beside the environment, so that what they bring is not part of it: pyspark and dbt are Apache-2.0. Later
# versions of dbt-core fetch a parser from somewhere else while they are installed.
ENGINES := 'pyspark>=4,<5' 'dbt-core>=1.10,<1.11' 'dbt-duckdb>=1.10,<1.11'
test-warehouse: $(INSTALLED)
	@test -x $(VENV)/warehouse/bin/dbt || { $(PYTHON) -m venv $(VENV)/warehouse && \
	  $(VENV)/warehouse/bin/python -m pip --quiet --disable-pip-version-check install $(ENGINES); }
	$(BIN)/python -m pytest -q --timeout 1800 tests/warehouse/engines.py

test-engines: $(INSTALLED)
	@test -x $(VENV)/zensical/bin/zensical || { $(PYTHON) -m venv $(VENV)/zensical && \
	  $(VENV)/zensical/bin/python -m pip --quiet --disable-pip-version-check install zensical==0.0.73; }
	$(BIN)/python -m pytest -q tests/engines/zensical.py

JAPANESE := /usr/share/fonts/truetype/vlgothic/VL-PGothic-Regular.ttf
# What the tests use of the system, a command or a file, and the package of Debian that has it: the browser is the system's own. Where
# nothing can be installed, tests without their tool are skipped or fail; on CI nothing is skipped for want of one.
TOOLS := chromium:chromium git:git ssh-keygen:openssh-client strace:strace pdftotext:poppler-utils \
  $(JAPANESE):fonts-vlgothic
tools:
	@missing=$$(for tool in $(TOOLS); do command -v $${tool%%:*} >/dev/null || test -e $${tool%%:*} || echo $${tool#*:}; done); \
	test -z "$$missing" || { \
	  echo "installing" $$missing; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	} || test -z "$$CI"

speed: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m speed.measure $(SIZES)

speed-serve: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m speed.serving

speed-runs: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m speed.run_logs $(ROWS)

speed-warehouse: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m speed.warehouse $(ROWS)

speed-diff: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m speed.comparison $(SIZES)

simulate: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m simulation $(WINDOWS)

reference: $(INSTALLED)
	PYTHONPATH=docs $(BIN)/python -m reference_pages
	$(BIN)/trustpages schema --to docs/reference/schemas

schemas: reference

torture: $(INSTALLED)
	TRUSTPAGES_TORTURE=1 $(BIN)/python -m pytest --figures --timeout 5400 -q -n $(WORKERS) --dist loadgroup

mutation: $(INSTALLED)
	PYTHONPATH=tests $(BIN)/python -m mutation $(SAMPLE)

# What comes out is in the repository, byte for byte; only a new release or another choice of characters asks for this.
FONT_RELEASES := build/fonts
fonts: $(INSTALLED)
	@$(PIP) install --constraint constraints.txt --group fonts
	npm install --prefix $(FONT_RELEASES) --ignore-scripts --no-audit --no-fund --no-save \
	  source-sans@3.52.0 source-serif@4.5.1 source-code-pro@2.42.0
	PYTHONPATH=docs $(BIN)/python -m site_fonts $(FONT_RELEASES)/node_modules

# In an environment of its own, so that what the tool brings is not part of what it audits.
audit: $(PROGRAM)
	@$(PYTHON) -m venv --without-pip $(VENV)/audit
	@$(PIP) --python $(VENV)/audit install --constraint constraints.txt --group audit
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

# In an environment of its own, as above; the digests are those that the index of this machine's pip has. Besides what the
# program needs, what a job needs that does nothing but sign as an identity.
HASHED := constraints-hashes.txt constraints-hashes-sigstore.txt
hashes:
	@$(PYTHON) -m venv $(VENV)/hashes
	@$(VENV)/hashes/bin/python -m pip --quiet --disable-pip-version-check install pip-tools
	printf 'click\nsigstore\n' > $(VENV)/hashes/sigstore.in
	for file in $(HASHED); do \
	  case $$file in *-sigstore.txt) from=$(VENV)/hashes/sigstore.in;; *) from=pyproject.toml;; esac; \
	  $(VENV)/hashes/bin/pip-compile --quiet --generate-hashes --no-header --no-annotate --strip-extras \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    --constraint constraints.txt --output-file $(VENV)/$$file $$from && \
	  { sed -n '/^#/p' $$file; cat $(VENV)/$$file; } > $(VENV)/$$file.new && mv $(VENV)/$$file.new $$file || exit 1; \
	done

gold: $(INSTALLED)
	$(BIN)/python -m pytest --update-gold -q

# What people will see who open them, by the program that most have who have not Microsoft's; for eyes.
LOOKED_AT_BY := soffice:libreoffice-impress /usr/lib/libreoffice/program/libsclo.so:libreoffice-calc \
  pdftoppm:poppler-utils $(JAPANESE):fonts-vlgothic
looks: $(INSTALLED)
	@$(MAKE) --no-print-directory tools TOOLS="$(LOOKED_AT_BY)"
	PYTHONPATH=tests $(BIN)/python -m looks build/looks

wheel: $(INSTALLED)
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf site dist $(VENV)
