# Each target makes its own .venv from nothing but python3 (3.11 or later), once.
#   make demo PYTHON=python3.13        another interpreter
#   make bench ONLY=commission         one group of benches
#   make test HYPOTHESIS_PROFILE=ci    dev (default), ci or deep
#   make mutants ROOM=money SAMPLE=0   all mutants of one room

PYTHON ?= python3
VENV   ?= .venv
ONLY   ?=
SECONDS ?= 60
FAULTS ?= 1000
ROOM   ?=
SAMPLE ?= 200
SEED   ?= 1
AGAIN  ?=

BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip install -qq --disable-pip-version-check
DEMO := examples/basket_alliance

# Tests run on every core, a file at a time.
SPREAD := --numprocesses=auto --maxprocesses=8 --dist=loadfile

# A stamp per stage and Python version, newer than pyproject.toml when the stage is up to date.
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null || echo none)
BARE := $(VENV)/.bare-$(VERSION)
CORE := $(VENV)/.core-$(VERSION)
DEV  := $(VENV)/.dev-$(VERSION)
DOCS := $(VENV)/.docs-$(VERSION)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench docs fuzz faults mutants deep clean

help: ## print this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: $(CORE) ## settle a small community's orders and show the working of one
	$(BIN)/python -m communekit.cli explain $(DEMO)/plan.toml $(DEMO)/orders.csv --columns $(DEMO)/columns.toml --order B0001
	$(BIN)/python -m communekit.cli settle $(DEMO)/plan.toml $(DEMO)/orders.csv --columns $(DEMO)/columns.toml --out build/demo
	@echo "Open build/demo/report.html in a browser."

test: $(DEV) ## everything: lint, types, floors, all tests with coverage
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/python -m pytest --cov $(SPREAD)

check: $(DEV) ## fast: lint, types, floors, the quick tests
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest --quiet $(SPREAD) -m "not slow"

bench: $(DEV) ## ratios against plain loops, into build/bench.json (ONLY=commission for one group)
	@$(PIP) --editable '.[bench]'
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

docs: $(DOCS) ## the pages in English and Chinese, into build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/mkdocs.en.yml
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/mkdocs.zh.yml

fuzz: $(DEV) ## readers of text, searched by atheris, a minute each (SECONDS=60)
	@$(PIP) --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz -max_total_time=$(SECONDS) -verbosity=0

faults: $(DEV) ## kills, power cuts, server stops, lost answers, a thousand of each kind (FAULTS=1000), into build/faults.md
	FAULTS=$(FAULTS) $(BIN)/python -m pytest tests/faults
	@cat build/faults.md

mutants: $(DEV) ## the code changed in small places, some test must notice; build/mutation (ROOM=, SAMPLE=, SEED=, AGAIN=1)
	@$(PIP) --editable '.[mutants]'
	$(BIN)/python -m tests.mutation $(if $(ROOM),--room $(ROOM)) --sample $(SAMPLE) --seed $(SEED) $(if $(AGAIN),--again)

deep: $(DEV) ## the laws, searched for hours
	HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest tests

clean: ## remove .venv and everything that was built
	rm -rf $(VENV) build dist site .coverage .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BARE):
	@test $(VERSION) != none || { echo "$(PYTHON) was not found. Install Python 3.11 or later, or say which: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is Python $(VERSION); communekit needs 3.11 or later: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -c 'import pip, sys; sys.exit("%d.%d.%d" % sys.version_info[:3] != "$(VERSION)")' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(CORE): pyproject.toml | $(BARE)
	@echo "Installing communekit into $(VENV) (once)" >&2
	@$(PIP) --editable .
	@touch $@

$(DEV): pyproject.toml | $(BARE)
	@echo "Installing the development tools into $(VENV) (once)" >&2
	@$(PIP) --editable '.[dev]'
	@touch $(CORE) $@

$(DOCS): pyproject.toml | $(BARE)
	@echo "Installing the documentation tools into $(VENV) (once)" >&2
	@$(PIP) --editable '.[docs]'
	@touch $(CORE) $@
