# What people and CI run from a checkout. The logic is in scripts/; this file says what depends on what.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SEARCH ?= database
RESET ?=
ONLY ?=
SCALE ?= 1

VENV_STAMP := $(VENV)/.os2site-installed
FRONTEND_STAMP := build/.frontend
FRONTEND_SOURCES := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)
CATALOGUES := $(shell find os2site* tests/plugin -path "*/LC_MESSAGES/*.po" 2>/dev/null)

.PHONY: help venv frontend messages demo test test-fast bench lint types format lock wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv: $(VENV_STAMP) ## make .venv from the lock
$(VENV_STAMP): requirements/dev.txt pyproject.toml scripts/venv.sh
	@PYTHON=$(PYTHON) scripts/venv.sh $(VENV) && touch $@

frontend: $(FRONTEND_STAMP) ## build style sheets and scripts
$(FRONTEND_STAMP): $(FRONTEND_SOURCES) scripts/frontend.sh
	@scripts/frontend.sh && mkdir -p $(@D) && touch $@

messages: $(CATALOGUES:.po=.mo) ## compile the translations
%.mo: %.po | $(VENV_STAMP)
	@$(BIN)/python scripts/compile_messages.py $<

demo: venv frontend messages ## serve the reference site with demo content (PORT=, SEARCH=elasticsearch, RESET=1)
	@PORT=$(PORT) SEARCH=$(SEARCH) RESET=$(RESET) exec $(BIN)/python scripts/demo.py

test: system-packages venv frontend messages ## everything that CI runs, with real services and a browser
	@exec $(BIN)/python scripts/test.py

test-fast: venv frontend messages ## the quick tests that need no service (under two minutes)
	@exec $(BIN)/python scripts/test.py --fast

bench: system-packages venv frontend messages ## the search's cost against peers (ONLY=name, SCALE=0.1)
	@ONLY=$(ONLY) SCALE=$(SCALE) exec $(BIN)/python scripts/bench.py

lint: venv frontend ## style of Python, templates and front end
	@$(BIN)/python scripts/checks.py lint

types: venv ## static types and import contracts
	@$(BIN)/python scripts/checks.py types contracts

format: venv ## put Python files in the project's format
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

lock: venv ## resolve the dependencies anew (UPGRADE=1 takes newer versions)
	@UPGRADE=$(UPGRADE) scripts/lock.sh $(BIN)/uv

wheel: venv frontend messages ## build dist/*.whl
	@$(BIN)/python -m build --wheel --no-isolation

clean: ## remove what was built; keeps .venv and the demo's data in var/
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find os2site* -name '*.mo' -path '*/LC_MESSAGES/*' -delete
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

.PHONY: system-packages
system-packages:
	@$(PYTHON) scripts/services.py install
